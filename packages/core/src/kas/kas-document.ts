import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from 'yaml';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';

/** A kas file as it was read. */
export interface KasText {
  /** As a person finds it. Errors name it. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads YAML (or JSON, which is YAML) as PyYAML does for kas, with every scalar as its source text: a digest that has no
 * letters, or looks like `1e10`, stays what it is. Of a key that stands there twice the last counts; `<<` merges.
 *
 * @throws UserError when it is no YAML, or no mapping.
 */
export function kasDocument({ path, text }: KasText): Document {
  const document = parseDocument(text, {
    schema: 'failsafe',
    merge: true,
    uniqueKeys: false,
    logLevel: 'error',
  });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line;
    const what = problem.message.split(/ at line \d+|\n/)[0] ?? '';
    throw notKas(`${path} is not valid YAML${line === undefined ? '' : `: line ${line}`}: ${quote(what)}.`);
  }
  if (!isMap(document.contents)) throw notKas(`${path} is no kas file: it holds no mapping.`);
  return document as Document;
}

/** The node under `keys`, behind aliases and merges. */
export function nodeAt(document: Document, keys: readonly string[]): Node | undefined {
  let node = resolved(document, document.contents);
  for (const key of keys) node = resolved(document, entryOf(document, node, key));
  return node ?? undefined;
}

/** The keys of the mapping under `keys`, those of merges first; none where there is no mapping. */
export function keysAt(document: Document, keys: readonly string[]): string[] {
  const value = toJs(nodeAt(document, keys), document);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Whether a scalar stands for nothing: it is empty, or a null of YAML. */
export function isNull(text: string): boolean {
  return ['', '~', 'null', 'Null', 'NULL'].includes(text);
}

function toJs(node: Node | undefined, document: Document): unknown {
  return node?.toJS(document);
}

function entryOf(document: Document, node: unknown, key: string): unknown {
  if (!isMap(node)) return undefined;
  const own = node.items.findLast((pair) => sourceOf(pair.key) === key);
  if (own !== undefined) return own.value;
  for (const pair of node.items) {
    if (sourceOf(pair.key) !== '<<') continue;
    const merged = resolved(document, pair.value);
    for (const from of isSeq(merged) ? merged.items : [merged]) {
      const value = entryOf(document, resolved(document, from), key);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

function resolved(document: Document, node: unknown): Node | undefined {
  const target = isAlias(node) ? node.resolve(document) : node;
  return isMap(target) || isSeq(target) || isScalar(target) ? target : undefined;
}

function sourceOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  const { source, value } = key as Scalar;
  return source ?? (typeof value === 'string' ? value : undefined);
}

function notKas(cause: string): UserError {
  return new UserError(cause, 'Correct the file. kas itself cannot read it either.');
}
