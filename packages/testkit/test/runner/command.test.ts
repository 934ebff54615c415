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
    ['::error file=,line::x', { name: 'error', properties: {}, data: 'x' }],
    [
      '::error  TITLE =a,file==b=c,=line=1, x=2 ::y',
      { name: 'error', properties: { 'title ': 'a', file: 'b=c', line: '1', ' x': '2' }, data: 'y' },
    ],
    ['::error file=a,FILE=b::', { name: 'error', properties: { file: 'b' }, data: '' }],
    ['::notice %0A=1%2C2::', { name: 'notice', properties: { '%0a': '1,2' }, data: '' }],
    [':: ::warning::x##[error]y', { name: 'error', properties: {}, data: 'y' }],
    ['::unknown::##[debug]x', { name: 'debug', properties: {}, data: 'x' }],
    [
      '##[error  file=a ; line=2]x',
      { name: 'error', properties: { ' file': 'a ', ' line': '2' }, data: 'x' },
    ],
    ['::set-output name=a::b', { name: 'set-output', properties: { name: 'a' }, data: 'b' }],
    ['::set-env name=__proto__::b', { name: 'set-env', properties: { name: '__proto__' }, data: 'b' }],
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
    '\u0000::error::x',
    '\u001f::error::x',
    '\u200b::error::x',
    '\ufeff::error::x',
    '\u180e::error::x',
    ': :error::x',
    '::error\t::x',
    '::brea\u212a::x',
    '## [error]x',
  ])('"%s" is plain text', (line) => {
    expect(parseCommand(line)).toBeUndefined();
  });

  test('the token that resumes stopped commands is a command while they are stopped', () => {
    expect(parseCommand('::My-Token::', 'my-token')).toEqual({ name: 'my-token', properties: {}, data: '' });
  });
});

/** .NET's Char.IsWhiteSpace. */
const SPACES = [
  ...[0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
  ...Array.from({ length: 11 }, (_, index) => 0x2000 + index),
];

test('each white space of .NET may stand before a command, and no other character', () => {
  const all = Array.from({ length: 0x10000 }, (_, code) => code);
  const before = all.filter((code) => parseCommand(`${String.fromCharCode(code)}::error::x`) !== undefined);
  expect(before).toEqual(SPACES.toSorted((a, b) => a - b));
});
