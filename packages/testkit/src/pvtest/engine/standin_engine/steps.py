"""The steps of a behaviour: what a test does before it ends."""

import base64
import os
import re
import time

from . import stream


def do(step, test, target):
    """`step`: an object with one of the keys of KINDS, and what belongs to it."""
    for kind, action in KINDS.items():
        if kind in step:
            action(step, test, target)
            return
    raise ValueError("unknown step: %r" % step)


def _print(step, test, target):
    text = re.sub(r"\{now\}", lambda _: str(int(time.time())), step["print"])
    text = re.sub(r"\{env:(\w+)\}", lambda found: test.environment.get(found[1], ""), text)
    stream.write_all(2 if step.get("to") == "stderr" else target, (text + "\n").encode())


def _bytes(step, _, target):
    stream.write_all(target, base64.b64decode(step["bytes"]))


def _fill(step, _, target):
    line = b"[pantavisor] 1 DEBUG -- [filler]: " + b"x" * 65 + b"\n"
    left = step["fill"]
    while left > 0:
        chunk = (line * min(600, left // len(line) + 1))[:left]
        stream.write_all(target, chunk)
        left -= len(chunk)


def _sleep(step, _, __):
    time.sleep(step["sleep"] / 1000)


def _until(step, _, __):
    """A file of the host, so that a test can say when."""
    while not os.path.exists(step["until"]):
        time.sleep(0.01)


def _touch(step, _, __):
    """Also of the host: tells a test how far it is."""
    with open(step["touch"], "a", encoding="utf-8"):
        pass


def _file(step, test, _):
    """A file of the device, below its storage. The modes are set last, those of the folders above it from the inside out."""
    base = test.mounted.host(test.storage)
    path = os.path.join(base, step["file"])
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(step.get("text", ""))
    os.chmod(path, int(step.get("mode", "644"), 8))
    folder = os.path.dirname(path)
    while "folderMode" in step and folder != base:
        os.chmod(folder, int(step["folderMode"], 8))
        folder = os.path.dirname(folder)


KINDS = {"print": _print, "bytes": _bytes, "fill": _fill, "sleep": _sleep, "until": _until, "touch": _touch, "file": _file}
