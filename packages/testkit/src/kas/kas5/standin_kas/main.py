"""The command line of kas 5.4, its signals and its exit codes."""

import argparse
import os
import platform
import signal
import sys
import traceback

from . import FORMAT_VERSION, VERSION
from .beside import keep_call, settings
from .build import build, checkout, shell
from .log import UserError, error, info
from .output import dump, lock
from .replay import replay


def parser_of(program):
    parser = argparse.ArgumentParser(prog=program, description="kas - setup tool for bitbake based project")
    parser.add_argument("--version", action="version", version=(
        "%%(prog)s %s (configuration format version %d, earliest compatible version 1)" % (VERSION, FORMAT_VERSION)))
    parser.add_argument("-l", "--log-level", choices=["debug", "info", "warning", "error", "critical"], default="info")
    commands = parser.add_subparsers(dest="cmd", help="sub command help")
    for name, run in (("build", build), ("checkout", checkout), ("dump", dump), ("lock", lock), ("shell", shell)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        command.add_argument("config", nargs="?", help="Config file(s), separated by colon")
        command.add_argument("--skip", action="append", default=[])
        command.add_argument("--force-checkout", action="store_true")
        command.add_argument("--update", action="store_true")
        OPTIONS.get(name, lambda _: None)(command)
    return parser


def _build_options(command):
    command.add_argument("extra_bitbake_args", nargs="*")
    command.add_argument("--target", action="append")
    command.add_argument("-c", "--cmd", "--task", dest="task")
    command.add_argument("--provenance", choices=["true", "mode=min", "mode=max"])


def _shell_options(command):
    command.add_argument("-k", "--keep-config-unchanged", action="store_true")
    command.add_argument("-E", "--preserve-env", action="store_true")
    command.add_argument("-c", "--command", default="")


def _format_options(command):
    command.add_argument("--indent", type=int, default=4)
    command.add_argument("--sort", action="store_true")


def _dump_options(command):
    _format_options(command)
    command.add_argument("--format", choices=["yaml", "json"], default="yaml")
    command.add_argument("--resolve-refs", action="store_true")
    command.add_argument("--resolve-local", action="store_true")
    either = command.add_mutually_exclusive_group()
    either.add_argument("--resolve-env", action="store_true")
    either.add_argument("--lock", action="store_true")


OPTIONS = {"build": _build_options, "shell": _shell_options, "dump": _dump_options, "lock": _format_options}


def _cancelled(*_):
    """What kas has started is left running, as the real one leaves it."""
    error("kas execution cancelled")
    os._exit(130)


def main(argv):
    keep_call(argv[1:])
    program = os.path.basename(argv[0])
    parser = parser_of(program)
    arguments = parser.parse_args(argv[1:])
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _cancelled)
    name = settings().get("replay", {}).get(arguments.cmd)
    if name:
        sys.exit(replay(name))
    info("%s %s started on %s" % (program, VERSION, _distribution()))
    if arguments.cmd is None:
        parser.print_help()
        return
    try:
        arguments.run(arguments)
    except UserError as problem:
        error(problem)
        sys.exit(problem.code)
    except Exception as problem:
        error(problem)
        traceback.print_exc()
        sys.exit(1)


def _distribution():
    try:
        release = platform.freedesktop_os_release()
        return "%s %s" % (release["NAME"], release.get("VERSION_CODENAME", release["ID"]))
    except OSError:
        return "Linux"
