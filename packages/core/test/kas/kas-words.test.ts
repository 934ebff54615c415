import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { formatWords, parseWords, readBuildWords } from '@pv-actions/core/kas/kas-options.ts';

describe('words', () => {
  test.each([
    ['', []],
    ['  \n\t ', []],
    ['--update  --force-checkout\n--skip x', ['--update', '--force-checkout', '--skip', 'x']],
    [`--runtime-args "-m 4g --cpus 2"`, ['--runtime-args', '-m 4g --cpus 2']],
    [`'a "b" \\ c' d`, ['a "b" \\ c', 'd']],
    [`--x="a b"'c d'e`, ['--x=a bc de']],
    [`"" ''`, ['', '']],
    ['a\\ b \\"c\\" \\\\', ['a b', '"c"', '\\']],
    ['"a\\"b" "a\\nb" "\\$x"', ['a"b', 'a\\nb', '$x']],
    ['-k \\\n  -v', ['-k', '-v']],
    ['a\\\nb', ['ab']],
    ['$HOME *.yml `id` # no', ['$HOME', '*.yml', '`id`', '#', 'no']],
  ])('%j', (text, words) => expect(parseWords(text)).toEqual({ words }));
});

describe('what is no list of words', () => {
  test.each([
    [`--x 'a b`, `The quote ' that opens at character 5 is not closed.`],
    ['"a\\"', 'The quote " that opens at character 1 is not closed.'],
    ['a \\', 'It ends with a backslash, which escapes nothing.'],
  ])('%j', (text, problem) => expect(parseWords(text)).toEqual({ problem }));
});

test.each([
  [['kas', 'build', '--target=x', 'a.yml:b.yml'], 'kas build --target=x a.yml:b.yml'],
  [['-v', 'a b'], "-v 'a b'"],
  [["it's", '', '$HOME', '*', 'a\nb', '#x', '~', '!'], `'it'\\''s' '' '$HOME' '*' 'a\nb' '#x' '~' '!'`],
])('%j as a shell needs it', (words, text) => {
  expect(formatWords(words)).toBe(text);
  expect(
    execFileSync('sh', ['-c', `printf '%s\\0' ${text}`], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1),
  ).toEqual(words);
  expect(parseWords(text)).toEqual({ words });
});

test.each([
  ['--update --skip x', [], undefined],
  ['--target a --target=b:do_deploy -c fetch', ['a', 'b:do_deploy'], 'fetch'],
  ['--task=fetch --cmd compile', [], 'compile'],
  ['-cfetch --targets x', [], 'fetch'],
  ['--target', [''], undefined],
])('what %s asks bitbake for', (text, targets, task) => {
  expect(readBuildWords(text.split(' '))).toEqual({ targets, task });
});
