import { messageOf, UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { type JsonKind, kindOf, type Place, rootOf, type Style, styleOf } from './json-text.ts';

/** releases.json as text that is known to be JSON with an object as its root. */
export interface IndexDocument {
  readonly text: string;
  readonly root: Place;
  readonly style: Style;
  /** The index as errors name it. */
  readonly where: string;
}

const DEFAULT_WHERE = 'releases.json';

/**
 * Holds the text of the index against what every reader needs. `undefined` is a missing index and becomes an empty
 * one; an empty text is not that.
 *
 * @throws UserError when the text is not JSON, or its root is no object.
 */
export function openIndex(text: string | undefined, where = DEFAULT_WHERE): IndexDocument {
  const source = text ?? '{}\n';
  try {
    JSON.parse(source);
  } catch (thrown) {
    throw unreadable(`${where} is not JSON. ${whatItIs(source, thrown)}`, where, thrown);
  }
  const root = rootOf(source);
  const kind = kindOf(source, root);
  if (kind !== 'object')
    throw unreadable(`${where} is ${article(kind)}, not an object with channels.`, where);
  return { text: source, root, style: styleOf(source), where };
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

function unreadable(cause: string, where: string, thrown?: unknown): UserError {
  const address = /^s3:\/\/\S+$/.test(where) ? where : 's3://<bucket>/<prefix>/releases.json';
  return new UserError(
    cause,
    `The index was left as it is. Look at it with \`aws s3 cp ${address} -\`, mend it or put an older version back, ` +
      'and run this step again.',
    thrown === undefined ? undefined : { cause: thrown },
  );
}

function whatItIs(text: string, thrown: unknown): string {
  if (text.trim() === '') return 'It is empty.';
  if (text.startsWith('\uFEFF')) return 'It begins with a byte order mark, which JSON does not allow.';
  if (/^\s*</.test(text)) return 'It looks like an HTML or XML page.';
  return messageOf(thrown);
}

function article(kind: JsonKind): string {
  if (kind === 'null') return 'null';
  return /^[ao]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
