import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import { type Bench, badge, openBench } from './bench.ts';
import { badgesHere } from './here.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test.each([
  ['build (rpi) / badges', {}],
  ['badges and test results', { 'test-pattern': 'test' }],
])('the job of this step, called %j, makes no machine running', async (name, inputs) => {
  const run = await bench.seed(['build (rpi) / build', 'other test', { name, conclusion: null }], {
    conclusion: null,
  });
  const { log } = await badgesHere(bench, run, { prefix: name.slice(0, 3), ...inputs });
  expect(log).toContain(`The job "${name}" is left out: this step is part of it.`);
  expect(await bench.text(`${name.slice(0, 3)}/029/badges/rpi.json`)).toBe(badge('rpi', 'passing'));
});

test('what takes long is told: reading, and looking again', async () => {
  const run = await bench.seed(['build (a)']);
  const told = (what: string) => ({ what, seen: Promise.withResolvers<void>() });
  const parts = ['Reading the badges of 029, ', 'Looking at latest/ again, '].map(told);
  const onLine = (text: string): void =>
    parts.forEach(({ what, seen }) => {
      if (text.startsWith(what)) seen.resolve();
    });
  /** Ten seconds pass at once. */
  const clock: Clock = {
    ...systemClock,
    every(_ms, work) {
      setImmediate(work);
      return () => {};
    },
  };
  await badgesHere(bench, run, {}, { onLine, clock });
  await Promise.all(parts.map(({ seen }) => seen.promise));
});
