import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Entry, Journal } from './journal.ts';
import type { BadgeObject, LatestPlace } from './plan.ts';
import type { BadgeStore } from './store.ts';
import type { Survey } from './survey.ts';

/** What a run has written so far, by where it belongs. */
export interface Journals {
  readonly ofTag: Journal<BadgeObject>;
  readonly latest: Journal<LatestPlace>;
  readonly pointer: Journal<BadgeObject>;
}

/**
 * Puts below `latest/`, wherever we wrote, what the tag has there that tag.json names, and what was there before where that tag has
 * nothing. What others wrote since stays.
 *
 * @param shown The tag that tag.json names.
 */
export async function giveWay(
  store: BadgeStore,
  found: Survey,
  latest: Journal<LatestPlace>,
  shown: string | undefined,
): Promise<void> {
  await inParallel(latest.entries(), (entry) => giveWayIn(store, found, latest, shown, entry));
}

/** As `giveWay`, for one object. */
export async function giveWayIn(
  store: BadgeStore,
  found: Survey,
  latest: Journal<LatestPlace>,
  shown: string | undefined,
  entry: Entry<LatestPlace>,
): Promise<void> {
  if (shown === undefined || shown === found.shown) return latest.replaceOurs(entry, entry.before);
  const theirs = await textFor(store, entry.place, shown);
  // The newer tag does not have a machine that we removed either.
  const removed = entry.after === undefined;
  await latest.replaceOurs(entry, theirs ?? (removed ? undefined : entry.before));
}

/** What an object below `latest/` is to hold when tag.json names `tag`; undefined where that tag has no such badge. */
export async function textFor(
  store: BadgeStore,
  place: LatestPlace,
  tag: string,
): Promise<string | undefined> {
  const source = place.sourceFor(tag);
  return 'text' in source ? source.text : store.text(source.key);
}
