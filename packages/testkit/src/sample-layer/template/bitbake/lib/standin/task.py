"""One task: its log, what it says, what it deploys, and how it fails."""

import os
import select
import shutil
import signal

from . import faults, sstate
from .deploy import Deploy, maker

WARNINGS = {
    ("lxc-pv", "do_compile"): "using deprecated option --foo",
    ("pantavisor", "do_install"): "QA Issue: pantavisor: Files/directories were installed but not shipped "
                                  "[installed-vs-shipped]",
}
LONG = 70 * 1024


class Stop(Exception):
    """The user wants no more tasks."""


class TaskFailed(Exception):
    def __init__(self, log):
        super().__init__(log)
        self.log = log


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


def _shell_error(recipe, log, title, console):
    for line in ("gcc -c foo.c", "foo.c:3:5: error: expected ';' before '}' token",
                 "WARNING: exit code 1 from a shell command."):
        log.write(line)
    console.error("%s: Execution of '%s' failed with exit code 1" % (title, log.script))
    console.error("Logfile of failure stored in: " + log.path, counted=False)
    console.plain("Log data follows:")
    for line in log.read():
        console.plain("| " + line)
    raise TaskFailed(log.path)


def _python_error(recipe, log, title, console):
    log.write("ERROR: something is badly wrong")
    console.error(title + ": something is badly wrong")
    console.error("Logfile of failure stored in: " + log.path, counted=False)
    raise TaskFailed(log.path)


def _fetch_error(recipe, log, title, console):
    missing = "file://does-not-exist.tar.gz"
    folder = os.path.join(os.path.dirname(recipe.path), "files")
    console.warning("%s: Failed to fetch URL %s, attempting MIRRORS if available" % (title, missing))
    errors = (
        "Fetcher failure: Unable to find file %s anywhere to download to %s/does-not-exist.tar.gz. The paths that "
        "were searched were:\n    %s" % (missing, folder, folder),
        "Bitbake Fetcher Error: FetchError('Unable to fetch URL from any source.', '%s')" % missing,
    )
    for error in errors:
        log.write("ERROR: " + error)
        console.error("%s: %s" % (title, error))
    console.error("Logfile of failure stored in: " + log.path, counted=False)
    raise TaskFailed(log.path)


def _soft_error(recipe, log, title, console):
    log.write("ERROR: non fatal error")
    console.error(title + ": non fatal error")
    console.plain("a plain line")


def _setscene_error(recipe, log, title, console):
    log.write("ERROR: the object cannot be unpacked")
    raise TaskFailed(log.path)


def _slow(recipe, log, title, console):
    """A worker process of its own that takes SAMPLE_SLOW_SECONDS, says so first, and ends with the server."""
    seconds = float(recipe.data.get("SAMPLE_SLOW_SECONDS"))
    ended, tell = os.pipe()
    guard, hold = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(hold)
        os.setsid()
        _sleep_while_open(guard, seconds)
        os._exit(0)
    os.close(tell)
    os.close(guard)
    console.plain("sample-layer: %s takes %g s" % (title, seconds))
    client = console.client
    while not client.wait([ended], 60.0):
        if client.interrupts > 1:
            console.note("Sending SIGTERM to remaining 1 tasks")
            os.kill(worker, signal.SIGTERM)
            break
    os.waitpid(worker, 0)
    os.close(ended)
    os.close(hold)
    if client.interrupts > 1:
        raise Stop


def _sleep_while_open(guard, seconds):
    """Sleeps, but no longer than the other end of `guard` is open."""
    select.select([guard], [], [], seconds)


def _long_line(recipe, log, title, console):
    console.plain("x" * LONG)


def _not_utf8(recipe, log, title, console):
    console.plain(b"caf\xe9 \xff\xfe".decode("utf-8", "surrogateescape"))


SCENARIOS = {
    "compile": _shell_error,
    "python": _python_error,
    "fetch": _fetch_error,
    "soft-error": _soft_error,
    "setscene": _setscene_error,
    "slow": _slow,
    "long-line": _long_line,
    "not-utf8": _not_utf8,
}
