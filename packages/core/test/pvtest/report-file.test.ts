import { describe, expect, test } from '@jest/globals';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import type { Report } from '@pv-actions/core/pvtest/report.ts';
import { parseReport, reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { recorded, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

/** A report with every key that there is. */
const full: Report = report(
  [
    {
      id: 'local/core/x',
      verdict: 'failed',
      reason: 'r',
      quarantine: { reason: 'q', until: '2026-12-01' },
      tries: [
        {
          attempt: 0,
          outcome: 'failed',
          seconds: 1,
          started: 2,
          reason: 'r',
          diff: 'd\u0000\u001b\n',
          log: '\ud800 ]]>',
        },
      ],
      issues: [{ level: 'WARN', text: 't', count: 2 }],
      leaks: { bytes: 1, blocks: 2 },
    },
  ],
  { shard: { index: 1, of: 2 }, ending: 'killed', problems: ['p'] },
);

test('has a test on each line, and is JSON for every reader', () => {
  const text = reportText(report([tested('local/a/x', ['passed']), tested('local/a/y', [])]));
  expect(text).toBe(`{
  "version": 1,
  "source": {"repository":"pantacor/sample","sha":"c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00"},
  "distro": "pvtest-distro-docker",
  "job": "test",
  "runAttempt": 1,
  "paths": ["local"],
  "started": "2026-11-26T04:00:00Z",
  "seconds": 240,
  "ending": "completed",
  "problems": [],
  "tests": [
    {"id":"local/a/x","verdict":"passed","tries":[{"attempt":0,"outcome":"passed","seconds":1}]},
    {"id":"local/a/y","verdict":"incomplete","tries":[]}
  ]
}
`);
});

test.each([
  ['of every key', full],
  ['of a real run', recorded],
  ['without tests', report([])],
  ['that was merged', mergeReports([full, report([], { distro: 'arm', runAttempt: 2 })])],
])('a report %s is what was written', (_, given) => {
  expect(parseReport(reportText(given), 'report.json')).toEqual(JSON.parse(JSON.stringify(given)));
});

test('the order of the keys in memory makes no other text', () => {
  const backwards = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(backwards);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, child]) => [key, backwards(child)]),
    );
  };
  expect(reportText(backwards(full) as Report)).toBe(reportText(full));
});

test('keys that a later release may add are passed over', () => {
  const text = reportText(full).replace('"version": 1', '"version": 1, "later": {}');
  expect(parseReport(text, 'x')).toEqual(JSON.parse(JSON.stringify(full)));
});

describe('what is no report is refused, and the error names the file and what is wrong', () => {
  const changed = (change: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({ ...(JSON.parse(reportText(full)) as object), ...change });
  const test0 = (JSON.parse(reportText(full)) as { tests: object[] }).tests[0];

  test.each([
    ['nothing', '', /^a\/report\.json is not JSON: /],
    ['a cut file', reportText(full).slice(0, -20), /^a\/report\.json is not JSON: /],
    [
      'another document',
      '[]',
      /^a\/report\.json does not have the expected form:\n {2}the document: It must be an object\.$/,
    ],
    [
      'a later version, whatever else it has',
      '{"version": 2, "results": []}',
      /^a\/report\.json does not have the expected form:\n {2}version: Only version 1 is known here\. Use the same release of all stages\.$/,
    ],
    ['no tests', changed({ tests: undefined }), /\n {2}tests: It is missing\.$/],
    [
      'a verdict of nobody',
      changed({ tests: [{ ...test0, verdict: 'great\n::error::' }] }),
      /\n {2}tests\[0\]\.verdict: It must be passed or flaky or failed or skipped or aborted or infrastructure or incomplete\.$/,
    ],
    ['a number as text', changed({ seconds: '4' }), /\n {2}seconds: It must be a number\.$/],
    [
      'a test twice',
      changed({ tests: [test0, test0] }),
      /\n {2}tests\[1\]\.id: The same test is there twice\.$/,
    ],
    [
      'shard 3 of 2',
      changed({ shard: { index: 3, of: 2 } }),
      /\n {2}shard: It must be one of the shards: at most `of`\.$/,
    ],
    [
      'more shards than there are jobs',
      changed({ shard: { index: 1, of: 2 ** 50 } }),
      /\n {2}shard\.of: It must be a number of shards\.$/,
    ],
    [
      'a time that no date has',
      changed({ tests: [{ ...test0, tries: [{ attempt: 0, outcome: 'failed', started: 1e20 }] }] }),
      /\n {2}tests\[0\]\.tries\[0\]\.started: It must be seconds since 1970\.$/,
    ],
    ['a time before the start', changed({ seconds: -1 }), /\n {2}seconds: It must be a number of seconds\.$/],
    [
      'a part that is not there',
      changed({ tests: [{ ...test0, tries: [{ attempt: 0, outcome: 'failed', part: 0 }] }] }),
      /\n {2}tests\[0\]\.tries\[0\]\.part: There is no such part\.$/,
    ],
    [
      'a day that is none',
      changed({ tests: [{ ...test0, quarantine: { reason: 'r', until: 'soon' } }] }),
      /until: It must be a day: YYYY-MM-DD\.$/,
    ],
    [
      'a local time',
      changed({ started: '2026-11-26 04:00' }),
      /started: It must be a time of UTC: YYYY-MM-DDTHH:MM:SSZ\.$/,
    ],
  ])('%s', (_, text, message) => {
    const error = userErrorOf(() => parseReport(text, 'a/report.json'));
    expect(error.message).toMatch(message);
    expect(error.advice).toContain('pvtest-runner');
  });
});
