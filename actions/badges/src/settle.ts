import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { type Course, giveWay, ourText, pruneLatest } from './latest.ts';
import type { Plan } from './plan.ts';
import { isNewer, shownTag } from './survey.ts';

/** Rounds in which tag.json may move on, until nobody knows what goes on. */
const MAX_ROUNDS = 20;

interface Failure {
  readonly key: string;
  readonly thrown: unknown;
}

/**
 * Brings `latest/` to what the tag has that tag.json names, wherever this run has to do with it, until tag.json stays. An object
 * that fails keeps nobody from the others.
 *
 * @param moved Whether this run made tag.json name its own tag.
 * @returns The tag that tag.json names.
 * @throws UserError that names the objects which could not be seen to.
 */
export async function settle(course: Course, moved: boolean): Promise<string | undefined> {
  const { store, plan } = course;
  try {
    let shown = await shownTag(store, plan);
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const ours = moved && !isNewer(shown, plan.release.tag);
      const failures = ours ? await holdLatest(course) : await yieldLatest(course, shown);
      const now = await shownTag(store, plan);
      if (now === shown) {
        if (failures[0] !== undefined) throw failed(failures, failures[0].thrown);
        return shown;
      }
      shown = now;
    }
    throw new UserError(
      `Other runs changed ${store.describe(plan.pointer.key)} ${MAX_ROUNDS} times while this one looked at the badges beside it.`,
      'Wait until fewer jobs publish.',
    );
  } catch (thrown) {
    throw moved ? unsettled(plan, thrown) : thrown;
  }
}

async function holdLatest(course: Course): Promise<Failure[]> {
  const { plan, found, latest } = course;
  const failures = await each(
    plan.latest,
    ({ key }) => key,
    (object) => latest.write(object, () => ourText(course, object)),
  );
  if (!found.prunes) return failures;
  const pruned = await each(
    [plan.latestFolder],
    (key) => key,
    () => pruneLatest(course),
  );
  return [...failures, ...pruned];
}

function yieldLatest(course: Course, shown: string | undefined): Promise<Failure[]> {
  return each(
    course.latest.entries(),
    ({ place }) => place.key,
    (entry) => giveWay(course, entry, shown),
  );
}

async function each<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  work: (item: T) => Promise<void>,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  await inParallel(items, async (item) => {
    try {
      await work(item);
    } catch (thrown) {
      failures.push({ key: keyOf(item), thrown });
    }
  });
  return failures;
}

function failed(failures: readonly Failure[], first: unknown): unknown {
  if (!(first instanceof UserError) || failures.length === 1) return first;
  const keys = failures.map(({ key }) => key).sort();
  return new UserError(
    `${first.message}\nThe same befell ${keys.length} objects:\n${keys.join('\n')}`,
    first.advice,
    { cause: first },
  );
}

function unsettled({ release, latestFolder }: Plan, thrown: unknown): unknown {
  if (!(thrown instanceof UserError)) return thrown;
  return new UserError(
    `tag.json names ${release.tag} now, but a badge beside it may be of another run: ${messageOf(thrown)}`,
    `${thrown.advice} Then run this job again: it looks at ${latestFolder} and writes what differs.`,
    { cause: thrown },
  );
}
