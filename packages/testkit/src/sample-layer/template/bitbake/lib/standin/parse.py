"""Reads .conf, .bb, .inc and .bbclass files, as far as a layer of plain assignments and functions needs it."""

import os
import re

ASSIGNMENT = re.compile(
    r"""^(?P<export>export\s+)?(?P<name>[a-zA-Z0-9\-_+.${}/~:]+?)(\[(?P<flag>[a-zA-Z0-9\-_+.]+)\])?"""
    r"""\s*(?P<operator>\?\?=|\?=|:=|\+=|=\+|\.=|=\.|=)\s*(?P<quote>["'])(?P<value>.*)(?P=quote)\s*$""",
    re.DOTALL,
)
FUNCTION = re.compile(r"^(?P<kind>(?:python\s+|fakeroot\s+)*)(?P<name>[\w:.\-${}]*?)\s*\(\)\s*\{\s*$")
PYTHON = re.compile(r"^(?P<kind>python\s+)(?P<name>[\w:]+)\s*\(?\)?\s*\{\s*$")
DIRECTIVE = re.compile(r"^(include|require|inherit)\s+(.+)$")
IGNORED = re.compile(r"^(addtask|deltask|addhandler|EXPORT_FUNCTIONS|export)\b")


class ParseError(Exception):
    pass


def logical_lines(text):
    """Pairs of the number of the first line and the text, with continued lines joined."""
    pending, start = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        start = start or number
        if line.endswith("\\") and not (pending == "" and line.startswith("#")):
            pending += line[:-1]
            continue
        yield start, pending + line
        pending, start = "", 0


def parse_file(data, path):
    """Reads `path` into `data`. Raises ParseError as bitbake words it."""
    data.includes.append(path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    body, function = [], None
    for number, line in logical_lines(text):
        if function is not None:
            if line == "}":
                name, kind = function
                data.functions[name] = (kind, "\n".join(body), (path, number))
                body, function = [], None
            else:
                body.append(line)
            continue
        stripped = line.rstrip()
        if stripped == "" or stripped.startswith("#"):
            continue
        found = FUNCTION.match(stripped) or PYTHON.match(stripped)
        if found:
            function = (found.group("name"), "python" if "python" in found.group("kind") else "shell")
            continue
        _statement(data, path, number, stripped)


def _statement(data, path, number, line):
    found = ASSIGNMENT.match(line)
    if found:
        name = data.expand(found.group("name"))
        if found.group("flag"):
            data.flags[(name, found.group("flag"))] = found.group("value")
            return
        if found.group("export"):
            data.exported.add(name)
        data.assign(name, found.group("operator"), found.group("value"), (path, number))
        return
    found = DIRECTIVE.match(line)
    if found:
        for word in data.expand(found.group(2)).split():
            _include(data, path, number, found.group(1), word)
        return
    if not IGNORED.match(line):
        raise ParseError("ParseError at %s:%d: unparsed line: '%s'" % (path, number, line))


def _include(data, path, number, directive, word):
    relative = "classes/%s.bbclass" % word if directive == "inherit" else word
    folders = [folder for folder in (data.get("BBPATH") or "").split(":") if folder]
    for folder in [os.path.dirname(path), *folders]:
        candidate = os.path.join(folder, relative)
        if os.path.isfile(candidate):
            if candidate not in data.includes:
                parse_file(data, candidate)
            return
    if directive == "require":
        raise ParseError("ParseError at %s:%d: Could not include required file %s" % (path, number, word))
