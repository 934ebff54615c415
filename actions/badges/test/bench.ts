import { expect } from '@jest/globals';
import type { JobSeed, RunSeed } from '@pv-actions/testkit/github/runs.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { messagesOf } from '@pv-actions/testkit/harness/annotations.ts';
import { openFolder } from '@pv-actions/testkit/harness/folder.ts';
import { contextOf, type Inputs, stageRunner } from '@pv-actions/testkit/harness/stage.ts';
import { openStore, type StoreKind, type TestStore } from '@pv-actions/testkit/harness/store.ts';
import type { ActionOptions, ActionResult } from '@pv-actions/testkit/runner/action.ts';

export { errorOf } from '@pv-actions/testkit/harness/annotations.ts';

export const BUCKET = 'pantavisor-ci';
export const PREFIX = 'meta-sample';
export const REPOSITORY = 'pantacor/sample';
/** What the layout says, written by hand. */
export const LATEST = `${PREFIX}/latest/stable/badges`;

/** The badges as formats.md has them. */
export const COLORS = {
  passing: 'brightgreen',
  failing: 'red',
  cancelled: 'lightgrey',
  skipped: 'yellow',
  running: 'blue',
} as const;
export type Message = keyof typeof COLORS;

/** The text of a machine's badge, by hand. */
export function badge(machine: string, message: Message): string {
  return `{"schemaVersion":1,"label":"${machine}","message":"${message}","color":"${COLORS[message]}"}`;
}

/** The text of tag.json, by hand. */
export function pointer(tag: string, label = 'latest stable', color = 'blue'): string {
  return `{"schemaVersion":1,"label":"${label}","message":"${tag}","color":"${color}"}`;
}

/** GitHub, a store, folders, and the stage to run against them. */
export interface Bench extends Pick<TestStore, 'requests' | 'text' | 'put' | 'remove'> {
  readonly folder: string;
  readonly s3: TestStore['server'];
  readonly github: GitHubServer;
  /** Seeds a run. @returns Its id. */
  seed(jobs: readonly (JobSeed | string)[], run?: RunSeed): Promise<string>;
  badges(run: string, inputs?: Inputs, options?: Partial<ActionOptions>): Promise<ActionResult>;
  /** What requests to the embedded server wrote since the last look, without the probe: `<method> <key>`. */
  written(): string[];
  /** The texts of objects, by what follows the prefix. */
  texts(keys: readonly string[]): Promise<Record<string, string | undefined>>;
  close(): Promise<void>;
}

/** The tags of the repository, all on the head of its main branch. */
const TAGS = ['010', '027', '028', '028-rc10', '028-rc11', '029', '029-rc1', '030', '030-rc1'];

export async function openBench(kind?: StoreKind): Promise<Bench> {
  const folder = await openFolder('badges');
  const store = await openStore(BUCKET, kind);
  const github = await startGitHub({ repositories: [REPOSITORY] });
  const { headSha: sha } = await github.seedRun();
  for (const tag of TAGS) {
    await github.ask('POST', `/repos/${REPOSITORY}/git/refs`, { ref: `refs/tags/${tag}`, sha });
  }
  const { requests, text, put, remove } = store;
  const run = stageRunner({
    folder: folder.path,
    inputs: { ...store.inputs, prefix: PREFIX, 'public-url': 'https://ci.example.org/meta-sample' },
    github: contextOf(github, REPOSITORY),
  });
  return {
    ...{ folder: folder.path, s3: store.server, github, requests, text, put, remove },
    async seed(jobs, seed = {}) {
      const { id } = await github.seedRun(seed);
      github.seedJobs(
        id,
        jobs.map((job) => (typeof job === 'string' ? { name: job } : job)),
      );
      return String(id);
    },
    badges: (id, inputs, options = {}) =>
      run('badges', inputs, { ...options, github: { run_id: id, ...options.github } }),
    written: () => store.written().filter((request) => !request.includes('/.pv-actions/')),
    texts: async (keys) =>
      Object.fromEntries(
        await Promise.all(keys.map(async (key) => [key, await text(`${PREFIX}/${key}`)] as const)),
      ),
    async close() {
      await Promise.all([store.close(), github.close(), folder.close()]);
      expect(github.violations).toEqual([]);
    },
  };
}

/** The warnings that a run shows. */
export function warningsOf(result: Pick<ActionResult, 'annotations'>): string[] {
  return messagesOf(result, 'warning');
}
