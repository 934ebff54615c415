import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { Log } from '../action/log.ts';
import type { GitHub, GitHubDeps } from '../github/client.ts';
import { type Change, createBranch, divergenceOf, headOf, moveBranch } from './branch.ts';
import { refusedChange } from './closed-request.ts';
import { makeCommit, treeOf } from './git-data.ts';
import type { Person, Proposal } from './proposal-types.ts';
import {
  changeOfEntries,
  type Examined,
  isProposed,
  proposedEntries,
  wantedChange,
} from './proposed-tree.ts';
import { openRequest, type PullRequest } from './pulls.ts';
import {
  foreignCommits,
  foreignError,
  lacksTrailers,
  listCommits,
  signOff,
  withStageTrailer,
} from './stage-trailer.ts';

export type ProposalDeps = Pick<GitHubDeps, 'clock' | 'log'>;

/** What became of the branch of a proposal. */
export interface BranchState {
  /** The commit that it is at; undefined where there is none, or in a dry run none yet. */
  readonly head: string | undefined;
  /** Whether it has been moved to a new commit, or would be. */
  readonly pushed: boolean;
  readonly signed: boolean | undefined;
  /** Whether there is nothing to propose: all that is wanted is there already, or is held. */
  readonly empty: boolean;
  /** The request of just this change that somebody closed: nothing was pushed then. */
  readonly refused?: PullRequest | undefined;
}

/** How often a branch may be moved by others while a commit for it is made. */
const ROUNDS = 5;

/**
 * Brings the branch of a proposal to the proposed change. Nothing is pushed where it makes just this change already, on whatever
 * commit of the base it stands, unless the base has changed the same files since.
 * @throws UserError when the open request is for another base, when the branch has commits of others that are not to be given up, and
 * when GitHub refuses something.
 */
export async function updateBranch(
  github: GitHub,
  proposal: Proposal,
  deps: ProposalDeps,
  dryRun: boolean,
): Promise<BranchState> {
  const { branch, stage } = proposal;
  const { clock, log } = deps;
  checkBranch(proposal);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const examined = await examine(github, proposal);
    const foreign = foreignCommits(examined?.commits ?? [], stage);
    if (foreign.length > 0 && !proposal.force) throw foreignError(branch, stage, foreign);
    const state = { head: examined?.head, pushed: false, signed: undefined, empty: false };
    const wanted = wantedChange(proposal, examined?.change ?? new Map());
    const isToBeReworded = lacksWanted(proposal, examined, log);
    const isThere = async (change: Change): Promise<boolean> =>
      !isToBeReworded && (await isProposed(github, proposal, examined, change));
    if (wanted.size > 0 && (await isThere(wanted))) return state;
    const tree = await treeOf(github, proposal.parent);
    const entries = await proposedEntries(github, proposal, tree, examined, log);
    if (entries.length === 0) return { ...state, empty: true };
    // The base may have had some of the files already.
    if (await isThere(changeOfEntries(entries))) return state;
    const mayBeRefused = (await openRequest(github, proposal)) === undefined && !proposal.force;
    const refused = mayBeRefused ? await refusedChange(github, proposal, entries) : undefined;
    if (refused !== undefined) return { ...state, refused };
    if (dryRun) return { ...state, pushed: true };

    const commit = { parent: proposal.parent, tree, author: proposal.authorship?.author, entries };
    const made = await makeCommit(github, clock, {
      ...commit,
      message: (author) => log.redact(commitText(proposal, author)),
    });
    const move =
      examined === undefined
        ? await createBranch(github, clock, branch, made.sha)
        : await moveBranch(github, clock, branch, { from: examined.head, to: made.sha });
    if (move === 'done') {
      if (foreign.length > 0) log.warning(`The branch ${quote(branch)} gave up ${listCommits(foreign)}.`);
      log.info(`The branch ${quote(branch)} is at the new commit ${made.sha}.`);
      return { head: made.sha, pushed: true, signed: made.signed, empty: false };
    }
    log.info(`Somebody else moved the branch ${quote(branch)}: looking at it again.`);
  }
  throw new UserError(
    `The branch ${quote(branch)} was moved by others ${ROUNDS} times while a commit for it was made.`,
    'Let only one run at a time work on it: give the workflow a `concurrency` group. Run the job again.',
  );
}

function commitText({ message, stage, authorship }: Proposal, author: Person | undefined): string {
  const signed = authorship?.signoff === true && author !== undefined ? [signOff(author)] : [];
  return withStageTrailer(message, stage, { before: authorship?.trailers ?? [], after: signed });
}

/** Whether the newest commit of the branch was made before its trailers were asked for. */
function lacksWanted({ authorship }: Proposal, examined: Examined | undefined, log: Log): boolean {
  const newest = examined?.commits.at(-1);
  if (authorship === undefined || newest === undefined) return false;
  const trailers = authorship.trailers.map((line) => log.redact(line));
  return lacksTrailers(newest.message, { ...authorship, trailers });
}

/**
 * @throws UserError where a branch is to be moved or deleted that others build on.
 */
export function checkBranch({ base, branch }: Pick<Proposal, 'base' | 'branch'>): void {
  if (branch !== base) return;
  throw new UserError(
    `The branch ${quote(branch)} is to be proposed to itself.`,
    'Give the input `branch` a name of its own: the stage moves and deletes that branch.',
  );
}

async function examine(github: GitHub, { base, branch }: Proposal): Promise<Examined | undefined> {
  const head = await headOf(github, branch);
  return head === undefined ? undefined : { head, ...(await divergenceOf(github, base, head)) };
}
