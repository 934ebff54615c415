import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { messageOf, systemCode } from './errors.ts';
import { type ForeignFile, ForeignFileError } from './foreign-file.ts';

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
 * @param open Opens the file, as `openForeign` does.
 * @param failure Makes the error of a file that has `other content`, or that cannot be opened or read, and why.
 * @param onBytes Called with the size of each chunk.
 */
export function readUnchanged(
  open: () => Promise<ForeignFile>,
  content: Content,
  failure: (problem: string) => Error,
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
  const fail = (error: unknown): void => {
    const isForeign = error instanceof ForeignFileError;
    const reason = isForeign ? error.problem : `cannot be read (${systemCode(error) ?? messageOf(error)})`;
    verify.destroy(failure(reason));
  };
  open().then(({ file }) => {
    const source = file.createReadStream({ highWaterMark: CHUNK_BYTES });
    source.on('error', fail);
    if (verify.destroyed) source.destroy();
    verify.on('close', () => source.destroy());
    source.pipe(verify);
  }, fail);
  return verify;
}
