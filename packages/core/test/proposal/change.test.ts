import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { noise } from '@pv-actions/testkit/seeded.ts';
import { blobDigest } from '../../src/git/digest.ts';
import { changeOf, isSameChange } from '../../src/proposal/branch.ts';

const file = (filename: string, status: string, sha: string | null, previous?: string) => ({
  filename,
  status,
  sha,
  ...(previous === undefined ? {} : { previous_filename: previous }),
});

test.each([Buffer.alloc(0), Buffer.from('SRCREV = "1"\n'), noise('digest', 70_000)])(
  'a digest is that of git',
  (content) => {
    const { stdout } = spawnSync('git', ['hash-object', '--stdin'], { input: content, encoding: 'utf8' });
    expect(blobDigest(content)).toBe(stdout.trim());
  },
);

test('a comparison: added, changed, removed and renamed', () => {
  const files = [
    file('added', 'added', '1'),
    file('changed', 'modified', '2'),
    file('removed', 'removed', '3'),
    file('new', 'renamed', '4', 'old'),
    file('copy', 'copied', '5', 'kept'),
  ];
  expect([...(changeOf(files) ?? [])]).toEqual([
    ['added', '1'],
    ['changed', '2'],
    ['removed', undefined],
    ['old', undefined],
    ['new', '4'],
    ['copy', '5'],
  ]);
});

test('a file that is renamed away and written anew is there', () => {
  const files = [file('b', 'renamed', '1', 'a'), file('a', 'added', '2')];
  expect(new Map(changeOf(files))).toEqual(
    new Map([
      ['b', '1'],
      ['a', '2'],
    ]),
  );
  expect(new Map(changeOf(files.toReversed()))).toEqual(
    new Map([
      ['a', '2'],
      ['b', '1'],
    ]),
  );
});

test('a comparison of as many files as GitHub lists may be of more', () => {
  const files = Array.from({ length: 300 }, (_, n) => file(String(n), 'added', '1'));
  expect(changeOf(files)).toBeUndefined();
  expect(changeOf(files.slice(1))?.size).toBe(299);
  expect(changeOf(undefined)).toBeUndefined();
});

test('changes are the same whatever their order', () => {
  const one = new Map([
    ['a', '1'],
    ['b', undefined],
  ]);
  expect(
    isSameChange(
      one,
      new Map([
        ['b', undefined],
        ['a', '1'],
      ]),
    ),
  ).toBe(true);
  expect(
    isSameChange(
      one,
      new Map([
        ['a', '1'],
        ['c', undefined],
      ]),
    ),
  ).toBe(false);
  expect(isSameChange(one, new Map([['a', '1']]))).toBe(false);
  expect(isSameChange(new Map([['a', '1']]), one)).toBe(false);
  expect(isSameChange(new Map([['a', '1']]), new Map([['a', '2']]))).toBe(false);
});
