import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
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

export async function openTestStore(name: string): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'pv-publishing-'));
  const server = name === 'Ceph' ? await startCeph() : await startS3({ dir: join(folder, 'buckets') });
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    // The tests compare digests of their own.
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  return {
    server,
    bucket: BUCKET,
    folder,
    async put(key, body) {
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: body }));
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (thrown) {
        if ((thrown as { name?: unknown }).name === 'NoSuchKey') return undefined;
        throw thrown;
      }
    },
    async uploads(prefix) {
      const command = new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: prefix });
      const { Uploads } = await client.send(command);
      return (Uploads ?? []).map(({ Key, UploadId }) => `${Key} ${UploadId}`);
    },
    async close() {
      client.destroy();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
