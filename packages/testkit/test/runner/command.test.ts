import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '@pv-actions/testkit/runner/command.ts';

describe('parseCommand', () => {
  test.each([
    ['::error::text', { name: 'error', properties: {}, data: 'text' }],
    // Blanks to .NET; JavaScript does not know the first one.
    ['\u0085\u3000\v::notice::', { name: 'notice', properties: {}, data: '' }],
    ['  ::notice::', { name: 'notice', properties: {}, data: '' }],
    [
      '::ERROR title=a%2Cb%3Ac,file=x.c,line=3::one%0Atwo%25',
      {
        name: 'error',
        properties: { title: 'a,b:c', file: 'x.c', line: '3' },
        data: 'one\ntwo%',
      },
    ],
    ['::debug::%253A stays an escape', { name: 'debug', properties: {}, data: '%3A stays an escape' }],
    ['::group::a::b', { name: 'group', properties: {}, data: 'a::b' }],
    ['::error file=,line::x', { name: 'error', properties: { file: '' }, data: 'x' }],
    ['12:00 ##[warning]late', { name: 'warning', properties: {}, data: 'late' }],
    [
      '##[error file=a%5D;line=2]x%3By',
      { name: 'error', properties: { file: 'a]', line: '2' }, data: 'x;y' },
    ],
  ])('%s', (line, expected) => {
    expect(parseCommand(line)).toEqual(expected);
  });

  test.each([
    'text ::error::x',
    '\ufeff::error::x',
    '::error:x',
    '::unknown::x',
    '::',
    '##[unknown]x',
    '##[error',
    '',
    '::my-token::',
  ])('"%s" is plain text', (line) => {
    expect(parseCommand(line)).toBeUndefined();
  });

  test('the token that resumes stopped commands is a command while they are stopped', () => {
    expect(parseCommand('::My-Token::', 'my-token')).toEqual({ name: 'my-token', properties: {}, data: '' });
  });
});
