import type { BuildResult } from './build.ts';

export type Verdict = 'success' | 'failed' | 'errors-logged';

/**
 * What became of a build. bitbake exits with 1 whenever an error was logged, even if every task succeeded. kas 3.1
 * exits with 0 when a line of over 64 KiB made it stop reading, so bitbake's own summary is asked for too.
 */
export function verdictOf(result: BuildResult): Verdict {
  const { tasks, failedTasks, errors } = result.report;
  if (result.code === 0) return tasks === undefined ? 'failed' : 'success';
  return tasks !== undefined && failedTasks.length === 0 && errors.length > 0 ? 'errors-logged' : 'failed';
}

/** Why a build failed, in full sentences: one line for each cause. */
export function causeOf(result: BuildResult, config: string): string {
  const { failedTasks, errors } = result.report;
  if (failedTasks.length > 0) {
    return failedTasks
      .map(
        ({ recipe, task, logFile }) =>
          `${recipe} ${task} failed.${logFile === undefined ? '' : ` Its log: ${logFile}`}`,
      )
      .join('\n');
  }
  if (errors.length > 0) return errors.slice(0, 10).join('\n');
  const said = result.kasErrors.slice(0, 10).join('\n');
  if (result.code === 0) {
    return `kas ended without an error, but bitbake's summary is missing: the log of ${config} is cut. ${said}`.trim();
  }
  if (said !== '') return `kas could not build ${config}: ${said}`;
  return result.code === null
    ? `kas was stopped by a signal while it built ${config}.`
    : `kas failed with exit code ${result.code} while it built ${config}.`;
}
