import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBucket } from '@pv-actions/testkit/s3/bucket.ts';
import { cephExpected, startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import { type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';

const BUCKET = 'releases';

/** The stores that the stage is tried on. Where one is not available, its tests are skipped. */
export const STORES: readonly { readonly name: string; readonly available: boolean }[] = [
  { name: 'the embedded S3', available: true },
  { name: 'Ceph', available: cephExpected() },
];

/** A store with a bucket, looked at with the AWS SDK alone and not through any proxy. */
export interface TestStore {
  readonly server: S3Server;
  readonly bucket: string;
  /** A folder for what the runs leave on this machine. */
  readonly folder: string;
  put(key: string, body: Buffer | string): Promise<void>;
  /** Undefined where there is no such object. */
  get(key: string): Promise<Buffer | undefined>;
  /** Multipart uploads that were neither completed nor aborted: `<key> <upload id>`. */
  uploads(prefix: string): Promise<string[]>;
  /** Takes the server down and removes the folder. */
  close(): Promise<void>;
}

/** Starts one of `STORES` by its name, with an empty bucket and a folder of its own. */
export async function openTestStore(name: string): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'pv-publishing-'));
  const server = name === 'Ceph' ? await startCeph() : await startS3({ dir: join(folder, 'buckets') });
  const bucket = await openBucket(server, BUCKET);
  return {
    server,
    bucket: BUCKET,
    folder,
    put: bucket.put,
    get: bucket.get,
    uploads: async (prefix) =>
      (await bucket.uploads(prefix)).map(({ key, uploadId }) => `${key} ${uploadId}`),
    async close() {
      bucket.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
