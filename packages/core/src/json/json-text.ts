/**
 * Edits of JSON text that leave every other byte as it was. `JSON.parse` and `JSON.stringify` would not: they reorder
 * keys such as "100", and lose `1.0`, large integers, duplicate keys and white space.
 *
 * All functions take text that `JSON.parse` has accepted; on other text they end, and the results mean nothing. A
 * place says where a value begins. An edit changes nothing before the container that it edits, so the places of that container and of
 * all around it stay right.
 */

/** Where a value begins, and where its member does: at the key. Elements and the root have no key. */
export interface Place {
  readonly anchor: number;
  readonly start: number;
}

/** A value in a container, with its end (exclusive). */
export interface Child extends Place {
  readonly end: number;
}

export interface Member extends Child {
  readonly key: string;
}

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** How a document is written, so that new text looks like the old. */
export interface Style {
  readonly newline: '\n' | '\r\n';
  /** No blank after colons and commas that stand on one line. */
  readonly compact: boolean;
}

const INDENT = '  ';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;

const KINDS: Readonly<Record<string, JsonKind>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

/** The root value of a document. */
export function rootOf(text: string): Place {
  const start = skipBlanks(text, 0);
  return { anchor: start, start };
}

export function kindOf(text: string, place: Place): JsonKind {
  return KINDS[text.charAt(place.start)] ?? 'number';
}

/** The value at a place, as `JSON.parse` reads it. */
export function readValue(text: string, place: Place): unknown {
  return JSON.parse(text.slice(place.start, endOf(text, place.start)));
}

/** The style of a document: of its first line break, and of the colon after its first key. */
export function styleOf(text: string): Style {
  const newline = text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n';
  const root = rootOf(text);
  const key = skipBlanks(text, root.start + 1);
  const compact =
    text.charCodeAt(key) === QUOTE && !/\s/.test(text.charAt(skipBlanks(text, endOf(text, key)) + 1));
  return { newline, compact };
}

/** The members of an object, in their order, duplicates included. */
export function membersOf(text: string, object: Place): Member[] {
  const members: Member[] = [];
  visitMembers(text, object, (key, { anchor, start }) => {
    const end = endOf(text, start);
    members.push({ key, anchor, start, end });
    return end;
  });
  return members;
}

/** The member that counts: the last one of that key, as all readers do. */
export function memberOf(text: string, object: Place, key: string): Member | undefined {
  let found: Member | undefined;
  visitMembers(text, object, (each, { anchor, start }) => {
    const end = endOf(text, start);
    if (each === key) found = { key, anchor, start, end };
    return end;
  });
  return found;
}

/**
 * Calls `visit` with each member of an object, in their order. It returns where the value ends (exclusive).
 *
 * @returns Where the object ends (exclusive).
 */
export function visitMembers(
  text: string,
  object: Place,
  visit: (key: string, place: Place) => number,
): number {
  return eachChild(text, object, (anchor) => {
    const keyEnd = endOf(text, anchor);
    const start = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    return visit(keyOf(text.slice(anchor, keyEnd)), { anchor, start });
  });
}

/** The elements of an array, in their order. */
export function elementsOf(text: string, array: Place): Child[] {
  const elements: Child[] = [];
  eachChild(text, array, (start) => {
    const end = endOf(text, start);
    elements.push({ anchor: start, start, end });
    return end;
  });
  return elements;
}

