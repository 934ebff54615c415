import {
  bullets,
  code,
  codeBlock,
  details,
  escapeText,
  joinMarkdown,
  type Markdown,
  md,
  SUMMARY_LIMIT,
  table,
  unbroken,
} from '../action/markdown.ts';
import { formatBytes } from '../action/progress.ts';
import { counted } from '../action/wording.ts';
import { countOf, type Judged, roundDuration, SHOWN_VERDICTS, scopeText, verdictsText } from './counts.ts';
import type { Issue, Report, TestReport } from './report.ts';
import { flakyTests, neverLaunched, problemTests, quarantinedTests, skippedTests } from './summary-tests.ts';
import { categoryOf } from './test-id.ts';
import { cutText, firstLines, flat, testCode } from './wording.ts';

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
export function reportSummary(report: Report, judged: Judged, options: SummaryOptions = {}): Markdown {
  return fitParts([
    ['The title', options.title === undefined ? md`` : md`### ${escapeText(flat(options.title))}`],
    [
      'The result',
      md`**${escapeText(verdictsText(judged.counts))}**${escapeText(scopeText(judged.counts, judged.seconds))}. ${escapeText(meaning(judged))}`,
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

function aboutRun({ distro, source, paths, shard, parts = [] }: Report): Markdown {
  const distros = new Set(parts.map((part) => part.distro));
  const names = distros.size > 0 ? [...distros] : [distro];
  const facts = [
    md`${names.length > 1 ? md`Distros` : md`Distro`} ${codes(names)}`,
    ...(paths.length > 0 ? [md`tests of ${codes(paths)}`] : []),
    ...(shard === undefined ? [] : [md`shard ${shard.index} of ${shard.of}`]),
    ...(source.sha === undefined ? [] : [md`commit ${code(flat(source.sha).slice(0, 7))}`]),
    ...(parts.length > 1 ? [md`merged from ${parts.length} reports`] : []),
  ];
  return md`${joinMarkdown(facts, ', ')}.`;
}

function codes(texts: readonly string[]): Markdown {
  return joinMarkdown(
    texts.map((text) => code(flat(text))),
    ', ',
  );
}

function problemList({ problems }: Judged): Markdown {
  const shown = problems
    .slice(0, PROBLEMS_SHOWN)
    .map((problem) => escapeText(cutText(flat(problem), LONGEST_PROBLEM)));
  const rest = problems.length - shown.length;
  return bullets([...shown, ...(rest > 0 ? [escapeText(`and ${counted(rest, 'more problem')}`)] : [])]);
}

/** The parts that there is room for, in their order, and the names of those that were left out. */
function fitParts(parts: readonly (readonly [name: string, text: Markdown])[]): Markdown {
  const taken: Markdown[] = [];
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
    taken.push(
      md`_Left out, because a step summary holds 1 MiB: ${escapeText(left.join(', '))}. The report has it._`,
    );
  return joinMarkdown(taken, '\n\n');
}

const CATEGORIES_SHOWN = 100;
const TESTS_SHOWN = 50;
const LINES_OF_TEST = 20;
const LONGEST_LINE = 300;
const LEAKS_SHOWN = 100;

/** A row for each `<scope>/<category>`, with a column for each verdict that a test has. */
function categoryTable({ tests }: Report): Markdown {
  if (tests.length === 0) return md``;
  const total = countOf(tests);
  const shown = SHOWN_VERDICTS.filter((verdict) => total[verdict] > 0);
  const categories = [...Map.groupBy(tests, (test) => testCode({ ...test, id: categoryOf(test) }))];
  const row = (title: Markdown, group: readonly TestReport[]): Markdown[] => {
    const counts = countOf(group);
    return [
      title,
      ...shown.map((verdict) => (counts[verdict] === 0 ? md`` : md`${counts[verdict]}`)),
      unbroken(roundDuration(secondsOfTries(group))),
    ];
  };
  const rest = categories.slice(CATEGORIES_SHOWN).flatMap(([, group]) => group);
  return table(['Category', ...shown, 'time of its tests'].map(escapeText), [
    ...categories.slice(0, CATEGORIES_SHOWN).map(([category, group]) => row(category, group)),
    ...(rest.length > 0 ? [row(md`others`, rest)] : []),
    ...(categories.length > 1 ? [row(md`**all**`, tests)] : []),
  ]);
}

/** The lines of level WARN and ERROR in the logs, by test: first those of tests that did not pass. */
function issueList({ tests }: Report): Markdown {
  const all = tests.filter(({ issues = [] }) => issues.length > 0);
  if (all.length === 0) return md``;
  const sorted = [
    ...all.filter(({ verdict }) => verdict !== 'passed'),
    ...all.filter(({ verdict }) => verdict === 'passed'),
  ];
  const shown = sorted.slice(0, TESTS_SHOWN).map(({ issues = [], moreIssues = 0, ...test }) => {
    const lines = firstLines(issues.map(issueLine).join('\n'), LINES_OF_TEST, LONGEST_LINE);
    const more = moreIssues === 0 ? [] : [escapeText(`And ${counted(moreIssues, 'more line')}.`)];
    return joinMarkdown([testCode(test), codeBlock(lines), ...more], '\n\n');
  });
  const rest = all.length - shown.length;
  if (rest > 0) shown.push(escapeText(`And of ${counted(rest, 'more test')}.`));
  return details(
    `Warnings and errors in the logs of ${counted(all.length, 'test')}`,
    joinMarkdown(shown, '\n\n'),
  );
}

/** What valgrind calls definitely lost, the largest first. */
function leakTable({ tests }: Report): Markdown {
  const leaking = tests
    .flatMap((test) => (test.leaks !== undefined && test.leaks.bytes > 0 ? [{ test, ...test.leaks }] : []))
    .sort((a, b) => b.bytes - a.bytes);
  if (leaking.length === 0) return md``;
  const rows = leaking
    .slice(0, LEAKS_SHOWN)
    .map(({ test, bytes, blocks }) => [testCode(test), unbroken(formatBytes(bytes)), md`${blocks}`]);
  const rest = leaking.length - rows.length;
  const total = leaking.reduce((sum, { bytes }) => sum + bytes, 0);
  const parts = [
    table([md`Test`, md`Definitely lost`, md`Blocks`], rows),
    ...(rest > 0 ? [escapeText(`And ${counted(rest, 'more test')}.`)] : []),
  ];
  return details(
    `Leaks: ${formatBytes(total)} definitely lost in ${counted(leaking.length, 'test')}`,
    joinMarkdown(parts, '\n\n'),
  );
}

function issueLine({ level, text, count }: Issue): string {
  return `${level}${count > 1 ? ` ${count}×` : ''} ${text.replace(/\s+/g, ' ')}`;
}

function secondsOfTries(tests: readonly TestReport[]): number {
  return tests.reduce((sum, { tries }) => sum + tries.reduce((all, { seconds = 0 }) => all + seconds, 0), 0);
}
