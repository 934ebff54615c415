"""bitbake's own process: it starts the server, shows what it says, and passes interrupts on."""

import argparse
import json
import os
import signal
import sys

from . import __version__
from .server import serve


def options_of(arguments):
    parser = argparse.ArgumentParser(prog="bitbake", description="A stand-in for bitbake that compiles nothing.")
    parser.add_argument("targets", nargs="*", metavar="recipename/target")
    parser.add_argument("-c", "--cmd", default="build", help="the task to run")
    parser.add_argument("-k", "--continue", dest="keep_going", action="store_true", help="go on after an error")
    parser.add_argument("-e", "--environment", action="store_true", help="show the environment")
    parser.add_argument("-g", "--graphviz", action="store_true", help="save the tasks and what they depend on")
    parser.add_argument("-n", "--dry-run", dest="dry_run", action="store_true", help="go through the motions only")
    parser.add_argument("-r", "--read", dest="prefile", action="append", default=[], help="read a file before bitbake.conf")
    parser.add_argument("-R", "--postread", dest="postfile", action="append", default=[],
                        help="read a file after bitbake.conf")
    parser.add_argument("-v", "--verbose", action="store_true", help="no effect here")
    parser.add_argument("-D", "--debug", action="count", default=0, help="no effect here")
    parser.add_argument("--version", action="version", version="BitBake Build Tool Core version " + __version__)
    return parser.parse_args(arguments)


def main(arguments):
    options = options_of(arguments)
    build = os.getcwd()
    events, tell = os.pipe()
    control, ask = os.pipe()
    sys.stdout.flush()
    if os.fork() == 0:
        os.close(events)
        os.close(ask)
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _leave_terminal(build)
        serve(options, build, tell, control)
        os._exit(0)
    os.close(tell)
    os.close(control)
    return Terminal(events, ask).show()


def _leave_terminal(build):
    """The server outlives its client, so it may hold none of the client's streams."""
    log = os.open(os.path.join(build, "bitbake-cookerdaemon.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)


class Terminal:
    def __init__(self, events, ask):
        self.events = events
        self.ask = ask
        self.interrupts = 0
        self.console = None
        self.before = []
        signal.signal(signal.SIGINT, self.interrupt)

    def interrupt(self, *_):
        """The first one lets running tasks end, the second one stops them."""
        self.interrupts += 1
        if self.interrupts == 1:
            self.write(1, b"\nKeyboard Interrupt, closing down...\n\n")
        elif self.interrupts == 2:
            self.write(1, b"\nSecond Keyboard Interrupt, stopping...\n\n")
        try:
            os.write(self.ask, b"i")
        except BrokenPipeError:
            pass

    def write(self, stream, data):
        while data:
            data = data[os.write(stream, data):]

    def show(self):
        code = None
        with os.fdopen(self.events, "rb") as lines:
            for line in lines:
                event = json.loads(line)
                if "exit" in event:
                    code = event["exit"]
                elif "console" in event:
                    self.open_console(event["console"])
                elif "deaf" in event:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                else:
                    text = event["text"].encode("utf-8", "surrogateescape")
                    if event["log"]:
                        self.keep(text)
                    self.write(event["stream"], text)
        if code is None:
            self.write(2, b"ERROR: The bitbake server ended unexpectedly.\n")
            code = 1
        if self.interrupts:
            self.write(1, b"\nExecution was interrupted, returning a non-zero exit code.\n")
            code = code or 1
        return code

    def open_console(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.console = open(path, "ab", buffering=0)
        link = os.path.join(os.path.dirname(path), "console-latest.log")
        if os.path.lexists(link):
            os.unlink(link)
        os.symlink(os.path.basename(path), link)
        self.console.write(b"".join(self.before))

    def keep(self, text):
        if self.console:
            self.console.write(text)
        else:
            self.before.append(text)
