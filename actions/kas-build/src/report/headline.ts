import {
  code,
  escapeText,
  joinMarkdown,
  type Markdown,
  md,
  withoutControls,
} from '@pv-actions/core/action/markdown.ts';
import { formatDuration } from '@pv-actions/core/action/progress.ts';
import type { BuildReport } from '@pv-actions/core/bitbake/build-report.ts';
import { cutInMiddle } from '@pv-actions/core/bitbake/long-line.ts';
import { type ErrorGroup, errorGroups, explanationOf } from './error-groups.ts';
import {
  errorsOfKas,
  firstLineOf,
  formatCount,
  messageTitle,
  plural,
  taskTitle,
  warningCountOf,
  were,
} from './messages.ts';
import type { BuildFacts } from './summary.ts';

const RUNNING_SHOWN = 3;
const CAUSE_CHARACTERS = 300;
const MEMORY = md`The machine ran out of memory.`;

/** What became of a build, as one line of Markdown. */
export function headline(facts: BuildFacts): Markdown {
  const reason = facts.reason === undefined ? md`` : md` ${escapeText(facts.reason)}`;
  return md`${sentences(facts)}${reason}`;
}

function sentences(facts: BuildFacts): Markdown {
  const { verdict, report, seconds } = facts;
  const machine = code(facts.machine ?? facts.config);
  const after = escapeText(`after ${formatDuration(seconds)}`);
  switch (verdict) {
    case 'success':
      return md`**Built** ${machine} in ${escapeText(`${formatDuration(seconds)}${achievements(report)}`)}.`;
    case 'errors-logged':
      return md`**Failed**: every task of ${machine} succeeded, but ${escapeText(were(report.errorCount, 'error'))} logged, and bitbake counts that as a failure. It took ${escapeText(formatDuration(seconds))}.`;
    case 'cancelled':
      return md`**${facts.isKilled === true ? md`Killed` : md`Cancelled`}**: ${machine} ${after}${whereItWas(report)}.`;
    case 'timed-out':
      return md`**Timed out**: ${machine} ${after}${whereItWas(report)}.`;
    case 'failed':
      return failure(facts, after);
  }
}

function achievements(report: BuildReport): string {
  const { tasks, sstateMatch } = report;
  const warnings = warningCountOf(report);
  const parts: string[] = [];
  if (tasks !== undefined) {
    const nothingRun = tasks.attempted > 0 && tasks.reused === tasks.attempted;
    parts.push(`${plural(tasks.attempted, 'task')}${nothingRun ? ', none of which had to run' : ''}`);
  }
  if (sstateMatch !== undefined) parts.push(`${sstateMatch} % from sstate`);
  if (warnings > 0) parts.push(plural(warnings, 'warning'));
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function whereItWas({ progress, running, tasks, phase, interrupted }: BuildReport): Markdown {
  if (tasks?.failed === 0 && phase === 'ended' && !interrupted) return md`, when every task had succeeded`;
  if (progress === undefined) return md`, before a task had started`;
  const at = escapeText(`, at task ${formatCount(progress.number)} of ${formatCount(progress.total)}`);
  if (running.length === 0) return at;
  const shown = running.slice(0, RUNNING_SHOWN).map(code);
  const rest = running.length - shown.length;
  if (rest > 0) shown.push(escapeText(plural(rest, 'other')));
  return md`${at}. It was running ${joined(shown)}`;
}

function failure({ config, machine = config, report, reason, logs }: BuildFacts, after: Markdown): Markdown {
  const [first, ...others] = report.failedTasks;
  const [group] = errorGroups(report);
  const memory = !report.noSpace && logs.some(({ outOfMemory }) => outOfMemory);
  const disk = report.noSpace ? md` The disk is full.` : memory ? md` ${MEMORY}` : md``;
  if (first !== undefined) {
    const rest = others.length === 0 ? '' : ` and ${plural(others.length, 'other task')}`;
    const why = cutInMiddle(
      logs[0]?.headline || (group === undefined ? '' : headlineOf(group)),
      CAUSE_CHARACTERS,
    );
    const cause = why === '' || disk !== '' ? md`` : md` ${escapeText(withoutControls(why))}`;
    return md`**Failed**: ${code(taskTitle(`${first.recipe} ${first.task}`, first.mc))}${escapeText(rest)} failed ${after}.${disk}${cause}`;
  }
  if (reason !== undefined) return md`**Failed**: ${code(machine)} ${after}${whereItWas(report)}.`;
  const cause = group === undefined ? headlineOfKas(errorsOfKas(report)) : headlineOf(group);
  if (cause === undefined) return md`**Failed**: ${code(machine)} ${after}.${disk}`;
  return md`**Failed** ${after}.${disk} ${escapeText(cutInMiddle(cause.split('\n')[0] ?? '', CAUSE_CHARACTERS))}`;
}

/** What git says of a repository, else the first that kas says. */
function headlineOfKas(said: readonly string[]): string | undefined {
  return said.find((text) => /^(?:fatal|error|ssh|remote): /.test(text)) ?? said[0];
}

/** The recipe and task where bitbake says them; what they are about is in the words themselves. */
function headlineOf(group: ErrorGroup): string {
  const { messages, count } = group;
  const [error] = messages;
  const line = firstLineOf({ ...error, text: explanationOf(group).headline });
  const said = count > 1 ? `${line} (${formatCount(count)} times)` : line;
  return error.recipe === undefined && error.task === undefined ? said : `${messageTitle(error)}: ${said}`;
}

/** `a`, `a and b`, `a, b and c` */
function joined(parts: readonly Markdown[]): Markdown {
  const last = parts.at(-1) ?? md``;
  return parts.length < 2 ? last : md`${joinMarkdown(parts.slice(0, -1), ', ')} and ${last}`;
}
