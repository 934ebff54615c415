import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { isSameRepository } from '../action/source.ts';
import type { GitHub } from './client.ts';
import { commitOfTag } from './releases.ts';
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
  if (run.headRepository === undefined || !isSameRepository(run.headRepository, github.repository)) {
    const from = run.headRepository ?? 'a fork that was deleted';
    throw new UserError(`The run ${run.url} built ${from}, not ${github.repository}.`, options.advice);
  }
  return run;
}

/** What a tag is held against. */
interface Built {
  /** The commit. */
  readonly sha: string;
  /** Who says that it is that one: `the docs were built from`. */
  readonly how: string;
  /** What the user can do where the tag is on another one, as full sentences. */
  readonly advice: string;
}

/**
 * Holds a tag of this repository against the commit that was built: a tag that is taken from `workflow_run.head_branch` may be the
 * branch of a fork.
 *
 * @throws UserError when the tag is not there, or on another commit.
 */
export async function checkTagCommit(
  github: GitHub,
  tag: string,
  { sha, how, advice }: Built,
): Promise<void> {
  const commit = await commitOfTag(github, tag);
  if (commit === undefined) {
    throw new UserError(
      `There is no tag ${quote(tag)} in ${github.repository}.`,
      'A branch is not enough, nor is a tag of a fork. Push the tag, or correct the input `tag`. In a private repository the token of ' +
        `\`${github.tokenInput}\` needs \`contents: read\` to see it.`,
    );
  }
  if (commit !== sha)
    throw new UserError(`The tag ${quote(tag)} is on ${commit}, and ${how} ${sha}.`, advice);
}
