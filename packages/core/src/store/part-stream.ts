import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { UserError } from '../action/errors.ts';

const MIB = 1024 * 1024;
const MIN_PART_MIB = 5;
const MAX_PART_MIB = 5 * 1024;
const MAX_OBJECT_BYTES = 5 * 1024 ** 4;

/** Bytes of a part where nobody says otherwise. */
export const DEFAULT_PART_SIZE = 8 * MIB;

/** S3 takes no more parts of one object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html). */
export const MAX_PARTS = 10_000;

/**
 * The part size in bytes for an upload of at most `totalBytes` bytes: `wanted` bytes (8 MiB by default), rounded up to whole MiB,
 * and more where 10,000 such parts would not hold it. Never less than the 5 MiB and never more than the 5 GiB that S3 takes.
 *
 * @throws UserError when `totalBytes` is more than the 5 TiB that S3 takes as one object.
 */
export function partSizeFor(totalBytes: number, wanted: number = DEFAULT_PART_SIZE): number {
  if (totalBytes > MAX_OBJECT_BYTES) {
    throw new UserError(
      `An object of ${totalBytes} bytes is more than S3 takes, which is 5 TiB (${MAX_OBJECT_BYTES} bytes).`,
      'Publish fewer or smaller files.',
    );
  }
  const needed = Math.ceil(totalBytes / MAX_PARTS / MIB);
  return Math.min(MAX_PART_MIB, Math.max(MIN_PART_MIB, Math.ceil(wanted / MIB), needed)) * MIB;
}

/** A stretch of the stream. All but the last have the part size; an empty stream is one empty part. */
export interface Part {
  /** From 1. */
  readonly number: number;
  /** In a buffer that is filled again after `release`. */
  readonly bytes: Buffer;
  readonly last: boolean;
  release(): void;
}

interface PartStream {
  /**
   * The parts in their order, whatever chunks the source comes in. A full part is given when the byte after it has come, or the end.
   * No more is read than the parts need that were released, and `buffers` more. Throws what the source throws.
   *
   * @throws UserError when there are more parts than S3 takes.
   */
  parts(): AsyncGenerator<Part>;
  /** Of all that was read so far; `sha256` in lower-case hex. Once only. */
  result(): { readonly size: number; readonly sha256: string };
}

/** Cuts `body` into parts of `partSize` bytes, in at most `buffers` buffers, which are made when they are first needed, and hashes it. */
export function cutStream(body: Readable, partSize: number, buffers: number): PartStream {
  const hash = createHash('sha256');
  const free: Buffer[] = [];
  let made = 0;
  let size = 0;
  let waiting: ((buffer: Buffer) => void) | undefined;

  function take(): Buffer | Promise<Buffer> {
    const buffer = free.pop();
    if (buffer !== undefined) return buffer;
    if (made < buffers) {
      made += 1;
      // Its pages cost memory when they are written to, so a small object costs little.
      return Buffer.allocUnsafeSlow(partSize);
    }
    return new Promise((resolve) => {
      waiting = resolve;
    });
  }

  function giveBack(buffer: Buffer): void {
    const next = waiting;
    waiting = undefined;
    if (next === undefined) free.push(buffer);
    else next(buffer);
  }

  async function* parts(): AsyncGenerator<Part> {
    let number = 1;
    let filled = 0;
    let buffer: Buffer | undefined;
    const part = (whole: Buffer, last: boolean): Part => ({
      number,
      bytes: whole.subarray(0, filled),
      last,
      release: () => giveBack(whole),
    });
    for await (const piece of body) {
      const chunk = bytesOf(piece);
      hash.update(chunk);
      size += chunk.length;
      for (let from = 0; from < chunk.length; ) {
        if (buffer !== undefined && filled === partSize) {
          yield part(buffer, false);
          number += 1;
          if (number > MAX_PARTS) throw tooManyParts(partSize);
          buffer = undefined;
          filled = 0;
        }
        buffer ??= await take();
        const copied = chunk.copy(buffer, filled, from);
        from += copied;
        filled += copied;
      }
    }
    yield part(buffer ?? Buffer.alloc(0), true);
  }

  return { parts, result: () => ({ size, sha256: hash.digest('hex') }) };
}

function bytesOf(piece: Uint8Array | string): Buffer {
  if (Buffer.isBuffer(piece)) return piece;
  if (typeof piece === 'string') return Buffer.from(piece);
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}

function tooManyParts(partSize: number): UserError {
  return new UserError(
    `The upload has more than the ${MAX_PARTS} parts of ${partSize} bytes that S3 takes.`,
    'Set a greater `part-size-mb`.',
  );
}
