import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { type Host, openHost, verdictsOf } from './host.ts';

let host: Host;
beforeAll(async () => {
  host = await openHost({
    tests: [
      { id: 'local/core/a' },
      { id: 'local/core/b' },
      { id: 'local/net/c' },
      { id: 'local/net/d', behaviour: { end: 'fail' } },
    ],
  });
});
afterAll(() => host.close());

test('several paths run in one call, and no other test does', async () => {
  const result = await host.run({ 'test-path': 'local/core/b, local/net/c' });
  expect(result.outcome).toBe('success');
  expect(verdictsOf(await host.report(result))).toEqual(['local/core/b passed', 'local/net/c passed']);
  expect(result.log.match(/^##\[group\]\.\/test\.docker\.sh run/gm)).toHaveLength(1);
});

test('the shards together run every test once, and a report of them balances the next split', async () => {
  const first = await host.run({ 'test-path': 'local', shard: '1/2', retries: '0' });
  const second = await host.run({ 'test-path': 'local', shard: '2/2', retries: '0' });
  const ids = [...(await host.report(first)).tests, ...(await host.report(second)).tests].map(({ id }) => id);
  expect(ids.sort()).toEqual(['local/core/a', 'local/core/b', 'local/net/c', 'local/net/d']);
  expect((await host.report(second)).shard).toEqual({ index: 2, of: 2 });

  const report = await host.report(first);
  const timings = join(host.folder, 'timings.json');
  const timed = ['local/core/a', 'local/core/b', 'local/net/c', 'local/net/d'].map((id, at) => ({
    id,
    verdict: 'passed',
    tries: [{ attempt: 0, outcome: 'passed', seconds: at === 2 ? 90 : 10 }],
  }));
  await writeFile(timings, JSON.stringify({ ...report, tests: timed }));
  const plan = await host.run({ 'test-path': 'local', shard: '1/2', timings, 'dry-run': 'true' });
  expect([...plan.log.matchAll(/^ {2}(local\S+)/gm)].map(([, id]) => id)).toEqual(['local/net/c']);
});

test('a shard without tests passes, warns, and has a report', async () => {
  const result = await host.run({ 'test-path': 'local/core', shard: '3/3' });
  expect(result).toMatchObject({ outcome: 'success', outputs: { verdict: 'passed', total: '0' } });
  expect(result.log).toContain('This shard has no tests: there are fewer tests than shards.');
});

describe('quarantine', () => {
  test('a test in it runs, is reported, and fails nothing until that day', async () => {
    const quarantine = join(host.folder, 'quarantine.txt');
    await writeFile(
      quarantine,
      'local/net/d 2999-12-31 hangs with kernel 6.12\nlocal/net/gone 2999-12-31 typo\n',
    );
    const result = await host.run({ 'test-path': 'local/net', retries: '0', quarantine });
    expect(result).toMatchObject({ outcome: 'success', outputs: { verdict: 'passed', failed: '1' } });
    expect(result.summary).toContain('hangs with kernel 6.12');
    expect(result.summary).toContain('2999-12-31');
    expect(result.log).toContain('the distro has no test local/net/gone.');
  });

  test('a line that has expired is a warning, and the test fails the stage', async () => {
    const quarantine = join(host.folder, 'quarantine.txt');
    await writeFile(quarantine, 'local/net/d 2026-01-31 hangs with kernel 6.12\n');
    const result = await host.run({ 'test-path': 'local/net/d', retries: '0', quarantine });
    expect(result).toMatchObject({ outcome: 'failure', outputs: { verdict: 'failed' } });
    expect(result.annotations.filter(({ level }) => level === 'warning')).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('the quarantine of local/net/d ended on 2026-01-31'),
      }),
    ]);
  });
});

describe('what fails the stage', () => {
  test('can be nothing', async () => {
    const result = await host.run({ 'test-path': 'local/net', retries: '0', 'fail-on': 'none' });
    expect(result).toMatchObject({ outcome: 'success', outputs: { verdict: 'passed', failed: '1' } });
  });

  test('is a number of results that is too small', async () => {
    const result = await host.run({ 'test-path': 'local/core/a', 'expected-tests': '2' });
    expect(result).toMatchObject({ outcome: 'failure', outputs: { verdict: 'failed', passed: '1' } });
    expect(result.log).toContain('Only 1 test has a result, and 2 were expected.');
  });

  test('can be a flaky test', async () => {
    await host.write({ tests: [{ id: 'local/core/flaky', behaviour: failsFirst(1) }] });
    const result = await host.run({ 'test-path': 'local', 'fail-on': 'flaky failed' });
    expect(result).toMatchObject({ outcome: 'failure', outputs: { verdict: 'failed', flaky: '1' } });
  });
});
