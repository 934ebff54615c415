import { codeBlock, details, table, unbroken } from '../action/markdown.ts';
import { formatBytes } from '../action/progress.ts';
import { counted } from '../action/wording.ts';
import { countOf, roundDuration, SHOWN_VERDICTS } from './counts.ts';
import type { Issue, Report, TestReport } from './report.ts';
import { categoryOf } from './test-id.ts';
import { firstLines, testCode } from './wording.ts';

const CATEGORIES_SHOWN = 100;
const TESTS_SHOWN = 50;
const LINES_OF_TEST = 20;
const LONGEST_LINE = 300;
const LEAKS_SHOWN = 100;

/** A row for each `<scope>/<category>`, with a column for each verdict that a test has. */
export function categoryTable({ tests }: Report): string {
  if (tests.length === 0) return '';
  const total = countOf(tests);
  const shown = SHOWN_VERDICTS.filter((verdict) => total[verdict] > 0);
  const categories = [...Map.groupBy(tests, (test) => testCode({ ...test, id: categoryOf(test) }))];
  const row = (title: string, group: readonly TestReport[]): string[] => {
    const counts = countOf(group);
    return [
      title,
      ...shown.map((verdict) => (counts[verdict] === 0 ? '' : String(counts[verdict]))),
      unbroken(roundDuration(secondsOf(group))),
    ];
  };
  const rest = categories.slice(CATEGORIES_SHOWN).flatMap(([, group]) => group);
  return table(
    ['Category', ...shown, 'time of its tests'],
    [
      ...categories.slice(0, CATEGORIES_SHOWN).map(([category, group]) => row(category, group)),
      ...(rest.length > 0 ? [row('others', rest)] : []),
      ...(categories.length > 1 ? [row('**all**', tests)] : []),
    ],
  );
}

/** The lines of level WARN and ERROR in the logs, by test: first those of tests that did not pass. */
export function issueList({ tests }: Report): string {
  const all = tests.filter(({ issues = [] }) => issues.length > 0);
  if (all.length === 0) return '';
  const sorted = [
    ...all.filter(({ verdict }) => verdict !== 'passed'),
    ...all.filter(({ verdict }) => verdict === 'passed'),
  ];
  const shown = sorted.slice(0, TESTS_SHOWN).map(({ issues = [], moreIssues = 0, ...test }) => {
    const lines = firstLines(issues.map(issueLine).join('\n'), LINES_OF_TEST, LONGEST_LINE);
    const more = moreIssues === 0 ? '' : `\n\nAnd ${counted(moreIssues, 'more line')}.`;
    return `${testCode(test)}\n\n${codeBlock(lines)}${more}`;
  });
  const rest = all.length - shown.length;
  if (rest > 0) shown.push(`And of ${counted(rest, 'more test')}.`);
  return details(`Warnings and errors in the logs of ${counted(all.length, 'test')}`, shown.join('\n\n'));
}

/** What valgrind calls definitely lost, the largest first. */
export function leakTable({ tests }: Report): string {
  const leaking = tests
    .flatMap((test) => (test.leaks !== undefined && test.leaks.bytes > 0 ? [{ test, ...test.leaks }] : []))
    .sort((a, b) => b.bytes - a.bytes);
  if (leaking.length === 0) return '';
  const rows = leaking
    .slice(0, LEAKS_SHOWN)
    .map(({ test, bytes, blocks }) => [testCode(test), unbroken(formatBytes(bytes)), String(blocks)]);
  const rest = leaking.length - rows.length;
  const total = leaking.reduce((sum, { bytes }) => sum + bytes, 0);
  return details(
    `Leaks: ${formatBytes(total)} definitely lost in ${counted(leaking.length, 'test')}`,
    [
      table(['Test', 'Definitely lost', 'Blocks'], rows),
      ...(rest > 0 ? [`And ${counted(rest, 'more test')}.`] : []),
    ].join('\n\n'),
  );
}

function issueLine({ level, text, count }: Issue): string {
  return `${level}${count > 1 ? ` ${count}×` : ''} ${text.replace(/\s+/g, ' ')}`;
}

function secondsOf(tests: readonly TestReport[]): number {
  return tests.reduce((sum, { tries }) => sum + tries.reduce((all, { seconds = 0 }) => all + seconds, 0), 0);
}
