import { describe, expect, test } from '@jest/globals';
import { countOf, headline, judge, problemsOfJunit } from '@pv-actions/core/pvtest/counts.ts';
import type { Report, TestReport, Verdict } from '@pv-actions/core/pvtest/report.ts';
import { recorded, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';

const FAIL_ON: readonly Verdict[] = ['failed', 'aborted', 'infrastructure', 'incomplete'];
const passed = (count: number): TestReport[] =>
  Array.from({ length: count }, (_, at) => tested(`local/a/${at}`, ['passed']));

test('counts of a real run', () => {
  expect(countOf(recorded)).toEqual({
    total: 19,
    passed: 13,
    flaky: 1,
    failed: 1,
    skipped: 2,
    aborted: 1,
    infrastructure: 1,
    incomplete: 0,
  });
  expect(countOf([])).toMatchObject({ total: 0, passed: 0 });
});

describe('the headline', () => {
  test.each<[string, readonly TestReport[], number, string]>([
    [
      'some that failed',
      [...passed(17), tested('x', ['failed', 'passed']), tested('y', ['failed'])],
      240,
      '17 passed, 1 flaky, 1 failed of 19 in 4 min',
    ],
    [
      'a real run',
      recorded.tests,
      252,
      '13 passed, 1 flaky, 1 failed, 1 aborted, 1 infrastructure, 2 skipped of 19 in 4 min 12 s',
    ],
    ['all of one', passed(1200), 7200, '1200 passed of 1200 in 2 h'],
    ['less than a minute', passed(1), 10, '1 passed of 1 in 10 s'],
    ['no time', passed(1), 0, '1 passed of 1 in 0 s'],
    ['10 minutes', [tested('x', [])], 600, '1 incomplete of 1 in 10 min'],
    ['nothing', [], 3, 'no tests in 3 s'],
  ])('of %s', (_, tests, seconds, text) => expect(headline(countOf(tests), seconds)).toBe(text));
});

describe('what fails the stage', () => {
  const ids = (tests: readonly TestReport[]): string[] => tests.map(({ id }) => id);

  test('the tests with a verdict of fail-on, and not those in quarantine', () => {
    const tests = [
      tested('a', ['failed']),
      tested('b', ['failed'], { quarantine: { reason: 'r', until: '2026-12-01' } }),
      tested('c', ['failed', 'passed']),
      tested('d', ['passed']),
      tested('e', ['skipped']),
      tested('f', []),
    ];
    const judged = judge(report(tests), { failOn: FAIL_ON });
    expect([judged.verdict, ids(judged.failing), ids(judged.tolerated), judged.problems]).toEqual([
      'failed',
      ['a', 'f'],
      ['c'],
      [],
    ]);
    const strict = judge(report(tests), { failOn: ['flaky'] });
    expect([ids(strict.failing), ids(strict.tolerated)]).toEqual([['c'], ['a', 'f']]);
    expect(judge(report(tests.slice(1, 5)), { failOn: FAIL_ON }).verdict).toBe('passed');
  });

  test('a test that failed, and could not be tried again, although that is let pass', () => {
    const judged = judge(
      report([
        tested('a', ['failed', 'infrastructure']),
        tested('b', ['failed', 'incomplete']),
        tested('c', ['failed', 'skipped']),
        tested('d', ['infrastructure', 'failed', 'passed']),
        tested('e', ['infrastructure']),
        tested('f', ['passed']),
      ]),
      { failOn: ['failed'] },
    );
    expect([judged.verdict, ids(judged.failing)]).toEqual(['failed', ['a', 'b', 'c']]);
    expect(
      judge(report([tested('f', ['passed']), tested('a', ['failed', 'infrastructure'])]), { failOn: [] })
        .verdict,
    ).toBe('passed');
  });

  test.each<[string, Partial<Report>, number | undefined, readonly string[]]>([
    ['no result', { tests: [] }, undefined, ['No test has a result.']],
    [
      'a test that was never launched is no result',
      { tests: [tested('a', [])] },
      undefined,
      ['No test has a result.'],
    ],
    [
      'a test that was launched and has none is no result',
      { tests: [tested('a', ['incomplete'])] },
      undefined,
      ['No test has a result.'],
    ],
    ['nothing is expected', { tests: [] }, 0, []],
    [
      'fewer than expected',
      { tests: [...passed(3), tested('x', [])] },
      4,
      ['Only 3 tests have a result, and 4 were expected.'],
    ],
    ['one of two', { tests: passed(1) }, 2, ['Only 1 test has a result, and 2 were expected.']],
    ['as many as expected', { tests: [...passed(3), tested('x', ['skipped'])] }, 4, []],
    [
      'a problem of the run, which says it better',
      { tests: [], problems: ['Docker is not there.'] },
      undefined,
      ['Docker is not there.'],
    ],
    [
      'nothing but what was skipped',
      { tests: [tested('x', ['skipped']), tested('y', ['skipped'])] },
      2,
      ['No test ran: 2 tests were skipped.'],
    ],
    [
      'the same, and nothing is asked',
      { tests: [tested('x', ['skipped']), tested('y', [])] },
      undefined,
      ['No test ran: 1 test was skipped.'],
    ],
    ['the same, and nothing is expected', { tests: [tested('x', ['skipped'])] }, 0, []],
    [
      'the same of a shard, which says nothing of the others',
      { tests: [tested('x', ['skipped'])], shard: { index: 1, of: 2 } },
      undefined,
      [],
    ],
    [
      'the same of a shard that has a number to show',
      { tests: [tested('x', ['skipped'])], shard: { index: 1, of: 2 } },
      1,
      ['No test ran: 1 test was skipped.'],
    ],
    [
      'the same of the only shard',
      { tests: [tested('x', ['skipped'])], shard: { index: 1, of: 1 } },
      undefined,
      ['No test ran: 1 test was skipped.'],
    ],
    [
      'nothing but what could not be run, although that is let pass',
      { tests: [tested('x', ['infrastructure']), tested('y', [])] },
      undefined,
      ['No test ran: 1 test could not be run.'],
    ],
    [
      'what could not be run is no result',
      { tests: [...passed(1), tested('x', ['infrastructure'])] },
      2,
      ['Only 1 test has a result, and 2 were expected.'],
    ],
    [
      'a shard of which a part was skipped, and the rest could not be run',
      { tests: [tested('x', ['skipped']), tested('y', ['infrastructure'])], shard: { index: 1, of: 2 } },
      undefined,
      ['No test ran: 1 test was skipped.'],
    ],
    [
      'nothing that could be run, and nothing is expected',
      { tests: [tested('x', ['infrastructure'])] },
      0,
      [],
    ],
    ['what was aborted did run', { tests: [tested('x', ['aborted']), tested('y', ['skipped'])] }, 2, []],
    ['a problem, and too few', { tests: [], problems: ['P.'] }, 1, ['P.', 'No test has a result.']],
  ])('%s', (_, parts, expectedTests, problems) => {
    const judged = judge(report([], parts), { failOn: [], expectedTests });
    expect([judged.problems, judged.verdict]).toEqual([
      problems,
      problems.length === 0 ? 'passed' : 'failed',
    ]);
  });

  test('what passed and fails it all the same is told to who reads the JUnit file only', () => {
    const tests = [
      tested('a', ['failed', 'passed']),
      tested('b', ['failed', 'passed']),
      tested('c', ['skipped']),
      tested('d', ['failed']),
    ];
    const given = report(tests, { problems: ['P.'] });
    expect(problemsOfJunit(judge(given, { failOn: ['flaky', 'skipped', 'failed'] }))).toEqual([
      'P.',
      '2 tests are flaky, which fails the stage.',
      '1 test was skipped, which fails the stage.',
    ]);
    expect(problemsOfJunit(judge(given, { failOn: FAIL_ON }))).toEqual(['P.']);
  });

  test.each([
    ['timed-out', 'timed-out'],
    ['cancelled', 'cancelled'],
    ['killed', 'cancelled'],
    ['completed', 'failed'],
  ] as const)('a run that was %s is %s, whatever the tests say', (ending, verdict) => {
    expect(judge(report([tested('a', ['failed'])], { ending }), { failOn: FAIL_ON }).verdict).toBe(verdict);
  });
});
