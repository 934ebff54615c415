import { expect, test } from '@jest/globals';
import { removeMember, setMember } from '@pv-actions/core/json/json-merge.ts';
import {
  editEach,
  editWithin,
  elementsOf,
  endOf,
  membersOf,
  NestedTooDeep,
  removeChildren,
  rootOf,
  styleOf,
} from '@pv-actions/core/json/json-text.ts';
import fc from 'fast-check';

const blanks = fc.constantFrom('', ' ', '\n', '\n  ', '\r\n\t');
/** A list or an object of short objects and scalars, some keys twice, with blanks anywhere. */
const document = fc
  .tuple(
    fc.boolean(),
    fc.array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom('1', '{}', '{"x": 1}', '{\n  "x": [2]\n}'),
        blanks,
        blanks,
      ),
      {
        maxLength: 6,
      },
    ),
    blanks,
  )
  .map(([isObject, children, end]) => {
    const texts = children.map(([key, value, before, after]) =>
      isObject ? `${before}"${key}":${after}${value}${after}` : `${before}${value}${after}`,
    );
    const inner = `${texts.join(',')}${end}`;
    return isObject ? `{${inner}}` : `[${inner}]`;
  });
const childrenOf = (text: string) =>
  text.startsWith('{') ? membersOf(text, rootOf(text)) : elementsOf(text, rootOf(text));

test('children that are taken out together are gone as if they were taken out one by one', () => {
  fc.assert(
    fc.property(document, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (text, removed) => {
      const places = childrenOf(text).flatMap((_, at) => (removed[at] === true ? [at] : []));
      const together = removeChildren(
        text,
        rootOf(text),
        [...childrenOf(text).entries()].map(([at, child]) => ({ ...child, at })),
        ({ at }) => places.includes(at),
      );
      const one = (from: string, at: number): string => {
        const children = [...childrenOf(from).entries()].map(([index, child]) => ({ ...child, index }));
        return removeChildren(from, rootOf(from), children, ({ index }) => index === at);
      };
      expect(together).toBe(places.reduceRight(one, text));
      expect(together).toBe(places.reduce((from, at, before) => one(from, at - before), text));
      expect(childrenOf(together)).toHaveLength(childrenOf(text).length - places.length);
      JSON.parse(together);
    }),
    { numRuns: 1_000 },
  );
});

test('values that are edited together become what they become one by one', () => {
  fc.assert(
    fc.property(document, (text) => {
      const style = styleOf(text);
      const children = childrenOf(text).filter(({ start }) => text[start] === '{');
      const edit = (part: string, place: (typeof children)[number] | ReturnType<typeof rootOf>): string =>
        removeMember(setMember(part, place, 'new', { y: [1] }, style), place, 'x');
      expect(editEach(text, children, edit)).toBe(
        children.reduceRight((edited, child) => editWithin(edited, child, edit), text),
      );
    }),
    { numRuns: 1_000 },
  );
});

test('a value may be nested as deep as its reader goes', () => {
  const text = `${'['.repeat(3)}${']'.repeat(3)}`;
  expect(endOf(text, 0, 3)).toBe(6);
  expect(() => endOf(text, 0, 2)).toThrow(NestedTooDeep);
});
