import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import type { Entry, Journal, Place } from './journal.ts';
import { type Course, giveWay } from './latest.ts';
import { shownTag } from './survey.ts';

const ROUNDS = 5;

/**
 * Puts everything back that a run has written which failed: tag.json first, `<tag>/badges/` last. Where another run moved tag.json
 * meanwhile, `latest/` gets what its tag has.
 *
 * @returns What is to be thrown: `thrown`, and each object that could not be put back.
 */
export async function takeBack(course: Course, thrown: unknown, log: Log): Promise<unknown> {
  const { store, plan, found, ofTag, latest, pointer } = course;
  const stuck = new Set<string>();
  async function each<P extends Place>(
    entries: readonly Entry<P>[],
    work: (entry: Entry<P>) => Promise<void>,
  ): Promise<void> {
    await inParallel(entries, async (entry) => {
      const { key } = entry.place;
      stuck.delete(key);
      try {
        await work(entry);
      } catch (again) {
        stuck.add(key);
        log.info(`Could not put ${key} back: ${messageOf(again)}`);
      }
    });
  }

  await each(pointer.entries(), (entry) => putBack(pointer, entry));
  let shown = await shownTag(store, plan).catch(() => found.shown);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = shown;
    await each(latest.entries(), (entry) => giveWay(course, entry, before));
    shown = await shownTag(store, plan).catch(() => before);
    if (shown === before) break;
  }
  await each(ofTag.entries(), (entry) => putBack(ofTag, entry));

  const tried = [pointer, latest, ofTag].some((journal) => journal.entries().length > 0);
  return explained(thrown, tried, [...stuck].sort(), log);
}

async function putBack<P extends Place>(journal: Journal<P>, entry: Entry<P>): Promise<void> {
  await journal.replaceOurs(entry, async () => entry.before);
}

function explained(thrown: unknown, tried: boolean, stuck: readonly string[], log: Log): unknown {
  const outcome =
    stuck.length > 0
      ? `${counted(stuck.length, 'object')} could not be put back, and may hold the new badge:\n${stuck.join('\n')}`
      : tried
        ? 'What was written before was put back.'
        : undefined;
  if (outcome === undefined) return thrown;
  if (thrown instanceof UserError) {
    return new UserError(
      `${thrown.message}\n${outcome}`,
      `${thrown.advice} A run that succeeds completes the badges.`,
      {
        cause: thrown,
      },
    );
  }
  log.warning(outcome);
  return thrown;
}
