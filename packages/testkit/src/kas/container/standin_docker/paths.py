"""The paths of a container and those of the host: `-v host:container[:mode]`."""

import os
import re

EDGE_BEFORE = rb"(?<![\w.\-/])"
EDGE_AFTER = rb"(?![\w.\-])"


class Paths:
    """`volumes`: the values of -v. The longest path that fits is the one that counts."""

    def __init__(self, volumes):
        pairs = [tuple(volume.split(":")[:2]) for volume in volumes if volume.count(":") >= 1]
        self._outward = _mapper([(inner, outer) for outer, inner in pairs])
        self._inward = _mapper(pairs)
        self._above = _above(pairs, self._inward)

    def to_host(self, text):
        return self._outward(text.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")

    def to_container(self, data):
        """The same for bytes that a process has printed."""
        return self._inward(self._above(data))


def _above(pairs, inward):
    """kas names layers from the build folder, as in `<build>/../meta`: in the container that is `/build/../repo/meta`."""
    if not pairs:
        return lambda data: data
    table = {outer.encode(): inner for outer, inner in pairs}
    pattern = re.compile(EDGE_BEFORE + b"(" + b"|".join(map(re.escape, sorted(table, key=len, reverse=True))) + rb")"
                         rb"((?:/\.\.)+(?:/[\w.+-]+)*)")

    def replace(found):
        inner = inward(os.path.normpath(found.group(0))).decode()
        return os.path.join(table[found.group(1)], os.path.relpath(inner, table[found.group(1)])).encode()

    return lambda data: pattern.sub(replace, data)


def _mapper(pairs):
    table = {source.encode(): target.encode() for source, target in pairs}
    if not table:
        return lambda data: data
    names = sorted(table, key=len, reverse=True)
    pattern = re.compile(EDGE_BEFORE + b"(" + b"|".join(re.escape(name) for name in names) + b")" + EDGE_AFTER)
    return lambda data: pattern.sub(lambda found: table[found.group(1)], data)
