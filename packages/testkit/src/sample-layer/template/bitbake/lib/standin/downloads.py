"""What do_fetch leaves in DL_DIR: one file for each source with a `.done` beside it, from a premirror or made up."""

import os
import re

from .archives import gzip, noise, tar

GIT = re.compile(r"^git://([^/;]+)/([^;]+?)/?(;.*)?$")
SIZE = 4096


def fetch(data, log):
    for url in data.words("SRC_URI"):
        name = file_name(url)
        if name is not None:
            _fetch_one(data, log, url, name)


def file_name(url):
    """The name in DL_DIR; None for what the layer holds itself. A git repository is kept as its mirror tarball."""
    if url.startswith("file://"):
        return None
    git = GIT.match(url)
    if git:
        return "git2_%s.%s.tar.gz" % (git.group(1), git.group(2).replace("/", "."))
    return os.path.basename(url.split(";")[0])


def _fetch_one(data, log, url, name):
    folder = data.get("DL_DIR")
    path = os.path.join(folder, name)
    if os.path.exists(path) and os.path.exists(path + ".done"):
        return
    os.makedirs(folder, exist_ok=True)
    if os.path.lexists(path):
        os.unlink(path)
    found = _premirror(data, url, name)
    if found is not None:
        log.write("NOTE: Fetching file://%s (from PREMIRRORS)" % found)
        os.symlink(found, path)
    else:
        log.write("NOTE: Fetching %s" % url)
        with open(path, "wb") as file:
            file.write(gzip(tar([(name, noise(url, SIZE), 0o644)])))
    with open(path + ".done", "w", encoding="utf-8"):
        pass


def _premirror(data, url, name):
    """The file in the first folder that has it: pairs of a pattern and `file:///folder/` in PREMIRRORS."""
    words = data.get("PREMIRRORS").replace("\\n", " ").split()
    for pattern, target in zip(words[::2], words[1::2]):
        if target.startswith("file://") and re.match(pattern, url):
            path = os.path.join(target[len("file://"):], name)
            if os.path.exists(path):
                return path
    return None
