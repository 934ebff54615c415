import { Readable } from 'node:stream';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';

/** Opens one source of an archive. */
export type OpenSource = (file: Artifact) => Readable;

/**
 * A stream of what a generator yields. The generator is asked for a chunk when there is room for one. Destroying the stream
 * aborts the signal that the generator was made with; the stream's `close` comes when the generator has come to its end.
 *
 * @param make Starts the generator. It yields no empty chunk, and ends soon after its signal.
 */
export function abortable(make: (signal: AbortSignal) => AsyncGenerator<Buffer>): Readable {
  const abort = new AbortController();
  const chunks = make(abort.signal);
  return new Readable({
    read() {
      chunks.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error) => this.destroy(error),
      );
    },
    destroy(error, closed) {
      abort.abort();
      const end = () => closed(error);
      chunks.return(undefined).then(end, end);
    },
  });
}
