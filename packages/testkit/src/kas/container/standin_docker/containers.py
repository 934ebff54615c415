"""The containers that run: a file for each, and the processes that belong to it."""

import json
import os
import re
import signal
import sys


def home():
    return os.path.dirname(os.path.realpath(sys.argv[0]))


def _file(name):
    return os.path.join(home(), "containers", name + ".json")


def keep(name, state):
    """False where a container of that name is there already."""
    os.makedirs(os.path.dirname(_file(name)), exist_ok=True)
    try:
        with open(_file(name), "x", encoding="utf-8") as file:
            json.dump(state, file)
    except FileExistsError:
        return False
    return True


def update(name, **changes):
    partial = "%s.%d" % (_file(name), os.getpid())
    with open(partial, "w", encoding="utf-8") as file:
        json.dump({**state_of(name), **changes}, file)
    os.replace(partial, _file(name))


def forget(name):
    if os.path.exists(_file(name)):
        os.unlink(_file(name))


def state_of(name):
    """What is known of a container; None for one that is not there. Its id serves as a name, too."""
    for known in names():
        try:
            with open(_file(known), encoding="utf-8") as file:
                state = json.load(file)
        except FileNotFoundError:
            continue
        if name in (known, state["id"], state["id"][:12]):
            return state
    return None


def names():
    folder = os.path.join(home(), "containers")
    if not os.path.isdir(folder):
        return []
    return sorted(file[: -len(".json")] for file in os.listdir(folder) if file.endswith(".json"))


def is_running(state):
    return state.get("init") is not None and not state.get("ended") and os.path.exists("/proc/%d" % state["init"])


def below(pid):
    """All processes below `pid`, deepest last. What loses its parent there moves up to `pid`, a subreaper."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            parent = _parent(int(entry))
            children.setdefault(parent, []).append(int(entry))
    found, pending = [], [pid]
    while pending:
        for child in children.get(pending.pop(0), []):
            found.append(child)
            pending.append(child)
    return found


def _parent(pid):
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8", errors="replace") as file:
            return int(file.read().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def end_below():
    """Ends all processes below this one, and waits for them."""
    while True:
        end_all(below(os.getpid()))
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def end_all(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def signal_matching(init, arguments):
    """`pkill -INT -f expression` in a container, which sees no process of the host: 1 where none matches."""
    number, expression = getattr(signal, "SIG" + arguments[0][1:]), arguments[-1]
    found = [pid for pid in below(init) if re.search(expression, _command_line(pid))]
    for pid in found:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass
    return 0 if found else 1


def _command_line(pid):
    try:
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            return file.read().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""
