import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inParallel } from '../action/in-parallel.ts';
import { withProgress } from '../action/progress.ts';
import type { Deps } from '../action/stage.ts';
import { hasPlainSsh, type RemoteToken, remoteEnvironment } from '../git/environment.ts';
import { findCommits } from '../git/find-commit.ts';
import { headsOf } from '../git/heads.ts';
import { knownHistory, openHistory, spanProblem } from '../git/history.ts';
import { namedTagsOf } from '../git/named-tags.ts';
import type {
  CommitAnswer,
  CommitQuery,
  Finder,
  Head,
  RemoteBranch,
  Remotes,
  Span,
  SpanHistory,
  TagAnswer,
} from '../git/remote.ts';
import { type GitContext, type GitDeps, readLocal } from '../git/run.ts';
import { type ApiSettings, apiHistories } from '../github/compare.ts';
import { apiUrlOf } from '../github/settings.ts';
import type { UpdateInputs } from './inputs.ts';

export interface RemotesSettings {
  readonly token?: RemoteToken | undefined;
  /** How long one call of git may take. */
  readonly timeLimitSeconds: number;
  /** `NETWORK_LIMITS` by default. */
  readonly limits?: GitContext['limits'];
  /** Where temporary repositories are made, and removed: RUNNER_TEMP. */
  readonly folder: string;
  /** How many remotes are asked at the same time. */
  readonly atOnce?: number;
  /** With it, GitHub's API is asked for histories of repositories at that server. */
  readonly github?: ApiSettings | undefined;
}

export type RemotesDeps = GitDeps & Pick<Deps, 'env' | 'log'>;

/** Nearly all of the time is waiting. Each is a git with two or three processes. */
const AT_ONCE = 50;

/**
 * Opens the repositories of others. Nothing is asked before the first call, and nothing stays in the folder after one. Calls throw a
 * UserError where there is no git, and the reason of the cancellation.
 */
export function openRemotes(settings: RemotesSettings, deps: RemotesDeps): Remotes & Finder {
  const byApi = settings.github === undefined ? undefined : apiHistories(settings.github, deps);

  let ownSsh: boolean | undefined;

  /** What git is run with, in a new folder. */
  async function contextIn(folder: string): Promise<GitContext> {
    const { token, timeLimitSeconds, limits } = settings;
    const env = remoteEnvironment(deps.env, folder);
    const context = {
      deps,
      env,
      folder,
      token,
      timeLimitSeconds,
      ...(limits === undefined ? {} : { limits }),
    };
    ownSsh ??= await hasOwnSsh(context);
    return ownSsh ? context : { ...context, env: { ...env, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes' } };
  }

  /** Calls `work` with the items of each repository. */
  async function eachRepository<T extends { readonly url: string }, R>(
    items: readonly T[],
    work: (context: GitContext, url: string, items: readonly T[]) => Promise<readonly R[]>,
  ): Promise<ReadonlyMap<T, R>> {
    const groups = [...Map.groupBy(items, ({ url }) => url)];
    const results = new Map<T, R>();
    if (groups.length === 0) return results;
    const { atOnce = AT_ONCE } = settings;
    let ended = 0;
    await inFolder(settings.folder, async (folder) => {
      const context = await contextIn(folder);
      const one = async ([url, group]: readonly [string, readonly T[]]): Promise<void> => {
        const found = await work(context, url, group);
        for (const [at, item] of group.entries()) results.set(item, found[at] as R);
        ended += 1;
      };
      const describe = (): string => `Repositories that have answered: ${ended} of ${groups.length}.`;
      await withProgress(deps, describe, () => inParallel(groups, one, atOnce));
    });
    return results;
  }

  async function historiesOf(
    context: GitContext,
    url: string,
    spans: readonly Span[],
    limit: number,
  ): Promise<readonly SpanHistory[]> {
    let repository: ReturnType<typeof openHistory> | undefined;
    const byGit = async (span: Span): Promise<SpanHistory> => {
      repository ??= openHistory(context, url, span.to.length);
      return (await repository).between(span, limit);
    };
    const found: SpanHistory[] = [];
    // One after the other: they share what was fetched.
    for (const span of spans) {
      const problem = spanProblem(span);
      if (problem !== undefined) {
        found.push({ kind: 'unreachable', reason: problem });
        continue;
      }
      const history = knownHistory(span) ?? (await byApi?.(span, limit));
      found.push(history === undefined ? await byGit(span) : { kind: 'history', history });
    }
    return found;
  }

  return {
    async heads(branches) {
      const heads = await eachRepository<RemoteBranch, Head>(branches, (context, url, group) =>
        headsOf(
          context,
          url,
          group.map(({ branch }) => branch),
        ),
      );
      return branches.map((branch) => heads.get(branch) as Head);
    },
    async histories(spans, limit) {
      const keyOf = ({ url, branch, from, to }: Span): string => JSON.stringify([url, branch, from, to]);
      const unique = new Map(spans.map((span) => [keyOf(span), span]));
      const found = await eachRepository<Span, SpanHistory>([...unique.values()], (context, url, group) =>
        historiesOf(context, url, group, limit),
      );
      return spans.map((span) => found.get(unique.get(keyOf(span)) ?? span) as SpanHistory);
    },
    async commits(queries) {
      const found = await eachRepository<CommitQuery, CommitAnswer>(queries, findCommits);
      return queries.map((query) => found.get(query) as CommitAnswer);
    },
    async namedTags(tags) {
      const found = await eachRepository<(typeof tags)[number], TagAnswer>(tags, (context, url, group) =>
        namedTagsOf(
          context,
          url,
          group.map(({ tag }) => tag),
        ),
      );
      return tags.map((tag) => found.get(tag) as TagAnswer);
    },
  };
}

async function inFolder(parent: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(await realpath(parent), 'pv-remotes-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Whether the user says how ssh is run. A variable of ours would win over that configuration. */
async function hasOwnSsh(context: GitContext): Promise<boolean> {
  if (!hasPlainSsh(context.env)) return true;
  const { code } = await readLocal(context, ['config', '--get', 'core.sshCommand']);
  return code === 0;
}

/** How long one call of git may take. A fetch of all commits of a large repository takes minutes. */
const GIT_LIMIT_SECONDS = 600;

/**
 * The repositories of others, as the inputs say to ask them. `remote-token` goes to `git-base-url` only; GitHub's API is asked with
 * `github-token`, where there is one, and git where the API does not show a repository.
 */
export function remotesOf(given: UpdateInputs, deps: Deps): Remotes & Finder {
  const { env } = deps;
  const { 'remote-token': remoteToken, 'github-token': token, 'git-base-url': origin } = given;
  const api = { apiUrl: apiUrlOf(env), serverUrl: serverUrlOf(env), tokenInput: 'github-token' };
  return openRemotes(
    {
      token: remoteToken === undefined ? undefined : { value: remoteToken, origin },
      timeLimitSeconds: GIT_LIMIT_SECONDS,
      folder: env['RUNNER_TEMP'] || tmpdir(),
      github: token === undefined ? undefined : { ...api, token },
    },
    deps,
  );
}

/** The host of the GitHub that this run is at. */
export function githubHost(env: Deps['env']): string {
  return URL.parse(serverUrlOf(env))?.host ?? '';
}

function serverUrlOf(env: Deps['env']): string {
  return (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
}
