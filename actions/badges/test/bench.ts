import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@jest/globals';
import type { JobSeed, RunSeed } from '@pv-actions/testkit/github/runs.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';
import { type Bucket, openBucket } from '@pv-actions/testkit/s3/bucket.ts';
import { startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import { type S3RequestInfo, type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';

const ACTION = resolve(import.meta.dirname, '..');

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
export interface Bench {
  readonly folder: string;
  readonly s3: S3Server;
  readonly github: GitHubServer;
  /** Seeds a run. @returns Its id. */
  seed(jobs: readonly (JobSeed | string)[], run?: RunSeed): Promise<string>;
  badges(
    run: string,
    inputs?: Readonly<Record<string, string>>,
    options?: Partial<ActionOptions>,
  ): Promise<ActionResult>;
  /** Requests to the embedded server since the last look. */
  requests(): S3RequestInfo[];
  /** What requests to the embedded server wrote since the last look, without the probe: `<method> <key>`. */
  written(): string[];
  /** An object's text; undefined where there is none. */
  text(key: string): Promise<string | undefined>;
  /** The texts of objects, by what follows the prefix. */
  texts(keys: readonly string[]): Promise<Record<string, string | undefined>>;
  put(key: string, body: string): Promise<void>;
  remove(key: string): Promise<void>;
  close(): Promise<void>;
}

export async function openBench(kind: 'embedded' | 'ceph' = 'embedded'): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'badges-'));
  let seen: S3RequestInfo[] = [];
  const s3 =
    kind === 'ceph'
      ? await startCeph()
      : await startS3({ dir: join(folder, 'buckets'), onRequest: (request) => void seen.push(request) });
  const github = await startGitHub({ repositories: [REPOSITORY] });
  const bucket: Bucket = await openBucket(s3, BUCKET);
  seen = [];
  let runs = 0;
  const take = (): S3RequestInfo[] => {
    const taken = seen;
    seen = [];
    return taken;
  };
  const text = async (key: string): Promise<string | undefined> => (await bucket.get(key))?.toString();
  return {
    folder,
    s3,
    github,
    async seed(jobs, run = {}) {
      const { id } = await github.seedRun(run);
      github.seedJobs(
        id,
        jobs.map((job) => (typeof job === 'string' ? { name: job } : job)),
      );
      return String(id);
    },
    badges(run, inputs = {}, options = {}) {
      runs += 1;
      return runAction({
        actionDir: ACTION,
        folder: join(folder, `run-${runs}`),
        inputs: {
          bucket: BUCKET,
          prefix: PREFIX,
          endpoint: s3.endpoint,
          'public-url': 'https://ci.example.org/meta-sample',
          'access-key-id': s3.accessKeyId,
          'secret-access-key': s3.secretAccessKey,
          ...inputs,
        },
        ...options,
        github: {
          api_url: github.url,
          token: github.token,
          repository: REPOSITORY,
          run_id: run,
          ...options.github,
        },
      });
    },
    requests: take,
    written: () =>
      take()
        .filter(({ method, key }) => method !== 'GET' && method !== 'HEAD' && !key.includes('/.pv-actions/'))
        .map(({ method, key }) => `${method} ${key}`),
    text,
    texts: async (keys) =>
      Object.fromEntries(
        await Promise.all(keys.map(async (key) => [key, await text(`${PREFIX}/${key}`)] as const)),
      ),
    put: bucket.put,
    remove: bucket.remove,
    async close() {
      bucket.close();
      await Promise.all([s3.close(), github.close()]);
      await rm(folder, { recursive: true, force: true });
      expect(github.violations).toEqual([]);
    },
  };
}

/** The last error that a run shows to a person. */
export function errorOf(result: Pick<ActionResult, 'annotations'>): string {
  return result.annotations.filter(({ level }) => level === 'error').at(-1)?.message ?? '';
}

/** The warnings that a run shows. */
export function warningsOf(result: Pick<ActionResult, 'annotations'>): string[] {
  return result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
}
