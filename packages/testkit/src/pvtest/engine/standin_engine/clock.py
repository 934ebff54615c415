"""The time, as docker writes it."""

import time


def now():
    nanoseconds = time.time_ns()
    return "%s.%09dZ" % (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(nanoseconds // 10**9)), nanoseconds % 10**9)
