import { expect, test } from '@jest/globals';
import { parseTags } from '@pv-actions/core/git/tags.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];

test('a tag is the commit that it points at', () => {
  const lines = [
    `${A}\trefs/tags/v1`,
    `${B}\trefs/tags/v2`,
    `${C}\trefs/tags/v2^{}`,
    `${A}\trefs/heads/main`,
    'warning: x',
    `${A.slice(1)}\trefs/tags/short`,
    `${A}\trefs/tags/a/b`,
  ];
  expect([...parseTags(lines).tags]).toEqual([
    ['v1', A],
    ['v2', C],
    ['a/b', A],
  ]);
});
