import { describe, expect, test } from '@jest/globals';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import fc from 'fast-check';
import { durationsOf, testsOfShard } from '../src/shards.ts';

const NOTHING = new Map<string, number>();
const locals = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `local/core/t${String(at).padStart(3, '0')}`);

const ids = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom('local', 'remote'),
      fc.constantFrom('core', 'net'),
      fc.integer({ min: 0, max: 60 }),
    ),
    { selector: (parts) => parts.join('/'), maxLength: 60 },
  )
  .map((all) => all.map((parts) => parts.join('/')).sort());

test('every test is in exactly one shard, in the order of the tests', () => {
  fc.assert(
    fc.property(
      ids,
      fc.integer({ min: 1, max: 9 }),
      fc.dictionary(
        fc.constantFrom('local/core/1', 'local/net/2', 'remote/core/3'),
        fc.integer({ min: 0, max: 900 }),
      ),
      (tests, of, seconds) => {
        const durations = new Map(Object.entries(seconds));
        const shards = Array.from({ length: of }, (_, at) =>
          testsOfShard(tests, { index: at + 1, of }, durations),
        );
        expect(shards.flat().sort()).toEqual(tests);
        for (const shard of shards) expect(shard).toEqual([...shard].sort());
      },
    ),
  );
});

test('the order in which the tests are given does not change the split', () => {
  const tests = locals(20);
  const durations = new Map([
    ['local/core/t003', 300],
    ['local/core/t011', 10],
  ]);
  const other = testsOfShard([...tests].reverse(), { index: 2, of: 3 }, durations);
  expect(other.sort()).toEqual(testsOfShard(tests, { index: 2, of: 3 }, durations));
});

test('without durations the shards have the same number of tests, of each scope', () => {
  const tests = [...locals(8), 'remote/a/1', 'remote/a/2', 'remote/a/3', 'remote/a/4'];
  for (const index of [1, 2, 3, 4]) {
    const shard = testsOfShard(tests, { index, of: 4 }, NOTHING);
    expect(shard.filter((id) => id.startsWith('local'))).toHaveLength(2);
    expect(shard.filter((id) => id.startsWith('remote'))).toHaveLength(1);
  }
});

test('a long test gets a shard of its own, and the short ones share the others', () => {
  const durations = new Map(locals(7).map((id, at) => [id, at === 4 ? 600 : 100]));
  const shards = [1, 2].map((index) => testsOfShard(locals(7), { index, of: 2 }, durations));
  expect(shards.map((shard) => shard.length).sort()).toEqual([1, 6]);
  expect(shards.find((shard) => shard.length === 1)).toEqual(['local/core/t004']);
});

test('a test without a duration counts as much as the middle one', () => {
  // 10, 20 and 30 are known: the new one counts 20. Longest first: 30 | 20, 30 | 20+20, 30+10 | 20+20.
  const durations = new Map([
    ['local/a/a', 10],
    ['local/a/b', 20],
    ['local/a/c', 30],
  ]);
  const tests = ['local/a/a', 'local/a/b', 'local/a/c', 'local/a/new'];
  expect(testsOfShard(tests, { index: 1, of: 2 }, durations)).toEqual(['local/a/a', 'local/a/c']);
});

test('tests that take no time are spread, too', () => {
  const durations = new Map(locals(6).map((id) => [id, 0]));
  for (const index of [1, 2, 3]) expect(testsOfShard(locals(6), { index, of: 3 }, durations)).toHaveLength(2);
});

test('local tests do not make up for remote ones: those run one at a time', () => {
  const durations = new Map(
    Object.entries({ 'local/a/1': 100, 'local/a/2': 1, 'remote/a/1': 50, 'remote/a/2': 50 }),
  );
  for (const index of [1, 2]) {
    const shard = testsOfShard([...durations.keys()], { index, of: 2 }, durations);
    expect(shard.filter((id) => id.startsWith('remote'))).toHaveLength(1);
  }
});

test('more shards than tests leave some empty', () => {
  expect(testsOfShard(locals(1), { index: 2, of: 3 }, NOTHING)).toEqual([]);
});

describe('the durations of an earlier report', () => {
  const report = (tries: Report['tests'][number]['tries']): Report => ({
    version: 1,
    distro: 'distro',
    source: {},
    runAttempt: 1,
    paths: [],
    started: '2026-11-01T00:00:00.000Z',
    seconds: 1,
    ending: 'completed',
    problems: [],
    tests: [{ id: 'local/a/a', verdict: 'flaky', tries }],
  });

  test('are those of all tries: a test that is retried takes longer', () => {
    const tries = [
      { attempt: 0, outcome: 'failed', seconds: 40 },
      { attempt: 1, outcome: 'passed', seconds: 2 },
    ] as const;
    expect(durationsOf(report(tries)).get('local/a/a')).toBe(42);
  });

  test('are unknown for a test that was never timed', () => {
    expect(durationsOf(report([{ attempt: 0, outcome: 'skipped' }])).size).toBe(0);
  });
});
