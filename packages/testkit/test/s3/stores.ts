import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { cephExpected, startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import { type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';

export interface StoreUnderTest {
  readonly name: string;
  /** Where it is false, the tests are skipped. In CI every store must be there. */
  readonly available: boolean;
  readonly start: () => Promise<S3Server>;
  /** How this store wants an ETag in If-Match. */
  readonly matching: (etag: string | undefined) => string;
}

export const STORES: readonly StoreUnderTest[] = [
  { name: 'embedded', available: true, start: () => startS3(), matching: (etag) => etag ?? '' },
  {
    name: 'embedded with the quirks of an old store',
    available: true,
    start: () => startS3({ quirks: { bareEtags: true, refuseChecksums: true } }),
    matching: (etag) => (etag ?? '').replaceAll('"', ''),
  },
  {
    name: 'Ceph',
    available: cephExpected(),
    start: startCeph,
    matching: (etag) => (etag ?? '').replaceAll('"', ''),
  },
];

const silent = (): void => undefined;
/** Without it the SDK warns on the console of the very faults that the tests provoke. */
const SILENT = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

/** A client without retries, so that a test sees the first answer. */
export function clientOf(server: S3Server, config: S3ClientConfig = {}): S3Client {
  return new S3Client({
    endpoint: server.endpoint,
    region: server.region,
    forcePathStyle: true,
    maxAttempts: 1,
    logger: SILENT,
    credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
    ...config,
  });
}

/** A client that speaks to stores older than S3's additional checksums. */
export function plainClientOf(server: S3Server, config: S3ClientConfig = {}): S3Client {
  return clientOf(server, {
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...config,
  });
}

/** What a refused request ends with: the error's name and its status. */
export async function refusal(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return `${name} ${$metadata?.httpStatusCode}`;
  }
  return 'not refused';
}
