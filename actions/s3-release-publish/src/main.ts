import { availableParallelism } from 'node:os';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { checkTogether, type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { promote } from './promote/promote.ts';
import { publish } from './publish.ts';
import { verify } from './verify/verify.ts';

/** What Node's thread pool has when nothing is said. */
const DEFAULT_THREADS = 4;
/** File reads and name look-ups go through the pool too, and would wait behind the compression. */
const OTHER_WORK = 2;

/**
 * Gives Node's thread pool a thread for every core. It has 4 by default, which leaves the cores of a larger machine
 * idle. libuv reads the variable when the pool is first used, so this comes before the first asynchronous file access, name
 * look-up or compression of the process; later it does nothing. A value that the user set is left.
 *
 * @param env The environment of this process itself, not a copy.
 */
export function widenThreadPool(cores: number, env: NodeJS.ProcessEnv): void {
  env['UV_THREADPOOL_SIZE'] ??= String(Math.max(DEFAULT_THREADS, cores + OTHER_WORK));
}

/**
 * Publishes a machine of a release, or only uploads it; names what was only uploaded in the index; or holds the index against
 * what is in the bucket.
 */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  widenThreadPool(availableParallelism(), process.env);
  checkTogether(given);
  const settings = storeSettings(given, deps.env);
  switch (given.phase) {
    case 'publish':
    case 'stage':
      return publish(given, settings, deps, output);
    case 'promote':
      return promote(given, settings, deps, output);
    case 'verify':
      return verify(given, settings, deps, output);
  }
}

export const stage = defineStage({ inputs, outputs, initial, run });
