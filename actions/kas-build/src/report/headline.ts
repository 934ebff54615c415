import { code, escapeText } from '@pv-actions/core/action/markdown.ts';
import { formatDuration } from '@pv-actions/core/action/progress.ts';
import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import {
  clip,
  errorsOfKas,
  firstLineOf,
  formatCount,
  looseErrors,
  messageTitle,
  plural,
  warningCountOf,
  were,
} from './messages.ts';
import type { BuildFacts } from './summary.ts';

const RUNNING_SHOWN = 3;
const CAUSE_CHARACTERS = 300;

/** What became of a build, as one line of Markdown. */
export function headline(facts: BuildFacts): string {
  const reason = facts.reason === undefined ? '' : ` ${escapeText(facts.reason)}`;
  return `${sentences(facts)}${reason}`;
}

function sentences(facts: BuildFacts): string {
  const { verdict, report, seconds } = facts;
  const machine = facts.machine ?? facts.config;
  const after = `after ${formatDuration(seconds)}`;
  switch (verdict) {
    case 'success':
      return `**Built** ${code(machine)} in ${formatDuration(seconds)}${achievements(report)}.`;
    case 'errors-logged':
      return `**Failed**: every task of ${code(machine)} succeeded, but ${were(report.errorCount, 'error')} logged, and bitbake counts that as a failure. It took ${formatDuration(seconds)}.`;
    case 'cancelled':
      return `**${facts.isKilled === true ? 'Killed' : 'Cancelled'}**: ${code(machine)} ${after}${whereItWas(report)}.`;
    case 'timed-out':
      return `**Timed out**: ${code(machine)} ${after}${whereItWas(report)}.`;
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

function whereItWas({ progress, running, tasks, phase, interrupted }: BuildReport): string {
  if (tasks?.failed === 0 && phase === 'ended' && !interrupted) return ', when every task had succeeded';
  if (progress === undefined) return ', before a task had started';
  const at = `, at task ${formatCount(progress.number)} of ${formatCount(progress.total)}`;
  if (running.length === 0) return at;
  const shown = running.slice(0, RUNNING_SHOWN).map(code);
  const rest = running.length - shown.length;
  if (rest > 0) shown.push(plural(rest, 'other'));
  return `${at}. It was running ${joined(shown)}`;
}

function failure({ config, machine = config, report, reason }: BuildFacts, after: string): string {
  const [first, ...others] = report.failedTasks;
  const disk = report.noSpace ? ' The disk is full.' : '';
  if (first !== undefined) {
    const rest = others.length === 0 ? '' : ` and ${plural(others.length, 'other task')}`;
    return `**Failed**: ${code(`${first.recipe} ${first.task}`)}${rest} failed ${after}.${disk}`;
  }
  if (reason !== undefined) return `**Failed**: ${code(machine)} ${after}${whereItWas(report)}.`;
  const [error] = looseErrors(report);
  const [cause] = error === undefined ? errorsOfKas(report) : [headlineOf(error)];
  if (cause === undefined) return `**Failed**: ${code(machine)} ${after}.${disk}`;
  return `**Failed** ${after}.${disk} ${escapeText(clip(cause.split('\n')[0] ?? '', CAUSE_CHARACTERS))}`;
}

/** The recipe and task where bitbake says them; what they are about is in the words themselves. */
function headlineOf(error: Message): string {
  const line = firstLineOf(error);
  return error.recipe === undefined && error.task === undefined ? line : `${messageTitle(error)}: ${line}`;
}

/** `a`, `a and b`, `a, b and c` */
function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
