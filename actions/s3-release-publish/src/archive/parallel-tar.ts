import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { abortable } from './abortable.ts';
import type { OpenSource } from './archives.ts';
import { type Block, blocksOf } from './blocks.ts';
import { inOrder } from './in-order.ts';
import type { MemberFormat } from './members.ts';
import { tarPieces } from './tar-pieces.ts';

/** What blocks in the works may take: each is there once as it is, and once compressed. */
const IN_WORK_BYTES = 32 * 1024 * 1024;

/**
 * A compressed tar archive of files, in their order. The tar is cut into blocks, and each becomes a member that stands for
 * itself, made on Node's thread pool. Its readers take members that follow each other as one file (RFC 1952 2.2, RFC 8878 3).
 */
export function tarOf(files: readonly Artifact[], open: OpenSource, format: MemberFormat): Readable {
  const atOnce = blocksAtOnce(format.blockBytes, availableParallelism());
  const compress = async ({ bytes, compressed, release }: Block): Promise<Buffer> => {
    const member = await format.compress(bytes, compressed);
    release();
    return member;
  };
  return abortable((signal) =>
    inOrder(blocksOf(tarPieces(files, open, signal), format.blockBytes), atOnce, compress),
  );
}

/** One block for each core, one that is being read and one that waits for its turn, as far as memory allows. */
export function blocksAtOnce(blockBytes: number, cores: number): number {
  return Math.max(2, Math.min(cores + 2, Math.floor(IN_WORK_BYTES / (2 * blockBytes))));
}
