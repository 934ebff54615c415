"""What the daemon knows: files below `state`. Whoever reads or changes several of them holds the lock."""

import contextlib
import fcntl
import json
import os
import sys

HOME = os.path.dirname(os.path.realpath(sys.argv[0]))
STATE = os.path.join(HOME, "state")
CONTAINERS = os.path.join(STATE, "containers")


def new_id():
    return os.urandom(32).hex()


@contextlib.contextmanager
def locked():
    with open(os.path.join(STATE, "lock"), "a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def read(name, default):
    try:
        with open(os.path.join(STATE, name), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return default


def write(name, value):
    path = os.path.join(STATE, name)
    partial = "%s.%d" % (path, os.getpid())
    with open(partial, "w", encoding="utf-8") as file:
        json.dump(value, file)
    os.replace(partial, path)


def count(table, key):
    """How often this was called before with that key."""
    with locked():
        known = read(table, {})
        before = known.get(key, 0)
        write(table, {**known, key: before + 1})
    return before


class Container:
    """A folder with `record.json`, what was asked for; `alive`, locked while it lives; `pid`, of its first process;
    `exit`, its code, which stands in `alive`, too; `log`, its output in frames."""

    def __init__(self, identity):
        self.id = identity
        self.folder = os.path.join(CONTAINERS, identity)
        self.record = read(self._name("record.json"), None)

    def _name(self, file):
        return os.path.join("containers", self.id, file)

    def path(self, file):
        return os.path.join(self.folder, file)

    def keep(self, record):
        """@returns the lock that says that it is alive: an open file, to be handed to its processes."""
        os.makedirs(self.folder)
        alive = os.open(self.path("alive"), os.O_CREAT | os.O_RDWR, 0o666)
        fcntl.flock(alive, fcntl.LOCK_EX)
        self.record = record
        write(self._name("record.json"), record)
        return alive

    def set(self, file, value):
        write(self._name(file), value)

    @property
    def pid(self):
        return read(self._name("pid"), 0)

    @property
    def code(self):
        return read(self._name("exit"), 137 if self.pid else 0)

    @property
    def status(self):
        if self.is_alive():
            return "running" if self.pid else "created"
        return "exited" if self.pid else "created"

    def is_alive(self):
        try:
            alive = os.open(self.path("alive"), os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(alive, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return True
        finally:
            os.close(alive)

    def wait(self):
        """Until all of it has ended. @returns the exit code, also of a container that is gone by then."""
        try:
            with open(self.path("alive"), encoding="utf-8") as alive:
                fcntl.flock(alive, fcntl.LOCK_SH)
                return int(alive.read() or self.code)
        except FileNotFoundError:
            return self.code

    def forget(self):
        """At once for all who look."""
        import shutil
        gone = os.path.join(STATE, "gone-" + self.id)
        with contextlib.suppress(FileNotFoundError):
            os.rename(self.folder, gone)
        shutil.rmtree(gone, ignore_errors=True)


def containers():
    """All of them, the newest first."""
    names = os.listdir(CONTAINERS) if os.path.isdir(CONTAINERS) else []
    known = [container for container in map(Container, names) if container.record]
    return sorted(known, key=lambda container: container.record["created"], reverse=True)


def find(reference):
    """By name, id, or the start of an id; None for what is not there."""
    name = reference.removeprefix("/")
    known = containers()
    found = [each for each in known if each.record["name"] == name]
    found += [each for each in known if name and each.id.startswith(name)]
    return found[0] if found else None
