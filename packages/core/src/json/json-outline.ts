import {
  endOf,
  indentAt,
  kindOf,
  type Member,
  opensLine,
  type Place,
  rootOf,
  visitMembers,
} from './json-text.ts';

/** A member of the root, with its own members: none where its value is no object. */
export interface OutlinedMember extends Member {
  readonly members: readonly Member[];
}

/**
 * Checks a document whose root is an object, and finds the members of the root and the members of those, in their
 * order, duplicates included. A long document is passed over once, and takes little memory.
 *
 * @throws SyntaxError of `JSON.parse` when the text is not JSON.
 */
export function outlineOf(text: string): OutlinedMember[] {
  try {
    return outline(text);
  } catch (thrown) {
    JSON.parse(text);
    throw thrown;
  }
}

/** Values of the second level that are JSON by themselves are left out of the text: it is JSON when the rest is. */
function outline(text: string): OutlinedMember[] {
  const rest: string[] = [];
  let taken = 0;
  let byLines = true;
  const endOfInner = (place: Place): number => {
    if (!byLines || !hasLines(text, place)) return endOf(text, place.start);
    const end = endByLines(text, place);
    if (end === undefined) {
      // Others would be looked for in vain as well, each time up to the end of the text.
      byLines = false;
      return endOf(text, place.start);
    }
    rest.push(text.slice(taken, place.start), '{}');
    taken = end;
    return end;
  };
  const outlined: OutlinedMember[] = [];
  visitMembers(text, rootOf(text), (key, place) => {
    const members: Member[] = [];
    const visit = (innerKey: string, inner: Place): number => {
      const end = endOfInner(inner);
      members.push({ key: innerKey, anchor: inner.anchor, start: inner.start, end });
      return end;
    };
    const isObject = kindOf(text, place) === 'object';
    const end = isObject ? visitMembers(text, place, visit) : endOf(text, place.start);
    outlined.push({ key, anchor: place.anchor, start: place.start, end, members });
    return end;
  });
  rest.push(text.slice(taken));
  JSON.parse(rest.join(''));
  return outlined;
}

/** Whether a value is a container whose content begins on the line after the one that its member opens. */
function hasLines(text: string, { anchor, start }: Place): boolean {
  return /^[{[]\r?\n/.test(text.slice(start, start + 3)) && opensLine(text, anchor);
}

/**
 * Where a container ends (exclusive) if its lines are what they seem: at the first bracket that is indented as its
 * member is. `JSON.parse` says whether they are.
 */
function endByLines(text: string, { anchor, start }: Place): number | undefined {
  const line = `\n${indentAt(text, anchor)}${text.charAt(start) === '{' ? '}' : ']'}`;
  const close = text.indexOf(line, start);
  if (close < 0) return undefined;
  const end = close + line.length;
  try {
    JSON.parse(text.slice(start, end));
    return end;
  } catch {
    return undefined;
  }
}
