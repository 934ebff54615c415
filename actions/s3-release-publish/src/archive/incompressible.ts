import { constants, createZstdCompress } from 'node:zlib';
import { oneShot } from './one-shot.ts';

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
