import type { Span } from '../recipes/recipe-text.ts';
import { newestTag, versionLike } from './tag-series.ts';

/** A version that a comment beside a revision names. */
export interface VersionComment {
  /** Where the version stands. */
  readonly place: Span;
  readonly version: string;
  /** The comment as it stands there, with its `#`. */
  readonly comment: string;
  /** Whether the comment says nothing else, right beside the revision. */
  readonly alone: boolean;
}

/** Lines above a revision that are looked at. */
const MOST_LINES = 20;
const LONGEST_LINE = 1_000;
/** `v9.12.0`, `yocto-4.0.10`, `R2024.1`, `android-13.0.0_r3`, `9.12`, `v9`; no file's name and no address. */
const VERSION =
  /^(?:[A-Za-z][A-Za-z_-]*[-_/])?(?:[vVR]?\d+(?:[._]\d+)+|v\d+)[0-9A-Za-z]*(?:[-+.~_][0-9A-Za-z]+)*$/;
const FILE = /\.(?:patch|diff|bb|bbappend|inc|conf|md|txt|ya?ml|git)$/;
const WORD = /[0-9A-Za-z\x80-\xff]/;
const SOURCE = /^SRC_URI\b/;
const COMPANY = /^(?:tag(?:s|ged)?|releases?|versions?|ver|rev|refs\/tags)$/i;

/**
 * The versions that comments name beside a revision: behind it on its line, and in the comments right above its statement. Where that of
 * SRC_URI stands above these, also what a comment right above that one names, and nothing else.
 *
 * @param text The file; `place` is where the revision stands in it.
 */
export function versionComments(text: string, place: Span): VersionComment[] {
  const lineEnd = endOfLine(text, place.end);
  const [behind = ''] = /^["']?[ \t]+#.*$/.exec(text.slice(place.end, lineEnd)) ?? [];
  const trailing =
    behind === '' ? [] : versionsIn(text, lineEnd - behind.length + behind.indexOf('#'), lineEnd);
  const above = commentsAbove(text, startOfStatement(text, startOfLine(text, place.start)));
  const source = above.start === 0 ? 0 : startOfStatement(text, lineBefore(text, above.start).start);
  const further = SOURCE.test(text.slice(source, source + LONGEST_LINE))
    ? commentsAbove(text, source).found
    : [];
  const alone = further.filter((each) => each.alone).map((each) => ({ ...each, alone: false }));
  return [...trailing, ...above.found, ...alone];
}

/** Where a statement begins that has a line at `start`. */
function startOfStatement(text: string, start: number): number {
  let first = start;
  while (first > 0) {
    const line = lineBefore(text, first);
    if (!isContinued(line.text)) break;
    first = line.start;
  }
  return first;
}

/** What the comments right above `start` name, and where the first one stands. */
function commentsAbove(
  text: string,
  start: number,
): { readonly found: readonly VersionComment[]; readonly start: number } {
  const found: VersionComment[] = [];
  let first = start;
  for (let count = 0; count < MOST_LINES && first > 0; count++) {
    const line = lineBefore(text, first);
    const hash = /^[ \t]*#/.exec(line.text)?.[0].length;
    if (hash === undefined) break;
    found.push(...versionsIn(text, line.start + hash - 1, line.start + line.text.length));
    first = line.start;
  }
  return { found, start: first };
}

/**
 * The version that a comment is to name, where the new revision has a tag like it. A version among other words is taken for one of this
 * repository only where the old revision has that tag.
 *
 * @param old The tags of the revision that it was written for.
 * @param tags Those of the new revision.
 */
export function versionOfComment(
  { version, alone }: VersionComment,
  old: readonly string[],
  tags: readonly string[],
): string | undefined {
  if (!alone && !old.some((tag) => versionLike(version, tag) === version)) return undefined;
  const newest = newestTag(tags.filter((tag) => versionLike(version, tag) !== undefined));
  return newest === undefined ? undefined : versionLike(version, newest);
}

function versionsIn(text: string, start: number, end: number): VersionComment[] {
  const comment = text.slice(start, Math.min(end, start + LONGEST_LINE)).trimEnd();
  const words = [...comment.slice(1).matchAll(/[^\s,;()[\]"'`]+/g)].map(({ 0: word, index }) => {
    const [prefix = ''] = /^(?:refs\/tags\/|tag:|tag=|version:|[@=:])+/i.exec(word) ?? [];
    const bare = word.slice(prefix.length).replace(/[.:!?]+$/, '');
    return { bare, at: start + 1 + index + prefix.length };
  });
  const versions = words.filter(({ bare }) => isVersion(bare));
  const others = words.filter(({ bare }) => WORD.test(bare) && !isVersion(bare) && !COMPANY.test(bare));
  const alone = versions.length === 1 && others.length === 0;
  return versions.map(({ bare, at }) => ({
    place: { start: at, end: at + bare.length },
    version: bare,
    comment,
    alone,
  }));
}

function isVersion(word: string): boolean {
  return word.length <= 100 && VERSION.test(word) && !FILE.test(word);
}

function endOfLine(text: string, from: number): number {
  const end = text.slice(from, from + LONGEST_LINE).search(/[\r\n]/);
  return end < 0 ? Math.min(text.length, from + LONGEST_LINE) : from + end;
}

function startOfLine(text: string, at: number): number {
  let start = at;
  while (start > 0 && !'\r\n'.includes(text.charAt(start - 1))) start--;
  return start;
}

/** The line that ends before `start`, without its end. */
function lineBefore(text: string, start: number): { readonly start: number; readonly text: string } {
  const end = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  const begin = startOfLine(text, end);
  return { start: begin, text: text.slice(begin, end) };
}

function isContinued(line: string): boolean {
  return line.slice(-LONGEST_LINE).trimEnd().endsWith('\\');
}