/** Puts `value` in the place of a value. On one line if the old one was a container on one line. */
export function replaceValue(text: string, place: Place, value: unknown, style: Style): string {
  const end = endOf(text, place.start);
  const old = text.slice(place.start, end);
  const oneLine = (/^[{[]/.test(old) && !old.includes('\n')) || !opensLine(text, place.anchor);
  const indent = oneLine ? undefined : indentAt(text, place.anchor);
  return splice(text, place.start, end, print(value, indent, style));
}

/** Adds a member behind all others, of which `last` is the last. */
export function appendMember(
  text: string,
  object: Place,
  key: string,
  value: unknown,
  style: Style,
  last: Child | undefined = membersOf(text, object).at(-1),
): string {
  const colon = style.compact ? ':' : ': ';
  return append(
    text,
    object,
    last,
    (indent) => `${JSON.stringify(key)}${indent === undefined ? colon : ': '}${print(value, indent, style)}`,
    style,
  );
}

/** Adds an element behind all others. */
export function appendElement(text: string, array: Place, value: unknown, style: Style): string {
  return append(text, array, elementsOf(text, array).at(-1), (indent) => print(value, indent, style), style);
}

/** Takes children out of a container, with the commas and the white space that belong to them. */
export function removeChildren<C extends Child>(
  text: string,
  container: Place,
  children: readonly C[],
  isRemoved: (child: C) => boolean,
): string {
  const removed = children.map(isRemoved);
  const last = removed.lastIndexOf(false);
  if (last < 0 && children.length > 0) {
    return splice(text, container.start + 1, endOf(text, container.start) - 1, '');
  }
  const parts: string[] = [];
  let from = 0;
  for (const [index, child] of children.entries()) {
    if (removed[index] !== true) continue;
    // Up to the next child, or what is behind the last one that stays.
    const [start, end] =
      index < last ? [child.anchor, children[index + 1]?.anchor] : [children[last]?.end, child.end];
    parts.push(text.slice(from, Math.max(from, start ?? 0)));
    from = end ?? from;
  }
  return parts.join('') + text.slice(from);
}

/**
 * Edits one value by `edit`, which is given a short text that ends with this value, and its place in there. Many
 * edits of one value in a long document cost one copy of the document.
 */
export function editWithin(text: string, place: Place, edit: (part: string, place: Place) => string): string {
  return editEach(text, [place], edit);
}

/** Edits several values as `editWithin` does, for one copy of the document. They stand in order, and none in another. */
export function editEach<P extends Place>(
  text: string,
  places: readonly P[],
  edit: (part: string, place: Place) => string,
): string {
  const parts: string[] = [];
  let at = 0;
  for (const { anchor, start } of places) {
    const end = endOf(text, start);
    const blanks = indentAt(text, anchor).length;
    const from = Math.max(0, anchor - blanks - (opensLine(text, anchor) ? 0 : 1));
    parts.push(
      text.slice(at, from),
      edit(text.slice(from, end), { anchor: anchor - from, start: start - from }),
    );
    at = end;
  }
  return parts.join('') + text.slice(at);
}

function append(
  text: string,
  container: Place,
  last: Child | undefined,
  entry: (indent: string | undefined) => string,
  style: Style,
): string {
  if (last !== undefined) {
    if (!opensLine(text, last.anchor)) {
      return splice(text, last.end, last.end, `${style.compact ? ',' : ', '}${entry(undefined)}`);
    }
    const indent = indentAt(text, last.anchor);
    return splice(text, last.end, last.end, `,${style.newline}${indent}${entry(indent)}`);
  }
  const end = endOf(text, container.start) - 1;
  if (!opensLine(text, container.anchor)) return splice(text, container.start + 1, end, entry(undefined));
  const indent = indentAt(text, container.anchor);
  const inner = `${indent}${INDENT}`;
  return splice(
    text,
    container.start + 1,
    end,
    `${style.newline}${inner}${entry(inner)}${style.newline}${indent}`,
  );
}

function splice(text: string, start: number, end: number, insert: string): string {
  return text.slice(0, start) + insert + text.slice(end);
}

/** Whether nothing but blanks stands before `at` on its line. */
function opensLine(text: string, at: number): boolean {
  const before = at - indentAt(text, at).length - 1;
  return before < 0 || text.charAt(before) === '\n';
}

/** The blanks directly before `at`. */
function indentAt(text: string, at: number): string {
  let start = at;
  while (start > 0 && /[ \t]/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, at);
}

/** `value` over several lines behind a line indented by `indent`, or on one line where that is undefined. */
function print(value: unknown, indent: string | undefined, style: Style): string {
  if (indent !== undefined) {
    return JSON.stringify(value, null, INDENT).replaceAll('\n', `${style.newline}${indent}`);
  }
  return style.compact ? JSON.stringify(value) : printSpaced(value);
}

function printSpaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printSpaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}: ${printSpaced(each)}`).join(', ')}}`;
}

function keyOf(raw: string): string {
  return raw.includes('\\') ? String(JSON.parse(raw)) : raw.slice(1, -1);
}

/** Calls `visit` with where each child begins; it returns where the child ends. Returns where the container ends. */
function eachChild(text: string, container: Place, visit: (start: number) => number): number {
  let at = skipBlanks(text, container.start + 1);
  while (!isClose(text.charCodeAt(at))) {
    const end = visit(at);
    if (end <= at || end >= text.length) throw new Error('The text ends inside of a JSON container.');
    at = skipBlanks(text, end);
    if (text.charCodeAt(at) === COMMA) at = skipBlanks(text, at + 1);
  }
  return at + 1;
}

/** A value that is nested deeper than its reader goes. */
export class NestedTooDeep extends Error {}

/** Where the value that begins at `start` ends (exclusive). @throws NestedTooDeep where it is deeper than `deepest`. */
export function endOf(text: string, start: number, deepest = Number.POSITIVE_INFINITY): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return stringEnd(text, start);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return scalarEnd(text, start);
  let depth = 1;
  let at = start + 1;
  for (const { length } = text; at < length; ) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      at = stringEnd(text, at);
      continue;
    }
    at += 1;
    if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      depth += 1;
      if (depth > deepest) throw new NestedTooDeep();
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error('The text ends inside of a JSON value.');
}

function stringEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at < 0) throw new Error('The text ends inside of a JSON string.');
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
}

function scalarEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isBlank(text.charCodeAt(at)) && !isSeparator(text.charCodeAt(at))) at += 1;
  return at;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function isBlank(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}

function isSeparator(char: number): boolean {
  return char === COMMA || isClose(char);
}

function isClose(char: number): boolean {
  return char === CLOSE_BRACE || char === CLOSE_BRACKET;
}
