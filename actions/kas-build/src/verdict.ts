import { formatBytes, formatDuration } from '@pv-actions/core/action/progress.ts';
import type { BuildResult } from './build.ts';
import type { Stop } from './kas-runner.ts';

export type Verdict = 'success' | 'failed' | 'errors-logged' | 'cancelled' | 'timed-out';

/**
 * What became of a build. bitbake exits with 1 whenever an error was logged, even if every task succeeded. kas 3.1
 * exits with 0 when a line of over 64 KiB made it stop reading, so bitbake's own summary is asked for too.
 */
export function verdictOf(result: BuildResult): Verdict {
  const { stopped, report } = result;
  if (stopped !== undefined) return VERDICT_OF_STOP[stopped.why];
  if (report.tasks === undefined) return 'failed';
  if (result.code === 0 || onlyKasFailed(result)) return 'success';
  return result.code !== null && report.failedTasks.length === 0 && report.errorCount > 0
    ? 'errors-logged'
    : 'failed';
}

const VERDICT_OF_STOP: Readonly<Record<Stop['why'], Verdict>> = {
  cancelled: 'cancelled',
  killed: 'cancelled',
  'timed-out': 'timed-out',
  'disk-full': 'failed',
};

/**
 * Whether bitbake succeeded, and kas failed on its output: kas 3.1 ends with a traceback after a build that printed
 * bytes which are not UTF-8.
 */
export function onlyKasFailed({ code, report }: BuildResult): boolean {
  return (
    code === 1 &&
    report.tasks?.failed === 0 &&
    report.errorCount === 0 &&
    report.kasErrors.length > 0 &&
    report.kasErrors.every((text) => /^sequence item \d+: expected str instance, bytes found/.test(text))
  );
}

/** Why a build was ended before its time, as one sentence. Undefined when it was not. */
export function stopReason({ stopped, seconds }: BuildResult): string | undefined {
  switch (stopped?.why) {
    case undefined:
      return undefined;
    case 'cancelled':
      return `The job was cancelled after ${formatDuration(seconds)} of building.`;
    case 'killed':
      return `The step was killed after ${formatDuration(seconds)} of building: the job was cancelled, or the machine was short of memory.`;
    case 'timed-out':
      return `The build took longer than timeout-minutes allows (${stopped.minutes}).`;
    case 'disk-full':
      return `The build was stopped before the disk was full: ${formatBytes(stopped.free)} are free in ${stopped.folder}.`;
  }
}

/** Why a build failed and what to do, in full sentences: a line for each cause. */
export function causeOf(result: BuildResult, config: string): { cause: string; advice: string } {
  const stopped = stopReason(result);
  if (stopped !== undefined) return { cause: stopped, advice: adviceAfterStop(result) };
  const { failedTasks, errors, kasErrors, noSpace } = result.report;
  const advice = noSpace
    ? 'The disk is full. Remove old build folders, use rm_work, or give the build a larger disk.'
    : 'The whole log of kas is above.';
  if (failedTasks.length > 0) {
    const lines = failedTasks.slice(0, MOST).map(({ recipe, task, logFile }) => {
      return `${recipe} ${task} failed.${logFile === undefined ? '' : ` Its log: ${logFile}`}`;
    });
    return { cause: withRest(lines, failedTasks.length), advice };
  }
  if (errors.length > 0) {
    const texts = errors.slice(0, MOST).map(({ text }) => text);
    return { cause: withRest(texts, errors.length), advice: adviceOnErrors(result, advice) };
  }
  return { cause: withoutBitbake(result, kasErrors.slice(0, MOST).join('\n'), config), advice };
}

const MOST = 10;

function withRest(lines: readonly string[], all: number): string {
  return all > lines.length ? `${lines.join('\n')}\nand ${all - lines.length} more.` : lines.join('\n');
}

function adviceAfterStop({ stopped, report }: BuildResult): string {
  const running = report.running.length === 0 ? '' : `It was running ${report.running.join(', ')}. `;
  switch (stopped?.why) {
    case 'timed-out':
      return `${running}Give it more time in the input timeout-minutes, or a shared sstate.`;
    case 'disk-full':
      return `${running}Remove old build folders, use rm_work, or lower the second number of the input free-disk-gb.`;
    default:
      return `${running}bitbake was stopped too.`.trim();
  }
}

function adviceOnErrors({ report }: BuildResult, otherwise: string): string {
  const near = report.errors.flatMap((error) => error.near ?? []);
  if (near.length > 0) return `Did you mean ${near.slice(0, 5).join(', ')}? Check the input target.`;
  const missing = report.errors.find(({ kind }) => kind === 'provider');
  if (missing !== undefined) {
    const what =
      missing.recipe === undefined ? 'the name in the input target' : `what ${missing.recipe} depends on`;
    return `Check ${what}, and that the layer which has the recipe is in the configuration.`;
  }
  return otherwise;
}

function withoutBitbake({ code, signal, report }: BuildResult, said: string, config: string): string {
  if (code === 0) {
    return report.phase === 'starting'
      ? `kas ended without an error, but bitbake said nothing for ${config}. ${said}`.trim()
      : `kas ended without an error, but bitbake's summary is missing: the log of ${config} is cut. kas 3.1 stops reading at a line of over 64 KiB. ${said}`.trim();
  }
  if (said !== '') return `kas could not build ${config}: ${said}`;
  return code === null
    ? `kas was ended by ${signal ?? 'a signal'} while it built ${config}. A machine that is short of memory ends processes so.`
    : `kas failed with exit code ${code} while it built ${config}.`;
}
