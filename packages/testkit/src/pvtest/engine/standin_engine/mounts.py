"""The paths of a container on the host."""

import os

from . import state
from .refusals import refused


def of(flags):
    """Of `-v` and `--mount`: a folder that is not there is made for the former, and an error for the latter."""
    return [*map(_volume, flags.all("volume")), *map(_mount, flags.all("mount"))]


def _volume(text):
    parts = text.split(":")
    if len(parts) not in (2, 3) or not parts[1].startswith("/"):
        raise refused("invalid volume specification: '%s': invalid mount config for type \"bind\": invalid mount path: '%s' mount "
                      "path must be absolute" % (text, (parts + [""])[1]))
    bound = parts[0].startswith("/")
    source = parts[0] if bound else os.path.join(state.STATE, "volumes", parts[0])
    if not os.path.exists(source):
        os.makedirs(source, 0o755, exist_ok=True)
    return {"type": "bind" if bound else "volume", "source": source, "target": parts[1], "writable": "ro" not in "".join(parts[2:]).split(",")}


def _mount(text):
    fields = dict((part.partition("=")[0], part.partition("=")[2]) for part in text.split(","))
    source = fields.get("source", fields.get("src", ""))
    target = fields.get("target", fields.get("destination", fields.get("dst", "")))
    if fields.get("type") == "bind" and not os.path.exists(source):
        raise refused('invalid mount config for type "bind": bind source path does not exist: ' + source)
    writable = not any(fields.get(name, "false") in ("", "true", "1") for name in ("readonly", "ro"))
    return {"type": fields.get("type", "volume"), "source": source, "target": target, "writable": writable}


class Mounted:
    """Maps paths; what is not mounted is below `root`, an empty folder, so that nothing else of the host is touched."""

    @classmethod
    def of(cls, container):
        return cls(container.record["mounts"], container.path("root"))

    def __init__(self, mounts, root):
        self._mounts = sorted(mounts, key=lambda mount: len(mount["target"]), reverse=True)
        self._root = root

    def mount(self, path):
        path = os.path.normpath(path)
        for mount in self._mounts:
            target = mount["target"].rstrip("/")
            if path == target or path.startswith(target + "/"):
                return mount
        return None

    def host(self, path):
        path, mount = os.path.normpath(path), self.mount(path)
        if mount is None:
            return self._root + path
        return mount["source"] + path[len(mount["target"].rstrip("/")):]

    def container(self, data):
        """What a process printed, with the paths of the container."""
        for mount in self._mounts:
            data = data.replace(mount["source"].encode(), mount["target"].encode())
        return data.replace(self._root.encode(), b"")
