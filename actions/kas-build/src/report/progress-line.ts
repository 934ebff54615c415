import { formatDuration } from '@pv-actions/core/action/progress.ts';
import type { BuildReport } from '@pv-actions/core/bitbake/build-report.ts';

const PHASES: Readonly<Record<BuildReport['phase'], string>> = {
  starting: 'kas prepares the repositories',
  parsing: 'bitbake reads the recipes',
  preparing: 'bitbake plans the tasks',
  setscene: 'taking tasks from sstate',
  tasks: 'running tasks',
  ended: 'bitbake has ended',
};

const SHOWN = 4;

/**
 * One line on where a build is: tasks done of all, what runs now, elapsed and estimated time.
 *
 * @param elapsed seconds since the start
 * @param first the first task of this run and when it was started, in seconds since the start: the estimate takes
 *   the rate since then
 */
export function progressLine(
  report: BuildReport,
  elapsed: number,
  first: { readonly number: number; readonly at: number } | undefined,
): string {
  const time = formatDuration(elapsed);
  const { progress, running } = report;
  if (progress === undefined || progress.total === 0) return `${time}: ${PHASES[report.phase]}.`;
  const now = running.slice(0, SHOWN).join(', ');
  const more = running.length > SHOWN ? ` and ${running.length - SHOWN} more` : '';
  return [
    `${time}: task ${progress.number} of ${progress.total}`,
    report.phase === 'setscene' ? ' from sstate' : '',
    now === '' ? '' : `, now ${now}${more}`,
    estimate(progress, elapsed, first),
    '.',
  ].join('');
}

function estimate(
  progress: { readonly number: number; readonly total: number },
  elapsed: number,
  first: { readonly number: number; readonly at: number } | undefined,
): string {
  if (first === undefined) return '';
  const done = progress.number - first.number;
  const spent = elapsed - first.at;
  if (done < 20 || spent < 20) return '';
  return `, about ${formatDuration((spent / done) * (progress.total - progress.number))} left`;
}
