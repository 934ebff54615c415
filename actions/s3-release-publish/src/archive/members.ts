import {
  constants,
  crc32,
  createDeflateRaw,
  createGzip,
  createZstdCompress,
  type ZlibReset,
} from 'node:zlib';
import { type Compress, compressOnce, compressors } from './compressors.ts';
import { type Run, runsOf } from './runs.ts';

/** How blocks become members of a compressed file. */
export interface MemberFormat {
  readonly level: number;
  /** How many bytes are compressed together. */
  readonly blockBytes: number;
  /**
   * The members for a block. Equal arguments give equal bytes.
   *
   * @param compressed Whether the block is known to be compressed already.
   */
  readonly compress: (block: Buffer, compressed: boolean) => Promise<readonly Buffer[]>;
  /** What stands around all members, where they are no files of their own. */
  readonly frame?: Frame;
}

/** The beginning and the end of a compressed file. */
export interface Frame {
  readonly head: Buffer;
  /** @param crc32 Of all bytes that were compressed, and `bytes` their number. */
  readonly tail: (crc32: number, bytes: number) => Buffer;
}

const GZIP_BLOCK = 1024 * 1024;
const ZSTD_BLOCK = 2 * GZIP_BLOCK;
/** How far back deflate looks for a match: 32 KiB, as a power of two. */
const GZIP_WINDOW_LOG = 15;
const GZIP_LEVEL = 6;
const ZSTD_LEVEL = 3;
/** A window as large as a block. Every zstd reads windows of up to 8 MiB (RFC 8878 3.1.1.1.2). */
const ZSTD_WINDOW_LOG = 21;
/** Finds next to nothing, at the speed of a copy. */
const ZSTD_FASTEST = -5;

/** Members of a gzip file (RFC 1952), each with its head and its sums. */
export function gzipMembers(level = GZIP_LEVEL): MemberFormat {
  const deflate = compressors(
    () =>
      createGzip({ level, flush: constants.Z_FINISH, chunkSize: roomFor(GZIP_BLOCK) }) as ReturnType<
        typeof createGzip
      > &
        ZlibReset,
  );
  const store = (bytes: Buffer): Buffer[] => [
    GZIP_HEAD,
    ...stored(bytes),
    DEFLATE_END,
    sums(crc32(bytes), bytes.length),
  ];
  return gzip(level, deflate, store);
}

/**
 * The one member of a gzip file, in pieces: each is deflated by itself up to the border of a byte (Z_SYNC_FLUSH), so that pieces
 * follow each other as one stream (RFC 1951), as pigz makes it.
 */
export function gzipMember(level = GZIP_LEVEL): MemberFormat {
  const deflate = compressors(() =>
    createDeflateRaw({ level, flush: constants.Z_SYNC_FLUSH, chunkSize: roomFor(GZIP_BLOCK) }),
  );
  const tail = (sum: number, bytes: number): Buffer => Buffer.concat([DEFLATE_END, sums(sum, bytes)]);
  return { ...gzip(level, deflate, stored), frame: { head: GZIP_HEAD, tail } };
}

/** Each run of a block by itself. Noise is stored. */
function gzip(level: number, deflate: Compress, store: (bytes: Buffer) => Buffer[]): MemberFormat {
  const zeros = new Map<number, Promise<Buffer>>();
  const member = async ({ bytes, compressible }: Run): Promise<Buffer> => {
    if (!compressible) return Buffer.concat(store(bytes));
    if (!isZero(bytes)) return deflate(bytes);
    const known = zeros.get(bytes.length) ?? deflate(bytes);
    zeros.set(bytes.length, known);
    return known;
  };
  const compress = async (block: Buffer, compressed: boolean): Promise<Buffer[]> => {
    const all = { bytes: block, compressible: false };
    const runs = level === 0 || compressed ? [all] : await runsOf(block, GZIP_WINDOW_LOG);
    return Promise.all(runs.map(member));
  };
  return { level, blockBytes: GZIP_BLOCK, compress };
}

/** RFC 1952 2.3: deflate, no name, no date, made on Unix. */
const GZIP_HEAD = Buffer.from('1f8b0800000000000003', 'hex');
/** RFC 1951 3.2.6: a last block without content. */
const DEFLATE_END = Buffer.from('0300', 'hex');
/** RFC 1951 3.2.4: what a block can hold that is not compressed. */
const STORED_BYTES = 0xffff;

/** Bytes as they are, in blocks of deflate. None of them is the last. */
function stored(bytes: Buffer): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / STORED_BYTES) }, (_, n) => {
    const content = bytes.subarray(n * STORED_BYTES, (n + 1) * STORED_BYTES);
    const head = Buffer.alloc(5);
    head.writeUInt16LE(content.length, 1);
    head.writeUInt16LE(~content.length & STORED_BYTES, 3);
    return [head, content];
  }).flat();
}

/** RFC 1952 2.3.1: the end of a member. */
function sums(crc: number, bytes: number): Buffer {
  const end = Buffer.alloc(8);
  end.writeUInt32LE(crc, 0);
  end.writeUInt32LE(bytes % 2 ** 32, 4);
  return end;
}

const ZEROS = Buffer.alloc(GZIP_BLOCK);

/** Whether a run is free space of an image. One member serves for all of a length. */
function isZero(bytes: Buffer): boolean {
  return bytes.equals(ZEROS.subarray(0, bytes.length));
}

/** Frames of a zstd file (RFC 8878) with their content's size and checksum. Up to the default level, zstd itself passes over noise. */
export function zstdFrames(level = ZSTD_LEVEL): MemberFormat {
  const frame = (bytes: Buffer, at: number): Promise<Buffer> =>
    compressOnce(
      createZstdCompress({
        flush: constants.ZSTD_e_end,
        chunkSize: roomFor(bytes.length),
        params: {
          [constants.ZSTD_c_compressionLevel]: at,
          [constants.ZSTD_c_windowLog]: ZSTD_WINDOW_LOG,
          [constants.ZSTD_c_contentSizeFlag]: 1,
          [constants.ZSTD_c_checksumFlag]: 1,
        },
      }),
      bytes,
    );
  const compress = async (block: Buffer, compressed: boolean): Promise<Buffer[]> => {
    const all = { bytes: block, compressible: !compressed };
    const runs = compressed || level <= ZSTD_LEVEL ? [all] : await runsOf(block, ZSTD_WINDOW_LOG);
    return Promise.all(
      runs.map(({ bytes, compressible }) => frame(bytes, compressible ? level : ZSTD_FASTEST)),
    );
  };
  return { level, blockBytes: ZSTD_BLOCK, compress };
}

/** Room for a member that is larger than its block, so that one call to the thread pool is enough. */
function roomFor(bytes: number): number {
  return bytes + (bytes >> 8) + 1024;
}
