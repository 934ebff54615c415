import { expect, test } from '@jest/globals';
import { mergeReports } from '@pv-actions/core/pvtest/merge.ts';
import {
  OUTCOMES,
  type Outcome,
  type Report,
  type TestReport,
  type Verdict,
} from '@pv-actions/core/pvtest/report.ts';
import { parseReport, reportText } from '@pv-actions/core/pvtest/report-file.ts';
import { report, tested } from '@pv-actions/testkit/pvtest/reports.ts';
import fc from 'fast-check';

const RUNS = { seed: 20261126, numRuns: process.env['PV_TEST_LONG'] === 'true' ? 500 : 100 };

const launched = OUTCOMES.filter((outcome) => outcome !== 'skipped');
const outcomes: fc.Arbitrary<Outcome[]> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...launched), { minLength: 1, maxLength: 3 }) },
  fc.constant<Outcome[]>(['skipped']),
  fc.constant<Outcome[]>([]),
);
const about: fc.Arbitrary<Partial<TestReport>> = fc.record(
  {
    reason: fc.constantFrom('r', 's'),
    quarantine: fc.constantFrom({ reason: 'q', until: '2026-12-01' }),
    issues: fc.constantFrom([{ level: 'WARN' as const, text: 'w', count: 1 }]),
    leaks: fc.constantFrom({ bytes: 1, blocks: 1 }, { bytes: 2, blocks: 2 }),
  },
  { requiredKeys: [] },
);
const tests: fc.Arbitrary<TestReport[]> = fc
  .dictionary(fc.constantFrom('local/a/x', 'local/a/y', 'remote/b/z'), fc.tuple(outcomes, about))
  .map((all) =>
    Object.entries(all)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, [tries, parts]]) => tested(id, tries, parts)),
  );
const one: fc.Arbitrary<Report> = fc
  .record({
    tests,
    distro: fc.constantFrom('docker', 'docker', 'arm'),
    job: fc.constantFrom('a', 'b'),
    runAttempt: fc.integer({ min: 1, max: 3 }),
    started: fc.constantFrom('2026-11-26T04:00:00Z', '2026-11-26T04:00:01Z', '2026-11-26T05:00:00Z'),
    seconds: fc.integer({ min: 0, max: 100 }),
    ending: fc.constantFrom('completed', 'completed', 'timed-out' as const),
    problems: fc.constantFrom([], ['Something is wrong.']),
    shard: fc.option(fc.constantFrom({ index: 1, of: 2 }, { index: 2, of: 2 }), { nil: undefined }),
  })
  .map(({ tests: given, ...parts }) =>
    report(given, {
      ...parts,
      source: { sha: 'abc', run: `https://github.com/o/r/actions/runs/${parts.runAttempt}` },
    }),
  );
const several = fc.array(one, { minLength: 1, maxLength: 6 });

const verdicts = ({ tests: all, distro: only }: Report): Record<string, Verdict> =>
  Object.fromEntries(all.map(({ id, distro = only, verdict }) => [`${distro} ${id}`, verdict]));

/** What the rules say, with no regard to how the work is done: the verdict of each test of `reports`. */
function expected(reports: readonly Report[]): Record<string, Verdict> {
  const said = new Map<string, { runAttempt: number; verdict: Verdict; outcomes: Outcome[] }[]>();
  for (const text of new Set(reports.map(reportText))) {
    const { tests: all, distro, runAttempt } = parseReport(text, 'x');
    for (const { id, verdict, tries } of all) {
      const key = `${distro} ${id}`;
      said.set(key, [
        ...(said.get(key) ?? []),
        { runAttempt, verdict, outcomes: tries.map(({ outcome }) => outcome) },
      ]);
    }
  }
  return Object.fromEntries([...said].map(([key, all]) => [key, verdictOf(all)]));
}

function verdictOf(all: readonly { runAttempt: number; verdict: Verdict; outcomes: Outcome[] }[]): Verdict {
  const real = all.filter(({ outcomes: [first] }) => first !== undefined && first !== 'skipped');
  if (real.length === 0) return all.some(({ verdict }) => verdict === 'skipped') ? 'skipped' : 'incomplete';
  const worst = [1, 2, 3].flatMap((attempt) => {
    const there = new Set(
      real.filter(({ runAttempt }) => runAttempt === attempt).map(({ verdict }) => verdict),
    );
    const order: Verdict[] = ['failed', 'aborted', 'infrastructure', 'incomplete', 'flaky', 'passed'];
    return order.find((verdict) => there.has(verdict)) ?? [];
  });
  if (!worst.includes('passed') && !worst.includes('flaky')) return worst.at(-1) as Verdict;
  return real.every((each) => each.outcomes.every((outcome) => outcome === 'passed')) ? 'passed' : 'flaky';
}

test('every test has the verdict that the rules say', () => {
  fc.assert(
    fc.property(several, (reports) => {
      expect(verdicts(mergeReports(reports))).toEqual(expected(reports));
    }),
    RUNS,
  );
});

test('the order of the reports does not matter, and the newest one says the source', () => {
  const some = fc.array(fc.oneof(one, several.map(mergeReports)), { minLength: 1, maxLength: 6 });
  const shuffled = some.chain((reports) =>
    fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
  );
  fc.assert(
    fc.property(shuffled, ([reports, others]) => {
      const merged = mergeReports(reports);
      expect(reportText(mergeReports(others))).toBe(reportText(merged));
      expect(merged.source.run).toBe(
        `https://github.com/o/r/actions/runs/${Math.max(...reports.map(({ runAttempt }) => runAttempt))}`,
      );
    }),
    RUNS,
  );
});

test('a report that is given again, by itself or within a merged one, changes nothing', () => {
  fc.assert(
    fc.property(several, fc.nat(), (reports, nth) => {
      const merged = mergeReports(reports);
      const again = reports[nth % reports.length] as Report;
      const text = reportText(merged);
      expect(reportText(mergeReports([...reports, again]))).toBe(text);
      expect(reportText(mergeReports([merged]))).toBe(text);
      expect(reportText(mergeReports([merged, again, merged]))).toBe(text);
    }),
    RUNS,
  );
});

test('reports that are merged in steps are what they are when merged at once', () => {
  fc.assert(
    fc.property(several, several, (some, others) => {
      const at = mergeReports([...some, ...others]);
      const steps = mergeReports([mergeReports(some), ...others]);
      expect(verdicts(steps)).toEqual(verdicts(at));
      // Why a test was never launched may be told by another run.
      const launchedOf = (merged: Report): Report => ({
        ...merged,
        tests: merged.tests.filter(({ tries }) => tries.length > 0),
      });
      expect(reportText(launchedOf(steps))).toBe(reportText(launchedOf(at)));
      expect(
        verdicts(mergeReports([parseReport(reportText(mergeReports(some)), 'x'), mergeReports(others)])),
      ).toEqual(verdicts(at));
    }),
    RUNS,
  );
});
