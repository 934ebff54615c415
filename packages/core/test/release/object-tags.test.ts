import { describe, expect, test } from '@jest/globals';
import { checked, parseInputs, text } from '@pv-actions/core/action/inputs.ts';
import { objectTagsProblem, parseObjectTags } from '@pv-actions/core/release/object-tags.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

const lines = (count: number) => Array.from({ length: count }, (_, at) => `k${at}=v`).join('\n');

describe('lines of object tags', () => {
  test('are split at the first "=", without the blanks around key and value', () => {
    expect(parseObjectTags('\n  a = b=c \r\n\r\nempty=\nTeam X=für 2 @ x:/._+-\n')).toEqual({
      a: 'b=c',
      empty: '',
      'Team X': 'für 2 @ x:/._+-',
    });
    expect(parseObjectTags(' \n')).toEqual({});
    expect(Object.entries(parseObjectTags('__proto__=x'))).toEqual([['__proto__', 'x']]);
  });

  test.each([
    ['10 tags', lines(10)],
    ['a key of 128 characters and a value of 256', `${'k'.repeat(128)}=${'v'.repeat(256)}`],
    ['keys that differ in case', 'a=1\nA=1'],
    ['aws inside of a key', 'x-aws:=1\naws=1'],
    ['nothing', ''],
  ])('%s: fine', (_, tags) => {
    expect(objectTagsProblem(tags)).toBeUndefined();
  });

  test.each([
    ['a', 'The line "a" has no "=".'],
    [' = b', 'The line "= b" has no key.'],
    ['a=1\nb=2\n a =3\na=4', 'The key "a" is given more than once. Valid'],
    [lines(11), 'These are 11 tags: an object has no more than 10.'],
    [`${'k'.repeat(129)}=`, 'is longer than 128 characters.'],
    [`k=${'v'.repeat(257)}`, 'The value of "k" is longer than 256 characters.'],
    [`k=${'𝒜'.repeat(129)}`, 'The value of "k" is longer than 256 characters.'],
    ['aws:x=1', 'The key "aws:x" begins with aws:'],
    ['AWS:x=1', 'The key "AWS:x" begins with aws:'],
    ['a&b=1', 'The key "a&b" may hold letters, digits, blanks and + - = . _ : / @ only.'],
    ['a=x,y', 'The value of "a" may hold letters'],
    ['a=x\ty', 'The value of "a" may hold letters'],
    ['a=\ud800', 'The value of "a" may hold letters'],
  ])('%j is wrong', (tags, problem) => {
    expect(objectTagsProblem(tags)).toContain(problem);
    expect(objectTagsProblem(tags)).toMatch(/ Valid are at most 10 lines KEY=VALUE, such as \S+\.$/);
    expect(userErrorOf(() => parseObjectTags(tags)).text).toContain(problem);
  });

  test('a key that stands there three times is named once', () => {
    expect(objectTagsProblem('a=1\na=2\na=3')).toBe(
      'The key "a" is given more than once. Valid are at most 10 lines KEY=VALUE, such as lifetime=90-days.',
    );
  });

  test('as an input: all problems at once', () => {
    const shape = { 'object-tags': checked(text(), objectTagsProblem) };
    const env = { 'INPUT_OBJECT-TAGS': 'a\nb=?' };
    expect(userErrorOf(() => parseInputs(shape, env)).message).toBe(
      'Input "object-tags" is "a\\nb=?". The line "a" has no "=". The value of "b" may hold letters, digits, blanks ' +
        'and + - = . _ : / @ only. Valid are at most 10 lines KEY=VALUE, such as lifetime=90-days.',
    );
    expect(parseInputs(shape, {})).toEqual({});
  });
});
