import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { UserError } from '../action/errors.ts';
import { MAX_PARTS } from './part-size.ts';

/** A stretch of the stream. All but the last have the part size; an empty stream is one empty part. */
export interface Part {
  /** From 1. */
  readonly number: number;
  /** In a buffer that is filled again after `release`. */
  readonly bytes: Buffer;
  readonly last: boolean;
  release(): void;
}

export interface PartStream {
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
