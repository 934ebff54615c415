"""The output of a container, in frames: a kind and a length before the data."""

import contextlib
import os
import struct

HEADER = struct.Struct(">cI")
STARTED, OUT, ERR, EXIT = b"s", b"1", b"2", b"x"


def frames(reading):
    """(kind, data) pairs. Ends where the writer has ended."""
    with os.fdopen(reading, "rb") as file:
        while len(header := file.read(HEADER.size)) == HEADER.size:
            kind, length = HEADER.unpack(header)
            data = file.read(length)
            if len(data) == length:
                yield kind, data


def write_all(target, data):
    with contextlib.suppress(OSError):
        while data:
            data = data[os.write(target, data):]


def write_frame(target, kind, data):
    write_all(target, HEADER.pack(kind, len(data)) + data)
