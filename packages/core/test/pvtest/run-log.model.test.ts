import { expect, test } from '@jest/globals';
import { verdictOf } from '@pv-actions/core/pvtest/report.ts';
import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { randomRun } from './random-run.ts';

const SEEDS = process.env['PV_TEST_LONG'] === 'true' ? 10_000 : 500;

test(`what is read of ${SEEDS} random runs is what happened`, () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const run = randomRun(seed);
    const reader = runLogReader(run.expected === undefined ? {} : { expected: run.expected });
    const events = run.text.split('\n').flatMap((line) => reader.read(line) ?? []);
    const results = reader.results();
    expect({ seed, results }).toEqual({ seed, results: run.told });

    const finished = events.filter((event) => event.type === 'finished');
    const once = new Set(finished.map((event) => `${event.id} ${event.attempt}`));
    const tries = run.told.flatMap((one) => one.tries);
    const ended = tries.filter((one) => one.outcome !== 'incomplete');
    expect({ seed, finished: finished.length, once: once.size }).toEqual({
      seed,
      finished: ended.length,
      once: ended.length,
    });

    if (run.end === 'cut') continue;
    const verdicts = results.map((one) => verdictOf(one.tries));
    expect({ seed, ...reader.progress() }).toEqual({
      seed,
      done: run.plans.length,
      running: [],
      failed: verdicts.filter((verdict) => verdict === 'failed' || verdict === 'aborted').length,
      flaky: run.plans.filter(({ ends }) => ends.length > 1 && ends.at(-1)?.word === 'PASSED').length,
    });
  }
});
