"""`docker run`: what the client does. The container itself is started by `shim`."""

import os
import shutil
import signal
import sys

from . import images, mounts, networks, shim, state, tester
from .clock import now
from .failure import Failure
from .refusals import SEE, in_use, no_image, port_taken, refused

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def run(flags, rest):
    record = _record(flags, rest)
    identity = state.new_id()
    if record["imageId"] is None:
        if flags.last("pull") == "never":
            raise refused("No such image: " + images.tagged(rest[0]))
        print("Unable to find image '%s' locally" % images.tagged(rest[0]), file=sys.stderr)
        raise no_image(rest[0])
    container = state.Container(identity)
    tester.meet_refusal(record, container)
    with state.locked():
        other = state.find(record["name"])
        if other and other.record["name"] == record["name"]:
            raise in_use(record["name"], other.id)
        taken = {outer for each in state.containers() if each.status == "running" for outer, _ in each.record["ports"]}
        alive = container.keep(record)
    problem = _start_problem(container, record, taken)
    if problem:
        os.close(alive)
        if record["remove"]:
            container.forget()
        raise problem
    if flags.last("cidfile"):
        with open(flags.last("cidfile"), "x", encoding="utf-8") as file:
            file.write(identity)
    received = []
    for number in SIGNALS:
        signal.signal(number, lambda number, _: _pass_on(container, received, number))
    output = shim.start(container, alive)
    if flags.on("detach"):
        shim.started(output)
        print(identity)
        return 0
    return shim.attach(output)


def _start_problem(container, record, taken):
    for outer, _ in record["ports"]:
        if outer in taken:
            return port_taken(record["name"], container.id, outer)
    if record["network"] != "default" and networks.find(record["network"]) is None:
        return refused("failed to set up container networking: network %s not found" % record["network"])
    program = [*record["entrypoint"], *record["command"]][:1]
    if program and not tester.is_meant(record) and not shutil.which(program[0]):
        return Failure('docker: Error response from daemon: failed to create task for container: failed to create shim task: OCI '
                       'runtime create failed: runc create failed: unable to start container process: error during container '
                       'init: exec: "%s": executable file not found in $PATH%s' % (program[0], SEE), 127)
    return None


def _pass_on(container, received, number):
    """The signal goes to the container, which may ignore it; the third one ends the client all the same."""
    received.append(number)
    pid = container.pid
    if pid:
        try:
            os.kill(pid, number)
        except (ProcessLookupError, PermissionError):
            pass
    if len(received) >= 3:
        os.write(2, b"got 3 SIGTERM/SIGINTs, forcefully exiting\n")
        os._exit(1)


def _record(flags, rest):
    if flags.on("rm") and flags.last("restart", default="no") != "no":
        raise Failure("docker: conflicting options: cannot specify both --restart and --rm" + SEE, 125)
    entrypoint = flags.last("entrypoint")
    return {
        "name": flags.last("name") or "standin_" + state.new_id()[:8],
        "image": rest[0],
        "imageId": images.find(rest[0]),
        "command": rest[1:],
        "entrypoint": [entrypoint] if entrypoint else [],
        "env": _environment(flags),
        "mounts": mounts.of(flags),
        "ports": [_port(text) for text in flags.all("publish")],
        "network": flags.last("net", "network", default="default"),
        "labels": dict(text.partition("=")[::2] for text in flags.all("label")),
        "hostname": flags.last("hostname", default=""),
        "user": flags.last("user", default=""),
        "folder": flags.last("workdir", default=""),
        "privileged": bool(flags.on("privileged")),
        "remove": bool(flags.on("rm")),
        "created": now(),
    }


def _environment(flags):
    """`NAME=value`; a name alone takes the client's value, and none where it has none."""
    pairs = []
    for name in flags.all("env-file"):
        try:
            with open(name, encoding="utf-8", errors="surrogateescape") as file:
                pairs += [line for line in file.read().splitlines() if line.strip() and not line.startswith("#")]
        except OSError as problem:
            raise Failure("docker: open %s: %s%s" % (name, problem.strerror.lower(), SEE), 125) from problem
    known = {}
    for pair in pairs + flags.all("env"):
        name, joined, value = pair.partition("=")
        if joined or name in os.environ:
            known[name] = value if joined else os.environ[name]
    return ["%s=%s" % pair for pair in known.items()]


def _port(text):
    parts = text.removesuffix("/tcp").removesuffix("/udp").split(":")
    if len(parts) > 3:
        raise Failure("docker: invalid IP address: %s%s" % (":".join(parts[:-2]), SEE), 125)
    for part in parts[-2:]:
        if part and not part.isdigit():
            raise Failure("docker: invalid containerPort: %s%s" % (part, SEE), 125)
    return (parts[-2] if len(parts) > 1 else "", parts[-1])
