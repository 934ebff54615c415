"""The faults that strike a task: what each one prints and leaves in the task's log, and how it ends."""

import os
import select
import signal

from .outcome import Stop, TaskFailed

LONG = 70 * 1024
BLOCK = 500
QA_KINDS = (
    ("do_package", "PN: Files/directories were installed but not shipped in any package:\n  /usr/share/PN/extra.bin\n"
                   "Please set FILES such that these items are packaged. Alternatively if they are unneeded, avoid "
                   "installing them or delete them within do_install.\n"
                   "PN: 1 installed and not shipped files. [installed-vs-shipped]"),
    ("do_package_qa", "File /usr/bin/PN in package PN contains reference to TMPDIR [buildpaths]"),
    ("do_package_qa", "File '/usr/lib/libPN.so.1' from PN was already stripped, this will prevent future debugging! "
                      "[already-stripped]"),
)


def _shell_error(recipe, log, title, console):
    _shell_failure(log, title, console, "gcc -c foo.c", "foo.c:3:5: error: expected ';' before '}' token")


def _disk_full(recipe, log, title, console):
    """The words are those of the system for a device that is always full."""
    try:
        with open("/dev/full", "wb", buffering=0) as device:
            device.write(b"x")
    except OSError as full:
        file = os.path.join(recipe.data.get("WORKDIR"), "build", "src", "state.o")
        _shell_failure(log, title, console, "gcc -c src/state.c -o src/state.o",
                       "%s: fatal error: error writing to %s: %s" % (file, file, full.strerror),
                       "compilation terminated.", "make: *** [Makefile:12: src/state.o] Error 1")


def _shell_failure(log, title, console, *lines):
    for line in (*lines, "WARNING: exit code 1 from a shell command."):
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


def _deaf(recipe, log, title, console):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    console.client.send({"deaf": True})
    _slow(recipe, log, title, console)


def _chatty(recipe, log, title, console):
    total = int(recipe.data.get("SAMPLE_CHATTY_LINES"))
    for first in range(1, total + 1, BLOCK):
        last = min(total, first + BLOCK - 1)
        console.plain_block("sample-layer: line %d of %d, as long as lines of a build are: gcc -O2 -c src/%06d.c" % (
            number, total, number) for number in range(first, last + 1))


def _many_warnings(recipe, log, title, console):
    """One warning each of 40 recipes, of three kinds in turn."""
    for number in range(1, 41):
        name = "sample-part-%02d" % number
        task, text = QA_KINDS[number % len(QA_KINDS)]
        console.warning("%s-1.0-r0 %s: QA Issue: %s" % (name, task, text.replace("PN", name)))


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
    "deaf": _deaf,
    "disk-full": _disk_full,
    "chatty": _chatty,
    "many-warnings": _many_warnings,
    "long-line": _long_line,
    "not-utf8": _not_utf8,
}
