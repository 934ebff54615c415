"""The tester: runs one test, which means that it does what the `stand-in.json` beside the test.json says."""

import json
import os
import signal
import time

from . import state, steps, stream
from .mounts import Mounted
from .refusals import in_use, port_taken, refused

CODES = {"pass": 0, "fail": 1, "not-ready": 1, "abort": 2, "record": 0}
READY = "timed out waiting for pantavisor.status READY"


class Test:
    """`path`: its folder in the container."""

    def __init__(self, mounted, environment, path):
        self.mounted = mounted
        self.environment = environment
        self.path = path
        self.storage = "/storage"
        self.folder = mounted.host(os.path.join("/pvtest", path))

    @property
    def id(self):
        return os.path.relpath(os.path.normpath(os.path.join("/pvtest", self.path)), "/pvtest")

    def behaviour(self, attempt):
        """Of the try `attempt`, from 0: what `tries` says of it (the last one: of all that follow), and else what all share."""
        path = os.path.join(self.folder, "stand-in.json")
        if not os.path.exists(path):
            return {}
        with open(path, encoding="utf-8") as file:
            shared = json.load(file)
        tries = shared.pop("tries", [])
        return {**shared, **(tries[min(attempt, len(tries) - 1)] if tries else {})}


def is_meant(record):
    """Whether a container is to run tests: it has a TEST_PATH, and no program of its own."""
    return not record["entrypoint"] and any(pair.startswith("TEST_PATH=") for pair in record["env"])


def meet_refusal(record, container):
    """Counts the try of the test, and refuses it as docker would, where its behaviour says so."""
    path = dict(pair.split("=", 1) for pair in record["env"]).get("TEST_PATH")
    if not is_meant(record) or record["command"]:
        return
    test = Test(Mounted(record["mounts"], container.path("root")), {}, path)
    record["try"] = state.count("tries.json", test.id)
    reason = test.behaviour(record["try"]).get("refuse")
    if reason == "name":
        raise in_use(record["name"], state.new_id())
    if reason == "port":
        raise port_taken(record["name"], container.id, "12368")
    if reason is not None:
        raise refused(reason)


def run(test, attempt, target, tag="pvtest"):
    """Runs it, and writes what it prints to the file descriptor `target`. @returns the exit code."""
    def log(level, text):
        line = "[%s] %d %s -- [pvtest-run]: %s\n" % (tag, time.time(), level, text)
        stream.write_all(target, line.encode())
        return line

    behaviour = test.behaviour(attempt)
    if behaviour.get("sigterm") == "obey":
        signal.signal(signal.SIGTERM, lambda received, _: os._exit(128 + received))
    if not behaviour.get("silent"):
        log("INFO", "setting up test: " + test.path)
    problem = _problem(test)
    if problem:
        log("ERROR", problem)
        return 2
    for folder in ("trails", "objects", "logs"):
        os.makedirs(test.mounted.host("%s/%s" % (test.storage, folder)), exist_ok=True)
    if not behaviour.get("silent"):
        log("INFO", "starting Pantavisor")
    for step in behaviour.get("steps", []):
        steps.do(step, test, target)
    _leaks(behaviour, test)
    return _end(behaviour, test, target, log)


def _problem(test):
    try:
        with open(os.path.join(test.folder, "test.json"), encoding="utf-8") as file:
            json.load(file)
    except (OSError, ValueError) as problem:
        return "cannot read test.json: %s" % type(problem).__name__
    credentials = all(test.environment.get(name) for name in ("PH_USER", "PH_PASS"))
    if test.id.startswith("remote/") and not credentials:
        return "you need to set PH_USER and PH_PASS to execute the test"
    return None


def _leaks(behaviour, test):
    """A log for each of `leaks`, and at least one, where valgrind is on."""
    if not test.environment.get("VALGRIND"):
        return
    folder = test.mounted.host("/tmp/valgrind")
    os.makedirs(folder, exist_ok=True)
    for position, leak in enumerate(behaviour.get("leaks", [{"bytes": 0, "blocks": 0}])):
        pid = os.getpid() + position
        text = ("Memcheck, a memory error detector\nCommand: pantavisor\n\nLEAK SUMMARY:\n   definitely lost: {bytes:,} bytes in "
                "{blocks:,} blocks\n   indirectly lost: 0 bytes in 0 blocks\n     possibly lost: 3,700,000 bytes in 12 blocks\n\n"
                "ERROR SUMMARY: 3 errors from 3 contexts (suppressed: 0 from 0)\n").format(**leak)
        with open(os.path.join(folder, "valgrind.log.%d" % pid), "w", encoding="utf-8") as file:
            file.writelines("==%d== %s\n" % (pid, line) for line in text.splitlines())


def _end(behaviour, test, target, log):
    end = behaviour.get("end", "pass")
    if end == "hang":
        while True:
            signal.pause()
    diff = behaviour.get("diff", "") if end == "fail" else ""
    if end == "not-ready":
        diff = log("ERROR", READY)
    else:
        stream.write_all(target, diff.encode())
    if diff:
        with open(test.mounted.host(test.storage + "/diff"), "w", encoding="utf-8") as file:
            file.write(diff)
    return behaviour.get("code", CODES[end])
