import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  GetObjectAclCommand,
  GetObjectTaggingCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import { openStore } from '@pv-actions/core/store/store.ts';
import type { Store, StoreDeps } from '@pv-actions/core/store/types.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { openBucket } from '@pv-actions/testkit/s3/bucket.ts';
import { cephExpected, startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import { type S3Options, type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';

export const BUCKET = 'contract';

export type Server = Omit<S3Server, 'dir'>;

/** The embedded server over a folder of its own, with the bucket made. */
export function startEmbedded(options: S3Options = {}): Promise<Server> {
  return startS3({ buckets: [BUCKET], ...options });
}

/** The stores that the contract is held against: Ceph where it is installed. */
export const SERVERS = [
  { name: 'the embedded server', start: () => startEmbedded(), available: true },
  {
    name: 'Ceph',
    start: async (): Promise<Server> => {
      const server = await startCeph();
      (await openBucket(server, BUCKET)).close();
      return server;
    },
    available: cephExpected(),
  },
];

/** What the store keeps about an object besides what HEAD shows. */
export async function attributesOf(server: Server, key: string) {
  const at = { Bucket: BUCKET, Key: key };
  const client = rawClient(server);
  const { TagSet = [] } = await client.send(new GetObjectTaggingCommand(at));
  const { Grants = [] } = await client.send(new GetObjectAclCommand(at));
  return {
    tags: Object.fromEntries(TagSet.map(({ Key = '', Value }) => [Key, Value ?? ''])),
    grants: Grants.map(({ Permission }) => Permission).sort(),
  };
}

/** Keys of multipart uploads that were begun and neither completed nor aborted. */
export async function unfinishedUploads(server: Server): Promise<string[]> {
  const { Uploads } = await rawClient(server).send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
  return (Uploads ?? []).map(({ Key }) => Key ?? '');
}

export function rawClient({ endpoint, region, accessKeyId, secretAccessKey }: Server): S3Client {
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
}

export function settingsOf(server: Server, changes: Partial<StoreSettings> = {}): StoreSettings {
  return {
    bucket: BUCKET,
    prefix: 'meta',
    region: server.region,
    endpoint: server.endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
    publicUrl: 'https://example.org/meta',
    runId: '42',
    unconditionalIndex: false,
    ...changes,
  };
}

/** A store on `server`; `changes` may send it elsewhere. Requests are attempted three times. */
export function storeOn(
  server: Server,
  changes: Partial<StoreSettings> = {},
  deps: Partial<StoreDeps> = {},
): Store {
  return openStore(settingsOf(server, changes), {
    clock: hastyClock,
    log: quietLog,
    maxAttempts: 3,
    ...deps,
  });
}

/** The system's clock with waits of a tenth. */
const hastyClock: Clock = {
  ...systemClock,
  sleep: (milliseconds) => systemClock.sleep(milliseconds / 10),
};

/** A change that adds `name` to a JSON object. */
export function adding(name: string): (current: string | undefined) => string {
  return (current) => `${JSON.stringify({ ...JSON.parse(current ?? '{}'), [name]: true })}\n`;
}

export function textOf(store: Store, key: string): Promise<string | undefined> {
  return store.text(key);
}

/** Whether an object is just these bytes. */
export async function holds(store: Store, key: string, content: Buffer): Promise<boolean> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return isDeepStrictEqual(await store.digest(key), { size: content.length, sha256 });
}

/** What `work` tells the user when it fails, with the same address in each run: what went wrong, and what to do. */
export async function failureText(work: Promise<unknown>): Promise<string> {
  return sameAddress((await userErrorOfWork(work)).text);
}

/** The same without what to do. */
export async function failureMessage(work: Promise<unknown>): Promise<string> {
  return sameAddress((await userErrorOfWork(work)).message);
}

function sameAddress(text: string): string {
  return text.replace(/127\.0\.0\.1:\d+/g, 'store');
}
