import { describe, expect, test } from '@jest/globals';
import { SUMMARY_LIMIT } from '@pv-actions/core/action/markdown.ts';
import { judge } from '@pv-actions/core/pvtest/counts.ts';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import type { Report, TestReport, Verdict } from '@pv-actions/core/pvtest/report.ts';
import { reportSummary, type SummaryOptions } from '@pv-actions/core/pvtest/summary.ts';
import { recorded, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import { renderMarkdown } from '@pv-actions/testkit/runner/markdown-view.ts';

const FAIL_ON: readonly Verdict[] = ['failed', 'aborted', 'infrastructure', 'incomplete'];
const UNTIL = { reason: 'slow', until: '2026-12-01' };

const summaryOf = (given: Report, options?: SummaryOptions): string =>
  reportSummary(given, judge(given, { failOn: FAIL_ON }), options);
const shown = (given: Report, options?: SummaryOptions): string =>
  renderMarkdown(summaryOf(given, options), { colour: false });
const firstLine = (tests: readonly TestReport[], parts: Partial<Report> = {}): string =>
  summaryOf(report(tests, parts)).split('\n')[0] ?? '';
const many = (count: number, make: (id: string) => TestReport): TestReport[] =>
  Array.from({ length: count }, (_, at) => make(`local/core/${String(at).padStart(4, '0')}`));

test('a real run, as a person reads it', () => {
  expect(shown(recorded, { title: 'pvtest: local' })).toBe(
    `pvtest: local

13 passed, 1 flaky, 1 failed, 1 aborted, 1 infrastructure, 2 skipped of 19 in 4 min. The stage failed: 3 tests did not pass.

Distro pvtest-distro-docker, tests of local, commit c0ffee0.

Category         passed  flaky  failed  aborted  infrastructure  skipped  time of its tests
local/control    2                               1                        2 s
local/core       1       1                                                4 s
local/lifecycle  1              1                                         2 min 4 s
local/runtime    3                                               2        3 s
local/security   3                      1                                 3 s
local/services   3                                                        3 s
all              13      1      1       1        1               2        2 min 19 s

Did not pass

▾ local/lifecycle/seq-non-reboot-updates failed

Tries: failed (61 s), then failed (62 s).

    [pvtest] 1795205463 ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY

The end of its log:

    [pvtest] 1795205463 DEBUG -- [test.docker.sh]: launching 'local/lifecycle/seq-non-reboot-updates'
    [pvtest] 1795205463 INFO -- [pvtest-run]: starting Pantavisor
    [pvtest] 1795205463 ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY

▾ local/security/oem-secureboot was aborted

Tries: aborted (0 s).

The end of its log:

    secureboot is not there

▾ local/control/basic-endpoints could not be run

docker: Error response from daemon: Conflict. The container name "/pvtest" is already in use.

Tries: infrastructure (0 s), then infrastructure (0 s).

The end of its log:

    docker: Error response from daemon: Conflict. The container name "/pvtest" is already in use.

Flaky

▾ local/core/legacy-config-overload is flaky

Tries: failed (0 s), then passed (3 s).

    2c2
    < "mode": "strict"
    ---
    > "mode": "FAILED to read"

The end of its log:

    [pvtest] 1 INFO -- [pvtest-run]: setting up

▾ 2 tests were skipped

- Its test.json says skip: local/runtime/container-exports, local/runtime/remount-policies

▾ Warnings and errors in the logs of 2 tests

local/lifecycle/seq-non-reboot-updates

    ERROR [pvtest-run]: timed out waiting for pantavisor.status READY

local/runtime/steps-rw

    WARN 12× [storage]: could not find <state>

▾ Leaks: 2.1 KiB definitely lost in 2 tests

Test                                       Definitely lost  Blocks
local/runtime/objects-crud                 2 KiB            3
local/runtime/status-goal-success-failure  71 B             1`,
  );
});

describe('the first line says what happened and what it means', () => {
  const passed = tested('local/a/x', ['passed']);

  test.each<[string, readonly TestReport[], Partial<Report>]>([
    ['**1 passed** of 1 in 4 min. Nothing failed.', [passed], {}],
    [
      '**1 passed, 1 flaky** of 2 in 4 min. The stage passed, but 1 test did not pass at once.',
      [passed, tested('local/a/y', ['failed', 'passed'])],
      {},
    ],
    [
      '**1 passed, 2 failed** of 3 in 4 min. The stage passed, but 2 tests in quarantine did not pass.',
      [passed, ...many(2, (id) => tested(id, ['failed'], { quarantine: UNTIL }))],
      {},
    ],
    [
      '**1 passed, 1 skipped** of 2 in 4 min. Nothing failed.',
      [
        tested('local/a/x', ['passed'], { quarantine: UNTIL }),
        tested('local/a/y', ['skipped'], { quarantine: UNTIL }),
      ],
      {},
    ],
    [
      '**1 passed, 1 failed** of 2 in 4 min. The stage failed: 1 test did not pass, and 1 problem beside the tests.',
      [passed, tested('local/a/y', ['failed'])],
      { problems: ['P.'] },
    ],
    ['**no tests** in 4 min. The stage failed: 1 problem beside the tests.', [], {}],
    [
      '**1 passed** of 1 in 4 min. The time limit was reached: what had not ended by then has no result.',
      [passed],
      { ending: 'timed-out' },
    ],
    [
      '**1 passed** of 1 in 4 min. The run was cancelled, or killed: what had not ended by then has no result.',
      [passed],
      { ending: 'cancelled' },
    ],
  ])('%s', (line, tests, parts) => expect(firstLine(tests, parts)).toBe(line));
});

test('a failure that fail-on lets pass is told', () => {
  const given = report([tested('local/a/x', ['failed']), tested('local/a/y', ['failed', 'passed'])]);
  expect(reportSummary(given, judge(given, { failOn: [] })).split('\n')[0]).toBe(
    '**1 flaky, 1 failed** of 2 in 4 min. The stage passed, but 1 test did not pass at once, and 1 test did not pass, which fail-on lets pass.',
  );
});

test('the issues of tests that did not pass come first', () => {
  const issues = [{ level: 'WARN' as const, text: 'x', count: 1 }];
  const text = shown(
    report([
      tested('local/a/good', ['passed'], { issues }),
      tested('local/a/late', ['failed', 'passed'], { issues }),
    ]),
  );
  expect(text).toContain('in the logs of 2 tests\n\nlocal/a/late\n\n    WARN x\n\nlocal/a/good\n');
});

describe('what was tested', () => {
  test('by a shard', () => {
    expect(shown(report([], { shard: { index: 2, of: 3 }, paths: ['local/core', 'remote'] }))).toContain(
      'Distro pvtest-distro-docker, tests of local/core, remote, shard 2 of 3, commit c0ffee0.',
    );
  });

  test('by several jobs, of several distros', () => {
    const tests = [tested('local/core/x', ['failed'])];
    const text = shown(mergeReports([report(tests), report(tests, { distro: 'arm' })]));
    expect(text).toContain(
      'Distros arm, pvtest-distro-docker, tests of local, commit c0ffee0, merged from 2 reports.',
    );
    expect(text).toContain('▾ arm: local/core/x failed');
    expect(text).toMatch(/^pvtest-distro-docker: local\/core {2}1 {7}1 s$/m);
  });

  test('in which run attempt', () => {
    const merged = mergeReports([
      report([tested('local/core/x', ['failed', 'failed'])]),
      report([tested('local/core/x', ['passed'])], { runAttempt: 2 }),
    ]);
    expect(shown(merged)).toContain(
      'Tries: failed (1 s, run attempt 1), then failed (1 s, run attempt 1), then passed (1 s, run attempt 2).',
    );
  });
});

test('tests in quarantine are told apart, and those that may leave it are named', () => {
  const tests = [
    tested('local/a/failed', ['failed'], { quarantine: { reason: 'see #12', until: '2026-12-01' } }),
    tested('local/a/never', [], { quarantine: UNTIL }),
    tested('local/a/good', ['passed'], { quarantine: UNTIL }),
  ];
  const text = shown(report(tests));
  expect(text.replace(/ {2,}/g, ' | ')).toContain(`In quarantine

Test | Verdict | Why it did not pass | Why it may | Until
local/a/failed | failed | Its output is not the expected one. | see #12 | 2026-12-01
local/a/never | incomplete | It was never launched. | slow | 2026-12-01

Passed, and may leave it: local/a/good.`);
  expect(text).not.toMatch(/Did not pass|never launched\n/);
});

test('tests that were never launched are one section, by reason', () => {
  const tests = [
    ...many(150, (id) => tested(id, [], { reason: 'The time limit was reached.' })),
    tested('local/z/z', []),
  ];
  const text = shown(report(tests));
  expect(text).toContain(
    '▾ 151 tests were never launched\n\n- The time limit was reached: local/core/0000, local/core/0001, ',
  );
  expect(text).toContain('local/core/0099 and 50 more\n- No reason is known: local/z/z');
  expect(text).not.toContain('Did not pass');
});

test('30 tests that did not pass have a section, the first is open, the others are named', () => {
  const text = summaryOf(report(many(33, (id) => tested(id, ['failed']))));
  expect(text.match(/<details>/g)).toHaveLength(29);
  expect(text.match(/<details open><summary>local\/core\/0000 failed<\/summary>/g)).toHaveLength(1);
  expect(text).toContain(
    '\n\nAnd: <code>local/core/0030</code>, <code>local/core/0031</code>, <code>local/core/0032</code>.',
  );
});

test('what matters of a test: the last try that says something, the end of its log, else its issues', () => {
  const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n\n');
  const text = shown(
    report([
      tested('local/a/x', ['failed', 'incomplete'], {
        tries: [
          {
            attempt: 0,
            outcome: 'failed',
            diff: Array.from({ length: 90 }, (_, at) => `> ${at}`).join('\n'),
            log: lines,
          },
          { attempt: 1, outcome: 'incomplete', reason: 'It took too long.' },
        ],
      }),
      tested('local/a/y', ['failed'], { issues: [{ level: 'ERROR', text: '[x]: broken', count: 1 }] }),
    ]),
  );
  expect(text).toContain('    > 78\n    … 11 more lines\n');
  expect(text).not.toContain('    > 79\n');
  expect(text).toContain('The end of its log:\n\n    line 10\n    line 11\n');
  expect(text).not.toContain('line 9\n');
  expect(text).toContain('From its log:\n\n    ERROR [x]: broken');
});

test('text of others is shown and not obeyed', () => {
  const evil = '</details> @team #1 `x` <b> | [l](https://x) \u001b[31mred\n\n# heading';
  const tries = [
    { attempt: 0, outcome: 'failed' as const, reason: evil, diff: `\`\`\`\n${evil}`, log: evil },
  ];
  const text = summaryOf(
    report(
      [
        tested(`local/core/${evil.replaceAll('/', '')}`, ['failed'], { tries }),
        tested('local/core/y', ['failed'], { tries, quarantine: { reason: evil, until: '2026-12-01' } }),
        tested('local/core/z', ['skipped'], { tries: [{ attempt: 0, outcome: 'skipped', reason: evil }] }),
        tested('local/core/zz', ['passed'], { issues: [{ level: 'WARN', text: evil, count: 1 }] }),
      ],
      { problems: [evil], distro: evil },
    ),
    { title: evil },
  );
  const outside = text.replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '');
  // A title of a folded section is HTML, in which no Markdown is read.
  expect(outside.replace(/^<details.*$/gm, '')).not.toMatch(/@team|#1\b|(?<!\\)`|<b>|(?<!\\)\[l|^# heading/m);
  expect(text).not.toContain('\u001b');
  expect(outside.match(/<\/details>/g)).toHaveLength((outside.match(/<details/g) ?? []).length);
  for (const row of outside.split('\n').filter((line) => line.startsWith('| '))) {
    const cells = row.split(/(?<!\\)\|/).length - 2;
    expect([4, 5, 6]).toContain(cells);
  }
});

describe('a report that is too large for a summary', () => {
  const long = '@&<#😀'.repeat(1000);
  const tries = [
    {
      attempt: 0,
      outcome: 'failed' as const,
      reason: long,
      diff: `${long}\n`.repeat(100),
      log: `${long}\n`.repeat(30),
    },
  ];
  const issues = Array.from({ length: 100 }, (_, at) => ({
    level: 'WARN' as const,
    text: `${at} ${long}`,
    count: 1,
  }));
  const huge = report(
    [
      ...many(500, (id) => tested(`${id}${long.slice(0, 1000)}`, ['failed'], { tries, issues })),
      ...many(500, (id) => tested(`local/${id}/flaky`, ['failed', 'passed'], { tries, issues })),
    ],
    { problems: Array.from({ length: 100 }, () => long) },
  );
  const text = summaryOf(huge);

  test('fits', () => expect(Buffer.byteLength(text)).toBeLessThanOrEqual(SUMMARY_LIMIT));

  test('keeps what failed, and names what was left out', () => {
    expect(text).toMatch(/^\*\*500 flaky, 500 failed\*\* of 1000 in 4 min\./);
    expect(text).toContain('### Did not pass');
    expect(text).toContain('### Flaky');
    expect(text).toMatch(
      /_Left out, because a step summary holds 1 MiB: Warnings and errors of the test logs\. The report has it\._$/,
    );
  });
});
