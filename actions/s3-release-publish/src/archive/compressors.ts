import type { DeflateRaw, Gzip, ZlibReset, ZstdCompress } from 'node:zlib';

/** The types of node:zlib do not know that gzip can be reset. */
type Deflating = DeflateRaw | (Gzip & ZlibReset);

/** What one buffer becomes, compressed by itself. */
export type Compress = (bytes: Buffer) => Promise<Buffer>;

/**
 * Compresses buffers on the thread pool, with as many compressors as are at work at a time. Each is used again: it has its tables
 * already, and writes on into the buffer that it has. Fresh ones for every buffer would have the garbage collector run all the time.
 *
 * Equal buffers give equal bytes with deflate at the levels 1 to 9. At level 0, and with zstd, the bytes also depend on how much room there is.
 *
 * @param make Makes a compressor, as `compressOnce` takes it.
 */
export function compressors(make: () => Deflating): Compress {
  const idle: Deflating[] = [];
  return async (bytes) => {
    const compressor = idle.pop() ?? make();
    const made = await compressed(compressor, bytes);
    compressor.reset();
    idle.push(compressor);
    return made;
  };
}

/**
 * What a compressor of node:zlib makes of one buffer, on the thread pool. The compressor was made with `flush` set to the
 * operation that ends a buffer (Z_FINISH, Z_SYNC_FLUSH, ZSTD_e_end), so that one call does everything: zstd then reads the buffer where it
 * is, without a window of its own, and knows its size. It is not told the end a second time, which would make an empty frame.
 */
export async function compressOnce(compressor: ZstdCompress, bytes: Buffer): Promise<Buffer> {
  const made = await compressed(compressor, bytes);
  compressor.destroy();
  // Without the unused end of the buffer that it was written to, which would stay in memory as long as these bytes do.
  return made.length < 0.9 * made.buffer.byteLength ? Buffer.from(made) : made;
}

function compressed(compressor: Deflating | ZstdCompress, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const made: Buffer[] = [];
    const keep = (chunk: Buffer): void => void made.push(chunk);
    compressor.on('error', reject).on('data', keep);
    compressor.write(bytes, (error) => {
      if (error) return;
      // The last chunk may still be on its way to the listener.
      for (let chunk = compressor.read(); chunk !== null; chunk = compressor.read()) made.push(chunk);
      compressor.off('error', reject).off('data', keep);
      const [first] = made;
      resolve(made.length === 1 && first !== undefined ? first : Buffer.concat(made));
    });
  });
}
