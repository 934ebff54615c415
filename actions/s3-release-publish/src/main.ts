import { availableParallelism } from 'node:os';
import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { widenThreadPool } from './archive/thread-pool.ts';
import { checkTogether, type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { promote } from './promote/promote.ts';
import { publish } from './publish.ts';
import { verify } from './verify/verify.ts';

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
