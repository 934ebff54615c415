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
  const own = shown === plan.release.tag;
  const theirs = async (): Promise<string | undefined> =>
    shown === undefined ? undefined : textFor(store, entry.place, shown);
  const removed = entry.left.includes(undefined);

  const gone = await latest.replaceOurs(entry, async () => {
    const text = await theirs();
    // The newer tag does not have a machine that we removed either.
    if (shown !== found.shown) return text ?? (removed ? undefined : entry.replaced);
    // A run of that tag may have come to the same text as we did, or have written what we removed.
    const agreed = text !== undefined && !own && (removed || entry.left.includes(text));
    return agreed ? text : entry.before;
  });
  // Removing knows no condition: a run of that tag may have written the object right before.
  if (gone && !own) await latest.write(entry.place, theirs);
}

/** Removes the badges that the release does not have, in another run of its tag either. */
export async function pruneLatest({ store, plan, latest }: Course): Promise<void> {
  const { tag, formats } = plan.release;
  const kept = async (place: LatestPlace): Promise<string | undefined> =>
    formats.includes(place.format) ? textFor(store, place, tag) : undefined;
  await inParallel(await extraBadges(store, plan), async (place) => {
    const current = await store.text(place.key);
    if (current === undefined || (await kept(place)) !== undefined) return;
    await latest.remove(place, current);
    // Removing knows no condition: another run of the tag may have written the object right before.
    await latest.write(place, () => kept(place));
  });
}

async function textFor(store: BadgeStore, place: LatestPlace, tag: string): Promise<string | undefined> {
  const source = place.sourceFor(tag);
  return 'text' in source ? source.text : store.text(source.key);
}
