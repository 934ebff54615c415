"""`kas dump` and `kas lock`: the resolved configuration, and the commits that pin it."""

import json
import os
import sys

import yaml

from .config import load, lock_name
from .log import UserError, info, warning
from .session import Session

LOCK_VERSION = 14


class Dumper(yaml.Dumper):
    """Several lines as a block, nothing for null."""


Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar(
    "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None))
Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def dump(arguments):
    if arguments.resolve_local and arguments.lock:
        raise UserError("Invalid combination of arguments: --resolve-local cannot be used with --lock")
    session = Session(arguments)
    if arguments.lock:
        commits = {repo.key: {"commit": repo.revision} for repo in session.repos.values() if repo.managed}
        config = {"header": {"version": LOCK_VERSION}, "overrides": {"repos": commits}}
    else:
        config = _resolved(session, arguments)
    _write(config, sys.stdout, arguments.format, arguments)


def _resolved(session, arguments):
    config = dict(session.config)
    config["header"] = {"version": config["header"]["version"]}
    config["repos"] = {key: dict(own) if own else own for key, own in (config.get("repos") or {}).items()}
    for key, repo in session.repos.items():
        if repo.managed and arguments.resolve_refs:
            config["repos"][key]["commit" if repo.refspec is None else "refspec"] = repo.revision
        if not repo.managed and arguments.resolve_local:
            if repo.revision is None:
                warning("Repository %s (root repo) is not under version control." % repo.name)
                continue
            if repo.dirty:
                warning("Repository %s (root repo) contains uncommitted changes." % repo.name)
            code, url, _ = session.try_git("config", "--get", "remote.origin.url", folder=repo.path)
            config["repos"][key] = {**(config["repos"][key] or {}), "url": url if code == 0 else None,
                                    "commit": repo.revision}
    if arguments.resolve_refs:
        config.pop("overrides", None)
    if arguments.resolve_env and "env" in config:
        config["env"] = {name: os.environ.get(name, value) for name, value in config["env"].items()}
    return config


def lock(arguments):
    session = Session(arguments)
    floating = {key: repo for key, repo in session.repos.items() if repo.managed and not repo.commit}
    if not floating:
        info("No floating repos found. Nothing to lock.")
        return
    elsewhere = set()
    for file in session.locks:
        commits = file.config.get("overrides", {}).get("repos", {})
        known = {key: repo for key, repo in floating.items() if key in commits}
        if file.external:
            elsewhere.update(key for key, repo in known.items() if commits[key]["commit"] != repo.revision)
        else:
            _pin(file.path, file.config, known, arguments)
        floating = {key: repo for key, repo in floating.items() if key not in known or key in elsewhere}
    floating = {key: repo for key, repo in floating.items() if key not in elsewhere}
    if not floating:
        return
    warning("The following repos are not covered by any lockfile. Adding to top lockfile: "
            + ", ".join(repo.name for repo in floating.values()))
    path = lock_name(session.files[0])
    _pin(path, load(path) if os.path.exists(path) else {"header": {"version": LOCK_VERSION}}, floating, arguments)


def _pin(path, config, repos, arguments):
    """Writes the revisions of `repos` into a lock file, if one changes."""
    commits = config.setdefault("overrides", {}).setdefault("repos", {})
    changed = False
    for repo in repos.values():
        old = commits.get(repo.key, {}).get("commit")
        if old == repo.revision:
            info("Lock of %s is up-to-date: %s" % (repo.name, old))
            continue
        info("Updating lock of %s: %s -> %s" % (repo.name, old, repo.revision) if old
             else "Adding lock of %s: %s" % (repo.name, repo.revision))
        commits[repo.key] = {"commit": repo.revision}
        changed = True
    if changed:
        info("Updating lockfile " + os.path.relpath(path))
        with open(path, "w", encoding="utf-8") as file:
            _write(config, file, "json" if path.endswith(".json") else "yaml", arguments)


def _write(config, file, form, arguments):
    if form == "json":
        file.write(json.dumps(config, indent=arguments.indent, sort_keys=arguments.sort) + "\n")
    else:
        yaml.dump(config, file, Dumper=Dumper, indent=arguments.indent, sort_keys=arguments.sort)
