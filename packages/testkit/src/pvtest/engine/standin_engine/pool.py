"""The tester of the latest generation: one container runs all tests, some at a time, and prints their results."""

import json
import os
import re
import signal
import time

from . import state, stream, tester

VERDICTS = {0: "PASSED", 1: "FAILED", 2: "ABORTED"}


def run(record, mounted, environment):
    """`pool N PATH`. @returns the exit code."""
    limit, path = record["command"][1], record["command"][2]
    limit = int(limit) if limit.isdigit() else 0
    tag = record["hostname"]
    running, results = {}, []

    def say(level, text):
        stream.write_all(1, ("[%s] %d %s -- [pvtest-run]: %s\n" % (tag, time.time(), level, text)).encode())

    def collect():
        pid, status = os.wait()
        test, began = running.pop(pid)
        verdict = VERDICTS.get(os.waitstatus_to_exitcode(status), "FAILED")
        if verdict == "PASSED" and test.behaviour(0).get("end") == "record":
            verdict = "RECORDED"
        line = "'%s' %s (%d s)" % (test.id, verdict, time.time() - began)
        results.append((line, verdict, test))
        say("ERROR" if verdict == "FAILED" else "INFO", line)
        if verdict == "FAILED":
            stream.write_all(1, _errors(test))

    for identity in _tests(mounted.host("/pvtest"), path):
        test = tester.Test(mounted, environment, "/pvtest/./" + identity)
        test.storage = "/storage/" + identity
        reason = _skip(test)
        if reason is not None:
            line = "'%s' SKIPPED (%s)" % (identity, reason)
            results.append((line, "SKIPPED", test))
            say("INFO", line)
            continue
        while len(running) >= limit:
            collect() if running else signal.pause()
        say("INFO", "'%s' START" % identity)
        running[_start(test, tag)] = (test, time.time())
    while running:
        collect()
    _summary(results)
    return 1 if any(verdict in ("FAILED", "ABORTED") for _, verdict, _ in results) else 0


def _tests(base, path):
    found = []
    for folder, _, files in os.walk(os.path.join(base, path)):
        if "test.json" in files:
            found.append(os.path.relpath(folder, base))
    return sorted(found)


def _skip(test):
    try:
        with open(os.path.join(test.folder, "test.json"), encoding="utf-8") as file:
            skip = json.load(file).get("skip", "")
    except (OSError, ValueError):
        return None
    return {"": None, "false": None, "true": "disabled in test.json"}.get(skip, skip)


def _start(test, tag):
    attempt = state.count("tries.json", test.id)
    folder = test.mounted.host("/results/main/" + test.id)
    os.makedirs(folder, exist_ok=True)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            log = os.open(os.path.join(folder, "test.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            os.dup2(log, 2)
            code = tester.run(test, attempt, log, tag)
            diff = test.mounted.host(test.storage + "/diff")
            if os.path.exists(diff):
                with open(diff, "rb") as source, open(os.path.join(folder, "diff"), "wb") as target:
                    target.write(source.read())
        finally:
            os._exit(code)
    return pid


def _errors(test):
    """The diff, and the lines of level ERROR."""
    folder = test.mounted.host("/results/main/" + test.id)
    lines = []
    for name, wanted in (("diff", b""), ("test.log", rb"^\[[^]]*\] \d+ ERROR ")):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, "rb") as file:
                lines += [line for line in file if re.search(wanted, line) and line not in lines]
    return b"\n--- errors: %s ---\n%s--- end errors ---\n" % (test.id.encode(), b"".join(lines))


def _summary(results):
    edge = "=" * 55
    stream.write_all(1, ("%s\n%s SUMMARY %s\n%s\n" % (edge, "=" * 23, "=" * 23, edge)).encode())
    for line, verdict, test in results:
        stream.write_all(1, (line + "\n").encode() + (_errors(test) if verdict == "FAILED" else b""))
    stream.write_all(1, (edge + "\n").encode())
