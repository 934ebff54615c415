"""The tasks of a build: which there are, what each depends on, and the hash that says whether it must run again."""

import difflib
import hashlib

from . import faults


class Task:
    def __init__(self, recipe, name, depends):
        self.recipe = recipe
        self.name = name
        self.depends = depends
        self.setscene = name[len("do_"):] in recipe.data.words("SAMPLE_SETSCENE")
        self.noexec = name == "do_build"
        digest = hashlib.sha256()
        parts = [name, recipe.text()]
        parts += [recipe.data.get(key) or "" for key in ("MACHINE", "DISTRO", "SAMPLE_REVISION", "SAMPLE_IMAGE_SIZE")]
        parts += faults.of_task(recipe, name)
        parts += [task.hash for task in depends]
        digest.update("\0".join(parts).encode())
        self.hash = digest.hexdigest()

    @property
    def identity(self):
        return "%s:%s" % (self.recipe.file, self.name)


class NoProvider(Exception):
    """Its arguments are the lines of an error, one error each."""


class Graph:
    """All tasks that the targets need, each after those that it depends on."""

    def __init__(self, recipes):
        """`recipes`: the recipes by name, by configuration ("" is the default one)."""
        self.recipes = recipes
        self.tasks = []
        self._chains = {}
        self._path = []

    def add_target(self, target, task):
        mc, name = "", target
        if target.startswith(("mc:", "multiconfig:")):
            _, mc, name = target.split(":", 2)
        known = self.recipes.get(mc, {})
        if name not in known:
            raise NoProvider(nothing_provides(name, known))
        self._finish(known[name], task)

    def _finish(self, recipe, task):
        """The last task of `recipe` that `task` stands for."""
        last = self._chain(recipe)
        if task in ("populate_sdk", "create_pantacor_docs"):
            return self._add(recipe, "do_" + task, last)
        if task != "build":
            chain = [known for known in self.tasks if known.recipe is recipe]
            wanted = [known for known in chain if known.name == "do_" + task]
            if not wanted:
                raise NoProvider("Task do_%s does not exist for target %s (%s). Close matches:\n  %s" % (
                    task, recipe.name, recipe.file + ":do_" + task,
                    "\n  ".join(difflib.get_close_matches("do_" + task, [known.name for known in chain], cutoff=0.3))))
            self._keep(wanted[0])
            return wanted[0]
        depends = list(last)
        if recipe.data.get("SAMPLE_DEPLOY") == "image":
            for name, switch in (("populate_sdk", "PV_SDK"), ("create_pantacor_docs", "PV_DOCS")):
                if recipe.data.get(switch) == "1":
                    depends.append(self._add(recipe, "do_" + name, last))
        return self._add(recipe, "do_build", depends)

    def _keep(self, task):
        """Drops what `task` does not need."""
        needed, open_tasks = set(), [task]
        while open_tasks:
            current = open_tasks.pop()
            if current not in needed:
                needed.add(current)
                open_tasks += current.depends
        self.tasks = [known for known in self.tasks if known in needed]

    def _chain(self, recipe):
        """The last task of the recipe's own chain, in a list; adds the chain where it is not there yet."""
        if recipe.file in self._chains:
            return self._chains[recipe.file]
        needed = []
        known = self.recipes[recipe.mc]
        self._path.append(recipe.name)
        for name in recipe.data.words("DEPENDS"):
            if name not in known:
                raise NoProvider(
                    "Nothing PROVIDES '%s' (but %s DEPENDS on or otherwise requires it)" % (name, recipe.file),
                    "Required build target '%s' has no buildable providers.\n"
                    "Missing or unbuildable dependency chain was: %s" % (self._path[0], [*self._path, name]))
            needed += self._chain(known[name])
        self._path.pop()
        for (_, flag), value in recipe.data.flags.items():
            if flag == "mcdepends" and recipe.mc == "":
                _, _, mc, name, _ = value.split(":")
                if mc in self.recipes:
                    needed += self._chain(self.recipes[mc][name])
        last = []
        names = recipe.data.words("SAMPLE_TASKS")
        joint = next((name for name in ("configure", "rootfs") if name in names), names[0])
        for name in names:
            last = [self._add(recipe, "do_" + name, last + (needed if name == joint else []))]
        self._chains[recipe.file] = last
        return last

    def _add(self, recipe, name, depends):
        for known in self.tasks:
            if known.recipe is recipe and known.name == name:
                return known
        task = Task(recipe, name, list(depends))
        self.tasks.append(task)
        return task


def nothing_provides(name, known):
    close = sorted(difflib.get_close_matches(name, list(known), cutoff=0.7))
    return "Nothing PROVIDES '%s'%s" % (name, ". Close matches:\n  " + "\n  ".join(close) if close else "")
