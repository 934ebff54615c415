"""What stands between the daemon and a container: a process of its own session, with no file of the client open."""

import contextlib
import os
import select
import signal
import sys
import threading

from . import first, state, tester
from .mounts import Mounted
from .stream import ERR, EXIT, OUT, STARTED, frames, write_all, write_frame

PR_SET_CHILD_SUBREAPER = 36


def start(container, alive):
    """Starts the container, and hands it the lock `alive`. @returns what its output is read from, in frames."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.setsid()
            if os.fork() == 0:
                os.close(reading)
                _shim(container, alive, writing)
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    os.close(alive)
    return reading


def started(reading):
    for kind, _ in frames(reading):
        if kind == STARTED:
            return


def attach(reading):
    """Copies the output. @returns the exit code."""
    for kind, data in frames(reading):
        if kind in (OUT, ERR):
            write_all(1 if kind == OUT else 2, data)
        elif kind == EXIT:
            return int(data)
    return 137


def _shim(container, alive, client):
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _close_all_but(alive, client)
    os.chdir("/")
    import ctypes  # It takes its time, which no other command should spend.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    out, err = os.pipe(), os.pipe()
    log = os.open(container.path("log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    pid = os.fork()
    if pid == 0:
        for fd in (alive, client, log, out[0], err[0]):
            os.close(fd)
        os.setsid()
        os.dup2(out[1], 1)
        os.dup2(err[1], 2)
        for fd in (out[1], err[1]):
            os.close(fd)
        first.process(container)
    os.close(out[1])
    os.close(err[1])
    container.set("pid", pid)
    write_frame(client, STARTED, b"")
    ended = []
    waiter = threading.Thread(target=lambda: ended.append(_end(pid)))
    waiter.start()
    shown = bytes if tester.is_meant(container.record) else Mounted.of(container).container
    _copy({out[0]: OUT, err[0]: ERR}, log, client, shown)
    waiter.join()
    container.set("exit", ended[0])
    os.write(alive, str(ended[0]).encode())
    if container.record["remove"]:
        with state.locked():
            container.forget()
    write_frame(client, EXIT, str(ended[0]).encode())
    os._exit(0)


def _close_all_but(*kept):
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    for entry in os.listdir("/proc/self/fd"):
        if int(entry) > 2 and int(entry) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(entry))


def _end(pid):
    """Waits for the first process, and ends with it all others of the container. @returns the exit code."""
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    while True:
        for left in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return code if code >= 0 else 128 - code


def _children():
    """What has lost its parent is a child of this process, which is a subreaper."""
    with contextlib.suppress(OSError), open("/proc/self/task/%d/children" % os.getpid(), encoding="utf-8") as file:
        return [int(word) for word in file.read().split()]
    return []


def _copy(streams, log, client, shown):
    while streams:
        for fd in select.select(list(streams), [], [])[0]:
            data = os.read(fd, 65536)
            if not data:
                os.close(fd)
                del streams[fd]
                continue
            write_frame(log, streams[fd], shown(data))
            write_frame(client, streams[fd], shown(data))
