import type { Piece } from './tar-pieces.ts';

/** Bytes to be compressed together. `release` says that nobody reads them any more. */
export interface Block extends Piece {
  readonly release: () => void;
}

/**
 * Cuts pieces into blocks of `size` bytes. Only the last one is shorter, and the last before compressed bytes begin or end.
 * Where the cuts are does not depend on how the bytes were divided into pieces. Released blocks are used again: a gigabyte
 * of fresh buffers would be in memory until the garbage collector comes.
 */
export async function* blocksOf(
  pieces: AsyncIterable<Piece>,
  size: number,
): AsyncGenerator<Block, void, undefined> {
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
