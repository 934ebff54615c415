import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { branchProblem } from '@pv-actions/core/git/branch-name.ts';
import { needing } from '@pv-actions/testkit/needing.ts';
import { seeded } from '@pv-actions/testkit/seeded.ts';

const VALID = [
  'main',
  'pv/1_35_stable',
  'stable-3.0-BASE-2c5c780762981a5cfe699670c91397e29f6f6516',
  'a.b/c-d+e#f',
  '@a',
  'a@',
  'fünf',
  'a.lock.b',
  '{a}',
  'refs/heads/a',
];

const WRONG: readonly (readonly [string, string])[] = [
  ['', 'must not be empty'],
  ['@', 'must not be @'],
  ['HEAD', 'must not be HEAD'],
  ['-a', 'must not begin with a hyphen'],
  ['a\u0001', 'must not hold control characters or broken Unicode'],
  ['a\n', 'must not hold control characters or broken Unicode'],
  ['a\u007f', 'must not hold control characters or broken Unicode'],
  ...['a b', 'a~b', 'a^', 'a:b', 'a?', 'a*', 'a[b', 'a\\b', 'a@{b'].map(
    (name) => [name, 'must not hold a blank, a backslash, ~ ^ : ? * [ or @{'] as const,
  ),
  ['a..b', 'must not hold two dots in a row'],
  ['a.', 'must not end with a dot'],
  ['/a', 'must not begin or end with a slash, or hold two in a row'],
  ['a/', 'must not begin or end with a slash, or hold two in a row'],
  ['a//b', 'must not begin or end with a slash, or hold two in a row'],
  ['.a', 'must not have a part that begins with a dot'],
  ['a/.b', 'must not have a part that begins with a dot'],
  ['a.lock', 'must not have a part that ends with .lock'],
  ['a.lock/b', 'must not have a part that ends with .lock'],
];

describe('the name of a branch', () => {
  test.each(VALID)('%j is valid', (name) => expect(branchProblem(name)).toBeUndefined());

  test.each(WRONG)('%j %s', (name, problem) =>
    expect(branchProblem(name)).toBe(`A branch ${problem}. Valid are names such as main or pv/1_35_stable.`),
  );

  test('half of a surrogate pair has no UTF-8', () => expect(branchProblem('a\ud800')).toMatch(/Unicode/));
});

/** Whether git takes the name for one of a branch, and as it is: `--branch` expands `@{-1}`. */
function gitAccepts(name: string): boolean {
  const check = (...args: string[]) => spawnSync('git', ['check-ref-format', ...args], { encoding: 'utf8' });
  const { status, stdout } = check('--branch', name);
  return status === 0 && stdout === `${name}\n` && check(`refs/heads/${name}`).status === 0;
}

needing('git')('git says the same', () => {
  const random = seeded(20260701);
  const pieces = [
    'a',
    'b',
    '/',
    '.',
    '..',
    '-',
    '@',
    '{',
    '~',
    '^',
    ':',
    '?',
    '*',
    '[',
    ' ',
    '\\',
    '.lock',
    'é',
    '\t',
  ];
  const made = Array.from({ length: process.env['PV_TEST_LONG'] === 'true' ? 300 : 60 }, () =>
    Array.from({ length: 1 + random.below(4) }, () => random.pick(pieces)).join(''),
  );
  // As the end of refs/heads/ git takes @, which everywhere else is HEAD.
  for (const name of [...VALID, ...WRONG.map(([wrong]) => wrong), ...made].filter((each) => each !== '@')) {
    expect({ name, valid: branchProblem(name) === undefined }).toEqual({ name, valid: gitAccepts(name) });
  }
});
