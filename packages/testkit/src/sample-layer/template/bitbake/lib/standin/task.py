"""One task: its log, what it says, what it deploys, and how it fails."""

import os
import shutil

from . import downloads, faults, sstate
from .deploy import Deploy, maker
from .scenarios import SCENARIOS

WARNINGS = {
    ("lxc-pv", "do_compile"): "using deprecated option --foo",
    ("pantavisor", "do_install"): "QA Issue: pantavisor: Files/directories were installed but not shipped "
                                  "[installed-vs-shipped]",
}


class TaskLog:
    """`log.do_<task>.<pid>` with the link that names the newest one. Each task has a pid of its own."""

    last_pid = 0

    def __init__(self, recipe, name):
        folder = recipe.data.get("T")
        os.makedirs(folder, exist_ok=True)
        TaskLog.last_pid = max(TaskLog.last_pid, os.getpid()) + 1
        self.pid = TaskLog.last_pid
        self.script = os.path.join(folder, "run.%s.%d" % (name, self.pid))
        self.path = os.path.join(folder, "log.%s.%d" % (name, self.pid))
        for target, link in ((self.path, "log." + name), (self.script, "run." + name)):
            link = os.path.join(folder, link)
            if os.path.lexists(link):
                os.unlink(link)
            os.symlink(os.path.basename(target), link)
        with open(self.script, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n%s() {\n    :\n}\n" % name)
        self.write("DEBUG: Executing shell function %s" % name)

    def write(self, text):
        with open(self.path, "a", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text + "\n")

    def read(self):
        with open(self.path, encoding="utf-8", errors="surrogateescape") as file:
            return file.read().splitlines()


def run_task(task, name, console):
    """Runs it. Raises TaskFailed after all that bitbake prints before `Failed`, and Stop when it was interrupted."""
    recipe = task.recipe
    log = TaskLog(recipe, name)
    title = "%s %s" % (recipe.full_name, name)
    for fault in faults.of_task(recipe, name):
        if fault in SCENARIOS:
            SCENARIOS[fault](recipe, log, title, console)
    warning = WARNINGS.get((recipe.name, name))
    if warning:
        log.write("WARNING: " + warning)
        console.warning("%s: %s" % (title, warning))
    if name == "do_fetch":
        downloads.fetch(recipe.data, log)
    if name.endswith("_setscene"):
        _restore(task)
    else:
        _deploy(task)
    log.write("DEBUG: Shell function %s finished" % name)


def _staging(task):
    folder = os.path.join(task.recipe.data.get("WORKDIR"), "deploy-" + task.recipe.name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def _deploy(task):
    make = maker(task)
    if make is None:
        return
    folder = _staging(task)
    if "empty-deploy" not in faults.of_task(task.recipe, task.name):
        make(Deploy(task.recipe, folder))
    if task.setscene:
        sstate.save(task.recipe.data, task, folder)
    sstate.install(folder, task.recipe.data.get("DEPLOY_DIR"))


def _restore(task):
    folder = _staging(task)
    sstate.restore(task.recipe.data, task, folder)
    sstate.install(folder, task.recipe.data.get("DEPLOY_DIR"))
