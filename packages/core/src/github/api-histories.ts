import { messageOf } from '../action/errors.ts';
import type { Deps } from '../action/stage.ts';
import type { History } from '../git/remote.ts';
import { openGitHub } from './client.ts';
import { type CompareDeps, compareRevisions } from './compare.ts';
import { faultOf, isRateLimit } from './fault.ts';
import { type GitHubSettings, repositoryProblem } from './settings.ts';

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
  const name = remote.pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return repositoryProblem(name) === undefined ? name : undefined;
}
