"""kas's log on stderr: `YYYY-MM-DD HH:MM:SS - LEVEL    - text`."""

import sys
import time


def record(level, text):
    line = "%s - %-8s - %s\n" % (time.strftime("%Y-%m-%d %H:%M:%S"), level, text)
    sys.stderr.buffer.write(line.encode("utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()


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
