import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { badges } from '../src/main.ts';
import { type Bench, BUCKET, badge, openBench, REPOSITORY } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** Runs the stage in this process, on a runner that the emulator knows. @returns The lines of its log. */
async function runHere(
  run: string,
  given: Readonly<Record<string, string>>,
  onLine: (text: string) => void = () => {},
  clock: Clock = systemClock,
): Promise<string[]> {
  const inputs = {
    tag: '029',
    bucket: BUCKET,
    prefix: 'here',
    endpoint: bench.s3.endpoint,
    'access-key-id': bench.s3.accessKeyId,
    'secret-access-key': bench.s3.secretAccessKey,
    'github-token': bench.github.token,
    'run-id': run,
    ...given,
  };
  const lines: string[] = [];
  const info = (text: string): void => {
    lines.push(text);
    onLine(text);
  };
  const deps = {
    log: { ...quietLog, info },
    clock,
    exec: systemExec,
    env: {
      GITHUB_API_URL: bench.github.url,
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ID: run,
      RUNNER_NAME: 'GitHub Actions 1',
    },
    summary: () => {},
    state: { save: () => {}, read: () => undefined },
    cancellation: () => new AbortController().signal,
  };
  const variables = Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]);
  await badges.run(parseInputs(badges.inputs, Object.fromEntries(variables)), deps, () => {});
  return lines;
}

test.each([
  ['build (rpi) / badges', {}],
  ['badges and test results', { 'test-pattern': 'test' }],
])('the job of this step, called %j, makes no machine running', async (name, inputs) => {
  const run = await bench.seed(['build (rpi) / build', 'other test', { name, conclusion: null }], {
    conclusion: null,
  });
  const lines = await runHere(run, { prefix: name.slice(0, 3), ...inputs });
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
    await runHere(run, { endpoint: way.endpoint }, onLine, clock);
    await expect(runHere(run, { endpoint: way.endpoint, prefix: 'refused' }, onLine, clock)).rejects.toThrow(
      'access denied',
    );
    await Promise.all(parts.map(({ seen }) => seen.promise));
  } finally {
    await way.close();
  }
});
