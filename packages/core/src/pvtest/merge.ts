import { createHash } from 'node:crypto';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { shortList } from '../action/wording.ts';
import { compareText } from '../release/text-order.ts';
import {
  ENDINGS,
  type Ending,
  type Report,
  type ReportPart,
  type TestReport,
  type Try,
  type Verdict,
  verdictOf,
} from './report.ts';
import { reportText } from './report-file.ts';

/** What the merged report is made of: the runs of the stage, and what each says of each test. */
interface Gathered {
  /** By their digest. */
  readonly parts: Map<string, ReportPart>;
  /** By distro and id, and then by the digest of the part. */
  readonly tests: Map<
    string,
    { readonly id: string; readonly distro: string; readonly results: Map<string, PartResult> }
  >;
}

/**
 * Makes one report of those of several jobs and run attempts. The order in which they are given does not matter, the same
 * report counts once, and a merged report can be merged again: its `parts` and the `part` of its tries say what came from
 * where.
 *
 * A test is that of its distro and id; `mergeTest` says what its verdict is. How the runs ended, and what was wrong
 * beside the tests, is that of the newest attempt of each job; a shard that no report is of is a problem. `seconds` is the
 * sum over the run attempts of the longest run in each: the jobs of an attempt run side by side.
 *
 * @param reports At least one.
 * @throws UserError for reports of different commits.
 */
export function mergeReports(reports: readonly Report[]): Report {
  checkCommits(reports);
  const { parts, tests, source } = gather(reports);
  const sorted = [...parts.values()].sort(newestFirst).reverse();
  const newest = sorted.at(-1);
  if (newest === undefined) throw new RangeError('There is no report to merge.');
  const distros = [...new Set(sorted.map(({ distro }) => distro))].sort(compareText);
  const jobs = new Set(sorted.map(({ job }) => job));
  const partIndex = new Map(sorted.map(({ sha256 }, at) => [sha256, at]));
  return {
    version: 1,
    distro: distros.join(', '),
    source,
    job: jobs.size === 1 ? newest.job : undefined,
    runAttempt: newest.runAttempt,
    paths: [...new Set(sorted.flatMap(({ paths }) => paths))].sort(compareText),
    started: earliest(sorted).started,
    seconds: secondsOf(sorted),
    ending: endingOf(sorted),
    problems: [...problemsOf(sorted), ...missingShards(sorted)],
    parts: sorted,
    tests: [...tests.values()]
      .sort((a, b) => compareText(a.id, b.id) || compareText(a.distro, b.distro))
      .map(({ id, distro, results }) => ({
        id,
        ...(distros.length > 1 ? { distro } : {}),
        ...mergeTest([...results.values()], partIndex),
      })),
  };
}

function checkCommits(reports: readonly Report[]): void {
  const commits = new Map<string, Report>();
  for (const report of reports) {
    if (report.source.sha !== undefined && !commits.has(report.source.sha))
      commits.set(report.source.sha, report);
  }
  if (commits.size < 2) return;
  const named = [...commits].map(([sha, report]) => `${quote(sha)} (${quote(partName(report))})`).sort();
  throw new UserError(
    `The reports are of ${commits.size} commits: ${shortList(named, ', ', 5)}.`,
    'Merge the reports of one commit only: those of one workflow run.',
  );
}

function gather(reports: readonly Report[]): Gathered & Pick<Report, 'source'> {
  const gathered: Gathered = { parts: new Map(), tests: new Map() };
  const known = reports.map((report) => ({ report, sha256: digestOf(report) }));
  known.sort((a, b) => compareText(a.sha256, b.sha256));
  const sources = known.map(({ report, sha256 }) => {
    const parts = isMerged(report) ? (report.parts ?? []) : [partOf(report, sha256)];
    for (const part of parts) if (!gathered.parts.has(part.sha256)) gathered.parts.set(part.sha256, part);
    for (const test of report.tests) addTest(test, report, parts, gathered);
    return { source: report.source, newest: newestOf(parts) };
  });
  sources.sort((a, b) => newestFirst(a.newest, b.newest));
  return { ...gathered, source: sources[0]?.source ?? {} };
}

function addTest(test: TestReport, report: Report, parts: readonly ReportPart[], { tests }: Gathered): void {
  const { id, distro = report.distro } = test;
  const key = JSON.stringify([distro, id]);
  const known = tests.get(key) ?? { id, distro, results: new Map<string, PartResult>() };
  tests.set(key, known);
  for (const result of resultsOf(test, parts)) {
    const { sha256 } = result.part;
    if (!known.results.has(sha256)) known.results.set(sha256, result);
  }
}

/**
 * What each part says of a test. What a merged report says only once is that of the part whose try stands last, and the
 * quarantine that of the newest part: of the others it does not matter any more.
 */
function resultsOf(test: TestReport, parts: readonly ReportPart[]): PartResult[] {
  const { verdict, reason, quarantine, issues, moreIssues, leaks } = test;
  const ofLog = { reason, issues, moreIssues, leaks };
  const groups = Map.groupBy(test.tries, ({ part = 0 }) => parts[part] ?? newestOf(parts));
  if (groups.size === 0) {
    return [{ part: newestOf(parts), tries: [], verdict, quarantine, ...ofLog }];
  }
  const newest = newestOf([...groups.keys()]);
  const last = parts[test.tries.at(-1)?.part ?? 0];
  return [...groups].map(([part, tries]) => ({
    part,
    tries,
    ...(part === last ? ofLog : {}),
    ...(part === newest ? { quarantine } : {}),
  }));
}

