"""What `bitbake -e` prints: each variable with its history, then the functions."""

import re


def environment_lines(data):
    yield "#"
    yield "# INCLUDE HISTORY:"
    yield "#"
    for path in data.includes:
        yield "# " + path
    yield ""
    for name in data.names():
        value = data.get(name)
        if value is None:
            continue
        yield from _history(data, name)
        text = re.sub('"', '\\"', value)
        text = re.sub("\n", " \\\n", text)
        text = re.sub(r"\$", r"\\$", text)
        yield '%s%s="%s"' % ("export " if name in data.exported else "", name, text)
    for name, (kind, body, where) in sorted(data.functions.items()):
        if kind == "shell":
            yield from ("#", "# $%s" % name, "#   set %s:%d" % where)
            yield "%s() {\n%s\n}" % (name, body)
    for name, (kind, body, _) in sorted(data.functions.items()):
        if kind == "python":
            yield "\npython %s () {\n%s\n}\n" % (name, body)


def _history(data, name):
    operations = data.history.get(name, [])
    yield "#"
    if len(operations) > 1:
        yield "# $%s [%d operations]" % (name, len(operations))
    else:
        yield "# $%s" % name
    if not operations:
        yield "#   [no history recorded]"
    for label, (path, line), value in operations:
        yield "#   %s %s:%d" % (label, path, line)
        yield '#     "%s"' % value.replace("\n", "\n#      ")
    raw = data.raw(name)
    if raw != data.get(name):
        yield "# pre-expansion value:"
        yield '#   "%s"' % raw.replace("\n", "\n#    ")
