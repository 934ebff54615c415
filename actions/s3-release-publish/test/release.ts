import { sha256 } from '@pv-actions/testkit/harness/digest.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { type RunStage, stageRunner } from '@pv-actions/testkit/harness/stage.ts';
import { openStore, type TestStore } from '@pv-actions/testkit/harness/store.ts';
import type { S3Options } from '@pv-actions/testkit/s3/server.ts';

export { errorOf } from '@pv-actions/testkit/harness/annotations.ts';
export { sha256 };

export const BUCKET = 'pantavisor-ci';
export const PREFIX = 'meta-sample';

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
  { kind: 'manifest', path: 'manifests/x.manifest', content: 'a list of it\n' },
];

/** Writes a staged folder with its artifacts.json, by hand and not by kas-build: by default of the commit that the testkit's runner has. */
export async function stage(
  folder: string,
  machine = 'rpi-scarthgap',
  files: readonly StagedFile[] = FILES,
  sha = '0'.repeat(40),
): Promise<string> {
  for (const { path, content } of files) await writeBelow(folder, path, content);
  const artifacts = files.map(({ kind, path, content }) => ({
    kind,
    path,
    name: path.slice(path.indexOf('/') + 1),
    size: Buffer.byteLength(content),
    sha256: sha256(content),
  }));
  await writeBelow(
    folder,
    'artifacts.json',
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
export interface Bench extends Pick<TestStore, 'requests' | 'written' | 'put' | 'remove'> {
  readonly folder: string;
  readonly s3: TestStore['server'];
  readonly publish: RunStage;
  /** An object's bytes; undefined where there is none. */
  read(key: string): Promise<Buffer | undefined>;
  /** An object's bytes as text; empty where there is none. */
  text(key: string): Promise<string>;
  /** Keys of the unfinished multipart uploads. */
  unfinished(): Promise<string[]>;
  close(): Promise<void>;
}

/** A bench on the embedded server, or on Ceph. */
export async function openBench(options: S3Options | 'ceph' = {}): Promise<Bench> {
  const folder = await openFolder('s3-release-publish');
  const store =
    options === 'ceph' ? await openStore(BUCKET, 'ceph') : await openStore(BUCKET, 'embedded', options);
  const { requests, written, put, remove } = store;
  const run = stageRunner({
    folder: folder.path,
    inputs: { ...store.inputs, prefix: PREFIX, 'part-size-mb': '5' },
    inProcess: true,
  });
  return {
    ...{ folder: folder.path, s3: store.server, requests, written, put, remove, read: store.get },
    publish: (...given) => run('s3-release-publish', ...given),
    text: async (key) => (await store.text(key)) ?? '',
    unfinished: async () => (await store.uploads()).map(({ key }) => key),
    async close() {
      await Promise.all([store.close(), folder.close()]);
    },
  };
}
