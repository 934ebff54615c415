import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import type { GitHub } from '@pv-actions/core/github/client.ts';
import { readRun } from '@pv-actions/core/github/runs.ts';
import { commitOfTag } from '@pv-actions/core/github/tags.ts';
import { LATEST } from '@pv-actions/core/release/docs.ts';
import { type Inputs, NOT_CHECKED } from './inputs.ts';

/**
 * Holds where the docs come from against what the inputs demand: the run that built them has a conclusion that is good enough and
 * is of this repository, and the tag is on the commit that was built. A tag that is taken from `workflow_run.head_branch` may be the
 * branch of a fork.
 *
 * @param ownRun The id of this run, which has no conclusion yet.
 * @throws UserError when the docs are not to be published.
 */
export async function checkOrigin(
  given: Inputs,
  github: GitHub,
  ownRun: string | undefined,
  log: Log,
): Promise<void> {
  const run = given['run-id'];
  const required = given['require-conclusion'];
  if (run !== undefined && run !== ownRun && !required.includes(NOT_CHECKED)) {
    await checkRun(github, run, required, log);
  }
  if (given.tag !== LATEST) await checkTag(github, given.tag, given['expected-sha'], log);
}

async function checkRun(github: GitHub, id: string, required: readonly string[], log: Log): Promise<void> {
  if (!/^\d{1,18}$/.test(id)) {
    throw new UserError(
      `Input "run-id" is ${quote(id)}. Use the id of a workflow run.`,
      'It is a number, as github.run_id has it.',
    );
  }
  const run = await readRun(github, id);
  if (run.headRepository?.toLowerCase() !== github.repository.toLowerCase()) {
    const from = run.headRepository ?? 'a fork that was deleted';
    throw new UserError(
      `The run ${run.url} built ${from}, not ${github.repository}.`,
      'Docs of a fork are not published. Let this workflow start for runs of this repository only.',
    );
  }
  if (run.conclusion === undefined) {
    throw new UserError(
      `The run ${run.url} has not ended.`,
      'Start this workflow when it has, or set `require-conclusion: none`.',
    );
  }
  if (!required.includes(run.conclusion)) {
    throw new UserError(
      `The run ${run.url} ended with ${run.conclusion}, and ${required.join(' or ')} is required.`,
      'Its docs are not published. Mend that run, or set `require-conclusion`.',
    );
  }
  log.info(`The run ${id} ended with ${run.conclusion}.`);
}

async function checkTag(github: GitHub, tag: string, expected: string | undefined, log: Log): Promise<void> {
  if (expected === undefined) {
    throw new UserError(
      'Input "expected-sha" is missing.',
      'Give the commit that the docs were built from, as github.sha has it.',
    );
  }
  const commit = await commitOfTag(github, tag);
  if (commit === undefined) {
    throw new UserError(
      `There is no tag ${quote(tag)} in ${github.repository}.`,
      'A branch is not enough, nor is a tag of a fork. Push the tag, or correct the input `tag`.',
    );
  }
  if (commit !== expected) {
    throw new UserError(
      `The tag ${quote(tag)} is on ${commit}, and the docs were built from ${expected}.`,
      'Build the docs from the tag. When another commit is right, name it as `expected-sha`.',
    );
  }
  log.info(`The tag ${tag} is on ${expected}, from which the docs were built.`);
}
