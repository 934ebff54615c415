"""What goes wrong by order of the test: `state/faults.json`."""

import signal
import time

from . import API, state
from .failure import Failure

SOCKET = "/var/run/docker.sock"
ROUTES = {"run": ("Head", "/_ping"), "ps": ("Get", "/containers/json"), "version": ("Get", "/version"),
          "info": ("Get", "/info"), "load": ("Post", "/images/load?quiet=1"), "images": ("Get", "/images/json"),
          "image inspect": ("Get", "/images/%s/json"), "rmi": ("Delete", "/images/%s"), "rm": ("Delete", "/containers/%s?force=1"),
          "stop": ("Post", "/containers/%s/stop"), "kill": ("Post", "/containers/%s/kill?signal=KILL"),
          "wait": ("Post", "/containers/%s/wait"), "network ls": ("Get", "/networks"),
          "network inspect": ("Get", "/networks/%s"), "network create": ("Post", "/networks/create"),
          "network rm": ("Delete", "/networks/%s")}


def meet(command, rest):
    """Hangs, waits, or raises what `command` is to meet, where it is to meet something."""
    faults = state.read("faults.json", {})
    while command in faults.get("hang", []):
        signal.pause()
    slow = faults.get("slow", {})
    time.sleep((slow if isinstance(slow, (int, float)) else slow.get(command, 0)) / 1000)
    daemon = faults.get("daemon")
    if daemon == "down":
        raise _unreachable(command, "Cannot connect to the Docker daemon at unix://%s. Is the docker daemon running?" % SOCKET, 125)
    if daemon == "denied":
        raise _unreachable(command, _denied(command, rest), 126)
    fault = faults.get("fail", {}).get(command)
    if fault is not None:
        fault = {"text": fault} if isinstance(fault, str) else fault
        if "times" not in fault or state.count("failed.json", command) < fault["times"]:
            text = fault["text"] if fault.get("bare") else "Error response from daemon: " + fault["text"]
            raise _of_run(text, fault.get("code", 125)) if command == "run" else Failure(text, fault.get("code", 1))


def _denied(command, rest):
    verb, route = ROUTES.get(command, ("Get", "/containers/%s/json"))
    if "%s" in route:
        route = route % (rest[0] if rest else "")
    version = "" if command == "run" else "/v" + API
    return ('permission denied while trying to connect to the Docker daemon socket at unix://%s: %s "http://%s%s%s": dial unix '
            "%s: connect: permission denied" % (SOCKET, verb, SOCKET.replace("/", "%2F"), version, route, SOCKET))


def _unreachable(command, text, code):
    if command == "run":
        return _of_run(text, code)
    return Failure(text)


def _of_run(text, code):
    return Failure("docker: %s\n\nRun 'docker run --help' for more information" % text, code)
