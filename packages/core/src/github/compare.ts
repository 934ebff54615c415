import type { Clock } from '../action/clock.ts';
import { messageOf } from '../action/errors.ts';
import type { Deps } from '../action/stage.ts';
import { withoutSlashes } from '../action/wording.ts';
import { LONGEST_SUBJECT } from '../git/history.ts';
import type { History, LogCommit } from '../git/remote.ts';
import { type GitHub, type Octokit, openGitHub } from './client.ts';
import { faultOf, isRateLimit } from './fault.ts';
import { waitAfter } from './retry.ts';
import { type GitHubSettings, repositoryProblem } from './settings.ts';

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

/** GitHub's API for repositories of one server. */
export type ApiSettings = Omit<GitHubSettings, 'repository'> & {
  /** `https://github.com`, as GITHUB_SERVER_URL has it. */
  readonly serverUrl: string;
};

/** A remote and two revisions, as full digests. */
interface Revisions {
  readonly url: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Asks GitHub's API for histories, where a repository is at that server. The returned function gives undefined where it is not, or the API
 * does not say: git is to be asked then. After a rate limit nothing more is asked.
 *
 * @throws the reason of the cancellation.
 */
export function apiHistories(settings: ApiSettings, deps: CompareDeps & Pick<Deps, 'log'>) {
  let isLimited = false;
  return async (span: Revisions, limit: number): Promise<History | undefined> => {
    const repository = repositoryAt(span.url, settings.serverUrl);
    if (repository === undefined || isLimited) return undefined;
    const github = openGitHub({ ...settings, repository }, deps);
    try {
      return await compareRevisions(github, span, limit, deps);
    } catch (thrown) {
      deps.cancellation().throwIfAborted();
      const fault = faultOf(thrown);
      isLimited ||= fault !== undefined && isRateLimit(fault);
      const why = fault?.status === undefined ? messageOf(thrown) : `HTTP ${fault.status}`;
      deps.log.info(`GitHub does not compare two revisions of ${repository} (${why}): git fetches them.`);
      return undefined;
    }
  };
}

/** `owner/name` of a repository at the server, from a URL that git is given; undefined for another one. */
export function repositoryAt(url: string, serverUrl: string): string | undefined {
  const server = URL.parse(serverUrl);
  const remote = URL.parse(url.replace(/^(?:[^/:@]+@)?([^/:@]+):(?!\/\/)/, 'ssh://$1/'));
  if (server === null || remote === null) return undefined;
  const isHttp = remote.protocol === 'https:' || remote.protocol === 'http:';
  const isThere = isHttp
    ? remote.origin === server.origin
    : /^(?:ssh|git):$/.test(remote.protocol) && remote.hostname === server.hostname;
  if (!isThere) return undefined;
  const name = withoutSlashes(remote.pathname)
    .replace(/^\/+/, '')
    .replace(/\.git$/, '');
  return repositoryProblem(name) === undefined ? name : undefined;
}

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
  const sha = (first as Partial<Comparison>).base_commit?.sha ?? from;
  const history = { relation, count, commits: commits.slice(0, wanted) } as const;
  return sha === from ? history : { ...history, peeled: sha };
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
