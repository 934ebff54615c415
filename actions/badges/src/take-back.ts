import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import type { Journal } from './journal.ts';
import { align, type Course } from './latest.ts';
import { each, type Failure, untilItStays } from './rounds.ts';
import { yieldLatest } from './settle.ts';
import { shownTag } from './survey.ts';

/** What became of what a failed run had written. */
export interface TakenBack {
  /** What is to be thrown: what was thrown, and each object that could not be put back. */
  readonly thrown: unknown;
  /** Whether nothing is left of the run. */
  readonly complete: boolean;
}

/**
 * Puts everything back that a run has written which failed: `latest/`, then `<tag>/badges/`. Where another run moved tag.json meanwhile,
 * `latest/` gets what its tag has. Where tag.json came to name our own tag, what we wrote stays: another run of the tag may have
 * found it in place, or it was we who wrote tag.json, last of all, and the answer was lost.
 */
export async function takeBack(course: Course, thrown: unknown, log: Log): Promise<TakenBack> {
  const { store, plan, found, ofTag, latest, pointer } = course;
  if (![pointer, latest, ofTag].some((journal) => journal.entries().length > 0)) {
    return { thrown, complete: true };
  }
  log.info('A write failed. What was written before is put back.');
  let last = found.shown;
  const look = async (): Promise<string | undefined> => {
    last = await shownTag(store, plan).catch(() => last);
    return last;
  };
  const published = (shown: string | undefined): boolean =>
    shown === plan.release.tag && shown !== found.shown;
  const { shown, failures } = await untilItStays(look, async (tag) => [
    ...(published(tag)
      ? await stand(course)
      : [...(await yieldLatest(course, tag)), ...(await putBack(ofTag))]),
    // Another run of our tag may have read what is gone from there.
    ...(tag === plan.release.tag ? await align(course) : []),
  ]);
  for (const { key, thrown: again } of failures) log.info(`Could not put ${key} back: ${messageOf(again)}`);
  return {
    thrown: explained(thrown, failures.map(({ key }) => key).sort(), published(shown), course, log),
    complete: failures.length === 0 && !published(shown),
  };
}

function putBack(journal: Journal): Promise<Failure[]> {
  const entries = journal.entries().map((entry) => ({ key: entry.place.key, entry }));
  return each(entries, async ({ entry }) => {
    await journal.replaceOurs(entry, async () => entry.before);
  });
}

/** Lets stand what was written below `<tag>/badges/`; what an earlier round removed is written again. */
function stand({ plan, ofTag }: Course): Promise<Failure[]> {
  const touched = new Set(ofTag.entries().map(({ place }) => place.key));
  const written = plan.ofTag.filter(({ key }) => touched.has(key));
  return each(written, (object) => ofTag.write(object, (current) => current ?? object.text));
}

function explained(
  thrown: unknown,
  stuck: readonly string[],
  published: boolean,
  { plan }: Course,
  log: Log,
): unknown {
  const outcome =
    stuck.length > 0
      ? `${counted(stuck.length, 'object')} could not be put back, and may hold the new badge:\n${stuck.join('\n')}`
      : published
        ? `tag.json names ${plan.release.tag} now, so what was written before was left: another run of that tag may rely on it.`
        : 'What was written before was put back.';
  if (thrown instanceof UserError) {
    return new UserError(
      `${thrown.message}\n${outcome}`,
      `${thrown.advice} A run that succeeds completes the badges.`,
      { cause: thrown },
    );
  }
  log.warning(outcome);
  return thrown;
}
