import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import { type Explanation, explain } from '@pv-actions/core/bitbake/cause.ts';
import { countOf, looseErrors, were } from './messages.ts';
import type { TaskLog } from './task-logs.ts';

/** Errors that say the same, of several recipes or configurations. */
export interface ErrorGroup {
  readonly messages: readonly [Message, ...Message[]];
  /** How many they are, each counted as often as it came. */
  readonly count: number;
  /** In other words than those of the first message. */
  readonly lines?: readonly string[];
}

/** So many failed tasks with one cause are shown as one. */
const MANY_TASKS = 3;
const MOST_FOLLOWING = 20;

/** What bitbake says because of an error that it said before. */
const FOLLOWS: readonly RegExp[] = [
  /^(?:Parsing halted due to errors|Command execution failed: |Unable to start bitbake server)/,
  /^(?:Last \d{1,4} lines of server log |Server log for this session |The following commands may help:|\$ bitbake )/,
  /^Execution of event handler '.{1,200}' failed/,
  /^Failed to parse recipe: \S+$/,
];
const HANDLED = /(?:^|\n)(?:\w+\.){0,5}(?:BBHandledException|SystemExit)\b[^\n]{0,500}\s*$/;
/** What Python and bitbake print when a signal ends them, or their other end is gone. */
const INTERRUPTED =
  /^(?:Exception: )?(?:[\w.]+\.)?(?:KeyboardInterrupt|CancelledError|BrokenPipeError|EOFError|ConnectionResetError|ConnectionRefusedError|ProcessLookupError|SystemExit)\b/;
/** The file and the recipe that a message is about stand in its text, too. */
const RECIPE_FILE =
  /(?:\bmc:[\w.-]*:)?(?:virtual:[\w:.-]+:)?\/\S{1,400}\.(?:bbappend|bbclass|bb|inc|conf)\b/g;

/**
 * The errors that no failed task explains, those that say the same as one: without what follows from others, and with
 * what our own interrupt made bitbake print as one.
 */
export function errorGroups(
  report: Pick<BuildReport, 'errors' | 'failedTasks'>,
  isStopped = false,
): readonly ErrorGroup[] {
  const groups = new Map<string, Message[]>();
  const interrupted: Message[] = [];
  const following: Message[] = [];
  for (const message of looseErrors(report)) {
    const { text } = message;
    if (isStopped && wasInterrupted(text)) interrupted.push(message);
    else if (FOLLOWS.some((words) => words.test(text)) || HANDLED.test(text)) following.push(message);
    else {
      const key = causeOf(message);
      groups.set(key, [...(groups.get(key) ?? []), message]);
    }
  }
  const isAlone = groups.size === 0 && report.failedTasks.length === 0;
  const shown = isAlone ? groupAs(following, () => [...new Set(following.map(headlineOf))]) : [];
  const ended = (): string[] => [
    `${were(countOf(interrupted), 'error')} logged because the build was interrupted.`,
  ];
  return [...[...groups.values()].flatMap(groupOf), ...shown, ...groupAs(interrupted, ended)];
}

/** Why, as the first of them says it. */
export function explanationOf({ messages: [first], lines }: ErrorGroup): Explanation {
  return lines === undefined ? explain(first.text) : { headline: lines[0] ?? '', lines, places: [] };
}

/** Failed tasks, many of which fail for one reason as one. */
export function taskGroups(logs: readonly TaskLog[]): readonly (readonly [TaskLog, ...TaskLog[]])[] {
  const groups = Map.groupBy(logs, taskKey);
  const seen = new Set<string>();
  return logs.flatMap((log) => {
    const key = taskKey(log);
    const group = groups.get(key) ?? [];
    const [first, ...others] = group;
    if (first === undefined || group.length < MANY_TASKS) return [[log]];
    if (seen.has(key)) return [];
    seen.add(key);
    return [[first, ...others]];
  });
}

function groupOf(messages: readonly Message[]): ErrorGroup[] {
  const [first, ...others] = messages;
  return first === undefined ? [] : [{ messages: [first, ...others], count: countOf(messages) }];
}

/** Messages that are told in other words. */
function groupAs(messages: readonly Message[], lines: () => readonly string[]): ErrorGroup[] {
  return groupOf(messages).map((group) => ({ ...group, count: 1, lines: lines().slice(0, MOST_FOLLOWING) }));
}

function headlineOf({ text }: Message): string {
  return explain(text).headline;
}

function wasInterrupted(text: string): boolean {
  return text.includes('Traceback') ? INTERRUPTED.test(explain(text).headline) : INTERRUPTED.test(text);
}

/** The text of an error without the recipe that it is about. */
function causeOf({ text, recipe }: Message): string {
  const plain = text.replace(RECIPE_FILE, '');
  return recipe === undefined || recipe.length < 3 ? plain : plain.replaceAll(recipe, '');
}

/** What a task and its cause have in common with other recipes. A command's own error is no cause. */
function taskKey({ title, task, recipe, headline }: TaskLog): string {
  if (headline === undefined || /^(?:g?make|ninja|FAILED|collect2)\b/.test(headline)) return title;
  const plain = headline
    .replaceAll(recipe, '')
    .replace(/(?:https?|git|ssh|ftp|gitsm|npm|crate|svn):\/\/[^\s'"]+/g, '')
    .replace(/\/[^\s'"]+/g, '')
    .replace(/\d{2,}/g, '');
  return `${task}\0${plain}`;
}
