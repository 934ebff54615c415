import { constants, createGzip, createZstdCompress } from 'node:zlib';
import { isIncompressible } from './incompressible.ts';
import { oneShot } from './one-shot.ts';

/** How blocks become members of a compressed file. */
export interface MemberFormat {
  readonly level: number;
  /** How many bytes are compressed together. */
  readonly blockBytes: number;
  /**
   * The member for a block. Equal arguments give equal bytes.
   *
   * @param compressed Whether the block is known to be compressed already.
   */
  readonly compress: (block: Buffer, compressed: boolean) => Promise<Buffer>;
}

const MIB = 1024 * 1024;
const GZIP_LEVEL = 6;
/** How far back deflate looks for a match: 32 KiB, as a power of two. */
const GZIP_WINDOW_LOG = 15;
const ZSTD_LEVEL = 3;
/** A window as large as a block. Every zstd reads windows of up to 8 MiB (RFC 8878 3.1.1.1.2). */
const ZSTD_WINDOW_LOG = 21;
/** Finds next to nothing, at the speed of a copy. */
const ZSTD_FASTEST = -5;

/** Members of a gzip file (RFC 1952): level 0 for what is compressed already or cannot be. */
export function gzipMembers(level = GZIP_LEVEL): MemberFormat {
  const compress = async (block: Buffer, compressed: boolean): Promise<Buffer> => {
    const stored = level === 0 || compressed || (await isIncompressible(block, GZIP_WINDOW_LOG));
    const options = { level: stored ? 0 : level, flush: constants.Z_FINISH, chunkSize: roomFor(block) };
    return trimmed(await oneShot(createGzip(options), block));
  };
  return { level, blockBytes: MIB, compress };
}

/** Frames of a zstd file (RFC 8878) with their content's size and checksum. Up to the default level, zstd itself passes over noise. */
export function zstdFrames(level = ZSTD_LEVEL): MemberFormat {
  const compress = async (block: Buffer, compressed: boolean): Promise<Buffer> => {
    const plain = compressed || (level > ZSTD_LEVEL && (await isIncompressible(block, ZSTD_WINDOW_LOG)));
    const options = {
      flush: constants.ZSTD_e_end,
      chunkSize: roomFor(block),
      params: {
        [constants.ZSTD_c_compressionLevel]: plain ? ZSTD_FASTEST : level,
        [constants.ZSTD_c_windowLog]: ZSTD_WINDOW_LOG,
        [constants.ZSTD_c_contentSizeFlag]: 1,
        [constants.ZSTD_c_checksumFlag]: 1,
      },
    };
    return trimmed(await oneShot(createZstdCompress(options), block));
  };
  return { level, blockBytes: 2 * MIB, compress };
}

/** Room for a member that is larger than its block, so that one call to the thread pool is enough. */
function roomFor(block: Buffer): number {
  return block.length + (block.length >> 8) + 1024;
}

/** Without the unused end of the buffer that it was written to, which would stay in memory as long as the member does. */
function trimmed(member: Buffer): Buffer {
  return member.length < 0.9 * member.buffer.byteLength ? Buffer.from(member) : member;
}
