import { formatDuration } from '../action/progress.ts';
import { are, counted } from '../action/wording.ts';
import type { Report, TestReport, Verdict } from './report.ts';

/** How many tests there are, and how many have each verdict. */
export type Counts = Readonly<Record<Verdict | 'total', number>>;

/** The order in which a reader sees the verdicts. */
export const SHOWN_VERDICTS = [
  'passed',
  'flaky',
  'failed',
  'aborted',
  'infrastructure',
  'incomplete',
  'skipped',
] as const satisfies readonly Verdict[];

export function countOf(given: Pick<Report, 'tests'> | readonly TestReport[]): Counts {
  const tests = 'tests' in given ? given.tests : given;
  const counts: Record<Verdict | 'total', number> = {
    total: tests.length,
    passed: 0,
    flaky: 0,
    failed: 0,
    skipped: 0,
    aborted: 0,
    infrastructure: 0,
    incomplete: 0,
  };
  for (const { verdict } of tests) counts[verdict] += 1;
  return counts;
}

/** `17 passed, 1 flaky, 1 failed of 19 in 4 min`: a plain text. Verdicts that no test has are left out. */
export function headline(counts: Counts, seconds: number): string {
  return `${verdictsText(counts)}${scopeText(counts, seconds)}`;
}

/** `17 passed, 1 flaky, 1 failed`: the first part of `headline`. */
export function verdictsText(counts: Counts): string {
  const parts = SHOWN_VERDICTS.filter((verdict) => counts[verdict] > 0);
  return parts.length === 0 ? 'no tests' : parts.map((verdict) => `${counts[verdict]} ${verdict}`).join(', ');
}

/** ` of 19 in 4 min`: the rest of `headline`. */
export function scopeText(counts: Counts, seconds: number): string {
  return `${counts.total === 0 ? '' : ` of ${counts.total}`} in ${roundDuration(seconds)}`;
}

/** As `formatDuration`, but `4 min` for `4 min 0 s`. */
export function roundDuration(seconds: number): string {
  return formatDuration(seconds).replace(/(\D) 0 (?:s|min)$/, '$1');
}

/** Whether a test says something: it was launched, or left out by intent. */
export function wasLaunched({ verdict, tries }: TestReport): boolean {
  return verdict !== 'incomplete' || tries.length > 0;
}

/** `timed-out` and `cancelled`: the run ended before its time, whatever the tests say. */
export type RunVerdict = 'passed' | 'failed' | 'timed-out' | 'cancelled';

/** What a report means for the stage. */
export interface Judged {
  readonly verdict: RunVerdict;
  readonly counts: Counts;
  readonly seconds: number;
  /** The tests that fail the stage. */
  readonly failing: readonly TestReport[];
  /** The tests that did not simply pass, and neither fail the stage nor are in quarantine. */
  readonly tolerated: readonly TestReport[];
  /** What fails the stage beside the tests, as sentences. */
  readonly problems: readonly string[];
}

export interface Judgement {
  /** The verdicts that fail the stage. */
  readonly failOn: readonly Verdict[];
  /**
   * How many tests must have a result, at least. By default 1, unless the report says itself what is wrong. Not all of them may be
   * skipped: then nothing ran.
   */
  readonly expectedTests?: number | undefined;
}

/** Holds a report against what is asked of it. A test in quarantine fails nothing. */
export function judge(report: Report, { failOn, expectedTests }: Judgement): Judged {
  const failing: TestReport[] = [];
  const tolerated: TestReport[] = [];
  for (const test of report.tests) {
    if (test.quarantine !== undefined) continue;
    if (isFailing(test, failOn)) failing.push(test);
    else if (test.verdict !== 'passed' && test.verdict !== 'skipped') tolerated.push(test);
  }
  const problems = [...report.problems, ...tooFew(report, expectedTests)];
  return {
    verdict: runVerdict(report, failing.length + problems.length > 0),
    counts: countOf(report),
    seconds: report.seconds,
    failing,
    tolerated,
    problems,
  };
}

/** A try that did not run, or was ended, hides no failure before it: the test has not passed since. */
function isFailing({ verdict, tries }: TestReport, failOn: readonly Verdict[]): boolean {
  if (failOn.includes(verdict)) return true;
  const hasFailed = tries.some(
    ({ outcome }) => (outcome === 'failed' || outcome === 'aborted') && failOn.includes(outcome),
  );
  return hasFailed && (verdict === 'infrastructure' || verdict === 'incomplete' || verdict === 'skipped');
}

/** The same with more problems: it does not pass then. */
export function withProblems(judged: Judged, more: readonly string[]): Judged {
  const verdict = judged.verdict === 'passed' && more.length > 0 ? 'failed' : judged.verdict;
  return { ...judged, verdict, problems: [...judged.problems, ...more] };
}

/** What a JUnit file has no failure of its own for: problems, and tests that fail the stage although they passed or were skipped. */
export function problemsOfJunit({ problems, failing }: Judged): string[] {
  const count = (verdict: Verdict): number => failing.filter((test) => test.verdict === verdict).length;
  const [flaky, skipped] = [count('flaky'), count('skipped')];
  return [
    ...problems,
    ...(flaky > 0 ? [`${counted(flaky, 'test')} ${are(flaky)} flaky, which fails the stage.`] : []),
    ...(skipped > 0
      ? [`${counted(skipped, 'test')} ${skipped === 1 ? 'was' : 'were'} skipped, which fails the stage.`]
      : []),
  ];
}

function runVerdict({ ending }: Report, isFailed: boolean): RunVerdict {
  if (ending === 'cancelled' || ending === 'killed') return 'cancelled';
  if (ending === 'timed-out') return 'timed-out';
  return isFailed ? 'failed' : 'passed';
}

/**
 * Where nothing else is asked for, one test must have run: but all of a shard's may be skipped, as others of the run are not. What could not
 * be run has no result of its own, also where its verdict is let pass.
 */
function tooFew({ tests, problems, shard }: Report, expected: number | undefined): string[] {
  const least = expected ?? (problems.length === 0 ? 1 : 0);
  const count = (...verdicts: readonly Verdict[]): number =>
    tests.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const refused = count('infrastructure');
  const results = tests.length - count('incomplete') - refused;
  if (least > 0 && results === 0) {
    return [
      refused === 0 ? 'No test has a result.' : `No test ran: ${counted(refused, 'test')} could not be run.`,
    ];
  }
  if (results < least) {
    return [
      `Only ${counted(results, 'test')} ${results === 1 ? 'has' : 'have'} a result, and ${least} were expected.`,
    ];
  }
  const isPart = expected === undefined && (shard?.of ?? 1) > 1 && refused === 0;
  if (results > count('skipped') || least === 0 || isPart) return [];
  return [`No test ran: ${counted(results, 'test')} ${results === 1 ? 'was' : 'were'} skipped.`];
}
