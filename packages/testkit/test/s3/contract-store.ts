import type { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from '@jest/globals';
import type { S3Server } from '@pv-actions/testkit/s3/server.ts';
import { plainClientOf, type StoreUnderTest } from './stores.ts';

export const Bucket = 'contract';

export type PutConditions = Omit<PutObjectCommandInput, 'Bucket' | 'Key' | 'Body'>;

/** A store that runs while the tests around do. The server and the client are there from their first test on. */
export interface OpenedStore {
  readonly server: S3Server;
  readonly client: S3Client;
  put(key: string, body: string | Buffer | Readable, more?: PutConditions): Promise<PutObjectCommandOutput>;
  get(key: string): Promise<string | undefined>;
}

/** Starts `store` with an empty bucket before the tests of the suite that calls it, and takes it down after them. */
export function openAround(store: StoreUnderTest): OpenedStore {
  let server: S3Server;
  let client: S3Client;
  beforeAll(async () => {
    server = await store.start();
    client = plainClientOf(server);
    await client.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(async () => {
    client?.destroy();
    await server?.close();
  });
  return {
    get server() {
      return server;
    },
    get client() {
      return client;
    },
    put: (Key, Body, more = {}) => client.send(new PutObjectCommand({ Bucket, Key, Body, ...more })),
    get: async (Key) => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString(),
  };
}
