import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { dispatchTo } from '@pv-actions/core/github/dispatch.ts';
import type { GitHubSettings } from '@pv-actions/core/github/settings.ts';
import type { Inputs } from './inputs.ts';

/**
 * The repository of the docs site and the token for it; undefined where none is to be notified.
 *
 * @throws UserError when it is another repository than ours and has no token of its own.
 */
export function siteOf(given: Inputs, own: GitHubSettings): GitHubSettings | undefined {
  const repository = given['dispatch-repository'];
  const token = given['dispatch-token'];
  if (repository === undefined) return undefined;
  if (token !== undefined) return { ...own, repository, token, tokenInput: 'dispatch-token' };
  if (repository.toLowerCase() === own.repository.toLowerCase()) return { ...own, repository };
  throw new UserError(
    `Input "dispatch-token" is missing, while "dispatch-repository" is ${repository}.`,
    `The token of a job can tell its own repository only. Give one of an app, or a fine-grained one, with \`contents: write\` in ${repository}. ` +
      'A secret that the repository does not have is empty.',
  );
}

/**
 * Notifies the docs site that the docs of a tag are there.
 *
 * @throws UserError when GitHub refuses it.
 */
export async function notifySite(given: Inputs, site: GitHubSettings, deps: Deps): Promise<void> {
  try {
    await dispatchTo(openGitHub(site, deps), given['dispatch-event'], { tag: given.tag });
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    throw new UserError(
      `The docs are published, but the docs site was not told. ${thrown.message}`,
      `${thrown.advice} Run this job again: it uploads nothing and tells the site.`,
      { cause: thrown },
    );
  }
}
