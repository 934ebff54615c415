"""The configuration of a build folder, and the recipes of its layers."""

import glob
import hashlib
import os
import time

from . import __version__
from .data import Data
from .parse import ParseError, parse_file

PASSED_ON = ("BB_ENV_PASSTHROUGH_ADDITIONS", "HOME", "LANG", "LOGNAME", "PATH", "PWD", "SHELL", "TERM", "USER")


class Recipe:
    """A recipe of one configuration. `mc` is empty for the default one."""

    def __init__(self, path, mc, data):
        self.path = path
        self.mc = mc
        self.data = data
        self.name = data.get("PN")
        self.version = data.get("PV")
        self.full_name = data.get("PF")

    @property
    def file(self):
        return "mc:%s:%s" % (self.mc, self.path) if self.mc else self.path

    def text(self):
        """All that the recipe says, for its tasks' hashes."""
        digest = hashlib.sha256()
        for path in self.data.includes:
            if path.endswith((".bb", ".inc", ".bbclass")):
                with open(path, "rb") as file:
                    digest.update(file.read())
        return digest.hexdigest()


def base_configuration(build, environment, options, mc=""):
    """Reads conf/bblayers.conf, the layers, and bitbake.conf with all that it includes, between the files of -r and -R."""
    data = Data()
    data.set("TOPDIR", build)
    data.set("BB_VERSION", __version__)
    data.set("DATETIME", time.strftime("%Y%m%d%H%M%S", time.gmtime()))
    if mc:
        data.set("BB_CURRENT_MC", mc)
    for name in (*PASSED_ON, *environment.get("BB_ENV_PASSTHROUGH_ADDITIONS", "").split()):
        if name in environment:
            data.set(name, environment[name])
            data.exported.add(name)
    _read_all(data, build, options.prefile)
    parse_file(data, os.path.join(build, "conf", "bblayers.conf"))
    for layer in data.words("BBLAYERS"):
        parse_file(data, os.path.join(layer, "conf", "layer.conf"))
        for name, value in data.values.items():
            data.values[name] = value.replace("${LAYERDIR}", layer)
    base = os.path.join(os.path.dirname(__file__), "..", "..", "conf", "bitbake.conf")
    parse_file(data, os.path.realpath(base))
    _read_all(data, build, options.postfile)
    data.set("SAMPLE_NOTES", 'Several lines:\nTMPDIR="/nonexistent/of/a/value"\nand the last one, for $5')
    return data


def _read_all(data, build, files):
    for file in files:
        path = os.path.join(build, file)
        if not os.path.isfile(path):
            raise ParseError("Unable to parse %s: [Errno 2] file %s not found in %s" % (file, file, build))
        parse_file(data, path)


def recipes_of(data, mc=""):
    """The recipes of one configuration, by name."""
    found = {}
    for pattern in data.words("BBFILES"):
        for path in sorted(glob.glob(pattern)):
            if not path.endswith(".bb"):
                continue
            own = data.copy()
            stem = os.path.basename(path)[: -len(".bb")]
            name, _, version = stem.partition("_")
            own.set("FILE", path)
            own.set("PN", name)
            own.set("PV", version or "1.0")
            parse_file(own, path)
            machines = own.words("COMPATIBLE_MACHINE")
            if machines and own.get("MACHINE") not in machines:
                continue
            found[name] = Recipe(path, mc, own)
    return found
