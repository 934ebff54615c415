import { runInNewContext } from 'node:vm';

/**
 * What `run` returns, which must do so without a pause within `ms`. It is for work that would hang: the limit is far above what the
 * work takes on a busy machine.
 *
 * @throws what `run` throws, and an error when the time is over.
 */
export function within<T>(ms: number, run: () => T): T {
  return runInNewContext('run()', { run }, { timeout: ms }) as T;
}
