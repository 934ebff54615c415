import { messageOf } from '@pv-actions/core/action/errors.ts';
import { formatDuration } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Outcome } from '@pv-actions/core/pvtest/report.ts';
import type { OwnContainers } from './containers.ts';
import { SCRIPT } from './distro.ts';
import type { RunJournal } from './record.ts';

/** One try of a test, as the script announces it. */
export interface Launch {
  readonly id: string;
  readonly attempt: number;
}

/** Ends tries that take too long: the script has no limit for a single test. */
export interface TestLimit {
  begin(launch: Launch): void;
  /** A test that is skipped has not begun. */
  end(launch: Launch & { readonly outcome: Outcome }): void;
  /** Resolves when the journal says which tries were ended. */
  close(): Promise<void>;
}

/** A container may not be there yet when its test is launched, nor docker answer at once. */
const AGAIN_MS = 2_000;
const TRIES = 10;

export function testLimit(
  options: {
    readonly testMinutes: number | undefined;
    readonly containers: OwnContainers;
    readonly journal: RunJournal;
  },
  { clock, log }: Pick<Deps, 'clock' | 'log'>,
): TestLimit {
  const { testMinutes: minutes, containers, journal } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<string>();
  const expiring: Promise<void>[] = [];
  let isWarned = false;

  async function expire({ id, attempt }: Launch, limit: number): Promise<void> {
    const key = keyOf({ id, attempt });
    log.info(`${id} takes longer than ${formatDuration(limit * 60)}. Its container is removed.`);
    // Noted first: the script calls it failed as soon as its container is gone.
    journal.write({ overdue: [...journal.record().overdue, { id, attempt, minutes: limit }] });
    for (let tries = 0; tries < TRIES && running.has(key); tries += 1) {
      if (await containers.removeTest(id)) return;
      await clock.sleep(AGAIN_MS);
    }
    if (running.has(key))
      log.warning(`The container of ${id} was not found or not removed: this test has no limit of its own.`);
    const others = journal.record().overdue.filter((late) => late.id !== id || late.attempt !== attempt);
    journal.write({ overdue: others });
  }

  return {
    begin(launch) {
      if (minutes === undefined) return;
      running.add(keyOf(launch));
      timers.set(
        keyOf(launch),
        setTimeout(() => {
          expiring.push(
            expire(launch, minutes).catch((thrown: unknown) =>
              log.warning(`The container of ${launch.id} could not be removed: ${messageOf(thrown)}`),
            ),
          );
        }, minutes * 60_000),
      );
    },
    end(launch) {
      if (minutes !== undefined && !isWarned && !running.has(keyOf(launch)) && launch.outcome !== 'skipped') {
        isWarned = true;
        log.warning(
          `${SCRIPT} does not say when it launches a test: test-timeout-minutes has no effect here.`,
        );
      }
      running.delete(keyOf(launch));
      clearTimeout(timers.get(keyOf(launch)));
    },
    async close() {
      running.clear();
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all(expiring);
    },
  };
}

const keyOf = ({ id, attempt }: Launch): string => `${id} ${attempt}`;
