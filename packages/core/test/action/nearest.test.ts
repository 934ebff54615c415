import { expect, test } from '@jest/globals';
import { nearest } from '@pv-actions/core/action/nearest.ts';

test.each<[string, string[], string[]]>([
  ['abc', ['xyz', 'abcd', 'abc', 'b'], ['abc', 'abcd', 'b', 'xyz']],
  // kitten, sitting: 3; kitten, mitten: 1
  ['kitten', ['sitting', 'mitten', 'kitten-2'], ['mitten', 'kitten-2', 'sitting']],
  ['x', ['c', 'a', 'b'], ['a', 'b', 'c']],
  ['', ['long', 'a'], ['a', 'long']],
  ['a\u{1f600}', ['a\u{1f601}', 'bcd', 'a'], ['a', 'a\u{1f601}', 'bcd']],
  ['a', [], []],
])('nearest to %j of %j', (name, names, sorted) => expect(nearest(name, names)).toEqual(sorted));
