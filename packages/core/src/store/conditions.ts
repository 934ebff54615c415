import { randomUUID } from 'node:crypto';
import { messageOf, UserError } from '../action/errors.ts';
import type { Log } from '../action/log.ts';
import { probeKey } from '../release/keys.ts';
import { faultOf, isNoSuchKey, isTransient } from './faults.ts';
import type { Condition } from './objects.ts';

/** What became of a conditional write. */
export type Outcome =
  | { readonly kind: 'written' }
  /** Not written: the condition does not hold. `certain` is false when an earlier attempt may have been. */
  | { readonly kind: 'refused'; readonly certain: boolean }
  /** Written or not: the answer was lost. */
  | { readonly kind: 'unclear'; readonly thrown: unknown };

/** Runs `put` and reads its outcome. Throws what is neither a refused condition nor a lost answer. */
export async function outcomeOf(put: () => Promise<void>): Promise<Outcome> {
  try {
    await put();
    return { kind: 'written' };
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (fault === undefined) throw thrown;
    if (fault.status === 412 || fault.status === 409 || isNoSuchKey(fault)) {
      return { kind: 'refused', certain: fault.attempts === 1 };
    }
    const unanswered = fault.status === undefined && fault.name !== 'CredentialsProviderError';
    if (unanswered || isTransient(fault)) return { kind: 'unclear', thrown };
    throw thrown;
  }
}

interface ProbeRequests {
  put(key: string, body: string, condition: Condition): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * Finds out whether the store obeys conditions: creates an object twice on the condition that there is none. The first may be
 * refused as well, when its answer was lost and the SDK sent it again.
 *
 * @throws UserError when the second is not refused.
 */
export async function probeConditions(
  requests: ProbeRequests,
  place: { readonly label: string; readonly prefix: string; readonly runId: string },
  log: Log,
): Promise<void> {
  // Several processes of one run may probe at a time.
  const key = probeKey(place.prefix, `${place.runId}-${randomUUID()}`);
  const create = () =>
    outcomeOf(() => requests.put(key, 'A probe for conditional writes.\n', { ifNoneMatch: '*' }));
  try {
    const first = await create();
    const second = first.kind === 'unclear' ? first : await create();
    if (second.kind === 'unclear') throw second.thrown;
    if (second.kind === 'written') throw ignored(place.label);
  } catch (thrown) {
    throw faultOf(thrown)?.code === 'NotImplemented' ? ignored(place.label) : thrown;
  } finally {
    await requests.remove(key).catch((thrown: unknown) => {
      log.info(`The probe ${key} could not be removed: ${messageOf(thrown)}`);
    });
  }
}

function ignored(label: string): UserError {
  return new UserError(
    `The store ${label} ignores conditional writes (If-None-Match: *), so jobs that publish at the same time would lose ` +
      "each other's entries.",
    'Use a store that obeys them. If one job at a time writes the index, and only then, set `unconditional-index: true`.',
  );
}
