import { isMap, isScalar } from 'yaml';
import { type KasText, kasDocument, nodeAt } from './kas-document.ts';

/** A value that a mapping of a kas file is to have. */
export interface KasValue {
  /** The keys that lead to it. */
  readonly keys: readonly [string, ...string[]];
  /** Null takes a default back. */
  readonly value: string | null;
}

/**
 * The text with other values in it: one that stands there is replaced, another is put first into its mapping. All else stays as it is.
 * Where there is no such mapping, nothing is written.
 *
 * @throws UserError when it is no kas file.
 */
export function withValues(file: KasText, values: readonly KasValue[]): string {
  return values.reduce((text, value) => withValue({ path: file.path, text }, value), file.text);
}

function withValue(file: KasText, { keys, value }: KasValue): string {
  const { text } = file;
  const document = kasDocument(file);
  const name = keys.at(-1) ?? '';
  const node = nodeAt(document, keys);
  if (isScalar(node) && node.range) {
    const [start, end] = node.range;
    const gap = start === end && text[start - 1] === ':' ? ' ' : '';
    return text.slice(0, start) + gap + scalarText(value) + text.slice(end);
  }
  const map = nodeAt(document, keys.slice(0, -1));
  const first = isMap(map) ? map.items[0]?.key : undefined;
  if (!isMap(map) || !isScalar(first) || !first.range) return text;
  const [start] = first.range;
  const indent = ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
  const rest = map.flow === true ? ', ' : `\n${indent}`;
  return `${text.slice(0, start)}${scalarText(name)}: ${scalarText(value)}${rest}${text.slice(start)}`;
}

/** What needs no quotes in any YAML: names and addresses, and no word that stands for a boolean. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z][\w./+-]*(?::\/\/[\w./@:+~-]*[\w/])?$/i;

function scalarText(value: string | null): string {
  if (value === null) return 'null';
  return PLAIN.test(value) || /^(?=.*[a-df])[0-9a-f]{40,64}$/.test(value) ? value : JSON.stringify(value);
}
