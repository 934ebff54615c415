import { UserError } from '@pv-actions/core/action/errors.ts';

/** The UserError that `action` throws. @throws what else it throws, and an error where it throws nothing. */
export function userErrorOf(action: () => unknown): UserError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}

/** The UserError that `work` rejects with. Rejects with what else it rejects with, and with an error where it succeeds. */
export async function userErrorOfWork(work: Promise<unknown>): Promise<UserError> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
    throw thrown;
  }
  throw new Error('Nothing was thrown.');
}
