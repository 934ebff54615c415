import { READER_LIMITS } from '../action/limits.ts';
import { owned } from '../action/lines.ts';
import type { RecipeTaskEvent } from './console-event.ts';
import type { Message } from './message-list.ts';
import { recipeOf, type TaskName } from './task-name.ts';

/** A task that failed, so that the build did. */
export interface FailedTask {
  /** PN as the recipe's file and class say it: `fail-shell`, `zlib-native`. */
  readonly recipe: string;
  readonly task: string;
  /** The recipe file. */
  readonly file: string;
  readonly mc?: string;
  /** The task's log, where bitbake named it. */
  readonly logFile?: string;
  /** What the console showed of the log: its last lines. */
  readonly logLines: readonly string[];
  /** The errors that name this recipe and task. */
  readonly messages: readonly string[];
}

const MOST_TASKS = 1000;
const MOST_LOGS = 50;
const MOST_LINES = 200;
const LONGEST_LINE = 2000;

interface Shown {
  readonly path: string | undefined;
  readonly lines: string[];
  recipe?: string;
  task?: string;
}

/** Gathers what a console says of failed tasks, in whatever order it does. */
export function failedTasks() {
  const tasks = new Map<string, TaskName>();
  const summary = new Map<string, string>();
  const paths = new Set<string>();
  const shown: Shown[] = [];
  let open: Shown | undefined;
  let lastPath: string | undefined;

  return {
    failed(name: TaskName): void {
      const key = owned(keyOf(name));
      if (tasks.size < MOST_TASKS) tasks.set(key, ownedName(name));
    },
    /** The log of a task that the closing summary names. */
    logOf(name: TaskName, path: string): void {
      if (summary.size < MOST_TASKS) summary.set(owned(keyOf(name)), owned(path));
    },
    /** A log of some failed task. */
    logFile(path: string): void {
      if (path.length > READER_LIMITS.logPath.most) return;
      lastPath = owned(path);
      if (paths.size < MOST_TASKS) paths.add(lastPath);
    },
    logStart(): void {
      open = { path: lastPath, lines: [] };
      if (shown.length < MOST_LOGS) shown.push(open);
    },
    logLine(text: string): void {
      if (open === undefined) return;
      open.lines.push(owned(text.slice(0, LONGEST_LINE)));
      if (open.lines.length > MOST_LINES) open.lines.shift();
    },
    /** bitbake shows a task's log right before it says that the task has failed. */
    ended(event: RecipeTaskEvent): void {
      if (open === undefined) return;
      open.recipe = owned(event.recipe);
      open.task = owned(event.task);
      open = undefined;
    },
    list(errors: readonly Message[]): FailedTask[] {
      const named = new Set(summary.values());
      const left = new Set([...paths].filter((path) => !named.has(path)));
      return [...tasks].map(([key, name]) => {
        const recipe = recipeOf(name);
        const logFile = summary.get(key) ?? takeLog(left, name, recipe);
        return {
          recipe,
          task: name.task,
          file: name.file,
          ...(name.mc === undefined ? {} : { mc: name.mc }),
          ...(logFile === undefined ? {} : { logFile }),
          logLines: linesOf(shown, name.task, recipe, logFile),
          messages: messagesOf(errors, recipe, name),
        };
      });
    },
  };
}

/** `<TMPDIR>/work/<arch>/<recipe>/<version>/temp/log.do_compile.<pid>`: taken from `left`, the closest one first. */
function takeLog(left: Set<string>, name: TaskName, recipe: string): string | undefined {
  const ofName = [...left].filter((path) =>
    `${path}.`.startsWith(`log.${name.task}.`, path.lastIndexOf('/') + 1),
  );
  const ofRecipe = ofName.filter((path) => path.includes(`/${recipe}/`));
  const near = ofRecipe.length > 0 ? ofRecipe : ofName.filter((path) => path.includes(`/${recipe}-`));
  const found = near.find((path) => name.mc !== undefined && path.includes(name.mc)) ?? near[0];
  if (found !== undefined) left.delete(found);
  return found;
}

function linesOf(
  shown: readonly Shown[],
  task: string,
  recipe: string,
  logFile: string | undefined,
): readonly string[] {
  const byPath = shown.filter((log) => logFile !== undefined && log.path === logFile);
  const byName = ofTask(shown, recipe, task);
  const both = byName.filter((log) => byPath.includes(log));
  const unnamed = byPath.filter((log) => log.recipe === undefined);
  return (both[0] ?? byName[0] ?? unnamed[0])?.lines ?? [];
}

/** What bitbake says of a task: of its own configuration, where several build the recipe. */
function messagesOf(errors: readonly Message[], recipe: string, { task, mc }: TaskName): readonly string[] {
  const named = ofTask(errors, recipe, task);
  return [...new Set(named.filter((error) => error.mc === mc).map(({ text }) => text))];
}

/** What names a recipe and a task. A recipe that sets PN itself is called `gcc-cross-x86_64` there, and its file `gcc-cross`. */
function ofTask<T extends { readonly recipe?: string; readonly task?: string }>(
  all: readonly T[],
  recipe: string,
  task: string,
): readonly T[] {
  const named = all.filter((item) => item.task === task && item.recipe !== undefined);
  const exact = named.filter((item) => item.recipe === recipe);
  return exact.length > 0 ? exact : named.filter((item) => item.recipe?.startsWith(`${recipe}-`));
}

function keyOf(name: TaskName): string {
  return [name.mc, name.variant, name.file, name.task].join('\0');
}

function ownedName(name: TaskName): TaskName {
  return {
    file: owned(name.file),
    task: owned(name.task),
    ...(name.mc === undefined ? {} : { mc: owned(name.mc) }),
    ...(name.variant === undefined ? {} : { variant: owned(name.variant) }),
  };
}
