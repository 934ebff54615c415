import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { counted, shortList } from '../action/wording.ts';
import type { BranchCommit } from './branch.ts';
import type { Authorship, Person } from './proposal-types.ts';

const KEY = 'Pv-Actions-Stage';
const NONE = { before: [], after: [] } as const;
/** Lines that git itself puts among trailers. A block with one of them may have other text too. */
const GIT_MADE = /^(?:Signed-off-by: |\(cherry picked from commit )/;
/** A key of letters, digits and dashes, with blanks before its colon. */
const TRAILER = /^[A-Za-z0-9-]+[ \t]*:/;
/** What git takes for blank: not form feeds, nor the blanks of Unicode. */
const BLANKS = ' \t\r';

/** `message`, with the trailer by which commits of `stage` are known between those that are given. */
export function withStageTrailer(
  message: string,
  stage: string,
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] } = NONE,
): string {
  return withTrailers(message, [...before, `${KEY}: ${stage}`, ...after]);
}

/** The line by which somebody signs off. */
export function signOff({ name, email }: Person): string {
  return `Signed-off-by: ${name} <${email}>`;
}

/** `message`, with a block of trailers at its end, each once. */
export function withTrailers(message: string, trailers: readonly string[]): string {
  const block = [...new Set(trailers)];
  return block.length === 0 ? message : `${message.trimEnd()}\n\n${block.join('\n')}\n`;
}

/** What is wrong with a line `Key: value` that is to be a trailer, as a sentence. */
export function trailerProblem(line: string): string | undefined {
  const [, key = ''] = /^([A-Za-z0-9-]+): *[^\s\p{C}][^\p{C}]*$/u.exec(line) ?? [];
  if (key === '') return `${quote(line)} is no trailer. Use lines such as Change-type: patch.`;
  return key.toLowerCase() === KEY.toLowerCase() ? `The trailer ${KEY} is the stage's own.` : undefined;
}

/** Whether a message does not have all that the authorship asks for. Whose sign-off it is does not count. */
export function lacksTrailers(message: string, { trailers, signoff }: Authorship): boolean {
  const there = trailersOf(message).map(({ key, value }) => `${key}: ${value}`.toLowerCase());
  const signed = there.some((line) => line.startsWith('signed-off-by: '));
  const isThere = (line: string): boolean => there.includes(line.replace(/: */, ': ').toLowerCase());
  return (signoff && !signed) || !trailers.every(isThere);
}

/** Whether a commit with this message was made by `stage`. */
export function isOfStage(message: string, stage: string): boolean {
  return trailersOf(message).some(
    ({ key, value }) => key.toLowerCase() === KEY.toLowerCase() && value === stage,
  );
}

/**
 * The trailers of a commit message, as git reads them (https://git-scm.com/docs/git-interpret-trailers): its last paragraph, unless
 * it is the first, where each line is a trailer or continues one; or where git made one of them and a quarter are trailers.
 */
export function trailersOf(message: string): { readonly key: string; readonly value: string }[] {
  const paragraphs = message
    .split(/\n(?:[ \t\r]*\n)+/)
    .map((paragraph) => paragraph.split('\n').filter((line) => stripped(line) !== ''))
    .filter((lines) => lines.length > 0);
  const block = paragraphs.length > 1 ? (paragraphs.at(-1) ?? []) : [];
  const kinds = block.map(kindOf);
  const trailers = kinds.filter((kind) => kind === 'trailer' || kind === 'git').length;
  // Lines that are indented belong to what stands before them.
  const others = kinds.filter((_, index) => headOf(kinds, index) === 'text').length;
  if (trailers === 0 || (others > 0 && !(kinds.includes('git') && trailers * 3 >= others))) return [];
  const found: { key: string; value: string }[] = [];
  let last: (typeof found)[number] | undefined;
  for (const line of block) {
    if (kindOf(line) === 'continuation') {
      if (last !== undefined) last.value += ` ${stripped(line)}`;
      continue;
    }
    last = undefined;
    if (!TRAILER.test(line)) continue;
    const colon = line.indexOf(':');
    last = { key: stripped(line.slice(0, colon)), value: stripped(line.slice(colon + 1)) };
    found.push(last);
  }
  return found;
}

/** `text` without the blanks at its ends. */
function stripped(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && BLANKS.includes(text.charAt(start))) start += 1;
  while (end > start && BLANKS.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

type Kind = 'trailer' | 'git' | 'continuation' | 'text';

function kindOf(line: string): Kind {
  if (GIT_MADE.test(line)) return 'git';
  if (TRAILER.test(line)) return 'trailer';
  return /^[ \t]/.test(line) ? 'continuation' : 'text';
}

/** The kind of the line that the line at `index` belongs to. Text, where there is none. */
function headOf(kinds: readonly Kind[], index: number): Kind {
  return kinds.slice(0, index + 1).findLast((kind) => kind !== 'continuation') ?? 'text';
}

const MOST_NAMED = 5;

/** The commits that were not made by `stage`, which makes no merges whatever their message says. */
export function foreignCommits(commits: readonly BranchCommit[], stage: string): BranchCommit[] {
  return commits.filter(({ message, merge }) => merge || !isOfStage(message, stage));
}

/** Why a stage leaves its branch alone that has commits of others. */
export function foreignError(branch: string, stage: string, foreign: readonly BranchCommit[]): UserError {
  return new UserError(
    `The branch ${quote(branch)} has ${counted(foreign.length, 'commit')} that ${stage} did not make: ${listCommits(foreign)}.`,
    'Merge or close its pull request, or move these commits to another branch and delete this one; or set `force: true` to give ' +
      'them up.',
  );
}

/** Commits in a message: their digest, who made them, and what about. */
export function listCommits(commits: readonly BranchCommit[]): string {
  const each = commits.map(({ sha, author, message }) => {
    const subject = message.trimStart().split('\n', 1)[0] ?? '';
    return `${sha.slice(0, 12)} by ${author}, ${quote(subject.trim())}`;
  });
  return shortList(each, '; ', MOST_NAMED);
}
