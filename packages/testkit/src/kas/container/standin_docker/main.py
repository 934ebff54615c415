"""The sub-commands that kas-container and its callers use."""

import json
import os
import re
import signal
import subprocess
import sys
import time

from . import VERSION, containers
from .options import Usage, last, split, values
from .paths import Paths
from .run import run

SECONDS = 10


def main(arguments):
    _keep_call(arguments)
    with open(os.path.join(containers.home(), "settings.json"), encoding="utf-8") as file:
        kas = json.load(file)["kas"]
    commands = {"run": lambda rest: run(rest, kas), "exec": _exec, "kill": _kill, "stop": _stop, "rm": _remove, "ps": _list,
                "--version": lambda _: print("Docker version %s, build sample" % VERSION)}
    if not arguments or arguments[0] not in commands:
        print("docker: '%s' is not a docker command." % " ".join(arguments[:1]), file=sys.stderr)
        return 1
    try:
        return commands[arguments[0]](arguments[1:]) or 0
    except Usage as problem:
        print(problem, file=sys.stderr)
        return 125 if arguments[0] == "run" else 1


def _keep_call(arguments):
    call = {"argv": arguments, "env": dict(os.environ), "cwd": os.getcwd(), "pid": os.getpid()}
    with open(os.path.join(containers.home(), "calls.jsonl"), "a", encoding="utf-8") as file:
        file.write(json.dumps(call) + "\n")


def _known(name):
    state = containers.state_of(name)
    if state is None:
        raise Usage("Error response from daemon: No such container: " + name)
    return state


def _running(name):
    state = _known(name)
    if not containers.is_running(state):
        raise Usage("Error response from daemon: container %s is not running" % state["id"])
    return state


def _exec(arguments):
    options, rest = split(arguments, {"-e", "--env", "-w", "--workdir", "-u", "--user"})
    state = _running(rest[0])
    paths = Paths(state["volumes"])
    environment = dict(os.environ)
    environment.update(paths.to_host(pair).split("=", 1) for pair in values(options, "--env") if "=" in pair)
    command = [paths.to_host(word) for word in rest[1:]]
    if command[:1] == ["pkill"]:
        return containers.signal_matching(state["init"], command[1:])
    done = subprocess.run(command, env=environment, capture_output=True, check=False,
                          cwd=paths.to_host(last(options, "--workdir", "/")))
    for stream, data in ((sys.stdout, done.stdout), (sys.stderr, done.stderr)):
        stream.buffer.write(paths.to_container(data))
        stream.flush()
    return done.returncode


def _kill(arguments):
    options, names = split(arguments, {"-s", "--signal"})
    text = last(options, "-s", last(options, "--signal", "KILL"))
    number = int(text) if text.isdigit() else signal.Signals["SIG" + text.upper().removeprefix("SIG")]
    for name in names:
        try:
            state = _running(name)
        except Usage as problem:
            raise Usage(str(problem).replace("daemon: ", "daemon: cannot kill container: %s: " % name)) from problem
        if number == signal.SIGKILL:
            containers.end_all(containers.below(state["init"]))
        else:
            os.kill(state["init"], number)
        print(name)


def _stop(arguments):
    options, names = split(arguments, {"-t", "--time", "--timeout"})
    seconds = float(next((value for _, value in options if value), SECONDS))
    for name in names:
        state = _known(name)
        if containers.is_running(state):
            os.kill(state["init"], signal.SIGTERM)
            if not _ends(state, seconds):
                containers.end_all(containers.below(state["init"]))
                _ends(state, SECONDS)
        print(name)


def _ends(state, seconds):
    end = time.monotonic() + seconds
    while containers.is_running(containers.state_of(state["id"]) or {}):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _remove(arguments):
    options, names = split(arguments)
    force = any(option in ("-f", "--force") for option, _ in options)
    for name in names:
        try:
            state = _known(name)
        except Usage as problem:
            if not force:
                raise
            print(problem, file=sys.stderr)
            continue
        if containers.is_running(state):
            if not force:
                raise Usage("Error response from daemon: cannot remove container \"/%s\": container is running: stop the "
                            "container before removing or force remove" % state["name"])
            containers.end_all(containers.below(state["init"]))
            _ends(state, SECONDS)
        containers.forget(state["name"])
        print(name)


def _list(arguments):
    options, _ = split(arguments, {"--filter", "--format"})
    wanted = [value[len("name="):] for value in values(options, "--filter") if value.startswith("name=")]
    for name in containers.names():
        state = containers.state_of(name)
        if state and containers.is_running(state) and all(re.search(part, name) for part in wanted):
            print(state["id"][:12] if any(option in ("-q", "--quiet") for option, _ in options) else name)
