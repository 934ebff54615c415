import { expect, test } from '@jest/globals';
import { linesOf, outputLines, trim, trimStart } from '@pv-actions/testkit/runner/lines.ts';
import { Masks } from '@pv-actions/testkit/runner/masks.ts';
import { OutputReader } from '@pv-actions/testkit/runner/output.ts';

test.each([
  ['', []],
  ['a', ['a']],
  ['a\nb\r\nc\rd', ['a', 'b', 'c', 'd']],
  ['\n\r\r\n', ['', '', '']],
  ['a\u0085b\u2028c\u2029d\u000be\u000cf\n', ['a\u0085b\u2028c\u2029d\u000be\u000cf']],
])('the lines of %j', (text, lines) => {
  expect(linesOf(text)).toEqual(lines);
});

test('the lines of an output are the same wherever its chunks end', () => {
  const bytes = Buffer.from('\ufeffone\r\n\rtwo é\u{1f600}\n\ufeffthree\r');
  for (let first = 0; first <= bytes.length; first++) {
    for (let second = first; second <= bytes.length; second++) {
      const lines: string[] = [];
      const output = outputLines((line) => void lines.push(line));
      for (const chunk of [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)]) {
        output.add(chunk);
      }
      output.end();
      expect({ first, second, lines }).toEqual({
        first,
        second,
        lines: ['one', '', 'two é\u{1f600}', '\ufeffthree'],
      });
    }
  }
});

test('white space is trimmed as .NET does', () => {
  expect(trimStart('\u0085 \u3000x ')).toBe('x ');
  expect(trim('\t\u2003\ufeffx\u2029\u0085')).toBe('\ufeffx');
  expect(trim(' \u00a0 ')).toBe('');
});

/** What is obeyed of some lines, as `name data`. */
function obeyed(...lines: string[]): string[] {
  const reader = new OutputReader({ masks: new Masks(), debug: true, onLine: () => undefined });
  for (const line of lines) reader.line(line);
  return reader.obeyed.map(({ name, data }) => `${name} ${data}`);
}

test.each<[string, string[], string[]]>([
  [
    'nothing else while they are stopped',
    ['::stop-commands::T', '::error::a', '##[t2]', '::x::'],
    ['stop-commands T'],
  ],
  [
    'again behind the token, in any case and form, with anything behind it',
    ['::stop-commands::T1', '::error::a', 'x ##[t1]y', '::error::b'],
    ['stop-commands T1', 't1 y', 'error b'],
  ],
  [
    'a token that is a command is refused',
    ['::stop-commands::error', '::error::a'],
    ['stop-commands error', 'error a'],
  ],
  [
    'no token within a command of the runner',
    ['::stop-commands::T', '::error::##[T]', '::error::a'],
    ['stop-commands T'],
  ],
  ['the old form anywhere in a line', ['x::error::a', 'x##[error]b##[error]c'], ['error b##[error]c']],
])('%s', (_, lines, expected) => {
  expect(obeyed(...lines)).toEqual(expected);
});

test('echo shows the commands that it is on for', () => {
  const reader = new OutputReader({ masks: new Masks(), debug: false, onLine: () => undefined });
  for (const line of [
    '::echo::on',
    '::echo::ON',
    '::group::a',
    '::error::b',
    '::echo:: off ',
    '::group::c',
  ]) {
    reader.line(line);
  }
  expect(reader.log).toEqual([
    '::echo::ON',
    '::group::a',
    '##[group]a',
    '##[error]b',
    '::echo:: off ',
    '##[group]c',
  ]);
});
