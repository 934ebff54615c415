import type { Transform } from 'node:stream';
import { constants, createDeflateRaw, createGzip, createZstdCompress } from 'node:zlib';

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
  /** What stands around all members, where they are no files of their own. */
  readonly frame?: Frame;
}

/** The beginning and the end of a compressed file. */
export interface Frame {
  readonly head: Buffer;
  /** @param crc32 Of all bytes that were compressed, and `bytes` their number. */
  readonly tail: (crc32: number, bytes: number) => Buffer;
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

/** RFC 1952 2.3: deflate, no name, no date, made on Unix. */
const GZIP_HEAD = Buffer.from('1f8b0800000000000003', 'hex');
/** RFC 1951 3.2.6: a last block without content. */
const DEFLATE_END = Buffer.from('0300', 'hex');

/**
 * The one member of a gzip file, in pieces: each is deflated by itself up to the border of a byte (Z_SYNC_FLUSH), so that pieces
 * follow each other as one stream (RFC 1951), as pigz makes it.
 */
export function gzipMember(level = GZIP_LEVEL): MemberFormat {
  const compress = async (block: Buffer, compressed: boolean): Promise<Buffer> => {
    const stored = level === 0 || compressed || (await isIncompressible(block, GZIP_WINDOW_LOG));
    const options = { level: stored ? 0 : level, flush: constants.Z_SYNC_FLUSH, chunkSize: roomFor(block) };
    return trimmed(await oneShot(createDeflateRaw(options), block));
  };
  const tail = (crc32: number, bytes: number): Buffer => {
    const sums = Buffer.alloc(8);
    sums.writeUInt32LE(crc32, 0);
    sums.writeUInt32LE(bytes % 2 ** 32, 4);
    return Buffer.concat([DEFLATE_END, sums]);
  };
  return { level, blockBytes: MIB, compress, frame: { head: GZIP_HEAD, tail } };
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

/** Blocks that lose less than this part of their size are not worth the time. */
const WORTHWHILE = 0.01;
/** A sample that loses this part speaks for its block. */
const OBVIOUS = 0.1;
const SAMPLES = 4;
const SAMPLE_BYTES = 16 * 1024;

/**
 * Whether compressing a block would save less than 1 %. Done on the thread pool at about 800 MB/s for noise, and
 * much faster for what compresses well, of which a sample is enough.
 *
 * The test is zstd at level 1 with matches of 4 bytes: faster settings take text in base64, or tables of words, for noise.
 *
 * @param windowLog How far back the compressor in question looks for matches, as a power of two (10 to 27).
 */
export async function isIncompressible(block: Buffer, windowLog: number): Promise<boolean> {
  if (block.length > 2 * SAMPLES * SAMPLE_BYTES && (await saving(sampleOf(block), windowLog)) > OBVIOUS)
    return false;
  return (await saving(block, windowLog)) < WORTHWHILE;
}

function sampleOf(block: Buffer): Buffer {
  const step = Math.floor(block.length / SAMPLES);
  return Buffer.concat(
    Array.from({ length: SAMPLES }, (_, n) => block.subarray(n * step, n * step + SAMPLE_BYTES)),
  );
}

async function saving(bytes: Buffer, windowLog: number): Promise<number> {
  const compressor = createZstdCompress({
    flush: constants.ZSTD_e_end,
    chunkSize: bytes.length + (bytes.length >> 8) + 1024,
    params: {
      [constants.ZSTD_c_compressionLevel]: 1,
      [constants.ZSTD_c_windowLog]: windowLog,
      [constants.ZSTD_c_minMatch]: 4,
    },
  });
  const { length } = await oneShot(compressor, bytes);
  return 1 - length / bytes.length;
}

/**
 * What a compressor of node:zlib makes of one buffer, on the thread pool. The compressor was made with `flush` set to the
 * operation that ends its format (Z_FINISH, ZSTD_e_end), so that one call does everything: zstd then reads the buffer where it
 * is, without a window of its own, and knows its size. It is not told the end a second time, which would make an empty frame.
 */
function oneShot(compressor: Transform, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const made: Buffer[] = [];
    compressor.on('error', reject);
    compressor.on('data', (chunk: Buffer) => made.push(chunk));
    compressor.write(bytes, (error) => {
      if (error) return;
      // The last chunk may still be on its way to the listener.
      for (let chunk = compressor.read(); chunk !== null; chunk = compressor.read()) made.push(chunk);
      compressor.destroy();
      const [first] = made;
      resolve(made.length === 1 && first !== undefined ? first : Buffer.concat(made));
    });
  });
}
