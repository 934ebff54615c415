import { expect, test } from '@jest/globals';
import { annotateReport } from '@pv-actions/core/pvtest/annotations.ts';
import { judge } from '@pv-actions/core/pvtest/counts.ts';
import type { Report, TestReport, Verdict } from '@pv-actions/core/pvtest/report.ts';
import { DIFF, recorded, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';

const FAIL_ON: readonly Verdict[] = ['failed', 'aborted', 'infrastructure', 'incomplete'];

/** The annotations of a report: level, title and text. */
function notesOf(given: Report, failOn = FAIL_ON): [string, string | undefined, string][] {
  const notes: [string, string | undefined, string][] = [];
  annotateReport(judge(given, { failOn }), {
    error: (text, where) => void notes.push(['error', where?.title, text]),
    warning: (text, where) => void notes.push(['warning', where?.title, text]),
  });
  return notes;
}

const many = (count: number, make: (id: string) => TestReport): TestReport[] =>
  Array.from({ length: count }, (_, at) => make(`local/core/${at}`));

test('an error for each test that fails the stage, a warning for each that is flaky', () => {
  expect(notesOf({ ...recorded, problems: ['The runner ended with 3.'] })).toEqual([
    ['warning', 'local/core/legacy-config-overload is flaky', DIFF.trimEnd()],
    ['error', 'pvtest', 'The runner ended with 3.'],
    [
      'error',
      'local/control/basic-endpoints could not be run',
      'docker: Error response from daemon: Conflict. The container name "/pvtest" is already in use.',
    ],
    [
      'error',
      'local/lifecycle/seq-non-reboot-updates failed',
      '[pvtest] 1795205463 ERROR -- [pvtest-run]: timed out waiting for pantavisor.status READY',
    ],
    ['error', 'local/security/oem-secureboot was aborted', 'secureboot is not there'],
  ]);
});

test('a test without any text, and one that was never launched', () => {
  const tests = [
    tested('local/a/x', ['failed']),
    tested('local/a/y', ['incomplete']),
    tested('local/a/z', []),
  ];
  expect(notesOf(report(tests))).toEqual([
    ['error', 'local/a/x failed', 'Its output is not the expected one.'],
    ['error', 'local/a/y has no result', 'It was launched, and has no result.'],
    ['error', 'local/a/z was never launched', 'It was never launched.'],
  ]);
});

test('none for a test in quarantine; a warning for a failure that is let pass', () => {
  const quarantine = { reason: 'slow', until: '2026-12-01' };
  const tests = [tested('local/a/x', ['failed'], { quarantine }), tested('local/a/y', ['aborted'])];
  expect(notesOf(report(tests), ['failed'])).toEqual([['warning', 'local/a/y was aborted', 'It gave up.']]);
});

test('9 errors and 10 warnings at most: the last one counts the rest', () => {
  const failed = many(12, (id) => tested(id, ['failed']));
  const flaky = many(11, (id) => tested(`${id}-flaky`, ['failed', 'passed']));
  const notes = notesOf(report([...failed, ...flaky], { problems: ['P.'] }));
  const of = (level: string) => notes.filter(([each]) => each === level);
  expect([of('error').length, of('warning').length]).toEqual([9, 10]);
  expect(of('error')[0]).toEqual(['error', 'pvtest', 'P.']);
  expect(of('error').at(-1)).toEqual(['error', 'pvtest', '…and 5 more tests: see the summary.']);
  expect(of('warning').at(-1)).toEqual(['warning', 'pvtest', '…and 2 more tests: see the summary.']);
  expect(notesOf(report(failed.slice(0, 9))).map(([, title]) => title)).toEqual(
    failed.slice(0, 9).map(({ id }) => `${id} failed`),
  );
});

test('a text is cut before the runner does it', () => {
  const tries = [
    {
      attempt: 0,
      outcome: 'failed' as const,
      diff: '😀'.repeat(100_000),
      reason: 'r\u001b[31m'.repeat(10_000),
    },
  ];
  const [[, , text] = []] = notesOf(report([tested('local/a/x', ['failed'], { tries })]));
  expect(text).not.toContain('\u001b');
  expect(Buffer.byteLength(text ?? '')).toBeLessThanOrEqual(4000);
  expect(text?.endsWith('…')).toBe(true);
});
