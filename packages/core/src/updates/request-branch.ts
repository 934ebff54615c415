import type { Deps } from '../action/stage.ts';
import { openGitHub } from '../github/client.ts';
import { githubSettings } from '../github/settings.ts';
import { defaultBranch } from '../proposal/branch.ts';
import type { UpdateInputs } from './inputs.ts';

/** What the branch of a stage is called by default: a part of its name. */
type Subject = 'components' | 'kas-layers';

/**
 * The branch that requests are from: the input, or by default `auto-update/<subject>` for the default branch of the repository, and a branch
 * of its own for any other base.
 *
 * @throws UserError where GitHub is to be asked for the default branch, and does not say.
 */
export async function requestBranch(subject: Subject, given: UpdateInputs, deps: Deps): Promise<string> {
  const { branch, base, 'pull-request': requests } = given;
  if (branch !== undefined) return branch;
  if (base === undefined || !requests) return defaultRequestBranch(subject, undefined);
  const isDefault = (await defaultBranch(openGitHub(githubSettings(given, deps.env), deps))) === base;
  return defaultRequestBranch(subject, isDefault ? undefined : base);
}

/**
 * The branch by default. Bases `a` and `a/b` cannot both be in a repository, so that none of these names is a folder of another one.
 *
 * @param base undefined for the default branch of the repository
 */
export function defaultRequestBranch(subject: Subject, base: string | undefined): string {
  return base === undefined ? `auto-update/${subject}` : `auto-update/for-${base}/${subject}`;
}
