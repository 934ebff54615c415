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
  put(key: string, body: string, condition: Condition | undefined): Promise<void>;
  remove(key: string): Promise<void>;
  /** Whether the bucket keeps versions; undefined where that is not known. */
  isVersioned(): Promise<boolean | undefined>;
}

/**
 * Finds out whether the store obeys conditions: creates an object twice on the condition that there is none. The first may be
 * refused as well, when its answer was lost and the SDK sent it again. Where the store does not know what is asked of it, it is asked
 * without the condition: what it refuses then has another reason.
 *
 * @throws UserError when the second is not refused, or when the condition itself is.
 */
export async function probeConditions(
  requests: ProbeRequests,
  place: { readonly label: string; readonly prefix: string; readonly runId: string },
  log: Log,
): Promise<void> {
  // Several processes of one run may probe at a time.
  const key = probeKey(place.prefix, `${place.runId}-${randomUUID()}`);
  const text = 'A probe for conditional writes.\n';
  const create = () => outcomeOf(() => requests.put(key, text, { ifNoneMatch: '*' }));
  try {
    const first = await create();
    const second = first.kind === 'unclear' ? first : await create();
    if (second.kind === 'unclear') throw second.thrown;
    if (second.kind === 'written') throw ignored(place.label, await requests.isVersioned());
  } catch (thrown) {
    if (!isNotImplemented(thrown)) throw thrown;
    await requests.put(key, text, undefined);
    throw unknownTo(place.label, thrown);
  } finally {
    await requests.remove(key).catch((thrown: unknown) => {
      log.info(`The probe ${key} could not be removed: ${messageOf(thrown)}`);
    });
  }
}

function isNotImplemented(thrown: unknown): boolean {
  const fault = faultOf(thrown);
  return fault?.status === 501 || fault?.code === 'NotImplemented';
}

const LOST = "so jobs that publish at the same time would lose each other's entries";
const ONE_WRITER = 'If one job at a time writes the index, and only then, set `unconditional-index: true`.';

function ignored(label: string, versioned: boolean | undefined): UserError {
  const cause = `The store ${label} ignores conditional writes (If-None-Match: *)`;
  if (versioned === true) {
    return new UserError(
      `${cause} in this bucket, which has versioning, ${LOST}.`,
      `Some stores, as Ceph 16, obey them only in a bucket without versioning: use such a bucket, or another store. ${ONE_WRITER}`,
    );
  }
  const perhaps =
    versioned === undefined ? ' Some stores, as Ceph 16, ignore them only in a bucket with versioning.' : '';
  return new UserError(`${cause}, ${LOST}.`, `Use a store that obeys them.${perhaps} ${ONE_WRITER}`);
}

function unknownTo(label: string, cause: unknown): UserError {
  return new UserError(
    `The store ${label} refuses conditional writes (If-None-Match: *) as something that it does not know, ${LOST}.`,
    `Use a store that obeys them. ${ONE_WRITER}`,
    { cause },
  );
}
