import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { systemCode } from '../action/errors.ts';
import { faultOf } from './faults.ts';
import { UPLOAD_MARK } from './objects.ts';
import { ObjectExists, type UploadOptions } from './types.ts';

const PART_SIZE = 8 * 1024 * 1024;
const CONCURRENCY = 4;

export interface UploadTarget {
  readonly client: S3Client;
  readonly params: {
    readonly Bucket: string;
    readonly Key: string;
    readonly Metadata: Record<string, string>;
  };
  /** The mark in the metadata of the object that is there now. */
  readonly markOf: () => Promise<string | undefined>;
}

/**
 * Streams `body` into an object, hashing it on its way. The object becomes visible when all of it is there.
 *
 * @throws what the source threw, the reason of `signal`, or the SDK's error. The multipart upload is aborted then.
 */
export async function uploadStream(
  target: UploadTarget,
  body: Readable,
  options: UploadOptions,
): Promise<{ size: number; sha256: string }> {
  const { client, params } = target;
  const mark = randomUUID();
  const source = hashed(body, options.signal);
  const hashing = Readable.from(source.chunks());
  // Whoever stops reading a stream early destroys it, which is an error event. What matters of it is thrown below.
  for (const stream of [body, hashing]) stream.on('error', () => {});
  const upload = new Upload({
    client,
    params: {
      ...params,
      ...(options.ifAbsent ? { IfNoneMatch: '*' } : {}),
      Metadata: { ...params.Metadata, [UPLOAD_MARK]: mark },
      Body: hashing,
    },
    partSize: options.partSize ?? PART_SIZE,
    queueSize: options.concurrency ?? CONCURRENCY,
  });
  const { onProgress } = options;
  if (onProgress !== undefined) upload.on('httpUploadProgress', ({ loaded }) => onProgress(loaded ?? 0));
  try {
    await upload.done();
  } catch (thrown) {
    if (source.failure !== undefined) throw source.failure.reason;
    options.signal?.throwIfAborted();
    // The answer to the last request can be lost after the store obeyed it; asked again, it knows no such upload.
    if (source.ended && (await target.markOf().catch(() => undefined)) === mark) return source.result();
    throw options.ifAbsent && isConflict(thrown) ? exists(params.Key, thrown) : thrown;
  } finally {
    body.destroy();
  }
  return source.result();
}

function isConflict(thrown: unknown): boolean {
  const status = faultOf(thrown)?.status;
  return status === 412 || status === 409;
}

function exists(key: string, cause: unknown): ObjectExists {
  return new ObjectExists(
    `${key} was written by somebody else while it was uploaded.`,
    'Another job may publish the same machine and tag. Nothing of theirs was changed. Run this job again.',
    { cause },
  );
}

interface HashedSource {
  readonly failure: { readonly reason: unknown } | undefined;
  readonly ended: boolean;
  chunks(): AsyncGenerator<Buffer>;
  result(): { size: number; sha256: string };
}

function hashed(body: Readable, signal: AbortSignal | undefined): HashedSource {
  const hash = createHash('sha256');
  let size = 0;
  let ended = false;
  let failure: { reason: unknown } | undefined;
  async function* chunks(): AsyncGenerator<Buffer> {
    const stop = () => body.destroy(new Error('aborted'));
    signal?.addEventListener('abort', stop, { once: true });
    try {
      signal?.throwIfAborted();
      for await (const piece of body) {
        signal?.throwIfAborted();
        const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(piece);
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
      ended = true;
    } catch (thrown) {
      // A reader that stops because a part failed aborts the source: that is not the source's failure.
      if (signal?.aborted) failure = { reason: signal.reason };
      else if (systemCode(thrown) !== 'ABORT_ERR') failure = { reason: thrown };
      throw thrown;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }
  return {
    get failure() {
      return failure;
    },
    get ended() {
      return ended;
    },
    chunks,
    result: () => ({ size, sha256: hash.digest('hex') }),
  };
}
