"""Runs tasks in order: setscene tasks first, then what is left, with bitbake's messages, stamps and logs."""

import os
import time

from . import sstate
from .outcome import Stop, TaskFailed
from .task import run_task


class RunQueue:
    def __init__(self, graph, data, console, options):
        self.tasks = graph.tasks
        self.console = console
        self.client = console.client
        self.keep_going = options.keep_going
        self.dry_run = options.dry_run
        self.statistics = os.path.join(data.get("BUILDSTATS_BASE"), data.get("DATETIME"))
        self.failed = []
        self.broken = set()
        self.rerun = 0
        self.completed = 0
        self.done = {task for task in self.tasks if os.path.exists(stamp_of(task))}
        scenes = [task for task in self.tasks if task.setscene]
        self.current = [task for task in scenes if task in self.done]
        self.wanted = [task for task in scenes if task not in self.done]
        self.local = [task for task in self.wanted if sstate.local(task.recipe.data, task)]
        self.mirrored = [task for task in self.wanted
                         if task not in self.local and sstate.mirrored(task.recipe.data, task)]

    def run(self):
        """Returns what failed, as (task, log) pairs."""
        try:
            self._setscene()
            self._tasks()
        except Stop:
            pass
        attempted = self.completed + len(self.failed)
        self.console.note("Tasks Summary: Attempted %d tasks of which %d didn't need to be rerun and %s." % (
            attempted, self.completed - self.rerun,
            "%d failed" % len(self.failed) if self.failed else "all succeeded"))
        return [(task.identity, log) for task, log in self.failed]

    def _setscene(self):
        found = [task for task in reversed(self.tasks) if task in self.local or task in self.mirrored]
        for number, task in enumerate(found, 1):
            self._interrupted()
            self.console.note("Running setscene task %d of %d (%s_setscene)" % (number, len(found), task.identity))
            if task in self.mirrored and not self.dry_run:
                sstate.fetch(task.recipe.data, task)
            try:
                self._run(task, task.name + "_setscene")
            except TaskFailed as failure:
                self.console.out("WARNING: Logfile for failed setscene task is %s\n" % failure.log)
                self.console.out("WARNING: Setscene task (%s_setscene) failed with exit code '1' - real task will be "
                                 "run instead\n" % task.identity)
                self.console.warnings += 2
                continue
            self.done.add(task)

    def _tasks(self):
        needed = self._needed()
        for number, task in enumerate(self.tasks, 1):
            if task not in needed:
                self.completed += 1
                continue
            if any(other in self.broken for other in task.depends):
                self.broken.add(task)
                continue
            self._interrupted()
            self.console.note("Running %stask %d of %d (%s)" % (
                "noexec " if task.noexec else "", number, len(self.tasks), task.identity))
            if task.noexec:
                if not self.dry_run:
                    _touch(stamp_of(task))
            else:
                try:
                    self._run(task, task.name)
                except TaskFailed as failure:
                    self.console.error("Task (%s) failed with exit code '1'" % task.identity, counted=False)
                    self.failed.append((task, failure.log))
                    self.broken.add(task)
                    if not self.keep_going:
                        raise Stop from failure
                    continue
            self.rerun += 1
            self.completed += 1

    def _run(self, task, name):
        if self.dry_run:
            return
        recipe = task.recipe
        self.console.note("recipe %s: task %s: Started" % (recipe.full_name, name))
        started = time.time()
        try:
            run_task(task, name, self.console)
        except TaskFailed:
            self.console.note("recipe %s: task %s: Failed" % (recipe.full_name, name))
            self._statistics(recipe, name, started, "FAILED")
            raise
        self.console.note("recipe %s: task %s: Succeeded" % (recipe.full_name, name))
        self._statistics(recipe, name, started, "PASSED")
        _touch(stamp_of(task))

    def _needed(self):
        """The tasks that must run: what a target needs and is not there, down to what is there already.

        What a setscene task stands for is needed in any case, as `do_build[recrdeptask]` has it.
        """
        depended = {other for task in self.tasks for other in task.depends}
        needed, pending = set(), [task for task in self.tasks if task not in depended or task.setscene]
        while pending:
            task = pending.pop()
            if task not in self.done and task not in needed:
                needed.add(task)
                pending += task.depends
        return needed

    def _interrupted(self):
        self.client.wait()
        if self.client.interrupts:
            raise Stop

    def _statistics(self, recipe, name, started, status):
        folder = os.path.join(self.statistics, recipe.full_name)
        os.makedirs(folder, exist_ok=True)
        ended = time.time()
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("Event: TaskStarted \nStarted: %0.2f\n%s: %s \nElapsed time: %0.2f seconds \nStatus: %s \n"
                       "Ended: %0.2f \n" % (started, recipe.full_name, name, ended - started, status, ended))


def sstate_summary(queue):
    wanted, local, mirrors = len(queue.wanted), len(queue.local), len(queue.mirrored)
    current = len(queue.current)
    match = 100 * (local + mirrors) // wanted if wanted else 0
    complete = 100 * current // (wanted + current) if wanted + current else 0
    return "Sstate summary: Wanted %d Local %d Mirrors %d Missed %d Current %d (%d%% match, %d%% complete)" % (
        wanted, local, mirrors, wanted - local - mirrors, current, match, complete)


def stamp_of(task):
    recipe = task.recipe
    return os.path.join(recipe.data.get("STAMPS_DIR"), recipe.data.get("PACKAGE_ARCH") + "-poky-linux", recipe.name,
                        "%s-%s.%s.%s" % (recipe.version, recipe.data.get("MACHINE"), task.name, task.hash))


def _touch(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8"):
        pass
