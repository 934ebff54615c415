"""The images: what tars bring, and when docker lets them go."""

import json
import sys

from . import describe, state
from .clock import now
from .failure import Failure, from_daemon


def tagged(reference):
    last = reference.rpartition("/")[2]
    return reference if ":" in last else reference + ":latest"


def find(reference):
    """The id; None for what is not there. By tag, id, or the start of an id."""
    for identity, known in state.read("images.json", {}).items():
        short = reference.removeprefix("sha256:")
        if tagged(reference) in known["tags"] or (len(short) > 3 and identity.removeprefix("sha256:").startswith(short)):
            return identity
    return None


def load(flags, _):
    source = flags.last("input")
    try:
        with open(source, "rb") if source else sys.stdin.buffer as file:
            data = file.read()
    except OSError as problem:
        raise Failure("open %s: %s" % (source, problem.strerror.lower())) from problem
    if not data:
        raise Failure("unexpected EOF")
    try:
        brought = json.loads(data)
        names, identity = [tagged(brought["image"]), *map(tagged, brought.get("tags", []))], brought["id"]
    except (ValueError, KeyError, TypeError) as problem:
        raise Failure("archive/tar: invalid tar header") from problem
    with state.locked():
        known = state.read("images.json", {})
        image = known.setdefault(identity, {"tags": [], "created": now()})
        for name in names:
            for other, had in known.items():
                if name in had["tags"] and other != identity:
                    had["tags"].remove(name)
                    print("The image %s already exists, renaming the old one with ID %s to empty string" % (name, other))
            if name not in image["tags"]:
                image["tags"].append(name)
        state.write("images.json", known)
    for name in names:
        print("Loaded image: " + name)


def tag(_, rest):
    identity = find(rest[0])
    if identity is None:
        raise from_daemon("No such image: " + tagged(rest[0]))
    with state.locked():
        known = state.read("images.json", {})
        for image in known.values():
            if tagged(rest[1]) in image["tags"]:
                image["tags"].remove(tagged(rest[1]))
        known[identity]["tags"].append(tagged(rest[1]))
        state.write("images.json", known)


def remove(flags, rest):
    code = 0
    for reference in rest:
        try:
            with state.locked():
                _remove(reference, flags.on("force"))
        except Failure as problem:
            print(problem, file=sys.stderr)
            code = 0 if flags.on("force") and "No such image" in str(problem) else 1
    return code


def _remove(reference, force):
    identity = find(reference)
    if identity is None:
        raise from_daemon("No such image: " + tagged(reference))
    known = state.read("images.json", {})
    tags = known[identity]["tags"]
    short = identity.removeprefix("sha256:")[:12]
    by_tag = tagged(reference) in tags
    users = [each for each in state.containers() if each.record["imageId"] == identity]
    running = [each for each in users if each.status == "running"]
    if not by_tag and len(tags) > 1 and not force:
        raise from_daemon("conflict: unable to delete %s (must be forced) - image is referenced in multiple repositories" % short)
    last = not by_tag or tags == [tagged(reference)]
    if last and running and not (by_tag and force):
        if by_tag:
            raise _by_tag(reference, running[0], short)
        raise from_daemon("conflict: unable to delete %s (cannot be forced) - image is being used by running container %s" % (
            short, running[0].id[:12]))
    if last and users and not force:
        if by_tag:
            raise _by_tag(reference, users[0], short)
        raise from_daemon("conflict: unable to delete %s (must be forced) - image is being used by stopped container %s" % (
            short, users[0].id[:12]))
    for each in [tagged(reference)] if by_tag else list(tags):
        tags.remove(each)
        print("Untagged: " + each)
    if not tags and not running:
        del known[identity]
        print("Deleted: " + identity)
    state.write("images.json", known)


def _by_tag(reference, user, short):
    return from_daemon('conflict: unable to remove repository reference "%s" (must force) - container %s is using its '
                       "referenced image %s" % (reference, user.id[:12], short))


def rows(flags, rest):
    wanted = [value.partition("=")[2] for value in flags.all("filter") if value.startswith("reference=")] + rest
    dangling = [value.partition("=")[2] for value in flags.all("filter") if value.startswith("dangling=")]
    for identity, known in state.read("images.json", {}).items():
        shown = identity if flags.on("no-trunc") else identity.removeprefix("sha256:")[:12]
        for name in known["tags"] or ["<none>:<none>"]:
            repository, _, version = name.rpartition(":")
            if wanted and not any(each in (repository, name) for each in wanted):
                continue
            if dangling and (dangling[-1] in ("true", "1")) != (repository == "<none>"):
                continue
            yield {"ID": shown, "Repository": repository, "Tag": version, "Digest": "<none>", "Size": "1kB",
                   "CreatedAt": known["created"], "CreatedSince": "now", "Containers": "N/A"}


def inspect_one(reference):
    identity = find(reference)
    if identity is None:
        raise from_daemon("No such image: " + tagged(reference))
    return describe.image(identity, state.read("images.json", {})[identity])
