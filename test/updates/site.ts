import { mkdir, readFile } from 'node:fs/promises';
import {
  type BareRepository,
  makeBareRepository,
  type RepositoryOptions,
} from '@pv-actions/testkit/git-servers/repository.ts';
import { type SmartHttpServer, startSmartHttp } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { filesAtGitHub, pushToGitHub } from '@pv-actions/testkit/github/mirror.ts';
import { type GitHubOptions, type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { sinceLastLook } from '@pv-actions/testkit/harness/since.ts';
import { contextOf, type Inputs, stageRunner } from '@pv-actions/testkit/harness/stage.ts';
import type { ActionOptions, ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';

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
  run(stage: string, inputs?: Inputs, options?: Partial<ActionOptions>): Promise<ActionResult>;
  /** What was asked of GitHub to write since the last look: `<method> <path below the repository>`. */
  written(): string[];
  close(): Promise<void>;
}

export async function openSite(options: Partial<GitHubOptions> = {}): Promise<Site> {
  const { path: folder, at, close } = await openFolder('pv-updates');
  const [layer, remotes] = [at('layer'), at('remotes')];
  await Promise.all([mkdir(layer), mkdir(remotes)]);
  await git(layer, 'init', '--quiet', '--template=', '--initial-branch=main');
  const http = await startSmartHttp(remotes);
  const github = await startGitHub({ repositories: [REPOSITORY], ...options });
  const asked = sinceLastLook(github.requests);
  const read = (path: string): Promise<Buffer> => readFile(at('layer', path));
  return {
    ...{ folder, layer, github, http, read },
    remote: (path, given) => makeBareRepository(at('remotes', path), given),
    async commit(files) {
      for (const [path, content] of Object.entries(files)) await writeBelow(layer, path, content);
      await git(layer, 'add', '--all');
      await git(layer, 'commit', '--quiet', '--message=A change by hand', '--allow-empty');
      return pushToGitHub(github, REPOSITORY, layer, 'main');
    },
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
    run: stageRunner({
      folder,
      workspace: layer,
      inProcess: true,
      inputs: { 'git-base-url': http.url },
      github: { ...contextOf(github, REPOSITORY), ref: 'refs/heads/main', ref_name: 'main' },
    }),
    written: () =>
      asked()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace(`/repos/${REPOSITORY}/`, '')}`),
    async close() {
      await Promise.all([http.close(), github.close()]);
      await close();
    },
  };
}

/** The open pull requests, as GitHub has them. */
export async function openPulls(site: Site): Promise<readonly Record<string, unknown>[]> {
  const pulls = await site.github.ask('GET', `/repos/${REPOSITORY}/pulls?state=open&per_page=100`);
  return Array.isArray(pulls) ? (pulls as Record<string, unknown>[]) : [];
}
