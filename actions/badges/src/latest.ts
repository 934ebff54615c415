import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Entry, Journal } from './journal.ts';
import type { Place, Plan } from './plan.ts';
import { each, type Failure } from './rounds.ts';
import type { BadgeStore } from './store.ts';
import { extraBadges, type Survey, textFor } from './survey.ts';

/** A publication on its way. */
export interface Course {
  readonly store: BadgeStore;
  readonly plan: Plan;
  /** What was there before. */
  readonly found: Survey;
  /** What was written so far, by where it belongs. */
  readonly ofTag: Journal;
  readonly latest: Journal;
  readonly pointer: Journal;
}

/** What `<tag>/badges/` has now for an object below `latest/`: another run of the same tag may have written it since. */
export function ourText({ store, plan }: Course, place: Place): Promise<string | undefined> {
  return textFor(store, plan.release, place, plan.release.tag);
}

/**
 * Brings our objects below `latest/` to what `<tag>/badges/` has. What was written is looked at again: another run of the tag may
 * have changed its badge in between.
 */
export function align(course: Course): Promise<Failure[]> {
  const { plan, latest } = course;
  return each(plan.latest, async (object) => {
    while (await latest.write(object, () => ourText(course, object)));
  });
}

/**
 * Puts into the place of what we wrote, or removed, below `latest/` what belongs there without us. What others wrote since stays.
 *
 * | tag.json names | its tag has the badge | what is put there |
 * | --- | --- | --- |
 * | another tag than before | yes | that badge |
 * | another tag than before | no | what we replaced; nothing where we removed it |
 * | the tag as before, not ours | yes, and the same as we wrote, or we removed it | that badge: a run of that tag may have written it |
 * | else | | what was there before us |
 *
 * @param shown The tag that tag.json names.
 */
export async function giveWay(course: Course, entry: Entry, shown: string | undefined): Promise<void> {
  const { store, plan, found, latest } = course;
  const own = shown === plan.release.tag;
  const removed = entry.left.includes(undefined);
  const theirs = async (): Promise<string | undefined> =>
    shown === undefined ? undefined : textFor(store, plan.release, entry.place, shown);

  async function ofAnotherTag(): Promise<string | undefined> {
    return (await theirs()) ?? (removed ? undefined : entry.replaced);
  }
  async function ofTheTagAsBefore(): Promise<string | undefined> {
    if (own) return entry.before;
    const text = await theirs();
    return text !== undefined && (removed || entry.left.includes(text)) ? text : entry.before;
  }

  const gone = await latest.replaceOurs(entry, shown === found.shown ? ofTheTagAsBefore : ofAnotherTag);
  // Removing knows no condition: a run of that tag may have written the object right before.
  if (gone && !own) await latest.write(entry.place, theirs);
}

/** Removes the badges of machines that the release does not have, in another run of its tag either. */
export async function pruneLatest(course: Course): Promise<void> {
  const { store, plan, latest } = course;
  await inParallel(await extraBadges(store, plan), async (place) => {
    const current = await store.text(place.key);
    if (current === undefined || (await ourText(course, place)) !== undefined) return;
    await latest.remove(place, current);
    // Removing knows no condition: another run of the tag may have written the object right before.
    await latest.write(place, () => ourText(course, place));
  });
}