function partOf(report: Report, sha256: string): ReportPart {
  const { version, source, tests, parts, ...about } = report;
  return { sha256, ...about };
}

function isMerged({ parts = [] }: Report): boolean {
  return parts.length > 0;
}

function newestOf(parts: readonly ReportPart[]): ReportPart {
  const [newest] = parts.toSorted(newestFirst);
  if (newest === undefined) throw new RangeError('A report has no part.');
  return newest;
}

function earliest(parts: readonly ReportPart[]): ReportPart {
  return parts.reduce((first, part) => (Date.parse(part.started) < Date.parse(first.started) ? part : first));
}

function digestOf(report: Report): string {
  return createHash('sha256').update(reportText(report)).digest('hex');
}

/** The order of runs of the stage, the newest one first: by run attempt, and within one by their start. For `sort`. */
function newestFirst(a: ReportPart, b: ReportPart): number {
  return (
    b.runAttempt - a.runAttempt ||
    Date.parse(b.started) - Date.parse(a.started) ||
    compareText(b.sha256, a.sha256)
  );
}

/** `pvtest-distro-docker, local, shard 2 of 3`: what a run of the stage tested. A plain text. */
function partName({ distro, paths, shard }: Pick<Report, 'distro' | 'paths' | 'shard'>): string {
  return [
    distro,
    ...(paths.length > 0 ? [paths.join(' ')] : []),
    ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.of}`]),
  ].join(', ');
}

/** The sum over the run attempts of the longest run in each. */
function secondsOf(parts: readonly ReportPart[]): number {
  const attempts = [...Map.groupBy(parts, ({ runAttempt }) => runAttempt).values()];
  return attempts.reduce((sum, group) => sum + Math.max(...group.map(({ seconds }) => seconds)), 0);
}

/** The worst ending of those that count. */
function endingOf(parts: readonly ReportPart[]): Ending {
  const endings = counting(parts).map(({ ending }) => ending);
  return ENDINGS.findLast((ending) => endings.includes(ending)) ?? 'completed';
}

/** The problems of the parts that count, each with the part's name where there are several. */
function problemsOf(parts: readonly ReportPart[]): string[] {
  return counting(parts).flatMap((part) =>
    part.problems.map((problem) => (parts.length > 1 ? `${partName(part)}: ${problem}` : problem)),
  );
}

/** A sentence for each set of shards that is not complete. */
function missingShards(parts: readonly ReportPart[]): string[] {
  const sets = Map.groupBy(parts, ({ distro, paths, shard }) => JSON.stringify([distro, paths, shard?.of]));
  return [...sets.values()].flatMap((set) => {
    const [first] = set;
    if (first?.shard === undefined) return [];
    const { of } = first.shard;
    const there = new Set(set.map(({ shard }) => shard?.index));
    const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !there.has(index));
    return missing.length === 0
      ? []
      : [missingSentence(missing, of, partName({ ...first, shard: undefined }))];
  });
}

function missingSentence(missing: readonly number[], of: number, name: string): string {
  if (missing.length === 1) {
    return `Shard ${missing[0]} of ${of} of ${name} has no report: its tests were not run, or its job did not end.`;
  }
  return `Shards ${shortList(missing.map(String), ', ')} of ${of} of ${name} have no report: their tests were not run, or their jobs did not end.`;
}

/** The runs that no newer attempt of the same job has repeated. */
function counting(parts: readonly ReportPart[]): ReportPart[] {
  const jobs = Map.groupBy(parts, ({ distro, job, paths, shard }) =>
    JSON.stringify([distro, job, paths, shard]),
  );
  return [...jobs.values()].flatMap((group) => {
    const newest = Math.max(...group.map(({ runAttempt }) => runAttempt));
    return group.filter(({ runAttempt }) => runAttempt === newest);
  });
}

/** What one run of the stage says of a test. */
interface PartResult extends Partial<Omit<TestReport, 'id' | 'distro' | 'tries'>> {
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
 * @param partIndex The place of each part in the merged report, by its digest.
 */
function mergeTest(
  results: readonly PartResult[],
  partIndex: ReadonlyMap<string, number>,
): Omit<TestReport, 'id' | 'distro'> {
  const sorted = results.toSorted((a, b) => newestFirst(b.part, a.part));
  const launched = sorted.map(withoutSkipped).filter(({ tries }) => tries.length > 0);
  if (launched.length === 0) {
    const skipped = sorted.filter(({ tries, verdict }) => tries.length > 0 || verdict === 'skipped');
    const deciding = (skipped.length > 0 ? skipped : sorted).at(-1);
    return {
      verdict: skipped.length > 0 ? 'skipped' : 'incomplete',
      tries: numbered(deciding === undefined ? [] : [deciding], partIndex),
      reason: deciding?.reason,
      quarantine: deciding?.quarantine,
      issues: deciding?.issues,
      moreIssues: deciding?.moreIssues,
      leaks: deciding?.leaks,
    };
  }
  const attempts = [...Map.groupBy(launched, ({ part }) => part.runAttempt).values()].map((group) =>
    group.toSorted((a, b) => weightOf(a) - weightOf(b)),
  );
  const ordered = attempts.flat();
  const last = ordered.at(-1);
  const verdicts = attempts.map((group) => verdictOf(group.at(-1)?.tries ?? []));
  const tries = numbered(ordered, partIndex);
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

function numbered(results: readonly PartResult[], partIndex: ReadonlyMap<string, number>): Try[] {
  return results
    .flatMap(({ part, tries }) => tries.map((each) => ({ ...each, part: partIndex.get(part.sha256) })))
    .map((each, attempt) => ({ ...each, attempt }));
}
