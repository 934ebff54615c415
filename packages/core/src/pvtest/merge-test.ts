import { newestFirst } from './merge-parts.ts';
import { verdictOf } from './outcome.ts';
import type { ReportPart, TestReport, Try, Verdict } from './report.ts';

/** What one run of the stage says of a test. */
export interface PartResult extends Partial<Omit<TestReport, 'id' | 'distro' | 'tries'>> {
  readonly part: ReportPart;
  readonly tries: readonly Try[];
}

/** The better one first. Within a run attempt the worse one counts: nothing is hidden. */
const BY_WEIGHT: readonly Verdict[] = [
  'passed',
  'flaky',
  'incomplete',
  'infrastructure',
  'aborted',
  'failed',
];

/**
 * What became of a test, from all that is said of it.
 *
 * The verdict of one run is that of its last try. A run that launched it goes before one that skipped it, and that before one that never came to it, in whatever attempt.
 * Of the runs of one attempt that launched it the worst counts. The test has passed if it passed at last in any attempt, and
 * is flaky then if any try of it did not pass; else it has the verdict of the newest attempt. Tries are numbered on: the
 * oldest attempt first, and within one the worst run last. Issues and leaks are those of the run that stands last, the
 * quarantine is that of the newest run that launched it.
 *
 * @param results At least one.
 * @param place The place of each part, by its digest.
 */
export function mergeTest(
  results: readonly PartResult[],
  place: ReadonlyMap<string, number>,
): Omit<TestReport, 'id' | 'distro'> {
  const sorted = results.toSorted((a, b) => newestFirst(b.part, a.part));
  const launched = sorted.map(withoutSkipped).filter(({ tries }) => tries.length > 0);
  if (launched.length === 0) {
    const skipped = sorted.filter(({ tries, verdict }) => tries.length > 0 || verdict === 'skipped');
    const told = (skipped.length > 0 ? skipped : sorted).at(-1);
    return {
      verdict: skipped.length > 0 ? 'skipped' : 'incomplete',
      tries: numbered(told === undefined ? [] : [told], place),
      reason: told?.reason,
      quarantine: told?.quarantine,
      issues: told?.issues,
      moreIssues: told?.moreIssues,
      leaks: told?.leaks,
    };
  }
  const attempts = [...Map.groupBy(launched, ({ part }) => part.runAttempt).values()].map((group) =>
    group.toSorted((a, b) => weightOf(a) - weightOf(b)),
  );
  const ordered = attempts.flat();
  const last = ordered.at(-1);
  const verdicts = attempts.map((group) => verdictOf(group.at(-1)?.tries ?? []));
  const tries = numbered(ordered, place);
  return {
    verdict: verdicts.some(hasPassed) ? passedOrFlaky(tries) : (verdicts.at(-1) ?? 'incomplete'),
    tries,
    reason: last?.reason,
    quarantine: launched.at(-1)?.quarantine,
    issues: last?.issues,
    moreIssues: last?.moreIssues,
    leaks: last?.leaks,
  };
}

function passedOrFlaky(tries: readonly Try[]): Verdict {
  return tries.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'flaky';
}

function hasPassed(verdict: Verdict): boolean {
  return verdict === 'passed' || verdict === 'flaky';
}

function withoutSkipped(result: PartResult): PartResult {
  return { ...result, tries: result.tries.filter(({ outcome }) => outcome !== 'skipped') };
}

function weightOf({ tries }: PartResult): number {
  return BY_WEIGHT.indexOf(verdictOf(tries));
}

function numbered(results: readonly PartResult[], place: ReadonlyMap<string, number>): Try[] {
  return results
    .flatMap(({ part, tries }) => tries.map((each) => ({ ...each, part: place.get(part.sha256) })))
    .map((each, attempt) => ({ ...each, attempt }));
}
