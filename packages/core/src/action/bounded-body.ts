import { NETWORK_LIMITS, type NetworkLimits } from './limits.ts';

/** What ended the reading of a body: it has more bytes than it may, comes too slowly, or takes too long. */
export type Excess = 'size' | 'rate' | 'time';

/** How a body of somebody else is read. */
export interface BodyBounds {
  readonly bytes: number;
  /** For the whole body. Without it the rate alone bounds the time. */
  readonly seconds?: number;
  /** Makes the error that is thrown. */
  readonly error: (excess: Excess) => Error;
  readonly limits?: Pick<NetworkLimits, 'slowestBytesPerSecond' | 'slowAfterSeconds'>;
  /** Milliseconds, of a clock that does not run back. */
  readonly now?: () => number;
}

/**
 * The chunks of a body, as long as they stay within bounds. Time counts while a chunk is awaited, not while it is used. A body that
 * brings nothing at all is the matter of an idle timer.
 *
 * @throws what `bounds.error` makes, and what `chunks` throws. The chunks' source is closed then.
 */
export async function* boundedBody<T extends Uint8Array>(
  chunks: AsyncIterable<T>,
  {
    bytes,
    seconds = Number.POSITIVE_INFINITY,
    error,
    limits = NETWORK_LIMITS,
    now = performance.now.bind(performance),
  }: BodyBounds,
): AsyncGenerator<T> {
  let size = 0;
  let waited = 0;
  let since = now();
  for await (const chunk of chunks) {
    waited += (now() - since) / 1000;
    size += chunk.length;
    if (size > bytes) throw error('size');
    if (waited > seconds) throw error('time');
    if (waited > limits.slowAfterSeconds && size < waited * limits.slowestBytesPerSecond) throw error('rate');
    yield chunk;
    since = now();
  }
}
