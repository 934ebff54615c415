import { code, escapeText, SUMMARY_LIMIT } from '../action/markdown.ts';
import { counted } from '../action/wording.ts';
import { type Judged, scopeText, verdictsText } from './counts.ts';
import { cutText } from './cut.ts';
import type { Report } from './report.ts';
import { categoryTable, issueList, leakTable } from './summary-tables.ts';
import { flakyTests, neverLaunched, problemTests, quarantinedTests, skippedTests } from './summary-tests.ts';
import { flat } from './wording.ts';

export interface SummaryOptions {
  /** A heading over all of it: plain text. */
  readonly title?: string | undefined;
}

/** Room that is left to what else the step writes. */
const LIMIT = SUMMARY_LIMIT - 32 * 1024;
const PROBLEMS_SHOWN = 50;
const LONGEST_PROBLEM = 400;

/**
 * The step summary of a test run, as Markdown of at most 1 MiB: one line that says what happened, then what failed, then
 * what else is of interest. What there is no room for is left out from the least important part on, and named.
 */
export function reportSummary(report: Report, judged: Judged, options: SummaryOptions = {}): string {
  return fitParts([
    ['The title', options.title === undefined ? '' : `### ${escapeText(flat(options.title))}`],
    [
      'The result',
      `**${verdictsText(judged.counts)}**${scopeText(judged.counts, judged.seconds)}. ${meaning(judged)}`,
    ],
    ['What was tested', aboutRun(report)],
    ['The problems', problemList(judged)],
    ['The table by category', categoryTable(report)],
    ['What failed', problemTests(report)],
    ['What was never launched', neverLaunched(report)],
    ['What is flaky', flakyTests(report)],
    ['What is in quarantine', quarantinedTests(report)],
    ['What was skipped', skippedTests(report)],
    ['Warnings and errors of the test logs', issueList(report)],
    ['Leaks', leakTable(report)],
  ]);
}

/** What the numbers mean for the stage: a sentence. */
function meaning({ verdict, failing, problems, counts, tolerated }: Judged): string {
  switch (verdict) {
    case 'cancelled':
      return 'The run was cancelled, or killed: what had not ended by then has no result.';
    case 'timed-out':
      return 'The time limit was reached: what had not ended by then has no result.';
    case 'failed':
      return `The stage failed: ${[
        ...(failing.length > 0 ? [`${counted(failing.length, 'test')} did not pass`] : []),
        ...(problems.length > 0 ? [`${counted(problems.length, 'problem')} beside the tests`] : []),
      ].join(', and ')}.`;
    case 'passed': {
      const excused = counts.total - counts.passed - counts.skipped - tolerated.length;
      const others = tolerated.filter(({ verdict: each }) => each !== 'flaky').length;
      const flaky = tolerated.length - others;
      const but = [
        ...(flaky > 0 ? [`${counted(flaky, 'test')} did not pass at once`] : []),
        ...(others > 0 ? [`${counted(others, 'test')} did not pass, which fail-on lets pass`] : []),
        ...(excused > 0 ? [`${counted(excused, 'test')} in quarantine did not pass`] : []),
      ];
      return but.length === 0 ? 'Nothing failed.' : `The stage passed, but ${but.join(', and ')}.`;
    }
  }
}

function aboutRun({ distro, source, paths, shard, parts = [] }: Report): string {
  const distros = new Set(parts.map((part) => part.distro));
  const names = distros.size > 0 ? [...distros] : [distro];
  const facts = [
    `${names.length > 1 ? 'Distros' : 'Distro'} ${names.map((name) => code(flat(name))).join(', ')}`,
    ...(paths.length > 0 ? [`tests of ${paths.map((path) => code(flat(path))).join(', ')}`] : []),
    ...(shard === undefined ? [] : [`shard ${shard.index} of ${shard.of}`]),
    ...(source.sha === undefined ? [] : [`commit ${code(flat(source.sha).slice(0, 7))}`]),
    ...(parts.length > 1 ? [`merged from ${parts.length} reports`] : []),
  ].join(', ');
  return `${facts}.`;
}

function problemList({ problems }: Judged): string {
  const shown = problems
    .slice(0, PROBLEMS_SHOWN)
    .map((problem) => `- ${escapeText(cutText(flat(problem), LONGEST_PROBLEM))}`);
  const rest = problems.length - shown.length;
  return [...shown, ...(rest > 0 ? [`- and ${counted(rest, 'more problem')}`] : [])].join('\n');
}

/** The parts that there is room for, in their order, and the names of those that were left out. */
function fitParts(parts: readonly (readonly [name: string, text: string])[]): string {
  const taken: string[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const [name, text] of parts) {
    if (text === '') continue;
    const size = Buffer.byteLength(text) + 2;
    if (bytes + size > LIMIT) {
      left.push(name);
      continue;
    }
    bytes += size;
    taken.push(text);
  }
  if (left.length > 0)
    taken.push(`_Left out, because a step summary holds 1 MiB: ${left.join(', ')}. The report has it._`);
  return taken.join('\n\n');
}
