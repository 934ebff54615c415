import type { Span } from '../recipes/recipe-text.ts';
import { newestTag, versionLike } from './tag-series.ts';

/** A version that a comment beside a revision names. */
export interface VersionComment {
  /** Where the version stands. */
  readonly place: Span;
  readonly version: string;
  /** The comment as it stands there, with its `#`. */
  readonly comment: string;
  /** Whether the comment says nothing else. */
  readonly alone: boolean;
}

/** Lines above a revision that are looked at. */
const MOST_LINES = 20;
const LONGEST_LINE = 1_000;
/** `v9.12.0`, `yocto-4.0.10`, `9.12`, `v9`; no file's name and no address. */
const VERSION =
  /^(?:[A-Za-z][A-Za-z_-]*[-_/])?(?:v?\d+(?:[._]\d+)+|v\d+)[0-9A-Za-z]*(?:[-+.~][0-9A-Za-z]+)*$/;
const FILE = /\.(?:patch|diff|bb|bbappend|inc|conf|md|txt|ya?ml|git)$/;
const COMPANY = /^(?:tags?|releases?|versions?|ver|rev|refs\/tags)$/i;

/**
 * The versions that comments name beside a revision: behind it on its line, and in the comments right above its statement.
 *
 * @param text The file; `place` is where the revision stands in it.
 */
export function versionComments(text: string, place: Span): VersionComment[] {
  const found: VersionComment[] = [];
  const lineEnd = endOfLine(text, place.end);
  const [behind = ''] = /^["']?[ \t]+#.*$/.exec(text.slice(place.end, lineEnd)) ?? [];
  if (behind !== '') found.push(...versionsIn(text, lineEnd - behind.length + behind.indexOf('#'), lineEnd));
  let start = startOfLine(text, place.start);
  for (
    let line = lineBefore(text, start);
    start > 0 && isContinued(line.text);
    line = lineBefore(text, start)
  ) {
    start = line.start;
  }
  for (let count = 0; count < MOST_LINES && start > 0; count++) {
    const line = lineBefore(text, start);
    const hash = /^[ \t]*#/.exec(line.text)?.[0].length;
    if (hash === undefined) break;
    found.push(...versionsIn(text, line.start + hash - 1, line.start + line.text.length));
    start = line.start;
  }
  return found;
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
  const others = words.filter(({ bare }) => bare !== '' && !isVersion(bare) && !COMPANY.test(bare));
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
