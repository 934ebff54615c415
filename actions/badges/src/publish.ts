import type { Clock } from '@pv-actions/core/action/clock.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { withProgress } from '@pv-actions/core/action/progress.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { PutOptions } from '@pv-actions/core/store/types.ts';
import { tagIn } from './badge.ts';
import { openLatest } from './latest.ts';
import type { Plan } from './plan.ts';
import { soFar } from './report.ts';
import type { BadgeStore } from './store.ts';
import { isNewer, type Survey, shownTag } from './survey.ts';
import { type Changes, openWriter } from './writer.ts';

/** Where a publication reports its progress to. */
export interface Reporting {
  readonly log: Log;
  readonly clock: Clock;
  /** Called when it is certain that the first object was written or removed. */
  readonly changed: () => void;
}

/** What a run did. */
export interface Published extends Changes {
  /** The tag that `latest/` shows now. */
  readonly shown: string | undefined;
}

/**
 * Writes the badges of a release: `<tag>/badges/`, then `latest/`, then tag.json, and then looks at `latest/` again. Runs of other tags
 * may do so at the same time: the newest tag wins, because a run writes below `latest/` what the newer of two tags has, its own and
 * the one that tag.json names, and asks for that before and after each of its writes. Nothing is undone: a run that did not end is
 * completed by the next one.
 *
 * @throws UserError when something cannot be written. It says what was written before.
 */
export async function publishBadges(
  store: BadgeStore,
  plan: Plan,
  found: Survey,
  options: PutOptions,
  reporting: Reporting,
): Promise<Published> {
  const { tag } = plan.release;
  const done: string[] = [];
  const writer = openWriter(store, options, (key, how) => {
    const line = `${how === 'written' ? 'Wrote' : 'Removed'} ${key}.`;
    done.push(line);
    if (done.length === 1) reporting.changed();
    reporting.log.info(line);
  });
  const latest = openLatest(store, plan, writer);
  const align = (): Promise<void> =>
    withProgress(reporting, soFar('Looking at latest/ again'), () => latest.align());
  try {
    await inParallel(found.ofTag, (object) => writer.replace(object, () => object.text));
    if (found.latest.length === 0 && !found.movesPointer) {
      return { shown: found.shown, ...writer.changes() };
    }
    await inParallel(found.latest, latest.bring);
    if (found.prunes) await latest.prune();
    await writer.replace(plan.pointer, (current) =>
      current !== undefined && isNewer(tagIn(current, store.describe(plan.pointer.key)), tag)
        ? current
        : plan.pointer.text,
    );
    await align();
    if (found.prunes) await latest.prune();
    return { shown: await shownTag(store, plan), ...writer.changes() };
  } catch (thrown) {
    // Where tag.json names this tag or a newer one, nobody needs to come after this run.
    const shown = await shownTag(store, plan).catch(() => undefined);
    if (shown === tag || isNewer(shown, tag)) await align().catch(() => undefined);
    throw incomplete(thrown, done, reporting.log);
  }
}

function incomplete(thrown: unknown, done: readonly string[], log: Log): unknown {
  const outcome =
    done.length === 0 ? 'Nothing was written before.' : `What was done stays:\n${shortList(done, '\n')}`;
  if (thrown instanceof UserError) {
    return new UserError(
      `${thrown.message}\n${outcome}`,
      `${thrown.advice} Running this job again completes the badges.`,
      { cause: thrown },
    );
  }
  log.warning(outcome);
  return thrown;
}
