import { type Bucket, openBucket } from '../s3/bucket.ts';
import { cephExpected, startCeph } from '../s3/ceph.ts';
import { type S3Options, type S3RequestInfo, type S3Server, startS3 } from '../s3/server.ts';
import { sinceLastLook } from './since.ts';

export type StoreKind = 'embedded' | 'ceph';

/** The stores that a stage is tried on. Where one is not available, its tests are skipped. */
export const STORES: readonly {
  readonly name: string;
  readonly kind: StoreKind;
  readonly available: boolean;
}[] = [
  { name: 'the embedded S3', kind: 'embedded', available: true },
  { name: 'Ceph', kind: 'ceph', available: cephExpected() },
];

/** A started store with one bucket, which is read and changed with the AWS SDK alone and not through any proxy. */
export interface TestStore extends Omit<Bucket, 'close'> {
  readonly server: S3Server;
  readonly bucket: string;
  /** The inputs by which a stage reaches it. */
  readonly inputs: Readonly<Record<string, string>>;
  /** An object's bytes as text; undefined where there is none. */
  text(key: string): Promise<string | undefined>;
  /** Requests to the embedded server since the last look. */
  requests(): S3RequestInfo[];
  /** What requests to the embedded server wrote since the last look: `<method> <key>`. */
  written(): string[];
  /** Takes the server down, and removes what it kept. */
  close(): Promise<void>;
}

/** Starts a store with an empty bucket. @param options of the embedded server */
export async function openStore(
  bucket: string,
  kind: StoreKind = 'embedded',
  options: S3Options = {},
): Promise<TestStore> {
  const seen: S3RequestInfo[] = [];
  const server =
    kind === 'ceph'
      ? await startCeph()
      : await startS3({ onRequest: (request) => void seen.push(request), ...options });
  const opened = await openBucket(server, bucket);
  const requests = sinceLastLook(seen);
  return {
    ...opened,
    server,
    bucket,
    inputs: {
      bucket,
      endpoint: server.endpoint,
      'access-key-id': server.accessKeyId,
      'secret-access-key': server.secretAccessKey,
    },
    text: async (key) => (await opened.get(key))?.toString(),
    requests,
    written: () =>
      requests()
        .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
        .map(({ method, key }) => `${method} ${key}`),
    async close() {
      opened.close();
      await server.close();
    },
  };
}
