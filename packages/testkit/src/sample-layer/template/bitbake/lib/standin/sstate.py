"""Shared state: what a task has deployed, kept as one tar for each hash."""

import os
import shutil
import tarfile


def object_name(task):
    recipe = task.recipe
    return os.path.join("universal", task.hash[:2], task.hash[2:4], "sstate:%s:%s:%s:r0:%s:12:%s_%s.tar" % (
        recipe.name, recipe.data.get("PACKAGE_ARCH"), recipe.version, recipe.data.get("MACHINE"), task.hash,
        task.name[len("do_"):]))


def local(data, task):
    path = os.path.join(data.get("SSTATE_DIR"), object_name(task))
    return path if os.path.exists(path) else None


def mirrored(data, task):
    """The object's path in a mirror that is a folder: `file://.* file:///folder/PATH` in SSTATE_MIRRORS."""
    words = data.get("SSTATE_MIRRORS").replace("\\n", " ").split()
    for target in words[1::2]:
        if target.startswith("file://") and target.endswith("/PATH"):
            path = os.path.join(target[len("file://"):-len("/PATH")], object_name(task))
            if os.path.exists(path):
                return path
    return None


def save(data, task, folder):
    path = os.path.join(data.get("SSTATE_DIR"), object_name(task))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    partial = "%s.%d" % (path, os.getpid())
    with tarfile.open(partial, "w") as archive:
        archive.add(folder, arcname=".")
    os.replace(partial, path)


def fetch(data, task):
    """Copies an object from a mirror to SSTATE_DIR, as bitbake's fetcher does."""
    path = os.path.join(data.get("SSTATE_DIR"), object_name(task))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    shutil.copyfile(mirrored(data, task), path)


def restore(data, task, folder):
    with tarfile.open(local(data, task)) as archive:
        archive.extractall(folder)


def install(folder, deploy):
    """Moves all files and links of `folder` to the same places below `deploy`."""
    for current, folders, files in os.walk(folder):
        target = os.path.join(deploy, os.path.relpath(current, folder))
        os.makedirs(target, exist_ok=True)
        for name in files + [name for name in folders if os.path.islink(os.path.join(current, name))]:
            os.replace(os.path.join(current, name), os.path.join(target, name))
    shutil.rmtree(folder)
