"""The first process of a container: the tester of a pvtest distro, or the program that the command line names, or one
that waits."""

import os
import re
import signal
import sys

from . import describe, pool, state, stream, tester
from .mounts import Mounted

# In a script: not what follows a word, nor a quoted variable as in "$1"/x.
ABSOLUTE = re.compile(r"(?<![\w.\-/$})*?])(?<![\w})*@][\"'])/[\w.\-/]+")
OF_THE_HOST = re.compile(r"/(bin|usr|lib|lib64|dev|proc|sbin)(/|$)")
CHANGES_FILES = ("chmod", "chown", "rm", "mv", "touch")


def process(container):
    """Never returns. SIGTERM does nothing to a first process that has no handler for it."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.umask(0o022)
    code = 1
    try:
        code = _run(container)
    except BaseException as problem:  # noqa: BLE001
        stream.write_all(2, ("%s: %s\n" % (type(problem).__name__, problem)).encode())
    os._exit(code)


def _run(container):
    record = container.record
    mounted = Mounted.of(container)
    os.makedirs(container.path("root"), exist_ok=True)
    environment = dict(pair.split("=", 1) for pair in record["env"])
    if tester.is_meant(record) and record["command"][:1] == ["pool"]:
        return pool.run(record, mounted, environment)
    if tester.is_meant(record):
        return tester.run(tester.Test(mounted, environment, environment["TEST_PATH"]), record["try"], sys.stdout.fileno())
    if record["entrypoint"] or record["command"]:
        return _program(record, mounted)
    while True:
        signal.pause()


def _program(record, mounted):
    words = [*record["entrypoint"], *record["command"]]
    fault = state.read("faults.json", {}).get("entrypoints", {}).get(words[0])
    if fault is not None:
        stream.write_all(2, (fault["text"] + "\n").encode())
        return fault.get("code", 1)
    for word in words[1:] if words[0] in CHANGES_FILES else []:
        mount = mounted.mount(word) if word.startswith("/") else None
        if mount and not mount["writable"]:
            stream.write_all(2, ("%s: '%s': Read-only file system\n" % (words[0], word)).encode())
            return 1
    words = [words[0], *(_mapped(word, mounted) for word in words[1:])]
    os.chdir(mounted.host(record["folder"] or "/"))
    environment = dict(pair.split("=", 1) for pair in (describe.PATH, "HOME=/root", *record["env"]))
    os.execvpe(words[0], words, environment)


def _mapped(word, mounted):
    def host(path):
        if OF_THE_HOST.match(path):
            return path
        return mounted.host(path) + ("/" if path.endswith("/") and path != "/" else "")

    if word.startswith("/") and mounted.mount(word):
        return host(word)
    return ABSOLUTE.sub(lambda found: host(found[0]), word)
