"""kas's log on stderr: `YYYY-MM-DD HH:MM:SS - LEVEL    - text`."""

import os
import time


def record(level, text):
    line = "%s - %-8s - %s\n" % (time.strftime("%Y-%m-%d %H:%M:%S"), level, text)
    data = line.encode("utf-8", "backslashreplace")
    # Not through the buffer of sys.stderr: the handler of a signal may write in the middle of a write.
    while data:
        data = data[os.write(2, data):]


def info(text):
    record("INFO", text)


def warning(text):
    record("WARNING", text)


def error(text):
    record("ERROR", text)


class UserError(Exception):
    """kas reports it as one record and exits with `code`."""

    def __init__(self, message, code=2):
        super().__init__(message)
        self.code = code
