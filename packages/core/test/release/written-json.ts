import fc from 'fast-check';

/** JSON as somebody else wrote it: raw scalars and keys, members in any order. */
export type Written =
  | { readonly raw: string }
  | { readonly members: readonly (readonly [string, Written])[] }
  | { readonly elements: readonly Written[] };

/** White space: after an opening bracket and after a comma (by depth), before a closing one, around colons. */
export interface Layout {
  readonly gap: (depth: number) => string;
  readonly close: (depth: number) => string;
  readonly colon: string;
  readonly end: string;
}

const lines = (newline: string, unit: string) => (depth: number) => newline + unit.repeat(depth);
const odd = (depth: number): string => [' ', '', '\n\n\t', ' \r\n ', '\n'][depth % 5] ?? '';

export const layouts: readonly Layout[] = [
  { gap: lines('\n', '  '), close: lines('\n', '  '), colon: ': ', end: '\n' },
  { gap: lines('\r\n', '\t'), close: lines('\r\n', '\t'), colon: ' : ', end: '\r\n' },
  { gap: () => '', close: () => '', colon: ':', end: '' },
  { gap: () => ' ', close: () => ' ', colon: ': ', end: ' \n \n' },
  { gap: odd, close: odd, colon: '\n:\t', end: '\n\n' },
  { gap: (depth) => (depth < 3 ? lines('\n', '    ')(depth) : ' '), close: () => '', colon: ': ', end: '' },
];

/**
 * Writes a document. `chunks` receives the text of every member and element by its path of keys and indices, as it
 * stands in the document.
 */
export function write(root: Written, layout: Layout, chunks: Map<string, string>): string {
  const value = (node: Written, path: string, depth: number): string => {
    if ('raw' in node) return node.raw;
    const object = 'members' in node;
    const children = object
      ? node.members.map(([key, child]) => {
          const at = `${path}/${String(JSON.parse(key))}`;
          return [at, `${key}${layout.colon}${value(child, at, depth + 1)}`] as const;
        })
      : node.elements.map((child, index) => {
          const at = `${path}/${index}`;
          return [at, value(child, at, depth + 1)] as const;
        });
    for (const [at, text] of children) chunks.set(at, text);
    const inner = children.map(([, text]) => layout.gap(depth + 1) + text).join(',');
    const close = children.length > 0 ? layout.close(depth) : layout.gap(depth);
    return `${object ? '{' : '['}${inner}${close}${object ? '}' : ']'}`;
  };
  return value(root, '', 0) + layout.end;
}

/** A key of our formats, sometimes with its first character escaped. */
export function keyText(key: string, escaped: boolean): string {
  if (!escaped) return JSON.stringify(key);
  return `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}"`;
}

/** Any value, of the kinds that `JSON.parse` and `JSON.stringify` do not give back as they were. */
export const foreign: fc.Arbitrary<Written> = fc.letrec<{ any: Written }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    fc
      .constantFrom(
        '1.0',
        '1e3',
        '-0',
        '12345678901234567890',
        'null',
        'true',
        '"\\u0041\\/"',
        '"]},{["',
        '"\\\\"',
        '"\\""',
      )
      .map((raw) => ({ raw })),
    fc
      .uniqueArray(fc.constantFrom('"10"', '"2"', '"b"', '"\\u0063"', '""', '"name"', '"\\\\"'), {
        maxLength: 4,
      })
      .chain((keys) =>
        fc
          .tuple(...keys.map((key) => tie('any').map((child) => [key, child] as const)))
          .map((members) => ({ members })),
      ),
    fc.array(tie('any'), { maxLength: 3 }).map((elements) => ({ elements })),
  ),
})).any;
