import { quote } from '../action/inputs.ts';
import type { GitHub } from '../github/client.ts';
import { divergenceOf, headOf } from './branch.ts';
import { deleteBranch } from './branch-moves.ts';
import { foreignCommits, foreignError, named } from './foreign-commits.ts';
import { checkBranch, type ProposalDeps } from './proposal-branch.ts';
import type { Proposal } from './proposal-types.ts';
import { changeRequest, comment, requestsOf } from './pulls.ts';

/** A proposal of which nothing is left. */
export interface Withdrawal extends Pick<Proposal, 'stage' | 'base' | 'branch' | 'force'> {
  /** Why, as Markdown. */
  readonly comment: string;
}

/**
 * Closes the open pull request of a branch, with a comment that is made once, and deletes the branch. Where there is neither, it
 * does nothing; a branch without a request is left alone when it has commits of others or none at all.
 *
 * @returns the number of the request that was closed, or in a dry run would be.
 * @throws UserError when the branch of an open request has commits of others that are not to be given up, and when GitHub refuses
 * something.
 */
export async function withdraw(
  github: GitHub,
  withdrawal: Withdrawal,
  { clock, log }: ProposalDeps,
  { dryRun }: { readonly dryRun: boolean },
): Promise<{ readonly closed: number | undefined }> {
  const { stage, base, branch, force } = withdrawal;
  checkBranch(withdrawal);
  const head = await headOf(github, branch);
  const open = await requestsOf(github, branch, 'open');
  const closed = open.find((request) => request.base === base) ?? open[0];
  const commits = head === undefined ? [] : (await divergenceOf(github, base, head)).commits;
  const foreign = foreignCommits(commits, stage);
  if (foreign.length > 0 && !force) {
    if (closed !== undefined) throw foreignError(branch, stage, foreign);
    log.info(`The branch ${quote(branch)} is left alone: others made ${named(foreign)}.`);
    return { closed: undefined };
  }
  if (dryRun) return { closed: closed?.number };
  for (const request of open) {
    const mark = `<!-- pv-actions: withdrawn ${request.head} -->`;
    await comment(github, request.number, withdrawal.comment, mark);
    await changeRequest(github, request.number, { state: 'closed' });
    log.info(`Closed the pull request #${request.number}: ${request.url}`);
  }
  // A branch without a commit and without a request may be anybody's.
  if (head !== undefined && (commits.length > 0 || open.length > 0)) {
    if ((await deleteBranch(github, clock, branch, head)) === 'moved') {
      log.warning(`The branch ${quote(branch)} was moved by others at the same time. It is left alone.`);
    } else if (foreign.length > 0) {
      log.warning(`The branch ${quote(branch)} gave up ${named(foreign)}.`);
    }
  }
  return { closed: closed?.number };
}
