import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { type Markdown, redacted } from '../action/markdown.ts';
import type { GitHub } from '../github/client.ts';
import { deleteBranch, divergenceOf, headOf } from './branch.ts';
import { refusedAt, withdrawnMark } from './closed-request.ts';
import { type BranchState, checkBranch, type ProposalDeps, updateBranch } from './proposal-branch.ts';
import type { Proposal, Proposed } from './proposal-types.ts';
import {
  changeRequest,
  comment,
  createRequest,
  fitBody,
  fitTitle,
  isSameText,
  openRequest,
  type PullRequest,
  type RequestText,
} from './pulls.ts';
import { addLabels, askReviewers, type Treatment } from './request-extras.ts';
import { foreignCommits, foreignError, listCommits } from './stage-trailer.ts';

const JOB_ACCOUNT = 'github-actions[bot]';
const TRIES = 5;
const FIRST_WAIT_MS = 1_000;

/**
 * Proposes a change as a pull request: makes the commit through GitHub's git data API, brings the branch to it, and makes or changes
 * the request. Doing it again changes nothing. Labels and reviewers that GitHub refuses are warnings.
 *
 * @returns what became of it. `updated`: something was pushed to the request, or its text, its labels or its reviewers were changed.
 * In a dry run, what would become of it: GitHub is only read.
 * @throws UserError when the open request is for another base, when the branch has commits of others that are not to be given up, and
 * when GitHub refuses something.
 */
export async function propose(
  github: GitHub,
  proposal: Proposal,
  deps: ProposalDeps,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Proposed> {
  const state = await updateBranch(github, proposal, deps, dryRun);
  const { log } = deps;
  const text = {
    base: proposal.base,
    title: fitTitle(log.redact(proposal.title)),
    body: fitBody(redacted(proposal.body, log)),
  };
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const open = await openRequest(github, proposal);
    if (state.empty) return outcome('unchanged', state, open);
    if (open !== undefined) {
      // One that came into being since the branch was pushed is from this push.
      const made = attempt > 1 && state.pushed;
      return await update(github, open, proposal, text, state, deps, { dryRun, isNew: made });
    }
    const refused = state.refused ?? (await refusedBefore(github, proposal, state));
    if (refused !== undefined) {
      deps.log.info(
        `The pull request #${refused.number} of just this change was closed, so it is not opened again: ${refused.url}`,
      );
      return outcome('closed', state, refused);
    }
    if (dryRun) return outcome('created', state, undefined);
    const created = await createRequest(github, deps.clock, proposal.branch, text, state.pushed);
    if (created !== undefined) {
      deps.log.info(`Created the pull request #${created.number}: ${created.url}`);
      return await update(github, created, proposal, text, state, deps, { dryRun, isNew: true });
    }
    // Another run was faster, or the answer was lost. The list may be a little late.
    await deps.clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
  }
  throw new UserError(
    `GitHub says that ${quote(proposal.branch)} has a pull request already, and does not list it.`,
    'Run the job again later.',
  );
}

/** The request of the branch as it is, where somebody closed it. */
async function refusedBefore(
  github: GitHub,
  proposal: Proposal,
  { pushed, head }: BranchState,
): Promise<PullRequest | undefined> {
  return pushed || proposal.force ? undefined : refusedAt(github, proposal, head);
}

async function update(
  github: GitHub,
  request: PullRequest,
  { labels, reviewers }: Proposal,
  text: RequestText,
  state: BranchState,
  deps: ProposalDeps,
  treatment: Treatment,
): Promise<Proposed> {
  const change = {
    ...(isSameText(text.title, request.title) ? {} : { title: text.title }),
    ...(isSameText(text.body, request.body) ? {} : { body: text.body }),
  };
  const reworded = Object.keys(change).length > 0;
  if (reworded && !treatment.dryRun) await changeRequest(github, request.number, change);
  const labelled = await addLabels(github, request, labels, deps, treatment);
  const asked = await askReviewers(github, request, reviewers, deps, treatment);
  const updated = state.pushed || reworded || labelled || asked;
  return outcome(treatment.isNew ? 'created' : updated ? 'updated' : 'unchanged', state, request);
}

function outcome(
  request: Proposed['request'],
  { pushed, signed }: BranchState,
  found: PullRequest | undefined,
): Proposed {
  const byJobToken = found?.author === JOB_ACCOUNT;
  return { request, pushed, signed, number: found?.number, url: found?.url, byJobToken };
}

/** A proposal of which nothing is left. */
export interface Withdrawal extends Pick<Proposal, 'stage' | 'base' | 'branch' | 'force'> {
  /** Why. */
  readonly comment: Markdown;
}

/**
 * Closes the open pull request of a branch, with a comment that is made once, and deletes the branch. Where there is neither, it
 * does nothing; a branch without a request is left alone when it has commits of others or none at all.
 *
 * @returns the number of the request that was closed, or in a dry run would be.
 * @throws UserError when the open request is for another base, or its branch has commits of others that are not to be given up, and
 * when GitHub refuses something.
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
  const open = await openRequest(github, withdrawal);
  const commits = head === undefined ? [] : (await divergenceOf(github, base, head)).commits;
  const foreign = foreignCommits(commits, stage);
  if (foreign.length > 0 && !force) {
    if (open !== undefined) throw foreignError(branch, stage, foreign);
    log.info(`The branch ${quote(branch)} is left alone: others made ${listCommits(foreign)}.`);
    return { closed: undefined };
  }
  if (dryRun) return { closed: open?.number };
  if (open !== undefined) {
    await comment(github, open.number, redacted(withdrawal.comment, log), withdrawnMark(open.head));
    await changeRequest(github, open.number, { state: 'closed' });
    log.info(`Closed the pull request #${open.number}: ${open.url}`);
  }
  // A branch without a commit and without a request may be anybody's.
  if (head !== undefined && (commits.length > 0 || open !== undefined)) {
    if ((await deleteBranch(github, clock, branch, head)) === 'moved') {
      log.warning(`The branch ${quote(branch)} was moved by others at the same time. It is left alone.`);
    } else if (foreign.length > 0) {
      log.warning(`The branch ${quote(branch)} gave up ${listCommits(foreign)}.`);
    }
  }
  return { closed: open?.number };
}
