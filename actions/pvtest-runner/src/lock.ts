import { UserError } from '@pv-actions/core/action/errors.ts';
import { type HostLock, lockHost, lockOwner } from '@pv-actions/core/action/host-lock.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Inputs } from './inputs.ts';

/**
 * Runs `work` while no other run of the stage is on this host: the script's containers have fixed names, and two runs would take them
 * from each other.
 *
 * @throws UserError when another run has the host for too long.
 */
export async function withLock(
  given: Inputs,
  deps: Deps,
  work: (lockFd: number) => Promise<void>,
): Promise<void> {
  const lock = await take(given, given['lock-timeout-minutes'] * 60, deps);
  try {
    await work(lock.fd);
  } finally {
    lock.release();
  }
}

/** The lock, for what is not worth waiting: undefined when another run has the host, or it cannot be locked. */
export async function lockIfFree(given: Inputs, deps: Deps): Promise<HostLock | undefined> {
  try {
    return await take(given, 0, deps);
  } catch (thrown) {
    if (thrown instanceof UserError) return undefined;
    throw thrown;
  }
}

function take(given: Inputs, waitSeconds: number, deps: Deps): Promise<HostLock> {
  return lockHost({ file: given['lock-file'], owner: lockOwner(deps.env), waitSeconds }, deps);
}
