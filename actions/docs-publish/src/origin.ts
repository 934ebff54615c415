import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import type { GitHub } from '@pv-actions/core/github/client.ts';
import { checkOrigin, checkTagCommit } from '@pv-actions/core/github/origin.ts';
import { LATEST } from '@pv-actions/core/release/docs.ts';
import { type Inputs, NOT_CHECKED } from './inputs.ts';

/**
 * Holds the run that built the docs against what the inputs demand: it is of this repository, it has a conclusion that is good enough,
 * and for a tag it built the commit that the docs are said to come from. This run itself has nothing to be held against.
 *
 * @param ownRun The id of this run.
 * @throws UserError when its docs are not to be published.
 */
export async function checkRun(
  given: Inputs,
  github: GitHub,
  ownRun: string | undefined,
  log: Log,
): Promise<void> {
  const id = given['run-id'];
  const required = given['require-conclusion'];
  if (id === undefined) {
    throw new UserError(
      'Input "run-id" is missing.',
      'Leave it out, or give the id of the workflow run that built the docs.',
    );
  }
  if (id === ownRun) return;
  const advice =
    'Docs of a fork are not published. Let this workflow start for runs of this repository only.';
  const run = await checkOrigin(github, id, { allowForeign: false, advice });
  if (given.tag !== LATEST && run.headSha !== given['expected-sha']) {
    throw new UserError(
      `The run ${run.url} built ${run.headSha}, and the docs are to be of ${given['expected-sha']}.`,
      'Its docs are of another commit. Correct `run-id` or `expected-sha`.',
    );
  }
  if (required.includes(NOT_CHECKED)) return;
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

/**
 * Holds the tag against the commit that the docs were built from. Development docs have no tag.
 *
 * @throws UserError when the tag is not there, or on another commit.
 */
export async function checkTag(given: Inputs, github: GitHub): Promise<void> {
  const { tag } = given;
  const expected = given['expected-sha'];
  if (tag === LATEST) return;
  if (expected === undefined) {
    throw new UserError(
      'Input "expected-sha" is missing.',
      'Give the commit that the docs were built from, as github.sha has it.',
    );
  }
  await checkTagCommit(github, tag, {
    sha: expected,
    how: 'the docs were built from',
    advice: 'Build the docs from the tag. When another commit is right, name it as `expected-sha`.',
  });
}
