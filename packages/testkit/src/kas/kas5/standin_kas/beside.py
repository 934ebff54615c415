"""What lies beside the script: its settings, the recorded runs, and the list of its calls."""

import json
import os
import sys


def folder():
    return os.path.dirname(os.path.realpath(sys.argv[0]))


def settings():
    with open(os.path.join(folder(), "settings.json"), encoding="utf-8") as file:
        return json.load(file)


def recorded(name, end):
    """The bytes of a recorded run's `.out`, `.err` or `.rc`."""
    with open(os.path.join(folder(), "replays", "%s.%s" % (name, end)), "rb") as file:
        return file.read()


def keep_call(arguments):
    """One JSON object for each call: argv without the program, the whole environment, and the working directory."""
    call = {"argv": arguments, "env": dict(os.environ), "cwd": os.getcwd(), "pid": os.getpid()}
    with open(os.path.join(folder(), "calls.jsonl"), "a", encoding="utf-8") as file:
        file.write(json.dumps(call) + "\n")
