import {
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterEach } from '@jest/globals';
import { openFolder } from '@pv-actions/testkit/harness/folder.ts';
import { type S3Options, type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';
import { clientOf } from './stores.ts';

export const Bucket = 'bucket';
/** Run after each test, the last first. */
export const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A temporary folder, gone after the test. */
export async function folder(): Promise<string> {
  const { path, close } = await openFolder('pv-s3');
  cleanups.push(close);
  return path;
}

/** A server with a client, both gone after the test. */
export async function start(options: S3Options = {}): Promise<{ server: S3Server; client: S3Client }> {
  const server = await startS3({ dir: await folder(), buckets: [Bucket], ...options });
  const client = clientOf(server);
  cleanups.push(
    () => server.close(),
    () => client.destroy(),
  );
  return { server, client };
}

export function put(client: S3Client, Key: string, Body: string | Buffer, more: object = {}) {
  const input: PutObjectCommandInput = { Bucket, Key, Body, ...more };
  return client.send(new PutObjectCommand(input));
}

export async function get(client: S3Client, Key: string): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}
