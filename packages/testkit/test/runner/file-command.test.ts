import { describe, expect, test } from '@jest/globals';
import { parseFileCommand, parsePathFile } from '@pv-actions/testkit/runner/file-command.ts';
import fc from 'fast-check';

describe('parseFileCommand', () => {
  test.each<[string, [string, string][]]>([
    ['', []],
    [
      'a=1\n\nb=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['a=x=y<<z\n', [['a', 'x=y<<z']]],
    [
      'a<<E\none\n\ntwo\nE\nb=\n',
      [
        ['a', 'one\n\ntwo'],
        ['b', ''],
      ],
    ],
    ['a<<E\nE\n', [['a', '']]],
    ['a<<E=F\nx=1\nE=F', [['a', 'x=1']]],
    ['a<<E\nE \n E\nE\n', [['a', 'E \n E']]],
    ['a=1\r\n', [['a', '1\r']]],
    ['a<<E\n1\rE\n\u2028\nE\n', [['a', '1\rE\n\u2028']]],
    ['a<<<E\n1\n<E\n', [['a', '1']]],
    ['__proto__=1', [['__proto__', '1']]],
  ])('%j', (text, expected) => {
    expect(parseFileCommand(text)).toEqual(expected);
  });

  test.each([
    ['just text\n', "Invalid format 'just text'"],
    ['=x\n', "Invalid format '=x'. Name must not be empty"],
    ['<<E\nE\n', "Invalid format '<<E'. Name must not be empty and delimiter must not be empty"],
    ['a<<\nE\n', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['a<<E\nx\n', "Invalid value. Matching delimiter not found 'E'"],
  ])('%j is refused', (text, message) => {
    expect(() => parseFileCommand(text)).toThrow(message);
  });

  test('any value comes back from a heredoc whose delimiter is no line of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(parseFileCommand(`name<<ghadelimiter\n${value}\nghadelimiter\n`)).toEqual([['name', value]]);
      }),
      { seed: 5 },
    );
  });
});

test('parsePathFile', () => {
  expect(parsePathFile('/a\n\n/b c\r/d\r\n/e')).toEqual(['/a', '/b c', '/d', '/e']);
});
