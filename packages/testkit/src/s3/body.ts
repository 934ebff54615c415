import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { CHECKSUM_ALGORITHMS, CHECKSUM_BYTES, type ChecksumAlgorithm, startChecksum } from './checksums.ts';
import { decodeChunked } from './chunked.ts';
import { S3Error } from './errors.ts';
import { header, type S3Request } from './request.ts';
import type { Authentication } from './signature.ts';

const MAX_BYTES = 5 * 1024 ** 3;
const MAX_DOCUMENT = 2 * 1024 * 1024;

export interface Received {
  readonly size: number;
  /** In hexadecimal. */
  readonly md5: string;
  /** The checksum that was asked for or sent, in base64. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

/** A request's body and what is needed to judge it. */
export interface Upload {
  readonly request: S3Request;
  readonly body: AsyncIterable<Buffer>;
  readonly authentication: Authentication;
}

/**
 * Reads a body to its end, `aws-chunked` or plain, gives its bytes to `sink`, and holds it against everything
 * that the client said about it: length, x-amz-content-sha256, Content-MD5, x-amz-checksum-* as header or
 * trailer. `compute` names a checksum that is wanted though the client sent none.
 *
 * @throws S3Error for the first thing that does not hold; an error of the connection as it comes.
 */
export async function receive(
  { request, body, authentication }: Upload,
  sink: (bytes: Buffer) => Promise<void>,
  compute?: ChecksumAlgorithm,
): Promise<Received> {
  const { payload } = authentication;
  const chunked = /^STREAMING-(UNSIGNED-PAYLOAD|AWS4-HMAC-SHA256-PAYLOAD)(-TRAILER)?$/.exec(payload);
  if (chunked === null && !/^([\da-f]{64}|UNSIGNED-PAYLOAD)$/.test(payload)) {
    throw new S3Error('NotImplemented', `x-amz-content-sha256: ${payload} is not implemented.`);
  }
  const expectedSize = statedSize(request, chunked !== null);
  const expected = statedChecksum(request);
  const md5Header = header(request, 'content-md5');
  if (md5Header !== undefined && Buffer.from(md5Header, 'base64').length !== 16)
    throw new S3Error('InvalidDigest');

  const trailers = new Map<string, string>();
  const source =
    chunked === null
      ? body
      : decodeChunked(
          body,
          {
            trailer: chunked[2] !== undefined,
            ...(chunked[1] === 'UNSIGNED-PAYLOAD' ? {} : { signed: authentication }),
          },
          trailers,
        );
  const algorithm = expected?.algorithm ?? compute;
  const checksum = algorithm === undefined ? undefined : startChecksum(algorithm);
  const md5 = createHash('md5');
  const sha256 = /^[\da-f]{64}$/.test(payload) ? createHash('sha256') : undefined;
  let size = 0;
  for await (const bytes of source) {
    size += bytes.length;
    if (size > expectedSize) throw new S3Error('IncompleteBody');
    md5.update(bytes);
    sha256?.update(bytes);
    checksum?.update(bytes);
    await sink(bytes);
  }
  if (size !== expectedSize) throw new S3Error('IncompleteBody');
  if (sha256 !== undefined && sha256.digest('hex') !== payload)
    throw new S3Error('XAmzContentSHA256Mismatch');
  const digest = md5.digest();
  if (md5Header !== undefined && !Buffer.from(md5Header, 'base64').equals(digest))
    throw new S3Error('BadDigest');
  const result = { size, md5: digest.toString('hex') };
  if (checksum === undefined || algorithm === undefined) return result;
  const value = checksum.digest().toString('base64');
  if (expected !== undefined) {
    const stated = expected.value ?? trailers.get(`x-amz-checksum-${algorithm}`);
    if (stated === undefined) throw new S3Error('MalformedTrailerError');
    checkForm(algorithm, stated);
    if (stated !== value) {
      throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
    }
  }
  return { ...result, checksum: { algorithm, value } };
}

/** Reads a body into a new file. The caller removes the file if this throws. */
export async function receiveFile(
  upload: Upload,
  path: string,
  compute?: ChecksumAlgorithm,
): Promise<Received> {
  const handle = await open(path, 'wx');
  try {
    return await receive(upload, (bytes) => writeAll(handle, bytes), compute);
  } finally {
    await handle.close();
  }
}

/** Reads a body that is an XML document of at most 2 MiB. */
export async function receiveText(upload: Upload): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  await receive(upload, async (bytes) => {
    size += bytes.length;
    if (size > MAX_DOCUMENT) throw new S3Error('MalformedXML');
    parts.push(Buffer.from(bytes));
  });
  return Buffer.concat(parts).toString('utf8');
}

/** Writes all of `bytes`, where `FileHandle.write` may write some. */
export async function writeAll(
  handle: { write(bytes: Buffer): Promise<{ bytesWritten: number }> },
  bytes: Buffer,
): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes.subarray(done))).bytesWritten;
  }
}

/** Whether the client speaks of a checksum that S3 got in 2022: what an old store refuses. */
export function usesChecksums(request: S3Request): boolean {
  const named = Object.keys(request.headers).some(
    (name) =>
      name === 'x-amz-trailer' ||
      name === 'x-amz-sdk-checksum-algorithm' ||
      (name.startsWith('x-amz-checksum-') && name !== 'x-amz-checksum-mode'),
  );
  return named || (header(request, 'x-amz-content-sha256') ?? '').endsWith('-TRAILER');
}

function statedSize(request: S3Request, chunked: boolean): number {
  const stated = header(request, chunked ? 'x-amz-decoded-content-length' : 'content-length');
  if (stated === undefined || !/^\d{1,15}$/.test(stated)) throw new S3Error('MissingContentLength');
  if (Number(stated) > MAX_BYTES) throw new S3Error('EntityTooLarge');
  return Number(stated);
}

function statedChecksum(
  request: S3Request,
): { algorithm: ChecksumAlgorithm; value: string | undefined } | undefined {
  const trailer = header(request, 'x-amz-trailer')?.trim().toLowerCase();
  const stated = CHECKSUM_ALGORITHMS.filter((algorithm) => {
    const name = `x-amz-checksum-${algorithm}`;
    return trailer === name || header(request, name) !== undefined;
  });
  const [algorithm] = stated;
  if (stated.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  if (algorithm === undefined) {
    if (trailer !== undefined)
      throw new S3Error('NotImplemented', `The trailer ${trailer} is not implemented.`);
    if (header(request, 'x-amz-sdk-checksum-algorithm') !== undefined) {
      throw new S3Error(
        'InvalidRequest',
        'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
      );
    }
    return undefined;
  }
  const value = header(request, `x-amz-checksum-${algorithm}`);
  if (value !== undefined) checkForm(algorithm, value);
  return { algorithm, value };
}

function checkForm(algorithm: ChecksumAlgorithm, value: string): void {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length === CHECKSUM_BYTES[algorithm] && bytes.toString('base64') === value) return;
  throw new S3Error('InvalidRequest', `Value for x-amz-checksum-${algorithm} header is invalid.`);
}
