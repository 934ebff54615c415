import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';
import { openBucket } from '@pv-actions/testkit/s3/bucket.ts';
import { startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import { type S3Options, type S3RequestInfo, type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';

const ACTION = resolve(import.meta.dirname, '..');

export const BUCKET = 'pantavisor-ci';
export const PREFIX = 'meta-sample';

/** The digest as readers compute it. */
export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface StagedFile {
  readonly kind: string;
  readonly path: string;
  readonly content: Buffer | string;
}

/** A machine as kas-build stages it. */
export const FILES: readonly StagedFile[] = [
  { kind: 'image', path: 'images/starter.rootfs.wic.bz2', content: 'image bytes\n'.repeat(5000) },
  { kind: 'image', path: 'images/with blank.bmap', content: '<bmap/>' },
  { kind: 'pvrexport', path: 'pvrexports/app-1.0.pvrexport.tgz', content: 'app' },
  { kind: 'bsp', path: 'pvrexports/pantavisor-bsp-a.pvrexport.tgz', content: 'bsp a' },
  { kind: 'bsp', path: 'pvrexports/pantavisor-bsp-b+c.pvrexport.tgz', content: 'bsp b' },
  { kind: 'sdk', path: 'sdk/panta-sdk.sh', content: '#!/bin/sh\n' },
  { kind: 'manifest', path: 'manifests/x.manifest', content: 'not published' },
];

/** Writes a staged folder with its artifacts.json, by hand and not by kas-build. */
export async function stage(
  folder: string,
  machine = 'rpi-scarthgap',
  files: readonly StagedFile[] = FILES,
  sha = 'f'.repeat(40),
): Promise<string> {
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const artifacts = files.map(({ kind, path, content }) => ({
    kind,
    path,
    name: path.slice(path.indexOf('/') + 1),
    size: Buffer.byteLength(content),
    sha256: sha256(content),
  }));
  await writeFile(
    join(folder, 'artifacts.json'),
    JSON.stringify({
      schema: 1,
      machine,
      source: { repository: 'pantacor/sample', sha },
      build: { verdict: 'success', 'duration-seconds': 3 },
      artifacts,
    }),
  );
  return folder;
}

/** A store, folders, and the stage to run against it. */
export interface Bench {
  readonly folder: string;
  readonly s3: S3Server;
  /** Requests to the embedded server since the last look. */
  requests(): S3RequestInfo[];
  /** What requests to the embedded server wrote since the last look: `<method> <key>`. */
  written(): string[];
  publish(inputs: Readonly<Record<string, string>>, options?: Partial<ActionOptions>): Promise<ActionResult>;
  /** An object's bytes; undefined where there is none. */
  read(key: string): Promise<Buffer | undefined>;
  /** An object's bytes as text; empty where there is none. */
  text(key: string): Promise<string>;
  /** Puts an object as somebody else does. */
  put(key: string, body: string | Buffer): Promise<void>;
  remove(key: string): Promise<void>;
  /** Keys of the unfinished multipart uploads. */
  unfinished(): Promise<string[]>;
  close(): Promise<void>;
}

/** A bench on the embedded server, or on Ceph. */
export async function openBench(options: Partial<S3Options> | 'ceph' = {}): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 's3-release-publish-'));
  let seen: S3RequestInfo[] = [];
  const s3 =
    options === 'ceph'
      ? await startCeph()
      : await startS3({
          dir: join(folder, 'buckets'),
          onRequest: (request) => void seen.push(request),
          ...options,
        });
  const { endpoint, accessKeyId, secretAccessKey } = s3;
  const bucket = await openBucket(s3, BUCKET);
  seen = [];
  let runs = 0;
  const take = (): S3RequestInfo[] => {
    const taken = seen;
    seen = [];
    return taken;
  };
  return {
    folder,
    s3,
    requests: take,
    written: () =>
      take()
        .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
        .map(({ method, key }) => `${method} ${key}`),
    publish(inputs, more = {}) {
      runs += 1;
      return runAction({
        actionDir: ACTION,
        folder: join(folder, `run-${runs}`),
        inputs: {
          bucket: BUCKET,
          prefix: PREFIX,
          endpoint,
          'access-key-id': accessKeyId,
          'secret-access-key': secretAccessKey,
          ...inputs,
        },
        ...more,
      });
    },
    read: bucket.get,
    text: async (key) => (await bucket.get(key))?.toString() ?? '',
    put: bucket.put,
    remove: bucket.remove,
    unfinished: async () => (await bucket.uploads()).map(({ key }) => key),
    async close() {
      bucket.close();
      await s3.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The last error that a run shows to a person. */
export function errorOf(result: ActionResult): string {
  return result.annotations.filter(({ level }) => level === 'error').at(-1)?.message ?? '';
}
