import { owned } from '../action/lines.ts';
import { buildConfigurations, type Layer } from './build-configuration.ts';
import type { ConsoleEvent, RecipeTaskEvent, SstateEvent } from './console-event.ts';
import { NO_SPACE } from './console-message.ts';
import { type FailedTask, failedTasks } from './failed-tasks.ts';
import { type Message, messageList } from './message-list.ts';
import { recipeOf, type TaskName } from './task-name.ts';

export type { Layer } from './build-configuration.ts';
export type { FailedTask } from './failed-tasks.ts';
export type { Message } from './message-list.ts';

export type BuildPhase = 'starting' | 'parsing' | 'preparing' | 'setscene' | 'tasks' | 'ended';

/** What a console said in all. A console can hold several builds, one after the other: their numbers are summed. */
export interface BuildReport {
  /** At most 1000 different ones. */
  readonly errors: readonly Message[];
  /** All of them, as bitbake counts: without the lines that only say which task failed, and where its log is. */
  readonly errorCount: number;
  readonly warnings: readonly Message[];
  readonly warningCount: number;
  readonly failedTasks: readonly FailedTask[];
  /** Tasks whose shared state could not be used; the real task was run instead. */
  readonly setsceneFailed: readonly SetsceneFailure[];
  readonly sstate?: Omit<SstateEvent, 'type'>;
  /** Percent of the wanted sstate objects that were found; undefined when none was wanted, or bitbake did not say. */
  readonly sstateMatch: number | undefined;
  /** `rerun`: attempted and not reused, those that failed included. */
  readonly tasks?: {
    readonly attempted: number;
    readonly reused: number;
    readonly rerun: number;
    readonly failed: number;
  };
  /** The task that was started last, of how many. */
  readonly progress?: { readonly number: number; readonly total: number };
  /** `recipe do_task` of the tasks that were started and have not ended, the oldest first. */
  readonly running: readonly string[];
  readonly phase: BuildPhase;
  /** What kas itself says. */
  readonly kasErrors: readonly string[];
  readonly kasWarnings: readonly string[];
  readonly machine?: string;
  readonly distro?: string;
  /** The layers that bitbake names, with their revisions. */
  readonly layers?: readonly Layer[];
  readonly interrupted: boolean;
  /** The disk is full, or bitbake stopped because it soon would be. */
  readonly noSpace: boolean;
}

export interface SetsceneFailure {
  readonly recipe: string;
  readonly task: string;
  readonly file: string;
  readonly mc?: string;
}

/** Gathers the events of one console, in constant memory. `report` may be read at any time. */
export interface BuildReporter {
  add(event: ConsoleEvent): void;
  report(): BuildReport;
}

const MOST_KAS = 100;
const MOST_SETSCENE = 1000;
const MOST_RECIPES = 10_000;
const LONGEST_TEXT = 16 * 1024;
const HALTED = ['"HALT"', '"ABORT"', '"STOPTASKS"'];

type Values = { -readonly [Key in keyof BuildReport]: BuildReport[Key] };

