"""`kas build`, `kas checkout` and `kas shell`: the build folder, its environment, and bitbake."""

import asyncio
import os
import subprocess
import time

from .log import UserError, error, info, warning
from .provenance import attest
from .repos import CommandFailed, failed
from .session import Session

PASSED_ON = ("SSTATE_DIR", "SSTATE_MIRRORS", "DL_DIR", "TMPDIR", "BB_NUMBER_THREADS", "PARALLEL_MAKE")
KEPT = ("SHELL", "TERM")
LINE_LIMIT = 64 * 1024


def build(arguments):
    session, environ = _prepared(arguments)
    command = [_bitbake(environ), "-c", _task(session, arguments.task), *arguments.extra_bitbake_args,
               *_targets(session, arguments.target)]
    started = time.time()
    asyncio.run(_run(command, session.build_dir, environ))
    if arguments.provenance:
        attest(session, arguments.provenance, started)


def checkout(arguments):
    _prepared(arguments)


def shell(arguments):
    session, environ = _prepared(arguments)
    if arguments.preserve_env:
        environ = {**os.environ, **environ}
    info("To start the default build, run: bitbake -c %s %s" % (_task(session), " ".join(_targets(session))))
    command = [environ.get("SHELL", "/bin/sh")]
    if arguments.command:
        command += ["-c", arguments.command]
    code = subprocess.call(command, env=environ, cwd=session.build_dir)
    if code:
        error("Shell returned non-zero exit status")
        raise CommandFailed(command, code, forward=True)


def _prepared(arguments):
    session = Session(arguments)
    environ = _build_environment(session)
    _write_configuration(session)
    return session, environ


def _bitbake(environ):
    for folder in environ["PATH"].split(os.pathsep):
        path = os.path.join(folder, "bitbake")
        if os.path.isfile(path):
            return path
    raise UserError("bitbake not found in PATH")


def _task(session, given=None):
    return given or os.environ.get("KAS_TASK") or session.config.get("task", "build")


def _targets(session, given=None):
    named = given or os.environ.get("KAS_TARGET", "").split() or session.config.get("target", "core-image-minimal")
    return [named] if isinstance(named, str) else named


def _build_environment(session):
    scripts = [repo for repo in session.repos.values() if os.path.exists(os.path.join(repo.path, "oe-init-build-env"))]
    if len(scripts) > 1:
        raise UserError("Multiple init scripts found (%s vs. %s). Resolve ambiguity by removing one of the repos" % (
            scripts[0].name, scripts[1].name))
    if not scripts:
        raise UserError("Did not find any init-build-env script")
    command = ["/bin/bash", "-c", 'set -e; source oe-init-build-env "$1" > /dev/null; env -0', "bash", session.build_dir]
    done = subprocess.run(command, cwd=scripts[0].path, env=session.environ, capture_output=True, text=True, check=False)
    if done.returncode:
        raise failed(scripts[0].path, command, done.returncode, done.stderr)
    environ = dict(line.split("=", 1) for line in done.stdout.split("\0") if "=" in line)
    own = session.config.get("env") or {}
    environ.update({name: str(value) for name, value in own.items() if value is not None})
    names = (*PASSED_ON, *own)
    known = environ.get("BB_ENV_PASSTHROUGH_ADDITIONS", "")
    environ["BB_ENV_PASSTHROUGH_ADDITIONS"] = " ".join([*known.split(), *names])
    environ.update({name: os.environ[name] for name in (*names, *KEPT) if name in os.environ})
    return environ


def _write_configuration(session):
    folder = os.path.join(session.build_dir, "conf")
    os.makedirs(folder, exist_ok=True)
    layers = sorted("${TOPDIR}/" + os.path.relpath(layer, session.build_dir)
                    for repo in session.repos.values() for layer in repo.layers)
    with open(os.path.join(folder, "bblayers.conf"), "w", encoding="utf-8") as file:
        file.write(_header(session, "bblayers_conf_header"))
        file.write('BBLAYERS ?= " \\\n    %s"\nBBPATH ?= "${TOPDIR}"\nBBFILES ??= ""\n' % " \\\n    ".join(layers))
    multiconfig = {target.split(":")[1] for target in _targets(session) if target.startswith(("mc:", "multiconfig:"))}
    with open(os.path.join(folder, "local.conf"), "w", encoding="utf-8") as file:
        file.write(_header(session, "local_conf_header"))
        for name, operator, value in (
                ("MACHINE", "??=", os.environ.get("KAS_MACHINE") or session.config.get("machine", "qemux86-64")),
                ("DISTRO", "??=", os.environ.get("KAS_DISTRO") or session.config.get("distro", "poky")),
                ("BBMULTICONFIG", "?=", " ".join(sorted(multiconfig)))):
            file.write('%s %s "%s"\n' % (name, operator, value))


def _header(session, key):
    return "".join("# %s\n%s\n" % part for part in sorted((session.config.get(key) or {}).items()))


async def _run(command, folder, environ):
    """bitbake's stdout as INFO and its stderr as ERROR; where it fails, its stderr once more."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environ, limit=LINE_LIMIT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE)
    out, err = [], []
    await asyncio.gather(_follow(process.stdout, info, out), _follow(process.stderr, error, err))
    code = await process.wait()
    if code:
        raise failed(folder, command, code, "".join(err))
    "".join(out)


async def _follow(stream, tell, kept):
    """A line that is not UTF-8 stays bytes, and the real kas fails over it at the end, too."""
    while True:
        data = await stream.readline()
        if not data:
            return
        try:
            line = data.decode()
        except UnicodeDecodeError as problem:
            warning("Could not decode line from stream, ignoring: %s" % problem)
            line = data
        tell(line.strip())
        kept.append(line)
