import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { type Bench, type Made, openBench } from './bench.ts';

let bench: Bench;
let made: Made;
let url: string;
beforeEach(async () => {
  bench = await openBench();
  made = await bench.repository('a.git', {
    commits: [...chain('m', 3), ...chain('n', 2, ['m1']), ...chain('t', 1, ['m1'])],
    refs: {
      'refs/heads/main': 'm3',
      'refs/heads/next': 'n2',
      'refs/tags/light': 't1',
    },
  });
  await made.git('tag', '--annotate', '--message=One', 'v1', made.sha('m2'));
  url = `${(await bench.http()).url}/a.git`;
});
afterEach(async () => {
  const left = await readdir(bench.temporary);
  await bench.close();
  expect(left).toEqual([]);
});

describe('commits', () => {
  test('the beginning of a digest is found on its branch, on another one, and at a tag', async () => {
    const { remotes } = bench.open();
    const short = (name: string): string => made.sha(name).slice(0, 12);
    expect(
      await remotes.commits([
        { url, branch: 'main', revision: short('m2') },
        { url, branch: 'main', revision: short('n1') },
        { url, branch: 'gone', revision: short('m3') },
        { url, branch: undefined, revision: short('t1') },
        { url, branch: 'main', revision: '0123456789ab' },
        { url, branch: 'main', revision: 'main' },
      ]),
    ).toEqual([
      { kind: 'commit', sha: made.sha('m2'), branches: ['main'] },
      { kind: 'commit', sha: made.sha('n1'), branches: ['next'] },
      { kind: 'commit', sha: made.sha('m3'), branches: ['main'] },
      { kind: 'commit', sha: made.sha('t1'), branches: [] },
      { kind: 'no-commit' },
      { kind: 'no-commit' },
    ]);
  });

  test('the branches that have a commit', async () => {
    const { remotes } = bench.open();
    const asked = (revision: string) => ({ url, branch: 'main', revision, wantsBranches: true });
    expect(await remotes.commits([asked(made.sha('m1')), asked(made.sha('n2'))])).toEqual([
      { kind: 'commit', sha: made.sha('m1'), branches: ['main', 'next'] },
      { kind: 'commit', sha: made.sha('n2'), branches: ['next'] },
    ]);
  });

  test('a remote that is not there', async () => {
    const { remotes } = bench.open();
    const [answer] = await remotes.commits([{ url: `${url}.gone`, branch: 'main', revision: 'abcdef' }]);
    expect(answer?.kind).toBe('unreachable');
  });
});

test('tags: what they point at, names that are near, a remote that is not there', async () => {
  const { remotes, argvs } = bench.open();
  const object = (await made.git('rev-parse', 'v1')).trim();
  expect(
    await remotes.namedTags([
      { url, tag: 'v1' },
      { url, tag: 'light' },
      { url, tag: 'v2' },
    ]),
  ).toEqual([
    { kind: 'tag', object, commit: made.sha('m2') },
    { kind: 'tag', object: made.sha('t1'), commit: made.sha('t1') },
    { kind: 'no-tag', near: ['v1', 'light'] },
  ]);
  expect(argvs.filter((argv) => argv.includes('ls-remote'))).toHaveLength(1);
  expect(await remotes.namedTags([{ url: `${url}.gone`, tag: 'v1' }])).toMatchObject([
    { kind: 'unreachable' },
  ]);
});
