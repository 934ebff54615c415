import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import type { PutOptions } from '@pv-actions/core/store/types.ts';
import { tagIn } from './badge.ts';
import { giveWay, type Journals, textFor } from './give-way.ts';
import { type Changes, openJournal } from './journal.ts';
import type { LatestObject, Plan } from './plan.ts';
import type { BadgeStore } from './store.ts';
import { extraBadges, isNewer, type Survey, shownTag } from './survey.ts';
import { takeBack } from './take-back.ts';

/** What a run did. */
export interface Published extends Changes {
  /** The tag that `latest/` shows now. */
  readonly shown: string | undefined;
}

/** Rounds in which tag.json may move on, until nobody knows what goes on. */
const MAX_ROUNDS = 20;

/**
 * Writes the badges of a release: `<tag>/badges/`, then `latest/`, then tag.json. Runs of other tags may do so at the same time:
 * whoever has the newest tag wins. The rule by which they come to terms is that a run, when it has written below `latest/`, looks
 * at tag.json: where that names a newer tag, the run puts what that tag has there; where it does not, the run of the newer tag is
 * still to write tag.json, and looks at all its badges afterwards.
 *
 * @throws UserError when something cannot be written. Then all objects have their earlier contents again, or the error names them.
 */
export async function publishBadges(
  store: BadgeStore,
  plan: Plan,
  found: Survey,
  options: PutOptions,
  log: Log,
): Promise<Published> {
  const journals: Journals = {
    ofTag: openJournal(store, options),
    latest: openJournal(store, options),
    pointer: openJournal(store, options),
  };
  let moved = false;
  try {
    await inParallel(found.ofTag, (object) => journals.ofTag.write(object, () => object.text));
    if (found.newer || (found.latest.length === 0 && !found.movesPointer)) {
      return { shown: found.shown, ...changesOf(journals) };
    }
    moved = await moveLatest(store, plan, found, journals);
    return { shown: await settle(store, plan, found, journals, moved), ...changesOf(journals) };
  } catch (thrown) {
    if (moved) throw unsettled(plan, thrown);
    throw await takeBack(store, plan, found, journals, thrown, log);
  }
}

/** Writes below `latest/`, and tag.json last. @returns Whether tag.json names our tag now. */
async function moveLatest(
  store: BadgeStore,
  plan: Plan,
  { latest, prunes }: Survey,
  journals: Journals,
): Promise<boolean> {
  const { tag } = plan.release;
  const yields = async (): Promise<boolean> => isNewer(await shownTag(store, plan), tag);
  await inParallel(latest, (object) =>
    journals.latest.write(object, async () => ((await yields()) ? undefined : ourText(store, object, tag))),
  );
  if (await yields()) return false;
  if (prunes) await pruneLatest(store, plan, journals);
  let ours = true;
  await journals.pointer.write(plan.pointer, (current) => {
    const where = store.describe(plan.pointer.key);
    ours = !isNewer(current === undefined ? undefined : tagIn(current, where), tag);
    return ours ? plan.pointer.text : undefined;
  });
  return ours;
}

/**
 * Looks at `latest/` until it is as the tag has it that tag.json names.
 *
 * @returns That tag.
 */
async function settle(
  store: BadgeStore,
  plan: Plan,
  found: Survey,
  journals: Journals,
  moved: boolean,
): Promise<string | undefined> {
  const { tag } = plan.release;
  let shown = await shownTag(store, plan);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (moved && !isNewer(shown, tag)) {
      await inParallel(plan.latest, (object) =>
        journals.latest.write(object, () => ourText(store, object, tag)),
      );
      if (found.prunes) await pruneLatest(store, plan, journals);
    } else await giveWay(store, found, journals.latest, shown);
    const now = await shownTag(store, plan);
    if (now === shown) return shown;
    shown = now;
  }
  throw new UserError(
    `Other runs changed ${store.describe(plan.pointer.key)} ${MAX_ROUNDS} times while this one looked at the badges beside it.`,
    'Run this job again when fewer jobs publish.',
  );
}

/** Removes the badges of machines that the release does not have. */
async function pruneLatest(store: BadgeStore, plan: Plan, { latest }: Journals): Promise<void> {
  await inParallel(await extraBadges(store, plan), async (place) => {
    const current = await store.text(place.key);
    if (current !== undefined) await latest.remove(place, current);
  });
}

/** What `<tag>/badges/` has now: another run of the same tag may know better. */
async function ourText(store: BadgeStore, object: LatestObject, tag: string): Promise<string> {
  return (await textFor(store, object, tag)) ?? object.text;
}

function changesOf({ ofTag, latest, pointer }: Journals): Changes {
  const all = [ofTag, latest, pointer].map((journal) => journal.changes());
  return {
    written: all.flatMap(({ written }) => written),
    removed: all.flatMap(({ removed }) => removed),
  };
}

function unsettled({ release, pointer, latestFolder }: Plan, thrown: unknown): unknown {
  if (!(thrown instanceof UserError)) return thrown;
  return new UserError(
    `tag.json names ${release.tag} now, but it could not be seen whether another run changed the badges beside it: ${messageOf(thrown)}`,
    `${thrown.advice} Run this job again: it looks at ${latestFolder} and writes what differs. ${pointer.key} stays as it is.`,
    { cause: thrown },
  );
}
