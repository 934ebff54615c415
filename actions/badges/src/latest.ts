import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Place, Plan } from './plan.ts';
import type { BadgeStore } from './store.ts';
import { extraBadges, isNewer, newerOf, shownTag, textFor } from './survey.ts';
import type { Writer } from './writer.ts';

/** `latest/` of a channel, as a run writes it. Its goal is the tag of the run, or the one that tag.json names where that is newer. */
export interface Latest {
  /** Brings an object to what the goal has. @returns Whether it was changed. */
  bring(place: Place): Promise<boolean>;
  /**
   * Brings every object of the plan to what the goal has, and looks again at what was changed. One that fails keeps nobody from the
   * others: the first failure is thrown after all.
   */
  align(): Promise<void>;
  /** Removes the badges of machines that the run's tag does not have, where tag.json names no newer one. */
  prune(): Promise<void>;
}

/** `latest/` before the run has written there. */
export function openLatest(store: BadgeStore, plan: Plan, writer: Writer): Latest {
  const { release } = plan;
  /** What this run wrote, and what it replaced. */
  const ours = new Map<string, { readonly before: string | undefined; readonly text: string }>();

  async function goalText(place: Place): Promise<string | undefined> {
    const shown = await shownTag(store, plan);
    return textFor(store, release, place, newerOf(shown, release.tag));
  }

  const bring = (place: Place): Promise<boolean> =>
    writer.replace(place, async (current) => {
      const text = await goalText(place);
      const written = ours.get(place.key);
      const before = current !== undefined && current === written?.text ? written.before : current;
      // A tag that came in between and has no such badge keeps what was there without this run.
      if (text === undefined) return before;
      ours.set(place.key, { before, text });
      return text;
    });
  async function bringForGood(place: Place): Promise<void> {
    // Another run may have read, before the change, what it writes after it.
    while (await bring(place));
  }

  return {
    bring,
    async align() {
      const failures = await inParallel(plan.latest, (place) =>
        bringForGood(place).then(
          () => [],
          (thrown: unknown) => [thrown],
        ),
      );
      for (const thrown of failures.flat()) throw thrown;
    },
    async prune() {
      if (isNewer(await shownTag(store, plan), release.tag)) return;
      await inParallel(await extraBadges(store, plan), async (place) => {
        await writer.replace(place, () => goalText(place));
        await bringForGood(place);
      });
    },
  };
}
