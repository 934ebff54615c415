import type { Transform } from 'node:stream';

/**
 * What a compressor of node:zlib makes of one buffer, on the thread pool. The compressor was made with `flush` set to the
 * operation that ends its format (Z_FINISH, ZSTD_e_end), so that one call does everything: zstd then reads the buffer where it
 * is, without a window of its own, and knows its size. It is not told the end a second time, which would make an empty frame.
 */
export function oneShot(compressor: Transform, bytes: Buffer): Promise<Buffer> {
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
