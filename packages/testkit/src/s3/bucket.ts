import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { S3Server } from './server.ts';

/** A bucket, looked at and changed with the AWS SDK alone, as somebody else does. */
export interface Bucket {
  put(key: string, body: Buffer | string): Promise<void>;
  /** Undefined where there is no such object. */
  get(key: string): Promise<Buffer | undefined>;
  remove(key: string): Promise<void>;
  /** Multipart uploads that were neither completed nor aborted, of keys that begin with `prefix`; at most 1000. */
  uploads(prefix?: string): Promise<{ readonly key: string; readonly uploadId: string }[]>;
  /** Ends the connections. The bucket stays. */
  close(): void;
}

/** Makes a bucket on a started server. */
export async function openBucket(
  server: Pick<S3Server, 'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey'>,
  name: string,
): Promise<Bucket> {
  const { endpoint, region, accessKeyId, secretAccessKey } = server;
  const client = new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    // The tests compare digests of their own.
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  await client.send(new CreateBucketCommand({ Bucket: name }));
  const at = (Key: string) => ({ Bucket: name, Key });
  return {
    async put(key, body) {
      await client.send(new PutObjectCommand({ ...at(key), Body: body }));
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (thrown) {
        if ((thrown as { name?: unknown }).name === 'NoSuchKey') return undefined;
        throw thrown;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
    async uploads(prefix = '') {
      const command = new ListMultipartUploadsCommand({ Bucket: name, Prefix: prefix });
      const { Uploads = [] } = await client.send(command);
      return Uploads.map(({ Key = '', UploadId = '' }) => ({ key: Key, uploadId: UploadId }));
    },
    close: () => client.destroy(),
  };
}
