import { describe, expect, test } from '@jest/globals';
import { judge } from '@pv-actions/core/pvtest/counts.ts';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import type { Outcome, Report, TestReport } from '@pv-actions/core/pvtest/report.ts';
import { report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

const ID = 'local/core/x';
const SKIPPED = tested(ID, ['skipped']);
const NEVER = tested(ID, [], { reason: 'The time limit was reached.' });

/** A report of the test `ID` by a run attempt; `job` keeps those of one attempt apart. */
function of(runAttempt: number, what: readonly Outcome[] | TestReport, job = 'test'): Report {
  return report(['id' in what ? what : tested(ID, what)], { runAttempt, job });
}

const outcomesOf = ({ tests: [first] }: Report): Outcome[] =>
  (first?.tries ?? []).map(({ outcome }) => outcome);

describe('the verdict of a test, and its tries with the oldest attempt first', () => {
  test.each<[string, readonly Report[], string, readonly Outcome[]]>([
    ['one report', [of(1, ['failed', 'passed'])], 'flaky', ['failed', 'passed']],
    ['passed in both attempts', [of(1, ['passed']), of(2, ['passed'])], 'passed', ['passed', 'passed']],
    [
      'failed, then passed',
      [of(1, ['failed', 'failed']), of(2, ['passed'])],
      'flaky',
      ['failed', 'failed', 'passed'],
    ],
    ['passed, then failed', [of(1, ['passed']), of(2, ['failed'])], 'flaky', ['passed', 'failed']],
    ['aborted, then failed', [of(1, ['aborted']), of(2, ['failed'])], 'failed', ['aborted', 'failed']],
    ['failed, then aborted', [of(1, ['failed']), of(2, ['aborted'])], 'aborted', ['failed', 'aborted']],
    ['killed, then passed', [of(1, ['incomplete']), of(2, ['passed'])], 'flaky', ['incomplete', 'passed']],
    ['never launched, then passed', [of(1, NEVER), of(2, ['passed'])], 'passed', ['passed']],
    ['passed, then never launched', [of(1, ['passed']), of(2, NEVER)], 'passed', ['passed']],
    ['failed, then never launched', [of(1, ['failed']), of(2, NEVER)], 'failed', ['failed']],
    ['failed, then skipped', [of(1, ['failed']), of(2, SKIPPED)], 'failed', ['failed']],
    ['skipped, then failed', [of(1, SKIPPED), of(2, ['failed'])], 'failed', ['failed']],
    ['skipped, then passed', [of(1, SKIPPED), of(2, ['passed'])], 'passed', ['passed']],
    ['skipped, then never launched', [of(1, SKIPPED), of(2, NEVER)], 'skipped', ['skipped']],
    ['never launched at all', [of(1, NEVER), of(2, NEVER)], 'incomplete', []],
    [
      'two jobs of an attempt',
      [of(1, ['failed'], 'a'), of(1, ['passed'], 'b')],
      'failed',
      ['passed', 'failed'],
    ],
    [
      'two jobs of an attempt, one never came to it',
      [of(1, ['passed'], 'a'), of(1, NEVER, 'b')],
      'passed',
      ['passed'],
    ],
    [
      'two jobs of an attempt, and both again',
      [of(1, ['failed'], 'a'), of(1, ['passed'], 'b'), of(2, ['passed'], 'a'), of(2, ['passed'], 'b')],
      'flaky',
      ['passed', 'failed', 'passed', 'passed'],
    ],
    [
      'two jobs whose second attempt passed in one only',
      [of(1, ['passed'], 'a'), of(2, ['infrastructure'], 'a'), of(2, ['passed'], 'b')],
      'flaky',
      ['passed', 'passed', 'infrastructure'],
    ],
    [
      'the same report twice',
      [of(1, ['failed', 'failed']), of(1, ['failed', 'failed'])],
      'failed',
      ['failed', 'failed'],
    ],
  ])('%s', (_, reports, verdict, outcomes) => {
    const merged = mergeReports(reports);
    expect(merged.tests.map((each) => each.verdict)).toEqual([verdict]);
    expect(outcomesOf(merged)).toEqual(outcomes);
    expect(merged.tests[0]?.tries.map(({ attempt }) => attempt)).toEqual(outcomes.map((_outcome, at) => at));
  });

  test('the tries say which run attempt they are of', () => {
    const { tests, parts = [] } = mergeReports([of(2, ['passed']), of(1, ['failed', 'failed'])]);
    expect(tests[0]?.tries.map(({ part = -1 }) => parts[part]?.runAttempt)).toEqual([1, 1, 2]);
  });

  test('tests of two distros are two tests, and say of which they are', () => {
    const merged = mergeReports([of(1, ['failed']), { ...of(1, ['passed']), distro: 'arm' }]);
    expect(merged.distro).toBe('arm, pvtest-distro-docker');
    expect(merged.tests.map(({ distro, id, verdict }) => [distro, id, verdict])).toEqual([
      ['arm', ID, 'passed'],
      ['pvtest-distro-docker', ID, 'failed'],
    ]);
  });
});

test('issues and leaks are those of the newest try, the quarantine is that of the newest run that launched it', () => {
  const told = (text: string, bytes: number): Partial<TestReport> => ({
    issues: [{ level: 'WARN', text, count: 1 }],
    leaks: { bytes, blocks: 1 },
    quarantine: { reason: text, until: '2026-12-01' },
  });
  const first = of(1, tested(ID, ['failed'], told('old', 1)));
  const second = of(2, tested(ID, ['failed'], told('new', 2)));
  expect(mergeReports([second, first]).tests).toMatchObject([told('new', 2)]);
  expect(mergeReports([second, first, of(3, NEVER)]).tests).toMatchObject([told('new', 2)]);
  const [without] = mergeReports([of(2, ['failed']), first]).tests;
  expect([without?.issues, without?.leaks, without?.quarantine]).toEqual([undefined, undefined, undefined]);
});

test('merged reports that tell the same test differently are one, in whatever order they come', () => {
  const newest = report([], { runAttempt: 3 });
  const some = mergeReports([of(1, tested(ID, [], { reason: 'one' })), newest]);
  const others = mergeReports([of(2, tested(ID, [], { reason: 'other' })), newest]);
  expect(mergeReports([others, some])).toEqual(mergeReports([some, others]));
});

describe('what a merged report says of its runs', () => {
  const first = report([tested(ID, ['passed'])], { seconds: 100, job: 'a', started: '2026-11-26T04:00:00Z' });
  const beside = report([tested('local/a/b', ['passed'])], {
    seconds: 300,
    job: 'b',
    started: '2026-11-26T03:59:00.500Z',
  });
  const again = report([tested(ID, ['passed'])], {
    seconds: 7,
    job: 'a',
    runAttempt: 2,
    started: '2026-11-26T05:00:00Z',
  });

  test('its seconds are the longest run of each attempt, one after the other', () => {
    const merged = mergeReports([again, first, beside]);
    expect(merged).toMatchObject({
      seconds: 307,
      started: '2026-11-26T03:59:00.500Z',
      runAttempt: 2,
      job: undefined,
      paths: ['local'],
      ending: 'completed',
    });
    expect(merged.tests.map(({ id }) => id)).toEqual(['local/a/b', ID]);
  });

  test('a job that ended before its time, or had a problem, counts until it is run again', () => {
    const late: Report = { ...first, ending: 'timed-out', problems: ['It took too long.'] };
    expect(mergeReports([late, beside])).toMatchObject({
      ending: 'timed-out',
      problems: ['pvtest-distro-docker, local: It took too long.'],
    });
    expect(mergeReports([late, beside, again])).toMatchObject({ ending: 'completed', problems: [] });
    expect(mergeReports([{ ...beside, ending: 'killed' }, late, again]).ending).toBe('killed');
  });

  test('the source is that of the newest one', () => {
    const sha = first.source.sha ?? '';
    const merged = mergeReports([
      { ...again, source: { sha, run: 'https://github.com/o/r/actions/runs/2' } },
      { ...first, source: { sha, run: 'https://github.com/o/r/actions/runs/1' } },
    ]);
    expect(merged.source).toEqual({ sha, run: 'https://github.com/o/r/actions/runs/2' });
  });

  test('reports of two commits are refused, one that does not say its commit is not', () => {
    const { message, advice } = userErrorOf(() =>
      mergeReports([first, { ...again, source: { sha: 'abc' } }]),
    );
    expect(message).toBe(
      'The reports are of 2 commits: "abc" ("pvtest-distro-docker, local"), "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00" ("pvtest-distro-docker, local").',
    );
    expect(advice).toBe('Merge the reports of one commit only: those of one workflow run.');
    expect(mergeReports([first, { ...again, source: {} }]).tests).toHaveLength(1);
  });
});

describe('shards', () => {
  const shard = (index: number, of: number, parts: Partial<Report> = {}): Report =>
    report([tested(`local/core/${index}`, ['passed'])], { shard: { index, of }, ...parts });

  test('all of them are there, perhaps in a later attempt', () => {
    expect(mergeReports([shard(1, 3), shard(3, 3), shard(2, 3, { runAttempt: 2 })]).problems).toEqual([]);
  });

  test('one that is missing is a problem, and fails the stage', () => {
    const merged = mergeReports([shard(3, 3), shard(1, 3)]);
    expect(merged.problems).toEqual([
      'Shard 2 of 3 of pvtest-distro-docker, local has no report: its tests were not run, or its job did not end.',
    ]);
    expect(judge(merged, { failOn: [] }).verdict).toBe('failed');
  });

  test('several are one problem, and each distro and path has its own', () => {
    const merged = mergeReports([shard(4, 4, { runAttempt: 2 }), shard(1, 2, { distro: 'arm', paths: [] })]);
    expect(merged.problems).toEqual([
      'Shard 2 of 2 of arm has no report: its tests were not run, or its job did not end.',
      'Shards 1, 2, 3 of 4 of pvtest-distro-docker, local have no report: their tests were not run, or their jobs did not end.',
    ]);
  });

  test('of two distros do not make up for each other', () => {
    expect(mergeReports([shard(1, 2, { distro: 'arm' }), shard(2, 2)]).problems).toEqual([
      'Shard 2 of 2 of arm, local has no report: its tests were not run, or its job did not end.',
      'Shard 1 of 2 of pvtest-distro-docker, local has no report: its tests were not run, or its job did not end.',
    ]);
  });

  test('a report that comes later mends what was merged without it', () => {
    const merged = mergeReports([mergeReports([shard(1, 2)]), shard(2, 2)]);
    expect(merged.problems).toEqual([]);
    expect(merged.tests).toHaveLength(2);
  });
});