export function buildReporter(): BuildReporter {
  const errors = messageList();
  const warnings = messageList();
  const failures = failedTasks();
  const running = runningTasks();
  const kas = { ERROR: [] as string[], WARNING: [] as string[] };
  const setsceneFailed: SetsceneFailure[] = [];
  const configurations = buildConfigurations();
  const files = new Map<string, string>();
  const values: Pick<Values, 'sstate' | 'tasks' | 'progress' | 'phase' | 'interrupted' | 'noSpace'> = {
    phase: 'starting',
    interrupted: false,
    noSpace: false,
  };
  let summaryTask: TaskName | undefined;
  let lastFile = '';

  const seen = (text: string): void => {
    values.noSpace ||= text.includes(NO_SPACE);
  };
  const remember = (name: TaskName): void => {
    if (name.file === lastFile || files.size >= MOST_RECIPES) return;
    lastFile = name.file;
    const recipe = recipeOf(name);
    if (!files.has(recipe)) files.set(owned(recipe), owned(name.file));
  };
  const continued = (event: Extract<ConsoleEvent, { type: 'continued' }>): void => {
    seen(event.text);
    if (event.of === 'error') errors.continue(event.text);
    else if (event.of === 'warning') warnings.continue(event.text);
    else continueKas(kas.ERROR, event.text);
  };

  return {
    add(event) {
      switch (event.type) {
        case 'running':
          remember(event.name);
          if (!event.setscene) values.progress = event;
          if (!event.setscene || values.phase !== 'tasks')
            values.phase = event.setscene ? 'setscene' : 'tasks';
          break;
        case 'recipe-task':
          running.add(event);
          if (event.status === 'failed') failures.ended(event);
          break;
        case 'error':
          seen(event.text);
          values.noSpace ||= event.kind === 'disk' && HALTED.some((word) => event.text.includes(word));
          errors.add(event);
          if (event.logFile !== undefined) failures.logFile(event.logFile);
          break;
        case 'warning':
          seen(event.text);
          warnings.add(event);
          break;
        case 'continued':
          continued(event);
          break;
        case 'phase':
          if (event.phase === 'parsing') running.clear();
          values.phase = event.phase;
          break;
        case 'parsed':
          values.phase = 'preparing';
          break;
        case 'build-configuration':
          configurations.begin(event.mc);
          break;
        case 'configuration':
          configurations.variable(event.name, event.value);
          break;
        case 'layer':
          configurations.layer(event.name);
          break;
        case 'sstate':
          values.phase = 'preparing';
          values.sstate = sumOfSstate(values.sstate, event);
          break;
        case 'task-failed':
          failures.failed(event.name);
          break;
        case 'log-file':
          failures.logFile(event.path);
          break;
        case 'log-start':
          failures.logStart();
          break;
        case 'log-line':
          seen(event.text);
          failures.logLine(event.text);
          break;
        case 'setscene-failed':
          if (setsceneFailed.length < MOST_SETSCENE) setsceneFailed.push(setsceneFailure(event.name));
          break;
        case 'no-space':
          values.noSpace = true;
          break;
        case 'interrupted':
          values.interrupted = true;
          break;
        case 'tasks-summary':
          values.phase = 'ended';
          values.tasks = sumOfTasks(values.tasks, event);
          break;
        case 'summary-failed':
          values.phase = 'ended';
          break;
        case 'summary-task':
          summaryTask = event.name;
          failures.failed(event.name);
          break;
        case 'summary-log':
          if (summaryTask !== undefined) failures.logOf(summaryTask, event.path);
          break;
        case 'summary-count':
          values.phase = 'ended';
          break;
        case 'kas':
          seen(event.text);
          if (kas[event.level].length < MOST_KAS) kas[event.level].push(owned(event.text));
          break;
      }
    },
    report() {
      const listed = errors.list();
      const { sstate, tasks, progress, ...rest } = values;
      const layers = configurations.layers();
      return {
        ...rest,
        errors: listed.map((message) => withFile(message, files)),
        errorCount: errors.count(),
        warnings: warnings.list().map((message) => withFile(message, files)),
        warningCount: warnings.count(),
        failedTasks: failures.list(listed),
        setsceneFailed: [...setsceneFailed],
        ...(sstate === undefined ? {} : { sstate }),
        sstateMatch: sstate === undefined || sstate.wanted === 0 ? undefined : sstate.match,
        ...(tasks === undefined ? {} : { tasks }),
        ...(progress === undefined ? {} : { progress: { number: progress.number, total: progress.total } }),
        running: running.list(),
        kasErrors: [...kas.ERROR],
        kasWarnings: [...kas.WARNING],
        ...named('machine', configurations.value('MACHINE')),
        ...named('distro', configurations.value('DISTRO')),
        ...(layers.length === 0 ? {} : { layers }),
      };
    },
  };
}

/** kas replays what a command of its own printed: that is left out where it was an error before. */
function continueKas(errors: string[], text: string): void {
  const last = errors.at(-1);
  if (last === undefined || errors.includes(text.trim())) return;
  if (last.length + text.length < LONGEST_TEXT) errors[errors.length - 1] = owned(`${last}\n${text}`);
}

function sumOfSstate(before: BuildReport['sstate'], event: SstateEvent): Omit<SstateEvent, 'type'> {
  const { type, ...now } = event;
  if (before === undefined) return now;
  const wanted = before.wanted + now.wanted;
  const found = before.found + now.found;
  return {
    wanted,
    found,
    missed: before.missed + now.missed,
    current: before.current + now.current,
    match: wanted === 0 ? 0 : Math.floor((100 * found) / wanted),
  };
}

function sumOfTasks(
  before: BuildReport['tasks'],
  event: Extract<ConsoleEvent, { type: 'tasks-summary' }>,
): NonNullable<BuildReport['tasks']> {
  const attempted = (before?.attempted ?? 0) + event.attempted;
  const reused = (before?.reused ?? 0) + event.reused;
  return { attempted, reused, rerun: attempted - reused, failed: (before?.failed ?? 0) + event.failed };
}

function setsceneFailure(name: TaskName): SetsceneFailure {
  return {
    recipe: owned(recipeOf(name)),
    task: owned(name.task),
    file: owned(name.file),
    ...(name.mc === undefined ? {} : { mc: owned(name.mc) }),
  };
}

function withFile(message: Message, files: ReadonlyMap<string, string>): Message {
  if (message.file !== undefined || message.recipe === undefined) return message;
  const file = files.get(message.recipe);
  return file === undefined ? message : { ...message, file };
}

function named<Name extends string>(name: Name, value: string | undefined): { [Key in Name]?: string } {
  return value ? ({ [name]: value } as { [Key in Name]?: string }) : {};
}

const MOST_TASKS = 1000;

/** The tasks that were started and have not ended. */
function runningTasks() {
  // Two configurations can run the same task of one recipe: bitbake prints the same name for both.
  const counts = new Map<string, number>();
  return {
    add({ recipe, task, status }: RecipeTaskEvent): void {
      const name = `${recipe} ${task}`;
      const count = counts.get(name) ?? 0;
      if (status === 'started' && (count > 0 || counts.size < MOST_TASKS)) counts.set(name, count + 1);
      else if (status !== 'started' && count > 1) counts.set(name, count - 1);
      else if (status !== 'started') counts.delete(name);
    },
    clear: (): void => counts.clear(),
    /** `recipe do_task`, the oldest first. */
    list: () => [...counts].flatMap(([name, count]) => Array.from({ length: count }, () => name)),
  };
}
