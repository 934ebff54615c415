import { existsSync, readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { appears, Bench, one } from './bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(() => bench.close());

const TESTS = [
  one('local/a/abort', { end: 'abort' }),
  one('local/a/bad', { end: 'fail', diff: '< PASSED\n' }),
  one('local/a/flaky', failsFirst(1)),
  one('local/a/new', { end: 'record' }),
  { id: 'local/a/not-here', skip: 'needs a TPM' },
  { id: 'local/a/off', skip: true },
  one('local/a/stuck', { end: 'not-ready' }),
];

test('the oldest: one log, ids without attempts, diffs at the end', async () => {
  await bench.distro({ tests: TESTS, generation: 'oldest' });
  const done = await bench.run('-r', '1').done;
  expect(done.code).toBe(1);
  expect(existsSync(bench.at('ws/run.log'))).toBe(false);
  const lines = bench.read('ws/test.docker.log').split('\n');
  expect(
    lines.filter((line) => line.startsWith('Info: ')).map((line) => line.replace(/\d+ s/, 'N s')),
  ).toEqual([
    "Info: 'local/a/abort' ABORTED (N s)",
    "Info: 'local/a/bad' FAILED (N s)",
    "Info: 'local/a/bad' FAILED (N s)",
    "Info: 'local/a/flaky' FAILED (N s)",
    "Info: 'local/a/flaky' PASSED (N s)",
    "Info: 'local/a/new' PASSED (N s)",
    "Info: 'local/a/not-here' PASSED (N s)",
    "Info: 'local/a/off' SKIPPED",
    "Info: 'local/a/stuck' FAILED (N s)",
    "Info: 'local/a/stuck' FAILED (N s)",
  ]);
  expect(lines.findIndex((line) => line.startsWith('--- diff: '))).toBeGreaterThan(
    lines.findLastIndex((line) => line.startsWith('Info: ')),
  );
  expect(lines.filter((line) => line.startsWith('--- diff: '))).toEqual([
    '--- diff: local/a/bad ---',
    '--- diff: local/a/stuck ---',
  ]);
  expect(bench.read('ws/test.docker.log')).not.toContain('launching');
});

test('the pool: one container prints all results', async () => {
  await bench.distro({ tests: TESTS, generation: 'pool', tag: 'tester-3' });
  const done = await bench.run('local', '-p', '3').done;
  expect(done.code).toBe(1);
  const text = bench
    .read('ws/run.log')
    .replaceAll(/^(\[\S+\]) \d+ /gm, '$1 N ')
    .replaceAll(/\d+ s\)/g, 'N s)');
  const [before, summary] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('SUMMARY'))];
  expect(before.split('\n')).toEqual(
    expect.arrayContaining([
      "[tester-3] N INFO -- [pvtest-run]: 'local/a/abort' START",
      "[tester-3] N INFO -- [pvtest-run]: 'local/a/abort' ABORTED (N s)",
      "[tester-3] N ERROR -- [pvtest-run]: 'local/a/flaky' FAILED (N s)",
      "[tester-3] N INFO -- [pvtest-run]: 'local/a/new' RECORDED (N s)",
      "[tester-3] N INFO -- [pvtest-run]: 'local/a/not-here' SKIPPED (needs a TPM)",
      "[tester-3] N INFO -- [pvtest-run]: 'local/a/off' SKIPPED (disabled in test.json)",
    ]),
  );
  expect(before).toContain('\n--- errors: local/a/bad ---\n< PASSED\n--- end errors ---\n');
  expect(
    summary
      .split('\n')
      .filter((line) => line.startsWith("'"))
      .sort(),
  ).toEqual([
    "'local/a/abort' ABORTED (N s)",
    "'local/a/bad' FAILED (N s)",
    "'local/a/flaky' FAILED (N s)",
    "'local/a/new' RECORDED (N s)",
    "'local/a/not-here' SKIPPED (needs a TPM)",
    "'local/a/off' SKIPPED (disabled in test.json)",
    "'local/a/stuck' FAILED (N s)",
  ]);
  expect(readFileSync(bench.at('ws/results/main/local/a/stuck/test.log'), 'utf8')).toContain(
    'timed out waiting',
  );
  expect(bench.read('ws/results/main/local/a/bad/diff')).toBe('< PASSED\n');
  const runs = (await bench.docker.calls()).filter(({ argv }) => argv[0] === 'run');
  expect(runs).toHaveLength(1);
});

test('the pool hangs where -p is 0; its container ends with what runs in it', async () => {
  await bench.distro({
    tests: [one('local/a/x', { end: 'hang', steps: [{ touch: bench.at('on') }] })],
    generation: 'pool',
  });
  const running = bench.run('local');
  await appears(bench.at('on'));
  const [container] = await bench.docker.containers();
  await bench.docker.command('rm', '-f', container?.id ?? '');
  expect((await running.done).code).toBe(137);
  rmSync(bench.at('on'));
  const hanging = bench.run('local', '-p', '0');
  await bench.docker.until(({ status }) => status === 'running');
  await bench.docker.close();
  expect([(await hanging.done).code, existsSync(bench.at('on'))]).toEqual([137, false]);
});
