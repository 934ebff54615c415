"""The tasks of a build: which there are, what each depends on, and the hash that says whether it must run again."""

import difflib
import hashlib

from . import faults


IMAGE_EXTRAS = {"populate_sdk": ("do_install", "PV_SDK"), "create_pantacor_docs": ("do_unpack", "PV_DOCS")}


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
        self._wanted = []
        self._chains = {}
        self._path = []

    def add_target(self, target, task):
        mc, name = "", target
        if target.startswith(("mc:", "multiconfig:")):
            _, mc, name = target.split(":", 2)
        known = self.recipes.get(mc, {})
        if name not in known:
            raise NoProvider(nothing_provides(name, known))
        self._wanted.append(self._task_of(known[name], task))

    def prune(self):
        """Drops what no target needs."""
        needed, open_tasks = set(), list(self._wanted)
        while open_tasks:
            current = open_tasks.pop()
            if current not in needed:
                needed.add(current)
                open_tasks += current.depends
        self.tasks = [known for known in self.tasks if known in needed]

    def _task_of(self, recipe, task):
        """The task of `recipe` that `-c task` asks for."""
        last = self._chain(recipe)
        image = recipe.data.get("SAMPLE_DEPLOY") == "image"
        if task == "build":
            extra = [self._extra(recipe, name) for name, (_, switch) in IMAGE_EXTRAS.items()
                     if image and recipe.data.get(switch) == "1"]
            return self._add(recipe, "do_build", last + extra)
        if image and task in IMAGE_EXTRAS:
            return self._extra(recipe, task)
        names = {known.name: known for known in self.tasks if known.recipe is recipe}
        if "do_" + task not in names:
            raise NoProvider("Task do_%s does not exist for target %s (%s:do_%s)%s" % (
                task, recipe.name, recipe.file, task, close_matches("do_" + task, names)))
        return names["do_" + task]

    def _extra(self, recipe, name):
        """A task of an image that needs what the image is made of, but not the image."""
        stage, _ = IMAGE_EXTRAS[name]
        return self._add(recipe, "do_" + name,
                         [known for known in self.tasks if known.name == stage and known.recipe.mc == ""])

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
    return "Nothing PROVIDES '%s'%s" % (name, close_matches(name, known))


def close_matches(name, known):
    """What bitbake appends to a message about a name that is not there."""
    close = sorted(difflib.get_close_matches(name, list(known), cutoff=0.7))
    return ". Close matches:\n  " + "\n  ".join(close) if close else ""
