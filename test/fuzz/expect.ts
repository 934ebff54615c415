import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@pv-actions/core/action/errors.ts';

/** @throws Error with both, where they are not equal. jest's `expect` is not there in a thread. */
export function expectEqual(found: unknown, wanted: unknown): void {
  if (isDeepStrictEqual(found, wanted)) return;
  throw new Error(`It is ${shown(found)}, and should be ${shown(wanted)}.`);
}

/** @throws Error with `what`, where `held` is false. */
export function expectThat(held: boolean, what: string): void {
  if (!held) throw new Error(what);
}

/** What `read` returns, or the UserError that it throws. @throws anything else that it throws. */
export function orUserError<T>(read: () => T): T | UserError {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return thrown;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 1500 ? `${text.slice(0, 1500)}…` : text;
}
