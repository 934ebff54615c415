import { posix } from 'node:path';
import { UserError } from './errors.ts';
import { quote } from './inputs.ts';
import { READER_LIMITS } from './limits.ts';

const STAR = Symbol('*');
const FOLDERS = Symbol('**');

/** A character as it stands, or a test of one; or `*`. */
type Token = string | ((char: string) => boolean) | typeof STAR;
/** A glob for a file's or a folder's name. */
type Part = readonly Token[] | typeof FOLDERS;

/** A glob without alternatives. */
interface PlainGlob {
  /** For `node:fs`, which walks the folders: it matches what this one does, or more where that would take long. */
  readonly wide: string;
  readonly matches: (path: string) => boolean;
}

/**
 * What is wrong with a glob, as a sentence; undefined for one that may be used. A glob has `*`, `?`, `[a-z]`, `[!a]`, `**` as the
 * name of any folders, and `{a,b}`. Names that begin with a dot are matched by globs that do.
 */
export function globProblem(glob: string): string | undefined {
  if (glob.length > READER_LIMITS.glob.most) return READER_LIMITS.glob.sentence;
  const [odd] = /[?*+@!]\(|\[:[a-z]+:\]|\{[^{},]*\.\.[^{},]*\}/.exec(glob) ?? [];
  if (odd !== undefined) return `A glob has only *, ?, [a-z], [!a], ** and {a,b}, not ${quote(odd)}.`;
  return alternatives(glob) === undefined ? READER_LIMITS.globAlternatives.sentence : undefined;
}

/** The globs of a text, separated by blanks, newlines or commas: `*.{wic,ext4}` is one. */
export function splitGlobs(text: string): string[] {
  return text.split(/\s+/).flatMap((word) => {
    const globs = [''];
    let depth = 0;
    for (const char of word) {
      if (char === '{') depth += 1;
      if (char === '}' && depth > 0) depth -= 1;
      if (char === ',' && depth === 0) globs.push('');
      else globs.push(globs.pop() + char);
    }
    return globs.filter((glob) => glob !== '');
  });
}

/**
 * A function that says whether a glob matches a path with `/`. It takes time in proportion to the path, whatever the glob is.
 *
 * @throws UserError for a glob that `globProblem` finds wrong.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const plain = plainGlobs(glob);
  return (path) => plain.some(({ matches }) => matches(path));
}

/** The globs that one with alternatives stands for, read. @throws UserError as `globMatcher`. */
export function plainGlobs(glob: string): readonly PlainGlob[] {
  const problem = globProblem(glob);
  if (problem !== undefined) {
    throw new UserError(
      `The glob ${quote(glob)} cannot be used. ${problem}`,
      'Write it in another way, or as several globs.',
    );
  }
  return (alternatives(glob) ?? []).map(plainGlob);
}

function alternatives(glob: string): readonly string[] | undefined {
  const plain = new Set<string>();
  const open = [glob];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const choice = [...next.matchAll(/\{([^{}]*)\}/g)].find(([, words = '']) => words.includes(','));
    if (choice === undefined) plain.add(next);
    for (const word of choice?.[1]?.split(',') ?? []) {
      const { 0: whole = '', index = 0 } = choice ?? {};
      open.push(next.slice(0, index) + word + next.slice(index + whole.length));
    }
    if (open.length + plain.size > READER_LIMITS.globAlternatives.most) return undefined;
  }
  return [...plain];
}

function plainGlob(glob: string): PlainGlob {
  const path = glob.replaceAll('\\', '/');
  const parts = names(path).map(partOf);
  const wide = path
    .split('/')
    .map((name) => wideOf(name, partOf(name)))
    .join('/');
  return { wide, matches: (other) => matchesParts(parts, names(other)) };
}

function names(path: string): readonly string[] {
  return posix.normalize(path).replace(/\/$/, '').split('/');
}

/** What node takes for a name grows with the number of `*`: the power of its length. */
function wideOf(name: string, part: Part): string {
  if (part === FOLDERS || part.filter((token) => token === STAR).length <= 2) return name;
  return part[0] === '.' ? '.*' : '*';
}

function matchesParts(parts: readonly Part[], path: readonly string[]): boolean {
  // Where in the parts one can be: `**` may also match nothing.
  const arrived = (places: Set<number>): Set<number> => {
    for (const place of places) if (parts[place] === FOLDERS) places.add(place + 1);
    return places;
  };
  let places = arrived(new Set([0]));
  for (const name of path) {
    const next = new Set<number>();
    for (const place of places) {
      const part = parts[place];
      if (part === FOLDERS && !name.startsWith('.')) next.add(place);
      else if (part !== undefined && part !== FOLDERS && matchesName(part, name)) next.add(place + 1);
    }
    places = arrived(next);
  }
  return places.has(parts.length);
}

/** Where a `*` was wrong about its end, only the last one is tried again: what those before it matched is as short as can be. */
function matchesName(tokens: readonly Token[], name: string): boolean {
  if (name === '' || (name.startsWith('.') && tokens[0] !== '.')) return tokens.length === 0 && name === '';
  let [at, token] = [0, 0];
  let again: { readonly token: number; at: number } | undefined;
  while (at < name.length) {
    const wanted = tokens[token];
    const char = name.charAt(at);
    if (wanted === STAR) {
      token++;
      again = { token, at };
    } else if (typeof wanted === 'function' ? wanted(char) : wanted === char) {
      token++;
      at++;
    } else if (again !== undefined) {
      token = again.token;
      at = ++again.at;
    } else return false;
  }
  while (tokens[token] === STAR) token++;
  return token === tokens.length;
}

function partOf(name: string): Part {
  if (name === '**') return FOLDERS;
  const tokens: Token[] = [];
  for (let at = 0; at < name.length; ) {
    const char = name.charAt(at);
    const set = char === '[' ? characterSet(name, at + 1) : undefined;
    if (set !== undefined) tokens.push(set.token);
    else if (char === '?') tokens.push(() => true);
    else if (char !== '*') tokens.push(char);
    else if (tokens.at(-1) !== STAR) tokens.push(STAR);
    at = set?.end ?? at + 1;
  }
  return tokens;
}

/** `abc]`, `!a-c]`, `]a]`: a `]` that comes first is one of the characters. Undefined where it is not closed. */
function characterSet(
  name: string,
  from: number,
): { readonly token: Token; readonly end: number } | undefined {
  const negated = '!^'.includes(name.charAt(from));
  const start = negated ? from + 1 : from;
  const close = name.indexOf(']', start + 1);
  if (name.length <= start || close < 0) return undefined;
  const ranges: (readonly [string, string])[] = [];
  for (let at = start; at < close; at++) {
    const first = name.charAt(at);
    const isRange = name.charAt(at + 1) === '-' && at + 2 < close;
    if (isRange) at += 2;
    if (first <= name.charAt(at)) ranges.push([first, name.charAt(at)]);
  }
  const [only, more] = ranges;
  const end = close + 1;
  if (only !== undefined && more === undefined && only[0] === only[1] && !negated)
    return { token: only[0], end };
  const token = (char: string): boolean =>
    ranges.length > 0 && ranges.some(([first, last]) => first <= char && char <= last) !== negated;
  return { token, end };
}
