import { UserError } from '../action/errors.ts';
import type { GitHub } from './client.ts';
import { readRun, type WorkflowRun } from './runs.ts';

/**
 * Reads a run of this repository, and refuses one that built what somebody else wrote: a run for a pull request belongs to this
 * repository, and its head to the fork.
 *
 * @param options.allowForeign Takes every run of this repository.
 * @param options.advice What the user can do about a refusal, as full sentences.
 * @throws UserError when the run is not there, or its head is in another repository or in a fork that was deleted.
 */
export async function checkOrigin(
  github: GitHub,
  id: string,
  options: { readonly allowForeign: boolean; readonly advice: string },
): Promise<WorkflowRun> {
  const run = await readRun(github, id);
  if (options.allowForeign) return run;
  if (run.headRepository?.toLowerCase() !== github.repository.toLowerCase()) {
    const from = run.headRepository ?? 'a fork that was deleted';
    throw new UserError(`The run ${run.url} built ${from}, not ${github.repository}.`, options.advice);
  }
  return run;
}
