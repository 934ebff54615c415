import { matchesGlob } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { globMatcher, globProblem, splitGlobs } from '@pv-actions/core/action/glob.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { within } from '@pv-actions/testkit/within.ts';
import fc from 'fast-check';

describe('a glob', () => {
  test.each([
    ['*.bb', 'a.bb', true],
    ['*.bb', '.bb', false],
    ['*.bb', 'r/a.bb', false],
    ['.*', '.bb', true],
    ['?.bb', 'a.bb', true],
    ['?.bb', '.bb', false],
    ['a?', 'a', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[^a-c]x', 'dx', true],
    ['[]a]x', ']x', true],
    ['[a-]x', '-x', true],
    ['[z-a]x', 'bx', false],
    ['[.]x', '.x', true],
    ['[!a]x', '.x', false],
    ['a[', 'a[', true],
    ['a[]', 'a[]', true],
    ['{a,b}*.bb', 'b1.bb', true],
    ['{a,b/{c,d}}', 'b/d', true],
    ['{a}', '{a}', true],
    ['a{,b}', 'a', true],
    ['**/a.bb', 'a.bb', true],
    ['**/a.bb', 'r/s/a.bb', true],
    ['**/a.bb', 'r/.s/a.bb', false],
    ['r/**/s/*', 'r/x/s/y/s/z', true],
    ['./r/*', 'r/a', true],
    ['r//x/../*/', 'r/a', true],
    ['/r/*', '/r/a', true],
    ['*', '/r', false],
    ['r\\*', 'r/a', true],
    ['', 'a', false],
    ['a**c', 'abbc', true],
    ['**/b/**/.a', 'b/b/.a', true],
    ['**/b/**/.a', 'b/.b/.a', false],
  ])('%s and %s: %s', (glob, path, matches) => {
    expect(globMatcher(glob)(path)).toBe(matches);
  });

  test('is one of node, for names', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b',
        '.',
        '-',
        '*',
        '?',
        '**',
        '[ab]',
        '[!a]',
        '[a-b]',
        '[',
        ']',
        '{a,b}',
        '{b,.}',
        '{',
        ',',
        '}',
      ],
    );
    const glob = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    const name = fc
      .array(fc.constantFrom('a', 'b', '.', '-', '[', ']', '{', '}', ','), { minLength: 1, maxLength: 6 })
      .map((chars) => chars.join(''))
      .filter((text) => text !== '.' && text !== '..');
    // Braces in braces that hold no choice, and a set that is empty, are read in another way.
    const usual = (text: string): boolean =>
      globProblem(text) === undefined && !/\{[^{}]*\{|\[[!^]?\]/.test(text);
    fc.assert(
      fc.property(glob.filter(usual), name, (glob, name) => {
        expect({ glob, name, matches: globMatcher(glob)(name) }).toEqual({
          glob,
          name,
          matches: matchesGlob(name, glob),
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test('is one of node, for paths', () => {
    const part = fc.constantFrom('a', 'b', '.a', '*', '.*', '**', 'a*', '?');
    const glob = fc.array(part, { minLength: 1, maxLength: 5 }).filter((parts) => parts.at(-1) !== '**');
    // node misses some of what begins with a dot behind a second `**`: `b/b/.a` of `**/b/**/.a`.
    const usual = (parts: readonly string[]): boolean =>
      parts.filter((name) => name === '**').length < 2 || !parts.some((name) => name.startsWith('.'));
    const path = fc.array(fc.constantFrom('a', 'b', 'ab', '.a'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(glob.filter(usual), path, (parts, names) => {
        const [glob, path] = [parts.join('/'), names.join('/')];
        expect({ glob, path, matches: globMatcher(glob)(path) }).toEqual({
          glob,
          path,
          matches: matchesGlob(path, glob),
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['*a*a*a*a*a*a*a*ab.bb', 'a'.repeat(255)],
    [`${'*a'.repeat(400)}b`, 'a'.repeat(4_000)],
    ['?*?*?*?*?*?*?*?*?*b', 'a'.repeat(4_000)],
    [`${'**/a/'.repeat(150)}b`, `${'a/'.repeat(2_000)}c`],
    [`${'*'.repeat(999)}b`, 'a'.repeat(4_000)],
    [`${'['.repeat(999)}b`, '['.repeat(4_000)],
    [`${'{a,b}'.repeat(9)}*c`, 'ab'.repeat(2_000)],
  ])('%.30s takes a moment with a name that does not match', (glob, name) => {
    expect(within(30_000, () => globMatcher(glob)(name))).toBe(false);
  });
});

describe('a glob that is refused', () => {
  const ONLY = 'A glob has only *, ?, [a-z], [!a], ** and {a,b}, not';
  test.each([
    ['+(a|a)b', `${ONLY} "+(".`],
    ['a!(b)', `${ONLY} "!(".`],
    ['[[:alpha:]]x', `${ONLY} "[:alpha:]".`],
    ['a{1..9}', `${ONLY} "{1..9}".`],
    ['{a,b}'.repeat(10), 'The {a,b} of a glob may stand for at most 1,000 globs in all.'],
    [`${'{a,'.repeat(300)}`, undefined],
    ['a'.repeat(1_001), 'A glob may have at most 1,000 characters.'],
    ['a'.repeat(1_000), undefined],
  ])('%.30s', (glob, problem) => {
    expect(within(30_000, () => globProblem(glob))).toBe(problem);
  });

  test('says what can be done', () => {
    expect(userErrorOf(() => globMatcher('+(a|a)b')).text).toBe(
      `The glob "+(a|a)b" cannot be used. ${ONLY} "+(".\nWrite it in another way, or as several globs.`,
    );
  });
});

test.each([
  ['*.wic.bz2', ['*.wic.bz2']],
  [' a*, b*,,c\n**/*.img ', ['a*', 'b*', 'c', '**/*.img']],
  ['*.{wic,ext4}*,x', ['*.{wic,ext4}*', 'x']],
  ['{a,b{c,d}},e', ['{a,b{c,d}}', 'e']],
  ['a},b', ['a}', 'b']],
  [' , ', []],
])('the globs of %j', (text, globs) => expect(splitGlobs(text)).toEqual(globs));
