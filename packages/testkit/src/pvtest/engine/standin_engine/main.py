"""The command line: finds the command, lets it meet its fault, and runs it."""

import json
import os
import signal
import sys

from . import API, VERSION, describe, faults, flags, images, life, listing, networks, state, template
from .failure import Failure

SAME = {"container ls": "ps", "container list": "ps", "container ps": "ps", "container rm": "rm", "container remove": "rm",
        "container stop": "stop", "container kill": "kill", "container wait": "wait", "container logs": "logs",
        "container run": "run", "image ls": "images", "image list": "images", "image load": "load", "image rm": "rmi",
        "image remove": "rmi", "image tag": "tag", "system info": "info", "network list": "network ls",
        "network remove": "network rm"}
GLOBAL = ("-H", "--host", "-c", "--context", "--config", "-l", "--log-level")


def main(words):
    if words[:1] == ["stand-in"]:
        return FOR_THE_TEST[words[1]]()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: os._exit(128 + received))
    _keep_call(words)
    os.umask(0)
    while words and words[0] in GLOBAL:
        words = words[2:]
    if words[:1] in (["--version"], ["-v"]):
        print("Docker version %s, build stand-in" % VERSION)
        return 0
    called = " ".join(words[:2]) if words[:1] in (["container"], ["image"], ["network"], ["system"]) else " ".join(words[:1])
    command = SAME.get(called, called)
    if command not in flags.COMMANDS:
        print("docker: unknown command: docker %s\n\nRun 'docker --help' for more information" % called, file=sys.stderr)
        return 1
    try:
        chosen, rest = flags.parse(command, called, words[len(called.split()):])
        _before(command, chosen)
        faults.meet(command, rest)
        return ACTIONS[command](chosen, rest) or 0
    except Failure as problem:
        sys.stdout.flush()
        print(problem, file=sys.stdout if problem.code == 0 else sys.stderr)
        return problem.code


def _keep_call(words):
    call = {"argv": words, "env": dict(os.environ), "cwd": os.getcwd(), "pid": os.getpid()}
    # In one piece: others write to it at the same time.
    file = os.open(os.path.join(state.HOME, "calls.jsonl"), os.O_WRONLY | os.O_APPEND)
    os.write(file, (json.dumps(call) + "\n").encode())
    os.close(file)


# What the test asks for meets no fault, and is no call.
def _state():
    found = []
    with state.locked():
        for known in state.containers():
            found.append({**describe.container(known), "try": known.record.get("try", 0)})
    print(json.dumps({"containers": found, "images": state.read("images.json", {}), "networks": state.read("networks.json", [])}))
    return 0


def _clear():
    with state.locked():
        known = state.containers()
    for container in known:
        life.end(container)
        with state.locked():
            container.forget()
    return 0


FOR_THE_TEST = {"state": _state, "clear": _clear}

CLIENT = {"Version": VERSION, "ApiVersion": API, "Os": "linux", "Arch": "amd64", "Context": "default"}


def _before(command, chosen):
    """What the client prints of itself, before it asks the daemon."""
    if state.read("faults.json", {}).get("daemon"):
        if chosen.last("format") and command in ("version", "info", "inspect", "container inspect", "image inspect"):
            print()
        elif command.endswith("inspect"):
            print("[]")
        elif command == "version":
            print("Client:\n Version:           %s\n API version:       %s" % (VERSION, API))
        elif command == "info":
            print("Client:\n Version:    %s\n Context:    default\n\nServer:" % VERSION)


def _version(chosen, _):
    known = {"Client": CLIENT, "Server": {"Version": VERSION, "ApiVersion": API, "Os": "linux", "Arch": "amd64"}}
    if chosen.last("format"):
        print(_formatted(chosen.last("format"), known))
    else:
        print("Client:\n Version:           {0}\n API version:       {1}\n\nServer:\n Engine:\n  Version:          {0}\n"
              "  API version:      {1}".format(VERSION, API))


def _info(chosen, _):
    known = {"ID": "stand-in", "ServerVersion": VERSION, "Driver": "overlay2", "OSType": "linux", "Architecture": "x86_64",
             "Containers": len(state.containers()), "Images": len(state.read("images.json", {})), "DockerRootDir": state.STATE,
             "NCPU": os.cpu_count(), "SecurityOptions": [], "Name": os.uname().nodename}
    if chosen.last("format"):
        print(_formatted(chosen.last("format"), known))
    else:
        print("Client:\n Version:    %s\n\nServer:\n Containers: %d\n Images: %d\n Server Version: %s" % (
            VERSION, known["Containers"], known["Images"], VERSION))


def _formatted(chosen, value):
    return template.compact(value) if chosen == "json" else template.render(chosen, value)


def _inspecting(*looks):
    """Prints what is there, and names the rest: 1 where there is a rest."""
    def inspect(chosen, rest):
        found, problems = [], []
        for reference in rest:
            try:
                found.append(_first(looks, reference, chosen.last("type")))
            except Failure as problem:
                problems.append(str(problem))
        if chosen.last("format"):
            for value in found:
                print(_formatted(chosen.last("format"), value))
            if not found:
                print()
        else:
            print(json.dumps(found, indent=4))
        sys.stdout.flush()
        for problem in problems:
            print(problem, file=sys.stderr)
        return 1 if problems else 0
    return inspect


def _first(looks, reference, kind):
    for look in looks:
        if kind in (None, "", KINDS[look]):
            try:
                return look(reference)
            except Failure as problem:
                if len(looks) == 1 or kind:
                    raise problem
    raise Failure("Error: No such object: " + reference)


def _run(chosen, rest):
    # What the other commands do without is half of the time of a start.
    from .run import run
    return run(chosen, rest)


KINDS = {life.inspect_one: "container", images.inspect_one: "image", networks.inspect_one: "network"}

ACTIONS = {
    "version": _version, "info": _info, "load": images.load, "images": listing.list_images, "rmi": images.remove,
    "tag": images.tag, "image inspect": _inspecting(images.inspect_one), "ps": listing.ps,
    "inspect": _inspecting(*KINDS), "container inspect": _inspecting(life.inspect_one), "rm": life.remove,
    "stop": life.stop, "kill": life.kill, "wait": life.wait, "logs": life.logs, "network ls": listing.list_networks,
    "network inspect": _inspecting(networks.inspect_one), "network create": networks.create, "network rm": networks.remove,
    "run": _run,
}
