import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { messageOf, UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { checkYamlSize } from './yaml-size.ts';

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
 * @throws UserError when it is no YAML, or no mapping, or more than `checkYamlSize` lets pass.
 */
export function kasDocument({ path, text }: KasText): Document {
  checkYamlSize({ path, text });
  const document = parseDocument(text, {
    schema: 'failsafe',
    merge: true,
    uniqueKeys: false,
    logLevel: 'error',
    // A pretty error holds its line, each of thousands the same long one.
    prettyErrors: false,
  });
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw notKas(
      `${path} is not valid YAML: line ${lineAt(text, problem.pos[0])}: ${quote(problem.message.split('\n')[0] ?? '')}.`,
    );
  }
  if (!isMap(document.contents)) throw notKas(`${path} is no kas file: it holds no mapping.`);
  TARGETS.set(document, targetsOf(document, { path, text }));
  return document as Document;
}

/** The content of a kas file as values. @throws UserError as `kasDocument`, and where aliases stand for too much. */
export function kasContent(file: KasText): unknown {
  const document = kasDocument(file);
  try {
    return document.toJS();
  } catch (thrown) {
    throw notKas(`${file.path} cannot be read: ${quote(messageOf(thrown))}.`);
  }
}

/** The node under `keys`, behind aliases and merges. */
export function nodeAt(document: Document, keys: readonly string[]): Node | undefined {
  let node = resolved(document, document.contents);
  for (const key of keys) {
    node = isMap(node) ? resolved(document, entriesOf(document, node).get(key)) : undefined;
  }
  return node;
}

/** The keys of the mapping under `keys`, those of merges last; none where there is no mapping. */
export function keysAt(document: Document, keys: readonly string[]): string[] {
  const node = nodeAt(document, keys);
  return isMap(node) ? [...entriesOf(document, node).keys()] : [];
}

/** Whether a scalar stands for nothing: it is empty, or a null of YAML. */
export function isNull(text: string): boolean {
  return ['', '~', 'null', 'Null', 'NULL'].includes(text);
}

/** What the aliases of a document stand for. */
const TARGETS = new WeakMap<object, ReadonlyMap<Alias, Node>>();
const ENTRIES = new WeakMap<YAMLMap, ReadonlyMap<string, unknown>>();

/** An alias stands for the last node before it that has its anchor, and for none that it stands in. */
function targetsOf(document: object, { path, text }: KasText): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document as Document, (_, node, trail) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      const at = `${path} has the alias *${node.source} in line ${lineAt(text, node.range?.[0])}`;
      if (target === undefined) throw notKas(`${at}, but no anchor &${node.source} before it.`);
      if (trail.includes(target)) throw notKas(`${at}, which is a part of what it stands for.`);
      targets.set(node, target);
    } else if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
  });
  return targets;
}

/** The values of a mapping by key: its own, of a key that stands there twice the last, then those of merges. */
function entriesOf(document: Document, map: YAMLMap): ReadonlyMap<string, unknown> {
  const known = ENTRIES.get(map);
  if (known !== undefined) return known;
  const entries = new Map<string, unknown>();
  const merged: unknown[] = [];
  for (const { key, value } of map.items) {
    const source = sourceOf(key);
    if (source === '<<') merged.push(value);
    else if (source !== undefined) entries.set(source, value);
  }
  for (const value of merged) {
    const from = resolved(document, value);
    for (const each of isSeq(from) ? from.items : [from]) {
      const lower = resolved(document, each);
      if (!isMap(lower)) continue;
      for (const [key, below] of entriesOf(document, lower)) if (!entries.has(key)) entries.set(key, below);
    }
  }
  ENTRIES.set(map, entries);
  return entries;
}

function resolved(document: Document, node: unknown): Node | undefined {
  const target = isAlias(node) ? TARGETS.get(document)?.get(node) : node;
  return isMap(target) || isSeq(target) || isScalar(target) ? target : undefined;
}

function lineAt(text: string, offset: number | undefined): number {
  return text.slice(0, offset).split('\n').length;
}

function sourceOf(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  const { source, value } = key as Scalar;
  return source ?? (typeof value === 'string' ? value : undefined);
}

function notKas(cause: string): UserError {
  return new UserError(cause, 'Correct the file. kas itself cannot read it either.');
}
