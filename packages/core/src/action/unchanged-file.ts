import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
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

export interface ReadOptions {
  /** Called with the size of each chunk. */
  readonly onBytes?: ((count: number) => void) | undefined;
  /**
   * Fills the buffer of a chunk again when the next but one is asked for: for a reader that is done with each before it asks on, as
   * `for await` is and `pipe` is not.
   */
  readonly reuse?: boolean;
}

/**
 * A file's bytes. The stream fails at its end when they are not those of `content`, so that whoever uploads it does not finish.
 *
 * @param open Opens the file, as `openForeign` does.
 * @param failure Makes the error of a file that has `other content`, or that cannot be opened or read, and why.
 */
export function readUnchanged(
  open: () => Promise<ForeignFile>,
  content: Content,
  failure: (problem: string) => Error,
  { onBytes = () => {}, reuse = false }: ReadOptions = {},
): Readable {
  const hash = createHash('sha256');
  const chunks = chunksOf(open, reuse);
  let size = 0;

  async function next(): Promise<Buffer | null> {
    const { done, value } = await chunks.next().catch((thrown: unknown) => {
      const isForeign = thrown instanceof ForeignFileError;
      throw failure(
        isForeign ? thrown.problem : `cannot be read (${systemCode(thrown) ?? messageOf(thrown)})`,
      );
    });
    if (done === true) {
      if (size === content.size && hash.digest('hex') === content.sha256) return null;
      throw failure('has other content');
    }
    size += value.length;
    hash.update(value);
    onBytes(value.length);
    return value;
  }

  return new Readable({
    // Nothing is read ahead that the reader has not asked for: `chunksOf` does that.
    highWaterMark: 0,
    read() {
      next().then(
        (chunk) => this.push(chunk),
        (thrown) => this.destroy(thrown),
      );
    },
    destroy(error, closed) {
      const end = (): void => closed(error);
      chunks.return().then(end, end);
    },
  });
}

/** The chunks of a file, each of which is read while the one before is used. */
async function* chunksOf(
  open: () => Promise<ForeignFile>,
  reuse: boolean,
): AsyncGenerator<Buffer, void, undefined> {
  const { file } = await open();
  const buffers: Buffer[] = [];
  const read = async (turn: number): Promise<Buffer> => {
    const buffer = buffers[turn % 3] ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
    if (reuse) buffers[turn % 3] = buffer;
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    return buffer.subarray(0, bytesRead);
  };
  let coming = read(0);
  try {
    for (let turn = 1; ; turn += 1) {
      const chunk = await coming;
      if (chunk.length === 0) return;
      coming = read(turn);
      // It is thrown when its turn comes.
      coming.catch(() => undefined);
      yield chunk;
    }
  } finally {
    await coming.catch(() => undefined);
    await file.close();
  }
}
