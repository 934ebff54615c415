import type { BuildResult } from './build.ts';

export type Verdict = 'success' | 'failed' | 'errors-logged';

/** What became of a build. bitbake exits with 1 whenever an error was logged, even if every task succeeded. */
export function verdictOf(result: BuildResult): Verdict {
  if (result.code === 0) return 'success';
  const { tasks, failedTasks, errors } = result.report;
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
  if (result.kasErrors.length > 0)
    return `kas could not build ${config}: ${result.kasErrors.slice(0, 10).join('\n')}`;
  return result.code === null
    ? `kas was stopped by a signal while it built ${config}.`
    : `kas failed with exit code ${result.code} while it built ${config}.`;
}
