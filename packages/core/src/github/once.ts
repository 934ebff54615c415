import type { GitHub } from './client.ts';
import { noteAttempts } from './fault.ts';

const LIMIT_MS = 60_000;

/**
 * Sends a request that must not take effect twice: where its answer is lost, it is looked first whether it did.
 *
 * @param send sends it in one attempt, with this signal
 * @param look what `send` would have returned, where it took effect; undefined where it may be sent again
 * @throws what `send` throws last, and what `look` throws.
 */
export async function sendOnce<T>(
  github: Pick<GitHub, 'pause'>,
  send: (request: { readonly signal: AbortSignal }) => Promise<T>,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send({ signal: AbortSignal.timeout(LIMIT_MS) });
    } catch (thrown) {
      if (!(await github.pause(thrown, attempt))) {
        noteAttempts(thrown, attempt);
        throw thrown;
      }
      const found = await look();
      if (found !== undefined) return found;
    }
  }
}
