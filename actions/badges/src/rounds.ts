import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Place } from './plan.ts';

/** Rounds in which tag.json may move on, until nobody knows what goes on. */
export const MAX_ROUNDS = 20;

/** An object that could not be seen to. */
export interface Failure {
  readonly key: string;
  readonly thrown: unknown;
}

/** How the rounds ended. */
export interface Settled {
  /** The tag that tag.json names. */
  readonly shown: string | undefined;
  /** Those of the last round. */
  readonly failures: readonly Failure[];
  /** Whether tag.json stayed in the last round. */
  readonly stays: boolean;
}

/** Does `work`, again and again, until tag.json names the same tag behind it as before it. `look` says which. */
export async function untilItStays(
  look: () => Promise<string | undefined>,
  work: (shown: string | undefined) => Promise<readonly Failure[]>,
): Promise<Settled> {
  let shown = await look();
  let failures: readonly Failure[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    failures = await work(shown);
    const now = await look();
    if (now === shown) return { shown, failures, stays: true };
    shown = now;
  }
  return { shown, failures, stays: false };
}

/** Does `work` with each object: one that fails keeps nobody from the others. */
export async function each<P extends Pick<Place, 'key'>>(
  places: readonly P[],
  work: (place: P) => Promise<unknown>,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  await inParallel(places, async (place) => {
    try {
      await work(place);
    } catch (thrown) {
      failures.push({ key: place.key, thrown });
    }
  });
  return failures;
}
