import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { md } from '@pv-actions/core/action/markdown.ts';
import type { Proposal } from '@pv-actions/core/proposal/proposal-types.ts';
import { type GitHubOptions, type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { sinceLastLook } from '@pv-actions/testkit/harness/since.ts';
import { keptLog, type Said } from '@pv-actions/testkit/kept-log.ts';
import { type Opened, openedOn } from '../github/opened.ts';

export const STAGE = 'srcrev-bump';
export const BRANCH = 'auto-update/components';
export const OURS = `Update components\n\nPv-Actions-Stage: ${STAGE}\n`;

/** A file as a test writes it: its content, with its mode if it is not a plain file; null removes it. */
export type Written = string | { readonly content: string | Buffer; readonly mode?: string } | null;

/** What somebody with a clone does: commits, branches, merges. Nothing of it is the stage's. */
export interface Clone {
  /** The commit of a branch; undefined where there is none. */
  head(branch: string): Promise<string | undefined>;
  /** Commits files on top of a branch, which is made from `main` where it does not exist, and returns the commit. */
  commit(branch: string, files: Readonly<Record<string, Written>>, message?: string): Promise<string>;
  /** Moves a branch to a commit, or makes it there. */
  point(branch: string, sha: string): Promise<void>;
  remove(branch: string): Promise<void>;
  /** The bytes of a file; undefined where there is none. */
  read(branch: string, path: string): Promise<Buffer | undefined>;
  /** The files of a branch, as `mode path`. */
  files(branch: string): Promise<string[]>;
}

export interface Scene extends Opened {
  readonly deps: { readonly clock: Opened['clock']; readonly log: ReturnType<typeof keptLog> };
  readonly said: readonly Said[];
  readonly alice: ReturnType<typeof getOctokit>['rest'];
  readonly clone: Clone;
  /** The requests since the last call that were to change something, as `METHOD path`. */
  writes(): string[];
}

/** What servers of these tests are started with. */
export const PEOPLE = { logins: ['alice', 'bob', 'carol'], tokens: { 'token-of-alice': { login: 'alice' } } };

/**
 * Gives each test of a file a server of its own with `PEOPLE`, to begin with, and holds after it that nothing was asked or answered
 * that GitHub's description does not allow.
 */
export function beforeEachOnGitHub(
  begin: (server: GitHubServer, scene: Scene) => unknown,
  options: Partial<GitHubOptions> = {},
): void {
  let server: GitHubServer;
  beforeEach(async () => {
    server = await startGitHub({
      repositories: ['pantacor/meta-sample'],
      ...PEOPLE,
      ...options,
    });
    await begin(server, sceneOn(server));
  });
  afterEach(async () => {
    await server.close();
    expect(server.violations).toEqual([]);
  });
}

/** The stage's view of a server, and that of alice, who may do everything. */
export function sceneOn(server: GitHubServer, token?: string, clock?: Opened['clock']): Scene {
  const log = keptLog();
  const opened = openedOn(server, {
    log,
    ...(token === undefined ? {} : { token }),
    ...(clock === undefined ? {} : { clock }),
  });
  const { rest } = getOctokit('token-of-alice', { baseUrl: server.url });
  const requests = sinceLastLook(server.requests);
  return {
    ...opened,
    deps: { clock: clock ?? opened.clock, log },
    said: log.said,
    alice: rest,
    clone: cloneOf(server),
    writes: () =>
      requests()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace('/repos/pantacor/meta-sample/', '')}`),
  };
}

/** A proposal on `main`, of files as a test writes them. */
export async function proposalOf(
  { clone }: Scene,
  files: Readonly<Record<string, string | Buffer | null>>,
  rest: Partial<Proposal> = {},
): Promise<Proposal> {
  return {
    stage: STAGE,
    base: 'main',
    branch: BRANCH,
    parent: (await clone.head('main')) ?? '',
    files: Object.entries(files).map(([path, content]) => ({
      path,
      content: content === null ? undefined : Buffer.from(content),
    })),
    held: [],
    title: 'Update components',
    body: md`pvr: 12 commits`,
    message: 'Update components\n\npvr: 12 commits',
    labels: [],
    reviewers: [],
    force: false,
    ...rest,
  };
}

interface Made {
  readonly sha: string;
}

interface Entry extends Made {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
}

function cloneOf({ ask }: GitHubServer): Clone {
  const at = (path: string) => `/repos/pantacor/meta-sample/git/${path}`;
  const git = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await ask(method, at(path), body);
    if (answer === undefined) throw new Error(`The clone cannot ${method} ${path}.`);
    return answer as T;
  };
  const head: Clone['head'] = async (branch) => {
    const found = (await ask('GET', at(`ref/heads/${branch}`))) as { object: Made } | undefined;
    return found?.object.sha;
  };
  const point: Clone['point'] = async (branch, sha) => {
    const moved = await ask('PATCH', at(`refs/heads/${branch}`), { sha, force: true });
    if (moved === undefined) await git('POST', 'refs', { ref: `refs/heads/${branch}`, sha });
  };
  const list = async (branch: string) => {
    const tree = (await head(branch)) ?? branch;
    return (await git<{ tree: Entry[] }>('GET', `trees/${tree}?recursive=1`)).tree;
  };
  const entryOf = async ([path, written]: [string, Written]) => {
    const { content, mode = '100644' } =
      typeof written === 'object' && written !== null ? written : { content: written };
    if (mode === '160000') return { path, mode, type: 'commit', sha: String(content) };
    const blob = content === null ? undefined : { content: Buffer.from(content).toString('base64') };
    const sha = blob && (await git<Made>('POST', 'blobs', { ...blob, encoding: 'base64' })).sha;
    return { path, mode, type: 'blob', sha: sha ?? null };
  };
  return {
    head,
    point,
    async commit(branch, files, message = 'Edit by hand') {
      const parent = (await head(branch)) ?? (await head('main')) ?? '';
      const base = await git<{ tree: Made }>('GET', `commits/${parent}`);
      const tree = await Promise.all(Object.entries(files).map(entryOf));
      const made = await git<Made>('POST', 'trees', { base_tree: base.tree.sha, tree });
      const { sha } = await git<Made>('POST', 'commits', {
        message,
        tree: made.sha,
        parents: [parent],
        author: { name: 'Alice', email: 'alice@example.org' },
      });
      await point(branch, sha);
      return sha;
    },
    remove: async (branch) => void (await ask('DELETE', at(`refs/heads/${branch}`))),
    async read(branch, path) {
      const entry = (await list(branch)).find((each) => each.path === path);
      if (entry === undefined) return undefined;
      const { content } = await git<{ content: string }>('GET', `blobs/${entry.sha}`);
      return Buffer.from(content, 'base64');
    },
    async files(branch) {
      return (await list(branch))
        .filter(({ type }) => type !== 'tree')
        .map(({ mode, path }) => `${mode} ${path}`);
    },
  };
}
