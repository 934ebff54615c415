import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { abortUploads } from '@pv-actions/core/store/leftovers.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import type { MachineRelease } from './release.ts';

/**
 * Removes what runs that were killed left of their uploads, when the machine is complete and nobody can need it any more. What
 * goes wrong is only said: the machine is published all the same.
 */
export async function removeLeftovers(store: Store, release: MachineRelease, log: Log): Promise<void> {
  try {
    const count = await abortUploads(store, release.folder);
    if (count > 0) log.info(`Removed ${counted(count, 'unfinished upload')} of runs that ended early.`);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    log.info(`Uploads of runs that ended early were not looked for. ${thrown.text}`);
  }
}
