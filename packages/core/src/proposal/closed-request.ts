import { UserError } from '../action/errors.ts';
import type { GitHub } from '../github/client.ts';
import { faultOf } from '../github/fault.ts';
import { divergenceOf } from './branch.ts';
import type { NewEntry } from './git-data.ts';
import type { Proposal } from './proposal-types.ts';
import { changeOfEntries, type Examined, isProposed, wantedChange } from './proposed-tree.ts';
import { hasComment, type PullRequest, requestsOf } from './pulls.ts';

/** What the comment has by which a request is known that its stage closed itself, at this commit. */
export function withdrawnMark(head: string): string {
  return `<!-- pv-actions: withdrawn ${head} -->`;
}

/** The newest request of the branch for the base, where somebody closed it at the commit `head`. */
export async function refusedAt(
  github: GitHub,
  proposal: Proposal,
  head: string | undefined,
): Promise<PullRequest | undefined> {
  const newest = await newestClosed(github, proposal);
  return newest !== undefined && newest.head === head ? unlessWithdrawn(github, newest) : undefined;
}

/**
 * The newest request of the branch for the base, where somebody closed it and it makes just the change of these entries. Its branch
 * may be gone: GitHub keeps the commit of a request.
 */
export async function refusedChange(
  github: GitHub,
  proposal: Proposal,
  entries: readonly NewEntry[],
): Promise<PullRequest | undefined> {
  const newest = await newestClosed(github, proposal);
  if (newest === undefined) return undefined;
  const examined = await examineKept(github, proposal.base, newest.head);
  if (examined === undefined) return undefined;
  const wanted = [wantedChange(proposal, examined.change ?? new Map()), changeOfEntries(entries)];
  for (const change of wanted) {
    if (await isProposed(github, proposal, examined, change)) return unlessWithdrawn(github, newest);
  }
  return undefined;
}

async function newestClosed(github: GitHub, { base, branch }: Proposal): Promise<PullRequest | undefined> {
  const closed = await requestsOf(github, branch, 'closed');
  const newest = closed.find((request) => request.base === base);
  return newest?.merged === true ? undefined : newest;
}

/** Undefined where GitHub does not have the commit any more, as in a repository that was made anew. */
async function examineKept(github: GitHub, base: string, head: string): Promise<Examined | undefined> {
  try {
    return { head, ...(await divergenceOf(github, base, head)) };
  } catch (thrown) {
    if (thrown instanceof UserError && faultOf(thrown.cause)?.status === 404) return undefined;
    throw thrown;
  }
}

async function unlessWithdrawn(github: GitHub, request: PullRequest): Promise<PullRequest | undefined> {
  return (await hasComment(github, request.number, withdrawnMark(request.head))) ? undefined : request;
}
