import { withoutControls } from '@pv-actions/core/action/markdown.ts';
import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import { BITBAKE_USAGE } from './advice.ts';

const SUBJECTS: Readonly<Record<Message['kind'], string>> = {
  task: 'bitbake',
  parse: 'Parsing',
  provider: 'Providers',
  fetch: 'Fetching',
  qa: 'QA',
  disk: 'Disk',
  other: 'bitbake',
};

/** `recipe do_task`, or as much of it as is known, else the subject of the message; of another configuration `mc:<name>:` in front. */
export function messageTitle({ recipe, task, kind, mc }: Message): string {
  const title = [recipe, task].filter((part) => part !== undefined).join(' ');
  return title === '' ? SUBJECTS[kind] : taskTitle(title, mc);
}

/** `app do_compile`, and `mc:initramfs:app do_compile` as bitbake calls what is of another configuration than the default one. */
export function taskTitle(title: string, mc: string | undefined): string {
  return mc === undefined ? title : `mc:${mc}:${title}`;
}

/** Messages that several configurations have in common, once. */
export function withoutTwins(messages: readonly Message[]): readonly Message[] {
  const same = Map.groupBy(messages, ({ recipe, task, text }) => [recipe, task, text].join('\0'));
  return [...same.values()].flatMap((twins) => {
    const [first] = twins;
    if (first === undefined || twins.every(({ mc }) => mc === first.mc)) return twins;
    const { mc: _mc, ...common } = first;
    return [{ ...common, count: countOf(twins) }];
  });
}

/** The errors that no failed task explains. */
export function looseErrors({ errors, failedTasks }: Pick<BuildReport, 'errors' | 'failedTasks'>): Message[] {
  const failed = new Set(failedTasks.map(({ recipe, task, mc }) => `${mc} ${recipe} ${task}`));
  const explained = new Set(
    failedTasks.flatMap(({ task, messages }) => messages.map((text) => `${task} ${text}`)),
  );
  return errors.filter(
    ({ recipe, task, mc, text }) =>
      !failed.has(`${mc} ${recipe} ${task}`) && !explained.has(`${task} ${text}`),
  );
}

/**
 * What kas itself says of a failure, without what tells a user nothing: that bitbake failed, where bitbake says why,
 * and that a task inside of kas came to an end.
 */
export function errorsOfKas(
  report: Pick<BuildReport, 'kasErrors' | 'errorCount' | 'failedTasks'>,
): readonly string[] {
  const { kasErrors, errorCount, failedTasks } = report;
  if (errorCount > 0 || failedTasks.length > 0) return [];
  const usage = kasErrors.filter((text) => BITBAKE_USAGE.test(text));
  if (usage.length > 0) return usage;
  return kasErrors.filter((text) => !text.startsWith('Task exception was never retrieved'));
}

/** How many warnings there were, also of sstate objects that could not be used. */
export function warningCountOf(report: Pick<BuildReport, 'warningCount' | 'setsceneFailed'>): number {
  return report.warningCount + report.setsceneFailed.length;
}

/** The first line of an error, without the announcement of the names that bitbake proposes. */
export function firstLineOf({ text, near }: Pick<Message, 'text' | 'near'>): string {
  const [line = ''] = text.split('\n');
  return near === undefined ? line : line.replace(/ ?Close matches:$/, '');
}

/** How many messages these are, each counted as often as it came. */
export function countOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { count }) => sum + count, 0);
}

/** `1 error was`, `3 errors were`. */
export function were(count: number, noun: string): string {
  return `${plural(count, noun)} ${count === 1 ? 'was' : 'were'}`;
}

/** `1 warning`, `1,200 warnings` */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1,200` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `text`, with a mark at its end when it was longer than `limit` characters. */
export function clip(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 2)} …`;
}

/** The first lines, each clipped, that `limit` characters have room for. */
export function clipLines(lines: readonly string[], limit: number, longest = 500): string {
  return clip(lines.map((line) => clip(withoutControls(line), longest)).join('\n'), limit);
}
