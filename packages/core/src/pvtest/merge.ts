import { createHash } from 'node:crypto';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { shortList } from '../action/wording.ts';
import { compareText } from '../release/text-order.ts';
import { endingOf, missingShards, newestFirst, partName, problemsOf, secondsOf } from './merge-parts.ts';
import { mergeTest, type PartResult } from './merge-test.ts';
import type { Report, ReportPart, TestReport } from './report.ts';
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
 * A test is that of its distro and id; merge-test.ts says what its verdict is. How the runs ended, and what was wrong
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
  const place = new Map(sorted.map(({ sha256 }, at) => [sha256, at]));
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
        ...mergeTest([...results.values()], place),
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
