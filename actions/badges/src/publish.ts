import type { Clock } from '@pv-actions/core/action/clock.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { withProgress } from '@pv-actions/core/action/progress.ts';
import type { PutOptions } from '@pv-actions/core/store/types.ts';
import { tagIn } from './badge.ts';
import { type Changes, type Journal, openJournal } from './journal.ts';
import { type Course, ourText, pruneLatest } from './latest.ts';
import type { Plan } from './plan.ts';
import { soFar } from './report.ts';
import { settle } from './settle.ts';
import type { BadgeStore } from './store.ts';
import { isNewer, type Survey, shownTag } from './survey.ts';
import { takeBack } from './take-back.ts';

/** Whom a publication tells how it is going. */
export interface Telling {
  readonly log: Log;
  readonly clock: Clock;
  /** Called with true when the first object was certainly written, and with false when all of it was put back. */
  readonly changed: (value: boolean) => void;
}

/** What a run did. */
export interface Published extends Changes {
  /** The tag that `latest/` shows now. */
  readonly shown: string | undefined;
}

/**
 * Writes the badges of a release: `<tag>/badges/`, then `latest/`, then tag.json. Runs of other tags may do so at the same time:
 * whoever has the newest tag wins. The rule by which they come to terms is that a run, when it has written below `latest/`, looks
 * at tag.json: where that names a newer tag, the run puts what that tag has there; where it does not, the run of the newer tag is
 * still to write tag.json, and looks at all its badges afterwards.
 *
 * @throws UserError when something cannot be written. Then all objects have their earlier contents again, or the error names them; or
 * tag.json names our tag, and what was written stays.
 */
export async function publishBadges(
  store: BadgeStore,
  plan: Plan,
  found: Survey,
  options: PutOptions,
  telling: Telling,
): Promise<Published> {
  const journal = (): Journal =>
    openJournal(store, options, (key, how) => {
      telling.changed(true);
      telling.log.info(`${how === 'written' ? 'Wrote' : 'Removed'} ${key}.`);
    });
  const course: Course = {
    store,
    plan,
    found,
    ofTag: journal(),
    latest: journal(),
    pointer: journal(),
  };
  const { tag } = plan.release;
  let moved = false;
  const look = (): Promise<string | undefined> =>
    withProgress(telling, soFar('Looking at latest/ again'), () => settle(course, moved));
  let shown = found.shown;
  try {
    await inParallel(found.ofTag, (object) => course.ofTag.write(object, () => object.text));
    if (!found.newer && (found.latest.length > 0 || found.movesPointer)) {
      moved = await moveLatest(course);
      if (!moved) shown = await look();
    }
  } catch (thrown) {
    const taken = await withProgress(telling, soFar(`Putting back the badges of ${tag}`), () =>
      takeBack(course, thrown, telling.log),
    );
    if (taken.complete) telling.changed(false);
    throw taken.thrown;
  }
  // What tag.json names has been published: from here on it stays.
  if (moved) shown = await look();
  return { shown, ...changesOf(course) };
}

/** Writes below `latest/`, and tag.json last. @returns Whether tag.json names our tag now. */
async function moveLatest(course: Course): Promise<boolean> {
  const { store, plan, found, latest, pointer } = course;
  const { tag } = plan.release;
  const yields = async (): Promise<boolean> => isNewer(await shownTag(store, plan), tag);
  await inParallel(found.latest, (object) =>
    latest.write(object, async () => ((await yields()) ? undefined : ourText(course, object))),
  );
  if (await yields()) return false;
  if (found.prunes) await pruneLatest(course);
  let ours = true;
  await pointer.write(plan.pointer, (current) => {
    const where = store.describe(plan.pointer.key);
    ours = current === undefined || !isNewer(tagIn(current, where), tag);
    return ours ? plan.pointer.text : undefined;
  });
  return ours;
}

function changesOf({ ofTag, latest, pointer }: Course): Changes {
  const all = [ofTag, latest, pointer].map((journal) => journal.changes());
  return {
    written: all.flatMap(({ written }) => written),
    removed: all.flatMap(({ removed }) => removed),
  };
}
