import {
  bullets,
  codeBlock,
  details,
  escapeText,
  joinMarkdown,
  type Markdown,
  md,
  table,
} from '../action/markdown.ts';
import { counted } from '../action/wording.ts';
import { wasLaunched } from './counts.ts';
import type { Report, TestReport, Verdict } from './report.ts';
import {
  cutText,
  decidingTry,
  firstLines,
  flat,
  lastLines,
  meaningOf,
  reasonOf,
  testCode,
  triesText,
  whatBecame,
} from './wording.ts';

/** In the order in which they are shown. */
const PROBLEMS: readonly Verdict[] = ['failed', 'aborted', 'infrastructure', 'incomplete'];

const SECTIONS_SHOWN = 30;
const FLAKY_SHOWN = 10;
const ROWS_SHOWN = 100;
const NAMES_SHOWN = 200;
const REASONS_SHOWN = 20;
const NAMES_OF_REASON = 100;
const DIFF_LINES = 80;
const DIFF_BYTES = 8 * 1024;
const LOG_LINES = 20;
const LONGEST_LINE = 300;
const LONGEST_TEXT = 400;

/** A folded section for each test that did not pass: the first one is open. */
export function problemTests(report: Report): Markdown {
  const tests = PROBLEMS.flatMap((verdict) =>
    report.tests.filter(
      (test) => test.verdict === verdict && test.quarantine === undefined && wasLaunched(test),
    ),
  );
  return sections(md`### Did not pass`, tests, SECTIONS_SHOWN, report, true);
}

export function flakyTests(report: Report): Markdown {
  const tests = report.tests.filter(
    ({ verdict, quarantine }) => verdict === 'flaky' && quarantine === undefined,
  );
  return sections(md`### Flaky`, tests, FLAKY_SHOWN, report, false);
}

/** The tests that no process was started for, by reason. */
export function neverLaunched({ tests }: Report): Markdown {
  const none = tests.filter((test) => !wasLaunched(test) && test.quarantine === undefined);
  return byReason(
    none,
    `${counted(none.length, 'test')} ${none.length === 1 ? 'was' : 'were'} never launched`,
    'No reason is known',
  );
}

export function skippedTests({ tests }: Report): Markdown {
  const skipped = tests.filter(({ verdict }) => verdict === 'skipped');
  return byReason(
    skipped,
    `${counted(skipped.length, 'test')} ${skipped.length === 1 ? 'was' : 'were'} skipped`,
    'Without a reason',
  );
}

/** The tests that may fail, with what became of them. Those that passed are named: they may leave the quarantine. */
export function quarantinedTests({ tests }: Report): Markdown {
  const all = tests.filter(({ quarantine }) => quarantine !== undefined);
  if (all.length === 0) return md``;
  const bad = all.filter(({ verdict }) => verdict !== 'passed' && verdict !== 'skipped');
  const passed = all.filter(({ verdict }) => verdict === 'passed');
  const rows = bad
    .slice(0, ROWS_SHOWN)
    .map((test) => [
      testCode(test),
      escapeText(test.verdict),
      short(reasonOf(test) ?? meaningOf(test)),
      short(test.quarantine?.reason ?? ''),
      escapeText(test.quarantine?.until ?? ''),
    ]);
  const header = [md`Test`, md`Verdict`, md`Why it did not pass`, md`Why it may`, md`Until`];
  const parts = [
    md`### In quarantine`,
    ...(rows.length === 0 ? [] : [table(header, rows)]),
    ...(bad.length > rows.length
      ? [escapeText(`And ${counted(bad.length - rows.length, 'more test')}.`)]
      : []),
    ...(passed.length === 0 ? [] : [md`Passed, and may leave it: ${names(passed, NAMES_OF_REASON)}.`]),
  ];
  return joinMarkdown(parts, '\n\n');
}

function sections(
  heading: Markdown,
  tests: readonly TestReport[],
  most: number,
  report: Report,
  isFirstOpen: boolean,
): Markdown {
  if (tests.length === 0) return md``;
  const shown = tests
    .slice(0, most)
    .map((test, at) =>
      details(cutText(whatBecame(test), LONGEST_TEXT), body(test, report), isFirstOpen && at === 0),
    );
  const rest = tests.slice(most);
  const more = rest.length === 0 ? [] : [md`And: ${names(rest, NAMES_SHOWN)}.`];
  return joinMarkdown([heading, ...shown, ...more], '\n\n');
}

function body(test: TestReport, report: Report): Markdown {
  const reason = reasonOf(test);
  const deciding = decidingTry(test);
  const tries = triesText(test, report);
  const log = deciding?.log === undefined ? '' : lastLines(deciding.log, LOG_LINES, LONGEST_LINE);
  const issues = (test.issues ?? []).map(({ level, text }) => `${level} ${text}`).join('\n');
  const parts = [
    ...(reason === undefined ? [] : [short(reason)]),
    ...(tries === '' ? [] : [md`Tries: ${escapeText(cutText(tries, LONGEST_TEXT))}.`]),
    ...(deciding?.diff === undefined
      ? []
      : [codeBlock(cutText(firstLines(deciding.diff, DIFF_LINES, LONGEST_LINE), DIFF_BYTES), 'diff')]),
    ...(log === '' ? [] : [md`The end of its log:`, codeBlock(log)]),
    ...(log !== '' || issues === ''
      ? []
      : [md`From its log:`, codeBlock(lastLines(issues, LOG_LINES, LONGEST_LINE))]),
  ];
  return joinMarkdown(parts, '\n\n');
}

function byReason(tests: readonly TestReport[], title: string, without: string): Markdown {
  if (tests.length === 0) return md``;
  const groups = [...Map.groupBy(tests, (test) => reasonOf(test) ?? without)];
  const items = groups
    .slice(0, REASONS_SHOWN)
    .map(([reason, group]) => md`${short(reason.replace(/\.$/, ''))}: ${names(group, NAMES_OF_REASON)}`);
  const rest = groups.slice(REASONS_SHOWN).reduce((sum, [, group]) => sum + group.length, 0);
  if (rest > 0) items.push(escapeText(`and ${counted(rest, 'more test')} for other reasons`));
  return details(title, bullets(items));
}

function names(tests: readonly TestReport[], most: number): Markdown {
  const shown = tests.slice(0, most).map((test) => testCode(test));
  const rest = tests.length - shown.length;
  return md`${joinMarkdown(shown, ', ')}${rest > 0 ? md` and ${rest} more` : md``}`;
}

function short(text: string): Markdown {
  return escapeText(cutText(flat(text), LONGEST_TEXT));
}
