"""The paths of a container and those of the host: `-v host:container[:mode]`."""

import re

EDGE_BEFORE = rb"(?<![\w.\-/])"
EDGE_AFTER = rb"(?![\w.\-])"


class Paths:
    """`volumes`: the values of -v. The longest path that fits is the one that counts."""

    def __init__(self, volumes):
        pairs = [tuple(volume.split(":")[:2]) for volume in volumes if volume.count(":") >= 1]
        self._outward = _mapper([(inner, outer) for outer, inner in pairs])
        self._inward = _mapper(pairs)

    def to_host(self, text):
        return self._outward(text.encode("utf-8", "surrogateescape")).decode("utf-8", "surrogateescape")

    def to_container(self, data):
        """The same for bytes that a process has printed."""
        return self._inward(data)


def _mapper(pairs):
    table = {source.encode(): target.encode() for source, target in pairs}
    if not table:
        return lambda data: data
    names = sorted(table, key=len, reverse=True)
    pattern = re.compile(EDGE_BEFORE + b"(" + b"|".join(re.escape(name) for name in names) + b")" + EDGE_AFTER)
    return lambda data: pattern.sub(lambda found: table[found.group(1)], data)
