"""The server: it holds bitbake.lock, runs what the client asked for, and ends with it."""

import fcntl
import json
import os
import select
import time
import traceback

from .build import build_targets, show_environment

LOCK_SECONDS = 1


class Client:
    """The way to the client's terminal, and back: its interrupts. A client that is gone is not an error."""

    def __init__(self, tell, control):
        self.tell = tell
        self.control = control
        self.interrupts = 0

    def send(self, event):
        data = (json.dumps(event) + "\n").encode()
        try:
            while data:
                data = data[os.write(self.tell, data):]
        except BrokenPipeError:
            pass

    def wait(self, others=(), seconds=0.0):
        """Waits for an interrupt, or for one of `others` to become readable, and returns those that are."""
        watched = list(others) + ([self.control] if self.control is not None else [])
        ready = select.select(watched, [], [], seconds)[0]
        if self.control in ready:
            data = os.read(self.control, 16)
            self.interrupts += len(data)
            if not data:
                self.control = None
        return [descriptor for descriptor in ready if descriptor in others]


class Console:
    """bitbake's messages, counted for the closing summary."""

    def __init__(self, client):
        self.client = client
        self.warnings = 0
        self.errors = 0

    def out(self, text, log=True):
        self.client.send({"stream": 1, "text": text, "log": log})

    def err(self, text):
        self.client.send({"stream": 2, "text": text, "log": True})

    def plain(self, text):
        self.out(text + "\n")

    def note(self, text):
        self.out("NOTE: %s\n" % text)

    def warning(self, text):
        self.warnings += 1
        self.out("WARNING: %s\n" % text)

    def error(self, text, counted=True):
        self.errors += 1 if counted else 0
        self.err("ERROR: %s\n" % text)

    def plain_block(self, lines):
        """Many lines at once."""
        self.out("".join(line + "\n" for line in lines))

    def keep_log(self, path):
        self.client.send({"console": path})


def serve(options, build, tell, control):
    client = Client(tell, control)
    console = Console(client)
    lock_path = os.path.join(build, "bitbake.lock")
    lock = _lock(lock_path)
    code = 1
    if lock is None:
        console.error("Unable to connect to bitbake server, or start one "
                      "(server startup failures would be in bitbake-cookerdaemon.log).")
    elif not os.path.exists(os.path.join(build, "conf", "bblayers.conf")):
        console.error("The BBPATH variable is not set and bitbake did not find a conf/bblayers.conf file in the "
                      "expected location.\nMaybe you accidentally invoked bitbake from the wrong directory?")
    else:
        try:
            run = show_environment if options.environment else build_targets
            code = run(options, build, console)
        except Exception:
            console.error(traceback.format_exc())
    if lock is not None:
        os.unlink(lock_path)
        lock.close()
    client.send({"exit": code})


def _lock(path):
    """The open lock file with our pid in it, or None while another server has it."""
    end = time.monotonic() + LOCK_SECONDS
    while True:
        file = open(path, "a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            if time.monotonic() > end:
                return None
            time.sleep(0.1)
            continue
        if os.path.exists(path) and os.path.samestat(os.fstat(file.fileno()), os.stat(path)):
            file.truncate(0)
            file.write("%d\n" % os.getpid())
            file.flush()
            return file
        file.close()
