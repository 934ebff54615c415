import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { type Bench, badge, openBench } from './bench.ts';
import { runHere } from './here.ts';

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
  const lines = await runHere(bench, run, { prefix: name.slice(0, 3), ...inputs });
  expect(lines).toContain(`The job "${name}" is left out: this step is part of it.`);
  expect(await bench.text(`${name.slice(0, 3)}/029/badges/rpi.json`)).toBe(badge('rpi', 'passing'));
});

test('what takes long is told: reading, looking again, and putting back', async () => {
  const run = await bench.seed(['build (a)']);
  const told = (what: string) => ({ what, seen: Promise.withResolvers<void>() });
  const parts = [
    'Reading the badges of 029, ',
    'Looking at latest/ again, ',
    'Putting back the badges of 029, ',
  ].map(told);
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
  const way = await startFaultProxy(bench.s3.endpoint, ({ method, path }) =>
    method === 'PUT' && path.endsWith('/latest/stable/badges/tag.json') && path.includes('/refused/')
      ? { kind: 'status', status: 403, code: 'AccessDenied' }
      : undefined,
  );
  try {
    await runHere(bench, run, { endpoint: way.endpoint }, onLine, clock);
    await expect(
      runHere(bench, run, { endpoint: way.endpoint, prefix: 'refused' }, onLine, clock),
    ).rejects.toThrow('access denied');
    await Promise.all(parts.map(({ seen }) => seen.promise));
  } finally {
    await way.close();
  }
});
