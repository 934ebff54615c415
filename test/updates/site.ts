import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import {
  type BareRepository,
  makeBareRepository,
  type RepositoryOptions,
} from '@pv-actions/testkit/git-servers/repository.ts';
import { type SmartHttpServer, startSmartHttp } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { filesAtGitHub, pushToGitHub } from '@pv-actions/testkit/github/mirror.ts';
import { type GitHubOptions, type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';

const ACTIONS = resolve(import.meta.dirname, '../../actions');

export const REPOSITORY = 'pantacor/meta-sample';

/** A layer at GitHub and in a work tree, remotes that it follows, and a stage to run there. */
export interface Site {
  readonly folder: string;
  /** The checked-out layer. */
  readonly layer: string;
  readonly github: GitHubServer;
  /** The remotes; the path `pantavisor/lxc` follows its URL. */
  readonly http: SmartHttpServer;
  /** Makes a remote. */
  remote(path: string, options?: RepositoryOptions): Promise<BareRepository>;
  /** Writes files into the layer, commits them, and pushes the commit to the branch main at GitHub. @returns its digest. */
  commit(files: Readonly<Record<string, string | Buffer>>): Promise<string>;
  read(path: string): Promise<Buffer>;
  /** The files of a branch at GitHub that differ from those that are checked out; undefined where there is no such branch. */
  changedAt(branch: string): Promise<Record<string, string> | undefined>;
  run(
    stage: string,
    inputs?: Readonly<Record<string, string>>,
    options?: Partial<ActionOptions>,
  ): Promise<ActionResult>;
  /** What was asked of GitHub to write since the last look: `<method> <path below the repository>`. */
  written(): string[];
  close(): Promise<void>;
}

export async function openSite(options: Partial<GitHubOptions> = {}): Promise<Site> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'pv-updates-')));
  const [layer, remotes] = [join(folder, 'layer'), join(folder, 'remotes')];
  await Promise.all([mkdir(layer), mkdir(remotes)]);
  await git(layer, 'init', '--quiet', '--template=', '--initial-branch=main');
  const http = await startSmartHttp(remotes);
  const github = await startGitHub({ repositories: [REPOSITORY], ...options });
  let runs = 0;
  let looked = 0;
  const read = (path: string): Promise<Buffer> => readFile(join(layer, path));
  return {
    folder,
    layer,
    github,
    http,
    remote: (path, given) => makeBareRepository(join(remotes, path), given),
    async commit(files) {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(layer, path)), { recursive: true });
        await writeFile(join(layer, path), content);
      }
      await git(layer, 'add', '--all');
      await git(layer, 'commit', '--quiet', '--message=A change by hand', '--allow-empty');
      return pushToGitHub(github, REPOSITORY, layer, 'main');
    },
    read,
    async changedAt(branch) {
      const there = await filesAtGitHub(github, REPOSITORY, branch);
      if (there === undefined) return undefined;
      const here = (await git(layer, 'ls-tree', '-r', '-z', '--name-only', 'HEAD'))
        .split('\0')
        .filter(Boolean);
      const gone = here.filter((path) => !(path in there)).map((path) => [path, 'gone'] as const);
      const changed: (readonly [string, string])[] = [];
      for (const [path, content] of Object.entries(there)) {
        if (!here.includes(path) || !(await read(path)).equals(content)) {
          changed.push([path, content.toString('latin1')]);
        }
      }
      return Object.fromEntries([...changed, ...gone]);
    },
    run(stage, inputs = {}, given = {}) {
      runs += 1;
      return runAction({
        actionDir: join(ACTIONS, stage),
        folder: join(folder, `run-${runs}`),
        workspace: layer,
        inputs: { 'git-base-url': http.url, ...inputs },
        ...given,
        github: {
          api_url: github.url,
          token: github.token,
          repository: REPOSITORY,
          ref: 'refs/heads/main',
          ref_name: 'main',
          ...given.github,
        },
      });
    },
    written() {
      const fresh = github.requests.slice(looked);
      looked = github.requests.length;
      return fresh
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace(`/repos/${REPOSITORY}/`, '')}`);
    },
    async close() {
      await Promise.all([http.close(), github.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The open pull requests, as GitHub has them. */
export async function openPulls(site: Site): Promise<readonly Record<string, unknown>[]> {
  const pulls = await site.github.ask('GET', `/repos/${REPOSITORY}/pulls?state=open&per_page=100`);
  return Array.isArray(pulls) ? (pulls as Record<string, unknown>[]) : [];
}
