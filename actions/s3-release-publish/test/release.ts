import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';
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
      source: { repository: 'pantacor/sample', sha: 'f'.repeat(40) },
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
  /** Requests since the last look. */
  requests(): S3RequestInfo[];
  publish(inputs: Readonly<Record<string, string>>, options?: Partial<ActionOptions>): Promise<ActionResult>;
  /** An object's bytes, read as the public does; undefined where there is none. */
  read(key: string): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

export async function openBench(options: Partial<S3Options> = {}): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 's3-release-publish-'));
  let seen: S3RequestInfo[] = [];
  const s3 = await startS3({
    dir: join(folder, 'buckets'),
    buckets: [BUCKET],
    onRequest: (request) => void seen.push(request),
    ...options,
  });
  let runs = 0;
  return {
    folder,
    s3,
    requests() {
      const taken = seen;
      seen = [];
      return taken;
    },
    publish(inputs, more = {}) {
      runs += 1;
      return runAction({
        actionDir: ACTION,
        folder: join(folder, `run-${runs}`),
        inputs: {
          bucket: BUCKET,
          prefix: PREFIX,
          endpoint: s3.endpoint,
          'access-key-id': s3.accessKeyId,
          'secret-access-key': s3.secretAccessKey,
          ...inputs,
        },
        ...more,
      });
    },
    async read(key) {
      const path = key.split('/').map(encodeURIComponent).join('/');
      const response = await fetch(`${s3.endpoint}/${BUCKET}/${path}`);
      if (response.status === 404) return undefined;
      return Buffer.from(await response.arrayBuffer());
    },
    async close() {
      await s3.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The last error that a run shows to a person. */
export function errorOf(result: ActionResult): string {
  return result.annotations.filter(({ level }) => level === 'error').at(-1)?.message ?? '';
}
