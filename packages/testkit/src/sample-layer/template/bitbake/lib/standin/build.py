"""What bitbake does with its arguments: show the environment, or build targets."""

import os

from .cooker import base_configuration, recipes_of
from .environ import environment_lines
from .graph import Graph, NoProvider, nothing_provides
from .parse import ParseError
from .runqueue import RunQueue, sstate_summary


def show_environment(options, build, console):
    try:
        data = base_configuration(build, os.environ, options)
        if "no-output" in data.words("SAMPLE_FAULT"):
            raise ParseError("ParseError at %s/conf/local.conf:1: unparsed line: 'no-output'" % build)
        if options.targets:
            recipes = recipes_of(data)
            _loading(console, len(recipes))
            name = options.targets[0]
            if name not in recipes:
                console.error(nothing_provides(name, recipes))
                return _close(console, [])
            data = recipes[name].data
    except ParseError as error:
        console.error(str(error))
        return _close(console, [])
    for line in environment_lines(data):
        console.out(line + "\n", log=False)
    return 0


def build_targets(options, build, console):
    console.plain("Loading cache...done.")
    console.plain("Loaded 0 entries from dependency cache.")
    console.out("Parsing recipes...")
    try:
        data = base_configuration(build, os.environ, options)
        configurations = {"": data}
        for mc in data.words("BBMULTICONFIG"):
            configurations[mc] = base_configuration(build, os.environ, options, mc)
        recipes = {mc: recipes_of(own, mc) for mc, own in configurations.items()}
    except ParseError as error:
        console.error(str(error))
        console.error("Parsing halted due to errors, see error messages above")
        return _close(console, [])
    own = recipes[""]
    if "parsewarn" in data.words("SAMPLE_FAULT"):
        console.warning("%s: recipe-level warning at parse time" % own["pantavisor"].path)
    console.plain("done.")
    _parsed(console, len(own))
    if not options.targets:
        console.plain("Nothing to do.  Use 'bitbake world' to build everything, or run 'bitbake --help' "
                      "for usage information.")
        return 1
    if "dep" in data.words("SAMPLE_FAULT"):
        own["pantavisor-bsp"].data.assign("DEPENDS", "+=", "no-such-thing", ("", 0))

    for target in options.targets:
        if ":" not in target and target not in own:
            console.error(nothing_provides(target, own))
            return _close(console, [])
    console.note("Resolving any missing task queue dependencies")
    graph = Graph(recipes)
    try:
        for target in options.targets:
            name, _, task = target.partition(":do_") if not target.startswith("mc:") else (target, "", "")
            graph.add_target(name, task or options.cmd)
        graph.prune()
    except NoProvider as problem:
        for line in problem.args:
            console.error(line)
        return _close(console, [])

    if options.graphviz:
        _save_graph(graph, build, console)
        return _close(console, [])

    console.keep_log(data.get("BB_CONSOLELOG"))
    console.plain("\nBuild Configuration:")
    for name in ("BB_VERSION", "MACHINE", "DISTRO"):
        console.plain('%-20s = "%s"' % (name, data.get(name)))
    console.out("\nInitialising tasks...")
    queue = RunQueue(graph, data, console, options)
    console.plain(sstate_summary(queue))
    console.plain("done.")
    console.note("Executing Tasks")
    return _close(console, queue.run())


def _save_graph(graph, build, console):
    """`pn-buildlist` and `task-depends.dot` in the build folder, as `bitbake -g` writes them."""
    def pn(recipe):
        return "mc:%s:%s" % (recipe.mc, recipe.name) if recipe.mc else recipe.name

    with open(os.path.join(build, "pn-buildlist"), "w", encoding="utf-8") as file:
        file.writelines(name + "\n" for name in dict.fromkeys(pn(task.recipe) for task in graph.tasks))
    console.note("PN build list saved to 'pn-buildlist'")
    with open(os.path.join(build, "task-depends.dot"), "w", encoding="utf-8") as file:
        file.write("digraph depends {\n")
        for task in graph.tasks:
            name, recipe = "%s.%s" % (pn(task.recipe), task.name), task.recipe
            file.write('"%s" [label="%s %s\\n:%s-r0\\n%s"]\n' % (
                name, pn(recipe), task.name, recipe.version, recipe.path))
            file.writelines('"%s" -> "%s.%s"\n' % (name, pn(other.recipe), other.name) for other in task.depends)
        file.write("}\n")
    console.note("Task dependencies saved to 'task-depends.dot'")


def _loading(console, count):
    console.plain("Loading cache...done.")
    console.plain("Loaded 0 entries from dependency cache.")
    console.plain("Parsing recipes...done.")
    _parsed(console, count)


def _parsed(console, count):
    console.plain("Parsing of %d .bb files complete (0 cached, %d parsed). %d targets, 0 skipped, 0 masked, 0 errors."
                  % (count, count, count))


def _close(console, failed):
    """The closing summary, which is not in the console's log, and the exit code. `failed`: (task, log) pairs."""
    lines = []
    if failed:
        lines.append("Summary: %d %s failed:" % (len(failed), "task" if len(failed) == 1 else "tasks"))
        for identity, log in failed:
            lines += ["  " + identity, "    log: " + log]
    for count, level, end in ((console.warnings, "WARNING", "."),
                              (console.errors, "ERROR", ", returning a non-zero exit code.")):
        if count == 1:
            lines.append("Summary: There was 1 %s message%s" % (level, end))
        elif count > 1:
            lines.append("Summary: There were %d %s messages%s" % (count, level, end))
    if lines:
        console.out("\n" + "\n".join(lines) + "\n", log=False)
    return 1 if failed or console.errors else 0
