import { createHash } from 'node:crypto';
import { S3Error } from './errors.ts';
import { type Authentication, hmac, sha256 } from './signature.ts';

export interface ChunkedOptions {
  /** Whether headers follow the last chunk (`STREAMING-…-TRAILER`). */
  readonly trailer: boolean;
  /** Given for `STREAMING-AWS4-HMAC-SHA256-PAYLOAD…`: every chunk carries a signature that builds on the one before. */
  readonly signed?: Authentication;
}

const MIN_CHUNK = 8192;
const MAX_LINE = 4096;

/**
 * Decodes an `aws-chunked` body
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html): yields the object's bytes
 * and, at the end, puts the trailing headers into `trailers`, names in lower case. As on S3, only the last
 * chunk with data may be smaller than 8 KiB.
 *
 * @throws S3Error IncompleteBody, InvalidRequest, InvalidChunkSizeError, SignatureDoesNotMatch,
 *   MalformedTrailerError. A chunk's signature is judged after its bytes were yielded.
 */
export async function* decodeChunked(
  source: AsyncIterable<Buffer>,
  options: ChunkedOptions,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let previous = options.signed?.signature ?? '';
  let small = false;
  for (;;) {
    const { size, signature } = parseChunkLine(await reader.line());
    if (size > 0) {
      if (small) throw new S3Error('InvalidChunkSizeError');
      small = size < MIN_CHUNK;
    }
    const hash = createHash('sha256');
    for (let left = size; left > 0; ) {
      const bytes = await reader.take(left);
      left -= bytes.length;
      if (options.signed) hash.update(bytes);
      yield bytes;
    }
    if (options.signed) {
      const { timestamp, scope, signingKey } = options.signed;
      const text = ['AWS4-HMAC-SHA256-PAYLOAD', timestamp, scope, previous, sha256(''), hash.digest('hex')];
      previous = hmac(signingKey, text.join('\n')).toString('hex');
      if (signature !== previous) throw new S3Error('SignatureDoesNotMatch');
    }
    if (size === 0) break;
    if ((await reader.line()) !== '') throw new S3Error('InvalidRequest', 'A chunk is longer than it says.');
  }
  await readTrailers(reader, options, previous, trailers);
  if (!(await reader.atEnd())) throw new S3Error('InvalidRequest', 'Data follows the last chunk.');
}

async function readTrailers(
  reader: ByteReader,
  options: ChunkedOptions,
  previous: string,
  trailers: Map<string, string>,
): Promise<void> {
  let signature: string | undefined;
  for (;;) {
    const line = (await reader.line()).trimEnd();
    if (line === '') break;
    const colon = line.indexOf(':');
    if (!options.trailer || colon < 1) throw new S3Error('MalformedTrailerError');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'x-amz-trailer-signature') signature = value;
    else trailers.set(name, value);
  }
  if (!options.trailer || !options.signed) return;
  const { timestamp, scope, signingKey } = options.signed;
  const lines = [...trailers].map(([name, value]) => `${name}:${value}\n`).join('');
  const text = ['AWS4-HMAC-SHA256-TRAILER', timestamp, scope, previous, sha256(lines)];
  if (signature !== hmac(signingKey, text.join('\n')).toString('hex')) {
    throw new S3Error('SignatureDoesNotMatch');
  }
}

function parseChunkLine(line: string): { size: number; signature: string | undefined } {
  const match = /^([\da-f]{1,12})(?:;chunk-signature=([\da-f]{64}))?$/i.exec(line);
  if (match?.[1] === undefined) throw new S3Error('InvalidRequest', 'A chunk does not begin with its size.');
  return { size: Number.parseInt(match[1], 16), signature: match[2] };
}

/** Reads lines and stretches of bytes from pieces that are cut anywhere. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The bytes up to the next CRLF, which is consumed. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n');
      if (end > MAX_LINE || (end === -1 && this.#buffer.length > MAX_LINE)) {
        throw new S3Error('InvalidRequest', 'A line between chunks is too long.');
      }
      if (end !== -1) {
        const line = this.#buffer.toString('latin1', 0, end);
        this.#buffer = this.#buffer.subarray(end + 2);
        return line;
      }
      if (!(await this.#more())) throw new S3Error('IncompleteBody');
    }
  }

  /** At least one byte and at most `limit`. */
  async take(limit: number): Promise<Buffer> {
    if (this.#buffer.length === 0 && !(await this.#more())) throw new S3Error('IncompleteBody');
    const bytes = this.#buffer.subarray(0, limit);
    this.#buffer = this.#buffer.subarray(bytes.length);
    return bytes;
  }

  async atEnd(): Promise<boolean> {
    return this.#buffer.length === 0 && !(await this.#more());
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const next = await this.#source.next();
      if (next.done) return false;
      if (next.value.length === 0) continue;
      this.#buffer = this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value]);
      return true;
    }
  }
}
