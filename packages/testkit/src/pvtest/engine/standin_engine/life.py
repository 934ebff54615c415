"""What is done with a container that is there."""

import contextlib
import os
import signal
import sys
import time

from . import describe, state, stream
from .failure import Failure, from_daemon

SECONDS = 10


def inspect_one(reference):
    with state.locked():
        return describe.container(_found(reference))


def _known(reference):
    with state.locked():
        return _found(reference)


def _found(reference):
    found = state.find(reference)
    if found is None:
        raise from_daemon("No such container: " + reference)
    return found


def _each(act, forgiving=False):
    """Does it for every container, and prints its name. 1 where it did not work for one."""
    def command(flags, rest):
        code = 0
        for reference in rest:
            try:
                act(_known(reference), flags)
                print(reference, flush=True)
            except Failure as problem:
                if act is _kill and "daemon: No such container" in str(problem):
                    problem = from_daemon("cannot kill container: %s: No such container: %s" % (reference, reference))
                print(problem, file=sys.stderr, flush=True)
                if not (forgiving and flags.on("force") and "No such container" in str(problem)):
                    code = 1
        return code
    return command


def _remove(container, flags):
    if container.is_alive():
        if not flags.on("force"):
            raise from_daemon('cannot remove container "/%s": container is running: stop the container before removing or force '
                              "remove" % container.record["name"])
        end(container)
    with state.locked():
        container.forget()


def end(container):
    _signal(container, signal.SIGKILL)
    container.wait()


def _signal(container, number):
    while container.is_alive() and not container.pid:
        time.sleep(0.005)
    if container.status != "running":
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(container.pid, number)
    return True


def _kill(container, flags):
    if not _signal(container, _number(flags.last("signal") or "KILL")):
        raise from_daemon("cannot kill container: %s: container %s is not running" % (container.record["name"], container.id))


def _number(text):
    name = "SIG" + text.upper().removeprefix("SIG")
    if text.isdigit():
        return int(text)
    if name not in signal.Signals.__members__:
        raise from_daemon("invalid signal: " + text)
    return signal.Signals[name]


def _stop(container, flags):
    _signal(container, _number(flags.last("signal") or "TERM"))
    limit = time.monotonic() + float(flags.last("timeout", "time", default=SECONDS))
    while container.is_alive() and time.monotonic() < limit:
        time.sleep(0.01)
    if container.is_alive():
        end(container)


def wait(_, rest):
    code = 0
    for reference in rest:
        try:
            container = _known(reference)
        except Failure as problem:
            print(problem, file=sys.stderr)
            code = 1
            continue
        print(container.wait(), flush=True)
    return code


def logs(flags, rest):
    container = _known(rest[0])
    if flags.on("follow"):
        container.wait()
    with contextlib.suppress(FileNotFoundError):
        for kind, data in stream.frames(os.open(container.path("log"), os.O_RDONLY)):
            stream.write_all(1 if kind == stream.OUT else 2, data)


remove = _each(_remove, forgiving=True)
kill = _each(_kill)
stop = _each(_stop)
