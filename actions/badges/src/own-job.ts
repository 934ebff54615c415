import type { Job } from '@pv-actions/core/github/runs.ts';

/**
 * The job that this step is part of, which cannot have ended when the step looks: the one that goes on on this runner. Undefined
 * where that is another run's, or where several jobs have a runner of that name, as self-hosted ones may.
 *
 * @param id The run that `jobs` are of.
 */
export function ownJob(
  jobs: readonly Job[],
  id: string,
  env: Readonly<Record<string, string | undefined>>,
): Job | undefined {
  const runner = env['RUNNER_NAME'];
  if (runner === undefined || runner === '' || env['GITHUB_RUN_ID'] !== id) return undefined;
  const [own, ...more] = jobs.filter((job) => !job.ended && job.runner === runner);
  return more.length === 0 ? own : undefined;
}
