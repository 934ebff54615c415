import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { READER_LIMITS } from '../action/limits.ts';
import {
  endOf,
  type JsonKind,
  kindOf,
  type Member,
  NestedTooDeep,
  type Place,
  rootOf,
  type Style,
  styleOf,
  visitMembers,
} from '../json/json-text.ts';
import { showCommand, whatItIs } from './object-text.ts';

/** A member of the root with its own members, duplicates included: none where its value is no object. */
export interface Channel extends Member {
  readonly members: readonly Member[];
}

/** releases.json as text that is known to be JSON with an object as its root. */
export interface IndexDocument {
  readonly text: string;
  readonly root: Place;
  /** The members of the root in the order of the file, duplicates included: those that are objects hold tags. */
  readonly channels: readonly Channel[];
  readonly style: Style;
  /** The index as errors name it. */
  readonly where: string;
}

/** The index: its text, `undefined` where there is none yet, or what `openIndex` made of it. */
export type Index = string | undefined | IndexDocument;

const DEFAULT_WHERE = 'releases.json';

/**
 * Holds the text of the index against what every reader needs. `undefined` is a missing index and becomes an empty
 * one; an empty text is not that. This is most of the work of reading or changing an index: who does several things
 * with one text opens it once. What is open already comes back as it is.
 *
 * @throws UserError when the text is not JSON, its root is no object, or it is larger or deeper than READER_LIMITS allows.
 */
export function openIndex(index: Index, where = DEFAULT_WHERE): IndexDocument {
  if (typeof index === 'object') return index;
  const text = index ?? '{}\n';
  if (text.length > READER_LIMITS.index.most) {
    throw unreadable(`${where} has ${text.length} characters. ${READER_LIMITS.index.sentence}`, where);
  }
  const root = rootOf(text);
  const kind = kindOf(text, root);
  requireJson(text, where);
  if (kind !== 'object')
    throw unreadable(`${where} is ${article(kind)}, not an object with channels.`, where);
  return { text, root, channels: channelsOf(text, root, where), style: styleOf(text), where };
}

/**
 * The kind of a value that must be one of `kinds`.
 *
 * @throws UserError that names the path of the value in the index.
 */
export function requireKind<K extends JsonKind>(
  document: IndexDocument,
  place: Place,
  path: readonly string[],
  kinds: readonly K[],
): K {
  const kind = kindOf(document.text, place);
  const found = kinds.find((each) => each === kind);
  if (found !== undefined) return found;
  const wanted = kinds.map(article).join(' or ');
  throw unreadable(
    `${document.where} has another form than expected: ${path.map(quote).join(' > ')} is ${article(kind)}, not ${wanted}.`,
    document.where,
  );
}

function channelsOf(text: string, root: Place, where: string): Channel[] {
  try {
    return channelsIn(text, root);
  } catch (thrown) {
    if (!(thrown instanceof NestedTooDeep)) throw thrown;
    throw unreadable(`${where} is nested too deep. ${READER_LIMITS.indexDepth.sentence}`, where, thrown);
  }
}

function channelsIn(text: string, root: Place): Channel[] {
  const channels: Channel[] = [];
  visitMembers(text, root, (key, place) => {
    const members: Member[] = [];
    const addTag = (tag: string, at: Place): number => {
      const end = endOf(text, at.start, READER_LIMITS.indexDepth.most);
      members.push({ key: tag, ...at, end });
      return end;
    };
    const isObject = kindOf(text, place) === 'object';
    const end = isObject
      ? visitMembers(text, place, addTag)
      : endOf(text, place.start, READER_LIMITS.indexDepth.most);
    channels.push({ key, ...place, end, members });
    return end;
  });
  return channels;
}

function requireJson(text: string, where: string): void {
  try {
    JSON.parse(text);
  } catch (thrown) {
    throw unreadable(`${where} is not JSON. ${whatItIs(text, thrown)}`, where, thrown);
  }
}

function unreadable(cause: string, where: string, thrown?: unknown): UserError {
  return new UserError(
    cause,
    `The index was left as it is. Look at it with \`${showCommand(where, 'releases.json')}\`, mend it or put an older version back, ` +
      'and run this step again.',
    thrown === undefined ? undefined : { cause: thrown },
  );
}

function article(kind: JsonKind): string {
  if (kind === 'null') return 'null';
  return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
