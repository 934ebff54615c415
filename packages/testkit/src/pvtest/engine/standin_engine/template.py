"""As much of Go's templates as callers of docker use: fields, range, if, with, json, len, index, join, eq, println."""

import json
import re

from .failure import Failure

TOKEN = r'"(?:[^"\\]|\\.)*"|\||[^\s"|]+'


def render(template, data):
    """@raises Failure with Go's words for what cannot be read, or is not there."""
    return _render(_tree(template), data)


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _tree(template):
    parts = re.split(r"\{\{(.*?)\}\}", template, flags=re.DOTALL)
    if "{{" in "".join(parts[::2]):
        raise Failure("template parsing error: template: :1: unclosed action", 64)
    root = []
    open_blocks = [(None, root)]
    for position, part in enumerate(parts):
        if position % 2 == 0:
            before = position > 0 and parts[position - 1].endswith(" -")
            after = position + 1 < len(parts) and parts[position + 1].startswith("- ")
            part = part.lstrip() if before else part
            open_blocks[-1][1].append(part.rstrip() if after else part)
            continue
        words = re.findall(TOKEN, part.strip("- \t\n"))
        if words[:1] == ["end"] or words[:1] == ["else"]:
            if len(open_blocks) == 1:
                raise Failure("template parsing error: template: :1: unexpected {{%s}}" % words[0], 64)
            block = open_blocks[-1][0]
            if words[0] == "else":
                open_blocks[-1] = (block, block[3])
            else:
                open_blocks.pop()
        elif words[:1] in (["range"], ["if"], ["with"]):
            block = (words[0], words[1:], [], [])
            open_blocks[-1][1].append(block)
            open_blocks.append((block, block[2]))
        else:
            open_blocks[-1][1].append(("value", words, [], []))
    if len(open_blocks) > 1:
        raise Failure("template parsing error: template: :1: unexpected EOF", 64)
    return root


def _render(tree, data):
    return "".join(node if isinstance(node, str) else _node(node, data) for node in tree)


def _node(node, data):
    kind, words, then, otherwise = node
    value = _value(words, data)
    if kind == "value":
        return _text(value)
    if kind == "range":
        items = list(value.values()) if isinstance(value, dict) else (value or [])
        return "".join(_render(then, item) for item in items) if items else _render(otherwise, data)
    return _render(then, value if kind == "with" else data) if value else _render(otherwise, data)


def _value(words, data):
    if not words:
        raise Failure("template parsing error: template: :1: missing value for command", 64)
    if "|" in words:
        cut = len(words) - 1 - words[::-1].index("|")
        return _call(words[cut + 1], [*(_operand(word, data) for word in words[cut + 2:]), _value(words[:cut], data)])
    if words[0][0] in '."' or words[0].isdigit():
        return _operand(words[0], data)
    return _call(words[0], [_operand(word, data) for word in words[1:]])


def _operand(word, data):
    if word.startswith('"'):
        return json.loads(word)
    if word.isdigit():
        return int(word)
    found = data
    for name in word.split(".")[1:]:
        if name == "":
            continue
        if not isinstance(found, dict) or name not in found:
            raise Failure('template parsing error: template: :1:2: executing "" at <%s>: map has no entry for key "%s"' % (word, name))
        found = found[name]
    return found


def _call(name, values):
    calls = {"json": compact, "len": len, "println": lambda *all_of: " ".join(map(_text, all_of)) + "\n",
             "print": lambda *all_of: "".join(map(_text, all_of)), "join": lambda items, glue: glue.join(items),
             "index": lambda items, key: items.get(key, "") if isinstance(items, dict) else items[key],
             "eq": lambda one, *others: one in others, "upper": str.upper, "lower": str.lower}
    if name not in calls:
        raise Failure('template parsing error: template: :1: function "%s" not defined' % name, 64)
    return calls[name](*values)


def _text(value):
    if value is None:
        return "<no value>"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "map[%s]" % " ".join("%s:%s" % (key, _text(value[key])) for key in sorted(value))
    if isinstance(value, list):
        return "[%s]" % " ".join(map(_text, value))
    return str(value)
