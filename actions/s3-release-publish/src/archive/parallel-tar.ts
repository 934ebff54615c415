import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import type { Frame, MemberFormat } from './members.ts';
import { abortable, type OpenSource } from './source.ts';
import { type Piece, tarPieces } from './tar-pieces.ts';

/** What blocks in the works may take: each is there once as it is, and once compressed. */
const IN_WORK_BYTES = 32 * 1024 * 1024;

/**
 * A compressed tar archive of files, in their order. The tar is cut into blocks, and each becomes a member that stands for
 * itself, made on Node's thread pool. Its readers take members that follow each other as one file (RFC 1952 2.2, RFC 8878 3).
 */
export function tarOf(files: readonly Artifact[], open: OpenSource, format: MemberFormat): Readable {
  const atOnce = blocksAtOnce(format.blockBytes, availableParallelism());
  const { frame } = format;
  const sum = { crc32: 0, bytes: 0 };
  const compress = async ({ bytes, compressed, release }: Block): Promise<readonly Buffer[]> => {
    // Blocks come here one after another, before any of them is compressed.
    if (frame !== undefined) sum.crc32 = crc32(bytes, sum.crc32);
    sum.bytes += bytes.length;
    const members = await format.compress(bytes, compressed);
    release();
    return members;
  };
  return abortable((signal) => {
    const members = inOrder(blocksOf(tarPieces(files, open, signal), format.blockBytes), atOnce, compress);
    return frame === undefined ? members : framed(members, frame, sum);
  });
}

/** @param sum Of what was compressed; it is read when the members have come to their end. */
async function* framed(
  members: AsyncIterable<Buffer>,
  { head, tail }: Frame,
  sum: { readonly crc32: number; readonly bytes: number },
): AsyncGenerator<Buffer, void, undefined> {
  yield head;
  yield* members;
  yield tail(sum.crc32, sum.bytes);
}

/** One block for each core, one that is being read and one that waits for its turn, as far as memory allows. */
export function blocksAtOnce(blockBytes: number, cores: number): number {
  return Math.max(2, Math.min(cores + 2, Math.floor(IN_WORK_BYTES / (2 * blockBytes))));
}

/** Bytes to be compressed together. `release` says that nobody reads them any more. */
interface Block extends Piece {
  readonly release: () => void;
}

/**
 * Cuts pieces into blocks of `size` bytes. Only the last one is shorter, and the last before compressed bytes begin or end.
 * Where the cuts are does not depend on how the bytes were divided into pieces. Released blocks are used again: a gigabyte
 * of fresh buffers would be in memory until the garbage collector comes.
 */
async function* blocksOf(pieces: AsyncIterable<Piece>, size: number): AsyncGenerator<Block, void, undefined> {
  const free: Buffer[] = [];
  let buffer: Buffer | undefined;
  let used = 0;
  let compressed = false;
  const cut = (): Block | undefined => {
    const full = buffer;
    if (full === undefined) return undefined;
    const bytes = full.subarray(0, used);
    buffer = undefined;
    used = 0;
    return { bytes, compressed, release: () => void free.push(full) };
  };
  for await (const piece of pieces) {
    if (piece.bytes.length === 0) continue;
    if (piece.compressed !== compressed) {
      const block = cut();
      if (block !== undefined) yield block;
      compressed = piece.compressed;
    }
    for (let from = 0; from < piece.bytes.length; ) {
      buffer ??= free.pop() ?? Buffer.allocUnsafeSlow(size);
      const copied = piece.bytes.copy(buffer, used, from);
      from += copied;
      used += copied;
      const block = used === size ? cut() : undefined;
      if (block !== undefined) yield block;
    }
  }
  const last = cut();
  if (last !== undefined) yield last;
}

/**
 * Does work on items, several at a time, and yields the results in the order of the items. An item is asked for when fewer
 * than `limit` are between the two ends, so a reader that stops also stops the source. When it ends early, it waits for
 * the work that was begun.
 */
async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<readonly R[]>,
): AsyncGenerator<R, void, undefined> {
  const begun: Promise<readonly R[]>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // A failure is thrown when its turn comes. Until then it is not an unhandled one.
      result.catch(() => undefined);
      begun.push(result);
      const first = begun.length < limit ? undefined : begun.shift();
      if (first !== undefined) yield* await first;
    }
    for (let first = begun.shift(); first !== undefined; first = begun.shift()) yield* await first;
  } finally {
    await Promise.allSettled(begun);
  }
}
