import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Entry, Journal } from './journal.ts';
import type { BadgeObject, LatestObject, LatestPlace, Plan } from './plan.ts';
import type { BadgeStore } from './store.ts';
import { extraBadges, type Survey } from './survey.ts';

/** A publication on its way. */
export interface Course {
  readonly store: BadgeStore;
  readonly plan: Plan;
  /** What was there before. */
  readonly found: Survey;
  /** What was written so far, by where it belongs. */
  readonly ofTag: Journal<BadgeObject>;
  readonly latest: Journal<LatestPlace>;
  readonly pointer: Journal<BadgeObject>;
}

/** What `<tag>/badges/` has now for an object below `latest/`: another run of the same tag may have written it since. */
export async function ourText({ store, plan }: Course, object: LatestObject): Promise<string> {
  return (await textFor(store, object, plan.release.tag)) ?? object.text;
}

/**
 * Puts into the place of what we wrote below `latest/` what was there before; when tag.json has moved on since, what its tag has
 * there, and what we replaced where that tag has nothing. What others wrote since stays.
 *
 * @param shown The tag that tag.json names.
 */
export async function giveWay(
  { store, plan, found, latest }: Course,
  entry: Entry<LatestPlace>,
  shown: string | undefined,
): Promise<void> {
  const theirs = shown === undefined ? undefined : await textFor(store, entry.place, shown);
  if (shown === found.shown) {
    // A run of that tag may have come to the same text as we did.
    const agreed = theirs !== undefined && shown !== plan.release.tag && entry.left.includes(theirs);
    return agreed ? undefined : latest.replaceOurs(entry, entry.before);
  }
  // The newer tag does not have a machine that we removed either.
  const removed = entry.left.includes(undefined);
  await latest.replaceOurs(entry, theirs ?? (removed ? undefined : entry.replaced));
}

/** Removes the badges of machines that the release does not have, in another run of its tag either. */
export async function pruneLatest({ store, plan, latest }: Course): Promise<void> {
  const { tag } = plan.release;
  await inParallel(await extraBadges(store, plan), async (place) => {
    const current = await store.text(place.key);
    if (current === undefined || (await textFor(store, place, tag)) !== undefined) return;
    await latest.remove(place, current);
    const late = await textFor(store, place, tag);
    if (late !== undefined) await latest.write(place, () => late);
  });
}

async function textFor(store: BadgeStore, place: LatestPlace, tag: string): Promise<string | undefined> {
  const source = place.sourceFor(tag);
  return 'text' in source ? source.text : store.text(source.key);
}
