import { annotateReport } from '@pv-actions/core/pvtest/annotations.ts';
import { judge } from '@pv-actions/core/pvtest/counts.ts';
import { junitXml } from '@pv-actions/core/pvtest/junit.ts';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import type { Report, TestReport } from '@pv-actions/core/pvtest/report.ts';
import { parseReport, reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { reportSummary } from '@pv-actions/core/pvtest/summary.ts';
import { DIFF, report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { mebibytes, milliseconds, type Table } from './table.ts';

const SHARDS = 4;
/** Every tenth test failed in the first attempt, with a diff and the end of its log. */
const FAILING = 10;
const LOG = '[pantavisor] 1795205463 INFO -- [state]: a line of a log as they are\n'.repeat(100);

export interface ReportsSizes {
  readonly tests: number;
  readonly runs: number;
}

/** The reports of four shards, and of those that were run again, are read, merged, and shown. */
export function benchReports({ tests, runs }: ReportsSizes): Table {
  const texts = [1, 2].flatMap((attempt) =>
    Array.from({ length: SHARDS }, (_, at) => reportText(shardOf(tests, at + 1, attempt))),
  );
  const read: number[] = [];
  const merged: number[] = [];
  const shown: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const reports = texts.map((text) => parseReport(text, 'report.json'));
    const afterRead = performance.now();
    const result = mergeReports(reports);
    const afterMerge = performance.now();
    show(result);
    const end = performance.now();
    if (result.tests.length !== tests)
      throw new Error(`${result.tests.length} tests were merged, not ${tests}.`);
    read.push((afterRead - start) / 1000);
    merged.push((afterMerge - start) / 1000);
    shown.push((end - afterMerge) / 1000);
  }
  return {
    title: `${texts.length} reports of pvtest with ${tests.toLocaleString('en')} tests in two attempts`,
    rows: [
      { what: 'read', values: read, show: milliseconds },
      {
        what: 'read and merged',
        values: merged,
        show: milliseconds,
        target: { text: 'less than 1 s', met: (value) => value < 1 },
      },
      { what: 'JUnit, summary and report.json of it', values: shown, show: milliseconds },
      { what: 'size of all reports', values: [texts.join('').length], show: mebibytes },
    ],
    notes: [
      'A tenth of the tests failed in the first attempt, each with a diff and 7 KB of its log, and passed in the second.',
    ],
  };
}

function shardOf(tests: number, index: number, runAttempt: number): Report {
  const own: TestReport[] = [];
  for (let at = index - 1; at < tests; at += SHARDS) {
    const id = `local/category-${at % 20}/test-${String(at).padStart(6, '0')}`;
    const isFailing = at % FAILING < 1;
    if (runAttempt === 1 && isFailing) {
      own.push(
        tested(id, ['failed'], {
          tries: [{ attempt: 0, outcome: 'failed', seconds: 3, diff: DIFF, log: LOG }],
        }),
      );
    } else {
      own.push(tested(id, ['passed']));
    }
  }
  return report(own, { shard: { index, of: SHARDS }, runAttempt });
}

function show(merged: Report): void {
  const judged = judge(merged, { failOn: ['failed'] });
  annotateReport(judged, quietLog);
  if (junitXml(merged).length + reportText(merged).length + reportSummary(merged, judged).length === 0) {
    throw new Error('Nothing was made of the report.');
  }
}
