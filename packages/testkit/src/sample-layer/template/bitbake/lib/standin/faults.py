"""What goes wrong on demand: the words in SAMPLE_FAULT, and the task that each one strikes."""

STRUCK = {
    "compile": ("pantavisor", "do_compile"),
    "python": ("libthttp", "do_compile"),
    "exception": ("libthttp", "do_compile"),
    "fetch": ("lxc-pv", "do_fetch"),
    "soft-error": ("pantavisor", "do_compile"),
    "slow": ("pantavisor", "do_compile"),
    "long-line": ("pantavisor", "do_compile"),
    "not-utf8": ("pantavisor", "do_compile"),
    "disk-full": ("pantavisor", "do_compile"),
    "chatty": ("pantavisor", "do_compile"),
    "deaf": ("pantavisor", "do_compile"),
    "many-warnings": ("pantavisor", "do_install"),
    "setscene": ("pv-alpine-connman", "do_deploy_setscene"),
}


def of_task(recipe, task):
    """The faults that strike this task, or change what it leaves."""
    words = recipe.data.words("SAMPLE_FAULT")
    found = [word for word in words if STRUCK.get(word) == (recipe.name, task)]
    if "empty-deploy" in words and recipe.data.get("SAMPLE_DEPLOY"):
        found.append("empty-deploy")
    return found
