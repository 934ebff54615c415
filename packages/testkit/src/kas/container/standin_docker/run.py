"""`docker run`: a container whose first process is kas."""

import ctypes
import os
import secrets
import signal
import subprocess
import sys
import threading

from . import containers
from .options import Usage, last, split, values
from .paths import Paths

PR_SET_CHILD_SUBREAPER = 36
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def run(arguments, kas):
    options, rest = split(arguments)
    if not rest:
        raise Usage('docker: "docker run" requires at least 1 argument.')
    identity = secrets.token_hex(32)
    name = last(options, "--name") or "sample_" + identity[:8]
    volumes = values(options, "--volume")
    state = {"id": identity, "name": name, "image": rest[0], "volumes": volumes}
    if not containers.keep(name, state):
        raise Usage('docker: Error response from daemon: Conflict. The container name "/%s" is already in use by '
                    'container "%s". You have to remove (or rename) that container to be able to reuse that name.' % (
                        name, containers.state_of(name)["id"]))
    paths = Paths(volumes)
    environment = {"PATH": PATH, "HOME": os.environ.get("HOME", "/")}
    for pair in values(options, "--env"):
        key, joined, value = pair.partition("=")
        environment[key] = paths.to_host(value if joined else os.environ.get(key, ""))
    command = [kas, *(paths.to_host(word) for word in rest[1:])]
    folder = paths.to_host(last(options, "--workdir", "/"))
    init = os.fork()
    if init == 0:
        os._exit(_init(name, command, folder, environment, paths, removed=bool(values(options, "--rm"))))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: _pass_on(init, received))
    return os.waitstatus_to_exitcode(os.waitpid(init, 0)[1])


def _pass_on(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _init(name, command, folder, environment, paths, removed):
    """The container itself. It outlives its client, passes signals on to kas, and nothing of it outlives kas."""
    os.setsid()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    early = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: early.append(received))
    child = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: _pass_on(child.pid, received))
    for number in early:
        _pass_on(child.pid, number)
    containers.update(name, init=os.getpid(), first=child.pid)
    readers = [threading.Thread(target=_copy, args=(stream, target, paths), daemon=True)
               for stream, target in ((child.stdout, sys.stdout.fileno()), (child.stderr, sys.stderr.fileno()))]
    for reader in readers:
        reader.start()
    code = child.wait()
    containers.end_below()
    for reader in readers:
        reader.join()
    if removed:
        containers.forget(name)
    else:
        containers.update(name, ended=True)
    return code if code >= 0 else 128 - code


def _copy(stream, target, paths):
    """Whoever reads may be gone; the container goes on."""
    for line in stream:
        data = paths.to_container(line)
        while data:
            try:
                data = data[os.write(target, data):]
            except OSError:
                break
