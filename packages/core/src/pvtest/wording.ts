import { code, type Markdown, withoutControls } from '../action/markdown.ts';
import { counted } from '../action/wording.ts';
import { wasLaunched } from './counts.ts';
import type { Outcome, Report, TestReport, Try } from './report.ts';

const LONGEST_TITLE = 120;

/** What an outcome means, where nothing says more. */
export const MEANING: Readonly<Record<Outcome, string>> = {
  passed: 'It passed.',
  failed: 'Its output is not the expected one.',
  aborted: 'It gave up.',
  skipped: 'It was skipped.',
  infrastructure: 'It could not be run.',
  incomplete: 'It was launched, and has no result.',
};

export const NEVER_LAUNCHED = 'It was never launched.';

/** The name of a test for a reader: with its distro where there are several. A plain text on one line. */
function testTitle({ id, distro }: Pick<TestReport, 'id' | 'distro'>): string {
  return flat(distro === undefined ? id : `${distro}: ${id}`);
}

/** The same as Markdown, cut: it stands in lists and tables of many tests. */
export function testCode(test: Pick<TestReport, 'id' | 'distro'>): Markdown {
  return code(cutText(testTitle(test), LONGEST_TITLE));
}

/** `local/core/x failed`: what became of a test, as a plain text. */
export function whatBecame(test: TestReport): string {
  return `${testTitle(test)} ${becameOf(test)}`;
}

function becameOf(test: TestReport): string {
  if (!wasLaunched(test)) return 'was never launched';
  switch (test.verdict) {
    case 'flaky':
      return 'is flaky';
    case 'aborted':
      return 'was aborted';
    case 'infrastructure':
      return 'could not be run';
    case 'incomplete':
      return 'has no result';
    case 'skipped':
      return 'was skipped';
    default:
      return test.verdict;
  }
}

/** The try that tells why a test did not pass: the last such one that left a diff or a log, else the last such one. */
export function decidingTry({ tries }: TestReport): Try | undefined {
  const bad = tries.filter(({ outcome }) => outcome !== 'passed');
  return bad.findLast(({ diff, log }) => diff !== undefined || log !== undefined) ?? bad.at(-1);
}

/** Why a test has its verdict, on one line; undefined where nothing says it. */
export function reasonOf(test: TestReport): string | undefined {
  const reason = decidingTry(test)?.reason ?? test.reason;
  return reason === undefined ? undefined : flat(reason);
}

/** What the last try that did not pass means. */
export function meaningOf(test: TestReport): string {
  const deciding = decidingTry(test);
  return deciding === undefined ? NEVER_LAUNCHED : MEANING[deciding.outcome];
}

/** `failed (12 s), then passed (3 s)`, with the run attempts where a merged report has several; empty for no try. */
export function triesText({ tries }: TestReport, { parts = [] }: Pick<Report, 'parts'>): string {
  const attemptOf = ({ part }: Try): number | undefined =>
    part === undefined ? undefined : parts[part]?.runAttempt;
  const several = new Set(parts.map(({ runAttempt }) => runAttempt)).size > 1;
  return tries
    .map((each) => {
      const about = [
        ...(each.seconds === undefined ? [] : [`${each.seconds} s`]),
        ...(several ? [`run attempt ${attemptOf(each) ?? '?'}`] : []),
      ].join(', ');
      return about === '' ? each.outcome : `${each.outcome} (${about})`;
    })
    .join(', then ');
}

/** The last lines of a text, at most `most` of them, each cut at `longest` bytes. Blank lines are left out. */
export function lastLines(text: string, most: number, longest: number): string {
  return shownLines(text)
    .slice(-most)
    .map((line) => cutText(line, longest))
    .join('\n');
}

/** The first lines of a text, as `lastLines`, with a line that counts the rest. */
export function firstLines(text: string, most: number, longest: number): string {
  const lines = shownLines(text);
  const shown = lines.length > most ? lines.slice(0, most - 1) : lines;
  const rest = lines.length - shown.length;
  return [
    ...shown.map((line) => cutText(line, longest)),
    ...(rest > 0 ? [`… ${counted(rest, 'more line')}`] : []),
  ].join('\n');
}

/** A text of others on one line, without what a terminal would obey. */
export function flat(text: string): string {
  return withoutControls(text).replace(/\s+/g, ' ').trim();
}

function shownLines(text: string): string[] {
  return withoutControls(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

/** The end of a text, at most `limit` bytes of UTF-8, as whole characters. */
export function lastBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let from = bytes.length - Math.max(0, limit);
  while (from < bytes.length && isContinuation(bytes[from])) from++;
  return bytes.toString('utf8', from);
}

/** The beginning of a text, at most `limit` bytes of UTF-8, as whole characters. */
export function firstBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let to = Math.max(0, limit);
  while (to > 0 && isContinuation(bytes[to])) to--;
  return bytes.toString('utf8', 0, to);
}

/** `text`, with `…` at its end where it was longer than `limit` bytes of UTF-8. */
export function cutText(text: string, limit: number): string {
  return Buffer.byteLength(text) <= limit ? text : `${firstBytes(text, limit - 3)}…`;
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
