"""Prints a recorded run again, at a fiftieth of its time."""

import re
import sys
import time

from .beside import recorded

RECORD = re.compile(rb"^\d{4}-\d\d-\d\d (\d\d):(\d\d):(\d\d) - ")
HASTE = 50


def replay(name):
    """Writes what the run wrote to stdout and stderr, and returns its exit code.

    The recordings do not say how the two streams were mixed: stdout comes where stderr has its first raw line, which is
    where `kas shell` gives its streams to the command.
    """
    out = recorded(name, "out")
    before = None
    for line in recorded(name, "err").splitlines(keepends=True):
        record = RECORD.match(line)
        if record:
            hours, minutes, seconds = (int(part) for part in record.groups())
            now = (hours * 60 + minutes) * 60 + seconds
            if before is not None and now > before:
                time.sleep((now - before) / HASTE)
            before = now
        else:
            out = _write_all(out)
        sys.stderr.buffer.write(line)
        sys.stderr.buffer.flush()
    _write_all(out)
    return int(recorded(name, "rc"))


def _write_all(out):
    sys.stdout.buffer.write(out)
    sys.stdout.buffer.flush()
    return b""
