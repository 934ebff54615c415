"""Variables, as bitbake keeps them: raw values, expanded when they are read, with the history that `-e` shows."""

import re

REFERENCE = re.compile(r"\$\{([a-zA-Z0-9\-_+./~:]+)\}")
KEYWORDS = ("append", "prepend", "remove")


class Data:
    def __init__(self):
        self.values = {}
        self.weak = {}
        self.changes = {}
        self.history = {}
        self.flags = {}
        self.exported = set()
        self.functions = {}
        self.includes = []

    def copy(self):
        other = Data()
        for name in ("values", "weak", "flags", "functions"):
            setattr(other, name, dict(getattr(self, name)))
        other.changes = {name: list(found) for name, found in self.changes.items()}
        other.history = {name: list(found) for name, found in self.history.items()}
        other.exported = set(self.exported)
        other.includes = list(self.includes)
        return other

    def set(self, name, value):
        self.values[name] = value

    def assign(self, name, operator, value, where):
        """One assignment of a file. `where` is (path, line)."""
        label = {"=": "set", ":=": "immediate", "?=": "set?", "??=": "_defaultval", "+=": "append",
                 "=+": "prepend", ".=": "postdot", "=.": "predot"}[operator]
        base, *overrides = name.split(":")
        keyword = next((word for word in overrides if word in KEYWORDS), None)
        if keyword is not None:
            conditions = [word for word in overrides if word not in KEYWORDS]
            self.changes.setdefault(base, []).append((keyword, conditions, value))
            self.history.setdefault(base, []).append((":" + keyword, where, value))
            return
        self.history.setdefault(name, []).append((label, where, value))
        if operator == "=":
            self.values[name] = value
        elif operator == ":=":
            self.values[name] = self.expand(value)
        elif operator == "?=":
            self.values.setdefault(name, value)
        elif operator == "??=":
            self.weak[name] = value
        else:
            old = self.values.get(name, self.weak.get(name, ""))
            self.values[name] = {"+=": old + " " + value, "=+": value + " " + old,
                                 ".=": old + value, "=.": value + old}[operator]

    def raw(self, name):
        """The value before expansion, with the overrides that apply, or None."""
        overrides = self._overrides()
        value = self.values.get(name, self.weak.get(name))
        for override in overrides:
            value = self.values.get(name + ":" + override, value)
        for keyword, conditions, change in self.changes.get(name, []):
            if any(condition not in overrides for condition in conditions):
                continue
            if keyword == "append":
                value = (value or "") + change
            elif keyword == "prepend":
                value = change + (value or "")
        removed = [word for keyword, _, change in self.changes.get(name, []) if keyword == "remove"
                   for word in change.split()]
        if removed and value is not None:
            value = " ".join(word for word in value.split() if word not in removed)
        return value

    def get(self, name):
        value = self.raw(name)
        return None if value is None else self.expand(value)

    def _overrides(self):
        """The words of OVERRIDES. What they refer to has no overrides of its own."""
        def plain(match):
            return self.values.get(match.group(1), self.weak.get(match.group(1), ""))
        return [word for word in REFERENCE.sub(plain, self.values.get("OVERRIDES", "")).split(":") if word]

    def words(self, name):
        return (self.get(name) or "").split()

    def expand(self, text):
        """Replaces `${NAME}`. What has no value stays as it is, as in bitbake."""
        for _ in range(20):
            changed = REFERENCE.sub(self._reference, text)
            if changed == text:
                break
            text = changed
        return text

    def _reference(self, match):
        value = self.raw(match.group(1))
        return match.group(0) if value is None else value

    def names(self):
        plain = {name.split(":")[0] for name in (*self.values, *self.weak)}
        return sorted(plain | set(self.changes))
