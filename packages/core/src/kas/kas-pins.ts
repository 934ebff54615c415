import { type Document, isScalar, type Node } from 'yaml';
import { UserError } from '../action/errors.ts';
import { FULL_DIGEST } from '../git/digest.ts';
import { type KasText, kasDocument, keysAt, nodeAt } from './kas-document.ts';
import { kasRepos } from './kas-repos.ts';

/** A revision that a kas file pins a repository to. */
export interface KasPin {
  /** The key of the repository under `repos`. */
  readonly key: string;
  /** Without credentials. Undefined in a lock file, which names none. */
  readonly url: string | undefined;
  /** The branch that it follows. Undefined where the file does not say. */
  readonly branch: string | undefined;
  /** The digest, as it stands there. kas takes the beginning of one in `commit`, too: that is no less a pin. */
  readonly revision: string;
  /** Where the digest stands in the text, without quotes: characters (UTF-16 units) from its start, the end excluded. */
  readonly start: number;
  readonly end: number;
  /** Whether it is a plain scalar: neither quoted nor a block. */
  readonly isPlain: boolean;
}

/**
 * The repositories that a kas file pins to a commit, in its order: `overrides.repos.<key>.commit`, else the `commit` of the
 * repository, or in the older form its `refspec`. A `refspec` that is no full digest is no pin: it may be a branch.
 *
 * @throws UserError when it is no kas file.
 */
export function readPins(file: KasText): KasPin[] {
  const document = kasDocument(file);
  const repos = new Map(kasRepos([file]).map((repo) => [repo.key, repo]));
  const keys = new Set([...keysAt(document, ['repos']), ...keysAt(document, ['overrides', 'repos'])]);
  return [...keys].flatMap((key) => {
    const digest = pinnedDigest(document, key, file.text);
    const { url, branch } = repos.get(key) ?? {};
    return digest === undefined ? [] : [{ key, url, branch, ...digest }];
  });
}

/**
 * The text with other revisions in it. All else stays as it is, character by character: comments, quotes, line ends. A digest
 * that YAML would read as a number is put into quotes.
 *
 * @param revisions full digests by the key of the repository, or what stands there. A repository that is not named keeps its revision.
 * @throws UserError when it is no kas file, or when two repositories share one value (an anchor) and are to differ; a RangeError
 * for a revision that is no full digest, and for a repository that is not pinned.
 */
export function rewritePins(file: KasText, revisions: ReadonlyMap<string, string>): string {
  const pins = readPins(file);
  const pinned = new Map(pins.map(({ key, revision }) => [key, revision]));
  for (const [key, revision] of revisions) {
    const old = pinned.get(key);
    if (old === undefined) throw new RangeError(`${file.path} does not pin ${key}.`);
    if (revision !== old && !FULL_DIGEST.test(revision))
      throw new RangeError(`"${revision}" is no full digest.`);
  }
  const edits = new Map<number, { readonly pin: KasPin; readonly revision: string }>();
  for (const pin of pins) {
    const revision = revisions.get(pin.key) ?? pin.revision;
    const other = edits.get(pin.start);
    if (other !== undefined && other.revision !== revision) throw shared(file.path, other.pin.key, pin.key);
    edits.set(pin.start, { pin, revision });
  }
  const parts: string[] = [];
  let end = 0;
  for (const [start, { pin, revision }] of [...edits].sort(([a], [b]) => a - b)) {
    if (revision === pin.revision) continue;
    parts.push(file.text.slice(end, start), written(revision, pin));
    end = pin.end;
  }
  return parts.join('') + file.text.slice(end);
}

type Digest = Pick<KasPin, 'revision' | 'start' | 'end' | 'isPlain'>;

function pinnedDigest(document: Document, key: string, text: string): Digest | undefined {
  const values = [
    [['overrides', 'repos', key, 'commit'], DIGEST],
    [['repos', key, 'commit'], DIGEST],
    [['repos', key, 'refspec'], FULL_DIGEST],
  ] as const;
  for (const [keys, pattern] of values) {
    const digest = digestIn(nodeAt(document, keys), pattern, text);
    if (digest !== undefined) return digest;
  }
  return undefined;
}

/** A digest or the beginning of one; git takes four digits and more. */
const DIGEST = /^[0-9a-f]{4,64}$/i;

function digestIn(node: Node | undefined, pattern: RegExp, text: string): Digest | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return undefined;
  const revision = node.value;
  if (!pattern.test(revision)) return undefined;
  const [from, to] = node.range;
  // Between double quotes there can be escapes. A block has a header.
  if (node.type === 'QUOTE_DOUBLE') return { revision, start: from + 1, end: to - 1, isPlain: false };
  const start = from + text.slice(from, to).indexOf(revision);
  return { revision, start, end: start + revision.length, isPlain: node.type === 'PLAIN' };
}

/** Digits, which YAML 1.1 and 1.2 read as an integer, or with an `e` as a float. */
const LIKE_A_NUMBER = /^(?:\d+(?:e\d+)?|0b[01]+)$/i;

function written(revision: string, { isPlain }: KasPin): string {
  return isPlain && LIKE_A_NUMBER.test(revision) ? `'${revision}'` : revision;
}

function shared(path: string, key: string, other: string): UserError {
  return new UserError(
    `${path} pins ${key} and ${other} by one value, which an anchor shares, but their revisions are to differ.`,
    'Give each of them a value of its own.',
  );
}
