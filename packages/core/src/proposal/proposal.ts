import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { GitHub } from '../github/client.ts';
import { type BranchState, bringBranch, type ProposalDeps } from './proposal-branch.ts';
import type { Proposal, Proposed } from './proposal-types.ts';
import { changeRequest, createRequest, type PullRequest, type RequestText, requestsOf } from './pulls.ts';
import { addLabels, askReviewers, type Treatment } from './request-extras.ts';
import { fitBody, fitTitle, isSameText } from './request-text.ts';

const JOB_ACCOUNT = 'github-actions[bot]';
const TRIES = 5;
const FIRST_WAIT_MS = 1_000;

/**
 * Proposes a change as a pull request: makes the commit through GitHub's git data API, brings the branch to it, and makes or changes
 * the request. Doing it again changes nothing. Labels and reviewers that GitHub refuses are warnings.
 *
 * @returns what became of it. `updated`: something was pushed to the request, or its text, its base, its labels or its reviewers
 * were changed. In a dry run, what would become of it: GitHub is only read.
 * @throws UserError when the branch has commits of others that are not to be given up, and when GitHub refuses something.
 */
export async function propose(
  github: GitHub,
  proposal: Proposal,
  deps: ProposalDeps,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Proposed> {
  const state = await bringBranch(github, proposal, deps, dryRun);
  const text = { base: proposal.base, title: fitTitle(proposal.title), body: fitBody(proposal.body) };
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const open = await openRequest(github, proposal);
    if (state.empty) return outcome('unchanged', state, open);
    if (open !== undefined) {
      // One that came into being since the branch was pushed is from this push.
      const made = attempt > 1 && state.pushed;
      return await update(github, open, proposal, text, state, deps, { dryRun, made });
    }
    const refused =
      state.pushed || proposal.force ? undefined : await refusedRequest(github, proposal, state);
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
      return await update(github, created, proposal, text, state, deps, { dryRun, made: true });
    }
    // Another run was faster, or the answer was lost. The list may be a little late.
    await deps.clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
  }
  throw new UserError(
    `GitHub says that ${quote(proposal.branch)} has a pull request already, and does not list it.`,
    'Run the job again later.',
  );
}

/** The open request of the branch. One that is for another base is brought to this one. */
async function openRequest(github: GitHub, { base, branch }: Proposal): Promise<PullRequest | undefined> {
  const open = await requestsOf(github, branch, 'open');
  return open.find((request) => request.base === base) ?? open[0];
}

/** The newest request, where somebody closed it as the branch is now. */
async function refusedRequest(
  github: GitHub,
  { base, branch }: Proposal,
  { head }: BranchState,
): Promise<PullRequest | undefined> {
  const closed = await requestsOf(github, branch, 'closed');
  const newest = closed.find((request) => request.base === base);
  return newest !== undefined && !newest.merged && newest.head === head ? newest : undefined;
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
    ...(request.base === text.base ? {} : { base: text.base }),
    ...(isSameText(text.title, request.title) ? {} : { title: text.title }),
    ...(isSameText(text.body, request.body) ? {} : { body: text.body }),
  };
  const reworded = Object.keys(change).length > 0;
  if (reworded && !treatment.dryRun) await changeRequest(github, request.number, change);
  const labelled = await addLabels(github, request, labels, deps, treatment);
  const asked = await askReviewers(github, request, reviewers, deps, treatment);
  const updated = state.pushed || reworded || labelled || asked;
  return outcome(treatment.made ? 'created' : updated ? 'updated' : 'unchanged', state, request);
}

function outcome(
  request: Proposed['request'],
  { pushed, signed }: BranchState,
  found: PullRequest | undefined,
): Proposed {
  const byJobToken = found?.author === JOB_ACCOUNT;
  return { request, pushed, signed, number: found?.number, url: found?.url, byJobToken };
}
