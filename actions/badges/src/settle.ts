import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { align, type Course, giveWay, pruneLatest } from './latest.ts';
import type { Plan } from './plan.ts';
import { each, type Failure, MAX_ROUNDS, untilItStays } from './rounds.ts';
import { isNewer, shownTag } from './survey.ts';

/**
 * Brings `latest/` to what the tag has that tag.json names, wherever this run has to do with it, until tag.json stays.
 *
 * @param moved Whether this run made tag.json name its own tag.
 * @returns The tag that tag.json names.
 * @throws UserError of the first object that could not be seen to, after all others.
 */
export async function settle(course: Course, moved: boolean): Promise<string | undefined> {
  const { store, plan } = course;
  try {
    const { shown, failures, stays } = await untilItStays(
      () => shownTag(store, plan),
      (tag) => (moved && !isNewer(tag, plan.release.tag) ? holdLatest(course) : yieldLatest(course, tag)),
    );
    if (!stays) {
      throw new UserError(
        `Other runs changed ${store.describe(plan.pointer.key)} ${MAX_ROUNDS} times while this one looked at the badges beside it.`,
        'Wait until fewer jobs publish.',
      );
    }
    if (failures[0] !== undefined) throw failures[0].thrown;
    return shown;
  } catch (thrown) {
    throw moved ? unsettled(plan, thrown) : thrown;
  }
}

async function holdLatest(course: Course): Promise<Failure[]> {
  const { plan, found, ofTag } = course;
  return [
    // A run of the same tag that failed may have removed what this one had found in place.
    ...(await each(plan.ofTag, (object) => ofTag.write(object, (current) => current ?? object.text))),
    ...(await align(course)),
    ...(found.prunes ? await each([{ key: plan.latestFolder }], () => pruneLatest(course)) : []),
  ];
}

/** Gives up every place below `latest/` that this run has written to. */
export function yieldLatest(course: Course, shown: string | undefined): Promise<Failure[]> {
  const entries = course.latest.entries().map((entry) => ({ key: entry.place.key, entry }));
  return each(entries, ({ entry }) => giveWay(course, entry, shown));
}

function unsettled({ release, latestFolder }: Plan, thrown: unknown): unknown {
  if (!(thrown instanceof UserError)) return thrown;
  return new UserError(
    `tag.json names ${release.tag} now, but a badge beside it may be of another run: ${messageOf(thrown)}`,
    `${thrown.advice} Then run this job again: it looks at ${latestFolder} and writes what differs.`,
    { cause: thrown },
  );
}
