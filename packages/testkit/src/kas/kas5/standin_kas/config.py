"""Reads kas's configuration files: includes, lock files, and the checks with kas's own messages."""

import json
import os
from collections.abc import Mapping

import yaml

from . import FORMAT_VERSION, VERSION
from .log import UserError, error

ELEMENTS = {
    "header": Mapping, "build_system": str, "defaults": Mapping, "overrides": Mapping, "repos": Mapping, "machine": str,
    "distro": str, "env": Mapping, "target": (str, list), "task": str, "bblayers_conf_header": Mapping,
    "local_conf_header": Mapping, "menu_configuration": Mapping, "artifacts": Mapping, "signers": Mapping,
    "buildtools": Mapping, "_source_dir": str, "_source_dir_host": str,
}
OF_REPO = {"name", "url", "type", "commit", "tag", "branch", "refspec", "path", "layers", "patches", "signed",
           "allowed_signers"}
TYPES = {Mapping: "'object'", str: "'string'", (str, list): "'string', 'array'"}
REFERENCE = "https://kas.readthedocs.io/en/%s/userguide/project-configuration.html" % VERSION


def lock_name(path):
    """The lock file that lies beside a configuration file."""
    stem, suffix = os.path.splitext(path)
    return stem + ".lock" + suffix


def load(path):
    """One file as a dictionary. Raises UserError as kas words it."""
    if os.path.splitext(path)[1] not in (".json", ".yml", ".yaml"):
        raise UserError("Config file extension not recognized: " + path)
    try:
        with open(path, "rb") as file:
            text = file.read()
    except FileNotFoundError:
        raise UserError("Configuration file not found: " + path) from None
    try:
        config = json.loads(text) if path.endswith(".json") else yaml.safe_load(text)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = "Error in line %d" % (mark.line + 1) if mark else ""
        raise UserError("Configuration file is not valid YAML: %s: %s" % (where, path)) from None
    problems = sorted(_problems(config))
    for problem in problems:
        error("Config file validation Error:\n" + problem)
        error("For a list of supported configuration elements, see " + REFERENCE)
    if problems:
        raise UserError("Error(s) occured while validating the config file: " + path)
    version = int(config["header"]["version"])
    if not 1 <= version <= FORMAT_VERSION:
        raise UserError("This version of kas is compatible with version 1 to %d, file has version %d: %s" % (
            FORMAT_VERSION, version, path))
    return config


def _problems(config):
    """What JSON schema's validator says of the parts that are checked here."""
    if not isinstance(config, Mapping):
        return ["%r is not of type 'object'" % (config,)]
    found = _unexpected(config, ELEMENTS)
    for name, kind in ELEMENTS.items():
        if config.get(name) is not None and not isinstance(config[name], kind):
            found.append("%r is not of type %s" % (config[name], TYPES[kind]))
    header = config.get("header")
    if header is None:
        found.append("'header' is a required property")
    elif isinstance(header, Mapping):
        found += _unexpected(header, ("version", "includes"))
        if "version" not in header:
            found.append("'version' is a required property")
    if isinstance(config.get("repos"), Mapping):
        for repo in config["repos"].values():
            if _unexpected(repo or {}, OF_REPO):
                found.append("%r is not valid under any of the given schemas" % (repo,))
    return found


def _unexpected(config, known):
    names = sorted(str(name) for name in config if name not in known)
    if not names:
        return []
    return ["Additional properties are not allowed (%s %s unexpected)" % (
        ", ".join(repr(name) for name in names), "was" if len(names) == 1 else "were")]


def merge(lower, upper):
    """`upper` over a copy of `lower`, dictionary by dictionary."""
    result = dict(lower)
    for name, value in upper.items():
        both = isinstance(result.get(name), Mapping) and isinstance(value, Mapping)
        result[name] = merge(result[name], value) if both else value
    return result


class LockFile:
    """A lock file of the configuration; one of another repository is external."""

    def __init__(self, path, config, external):
        self.path = path
        self.config = config
        self.external = external


class Reader:
    """Collects the files of a configuration in the order in which they are merged."""

    def __init__(self, root, folders):
        self.top = root
        self.folders = folders
        self.parts, self.locks, self.missing = [], [], []

    def collect(self, path, root, external=False):
        config = load(path)
        if os.path.exists(lock_name(path)):
            self.locks.append(LockFile(lock_name(path), load(lock_name(path)), external))
            self.parts.append(self.locks[-1])
        if config.get("_source_dir"):
            self.top = root = config["_source_dir"]
        for include in config["header"].get("includes", []):
            if isinstance(include, str):
                self.collect(_included(include, root, path), root, external)
            elif include["repo"] in self.folders:
                folder = self.folders[include["repo"]]
                self.collect(os.path.join(folder, include["file"]), folder, external or folder != self.top)
            elif include["repo"] not in self.missing:
                self.missing.append(include["repo"])
        self.parts.append(config)


def read(files, root, use_lock, folders):
    """All of `files` with what they include, merged.

    `folders`: the checked-out repositories by name. Returns the configuration, the names of the repositories that an
    include needs and that are not in `folders` yet, and the lock files that lie beside the files, used or not.
    """
    reader = Reader(root, folders)
    for file in files:
        reader.collect(file, reader.top)
    parts = [part.config if isinstance(part, LockFile) else part for part in reader.parts
             if use_lock or not isinstance(part, LockFile)]
    config = {}
    for part in parts:
        config = merge(config, part)
    config["header"]["version"] = max(int(part["header"]["version"]) for part in parts)
    return config, reader.missing, reader.locks


def _included(include, root, path):
    """Relative to the repository; kas falls back to the including file's folder."""
    target = os.path.abspath(os.path.join(root, include))
    beside = os.path.abspath(os.path.join(os.path.dirname(path), include))
    return beside if not os.path.exists(target) and os.path.exists(beside) else target
