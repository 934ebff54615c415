import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { systemCode } from './errors.ts';

const CHUNK_BYTES = 256 * 1024;

/** What a file must be. */
export interface Content {
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * A file's bytes. The stream fails at its end when they are not those of `content`, so that whoever uploads it does not finish.
 *
 * @param failure Makes the error of a file that has `other content`, or cannot be `read`, with the system's code.
 * @param onBytes Called with the size of each chunk.
 */
export function readUnchanged(
  path: string,
  content: Content,
  failure: (problem: 'has other content' | `cannot be read (${string})`) => Error,
  onBytes: (count: number) => void = () => {},
): Readable {
  const hash = createHash('sha256');
  let size = 0;
  const verify = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      onBytes(chunk.length);
      done(null, chunk);
    },
    flush(done) {
      const same = size === content.size && hash.digest('hex') === content.sha256;
      done(same ? null : failure('has other content'));
    },
  });
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  source.on('error', (error) => {
    verify.destroy(failure(`cannot be read (${systemCode(error) ?? error.message})`));
  });
  verify.on('close', () => source.destroy());
  return source.pipe(verify);
}
