import type { Clock } from '../action/clock.ts';
import { LONGEST_SUBJECT } from '../git/history.ts';
import type { History, LogCommit } from '../git/remote.ts';
import type { GitHub, Octokit } from './client.ts';
import { faultOf, isRateLimit } from './fault.ts';
import { waitAfter } from './retry.ts';

export interface CompareDeps {
  readonly clock: Clock;
  readonly cancellation: () => AbortSignal;
  readonly random?: () => number;
}

type Comparison = Awaited<ReturnType<Octokit['rest']['repos']['compareCommitsWithBasehead']>>['data'];

/** The most that the API gives at once. */
const PAGE = 100;
/** Attempts, and the longest wait between them: git can be asked as well. */
const ATTEMPTS = 3;
const LONGEST_WAIT_MS = 5_000;
const REQUEST_LIMIT_MS = 60_000;
/** GitHub counts and lists no further (https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits). */
const MOST_COMMITS = 10_000;

/**
 * What lies between two revisions, as GitHub compares them
 * (https://docs.github.com/rest/commits/commits#compare-two-commits). Its pages begin with the oldest commit, and only the first one has
 * the files that changed: so that one is read for the counts, and then the last ones.
 *
 * @param from @param to full digests
 * @throws octokit's error, the reason of the cancellation, and an Error for an answer that does not hold together.
 */
export async function compareRevisions(
  github: GitHub,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
  deps: CompareDeps,
): Promise<History> {
  const pageAt = (page: number): Promise<Comparison> =>
    sent(deps, async (signal) => {
      const basehead = `${from}...${to}`;
      const query = { ...github.repo, basehead, per_page: limit === 0 ? 1 : PAGE, page, request: { signal } };
      return (await github.octokit.rest.repos.compareCommitsWithBasehead(query)).data;
    });
  const first = await pageAt(1);
  const count = first.ahead_by;
  if (count >= MOST_COMMITS) throw new Error(`it counts no more than ${MOST_COMMITS} commits`);
  const wanted = Math.min(limit, count);
  const last = Math.max(1, Math.ceil(count / PAGE));
  let commits: readonly LogCommit[] = [];
  for (let page = last; page > 0 && commits.length < wanted; page -= 1) {
    const { commits: older } = page === 1 ? first : await pageAt(page);
    if (older.length === 0) throw new Error(`page ${page} has no commits`);
    commits = [...commits, ...older.toReversed().map(logCommit)];
  }
  const relation = first.status === 'ahead' || first.status === 'identical' ? 'ahead' : 'rewind';
  return { relation, count, commits: commits.slice(0, wanted) };
}

function logCommit({ sha, commit }: Comparison['commits'][number]): LogCommit {
  return { sha, subject: subjectOf(commit.message) };
}

/** The first paragraph of a message on one line, as git's `%s` has it: blanks before its first word stay. */
function subjectOf(message: string): string {
  const [paragraph = ''] = message.replace(/^(?:[^\S\n]*\n)+/, '').split(/\n[^\S\n]*\n/, 1);
  return paragraph
    .split('\n')
    .map((line) => line.trimEnd())
    .join(' ')
    .trimEnd()
    .slice(0, LONGEST_SUBJECT);
}

/** Sends a request again where that helps within seconds. */
async function sent<T>(deps: CompareDeps, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { clock, cancellation, random = Math.random } = deps;
  for (let attempt = 1; ; attempt += 1) {
    cancellation().throwIfAborted();
    try {
      // With a signal of ours the client does not wait for the end of a rate limit.
      return await work(AbortSignal.any([cancellation(), AbortSignal.timeout(REQUEST_LIMIT_MS)]));
    } catch (thrown) {
      cancellation().throwIfAborted();
      const fault = faultOf(thrown);
      const wait = fault === undefined ? undefined : waitAfter(fault, attempt, clock.now(), random());
      const again = attempt < ATTEMPTS && fault !== undefined && !isRateLimit(fault);
      if (!again || wait === undefined || wait > LONGEST_WAIT_MS) throw thrown;
      await clock.sleep(wait);
    }
  }
}
