"""The arguments of `docker run`: options, image, and the command of the container."""

TAKES_VALUE = {
    "-v", "--volume", "-e", "--env", "-w", "--workdir", "--name", "-u", "--user", "--userns", "--device", "--security-opt",
    "-l", "--label", "--cidfile", "--network", "--net", "--mount", "--env-file", "--ulimit", "-m", "--memory", "--cpus",
    "--stop-timeout", "--entrypoint", "--add-host", "-h", "--hostname", "--tmpfs", "--shm-size", "--group-add", "--cap-add",
    "--cap-drop", "--pull", "--platform", "--log-driver", "--stop-signal", "--pids-limit", "--cgroup-parent",
}
LONG = {"-v": "--volume", "-e": "--env", "-w": "--workdir", "-u": "--user", "-l": "--label", "-h": "--hostname",
        "-m": "--memory"}


class Usage(Exception):
    """docker prints it, and exits with 125."""


def split(arguments, known=TAKES_VALUE):
    """The options as (long name, value or None) pairs, and what follows them."""
    found, rest = [], list(arguments)
    while rest and rest[0].startswith("-"):
        name, joined, value = rest.pop(0).partition("=")
        if not joined:
            value = None
            if name in known:
                if not rest:
                    raise Usage("docker: flag needs an argument: %s" % name)
                value = rest.pop(0)
        found.append((LONG.get(name, name), value))
    return found, rest


def values(options, name):
    return [value for known, value in options if known == name]


def last(options, name, default=None):
    return (values(options, name) or [default])[-1]
