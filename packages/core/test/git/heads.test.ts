import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseHeads } from '@pv-actions/core/git/heads.ts';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  const left = await readdir(bench.temporary);
  await bench.close();
  expect(left).toEqual([]);
});

const main = { commits: chain('c', 2), refs: { 'refs/heads/main': 'c2' } };

describe.each(['git://', 'http://'])('by %s', (scheme) => {
  const start = (): Promise<{ readonly url: string }> =>
    scheme === 'git://' ? bench.daemon() : bench.http();

  test('the branch of just that name', async () => {
    const made = await bench.repository('a.git', {
      commits: chain('c', 6),
      refs: {
        'refs/heads/x': 'c1',
        'refs/heads/foo/x': 'c2',
        'refs/tags/x': 'c3',
        'refs/foo/refs/heads/x': 'c4',
        'refs/heads/foo/refs/heads/x': 'c5',
        'refs/heads/y/refs/heads/z': 'c6',
      },
    });
    const url = `${(await start()).url}/a.git`;
    const { remotes } = bench.open();
    expect(
      await remotes.heads([
        { url, branch: 'x' },
        { url, branch: 'foo/x' },
        { url, branch: 'z' },
        { url, branch: 'x' },
      ]),
    ).toEqual([
      { kind: 'head', sha: made.sha('c1') },
      { kind: 'head', sha: made.sha('c2') },
      { kind: 'no-branch', near: ['x', 'foo/x', 'y/refs/heads/z'] },
      { kind: 'head', sha: made.sha('c1') },
    ]);
  });

  test('no repository, and only a name that no branch can have', async () => {
    const url = `${(await start()).url}/none.git`;
    const [head] = await bench.open().remotes.heads([{ url, branch: 'a..b' }]);
    expect(head).toMatchObject({ kind: 'unreachable' });
  });

  test('no repository', async () => {
    const url = `${(await start()).url}/none.git`;
    const { remotes, sleeps } = bench.open();
    const [head] = await remotes.heads([{ url, branch: 'main' }]);
    expect(head).toEqual({
      kind: 'unreachable',
      reason:
        scheme === 'git://'
          ? 'Git says: remote error: access denied or repository not exported: /none.git.'
          : `Git says: repository '${url}/' not found.`,
    });
    expect(sleeps).toEqual([]);
  });
});

test('several repositories, in the order of what was asked', async () => {
  const [a, b] = [
    await bench.repository('a.git', main),
    await bench.repository('b.git', { commits: chain('d', 1), refs: { 'refs/heads/dev': 'd1' } }),
  ];
  const smart = await bench.http();
  const [first, second] = [`${smart.url}/a.git`, `${smart.url}/b.git`];
  const asked = [
    { url: second, branch: 'dev' },
    { url: first, branch: 'main' },
    { url: second, branch: 'dev' },
  ];
  const [dev, head] = [
    { kind: 'head', sha: b.sha('d1') },
    { kind: 'head', sha: a.sha('c2') },
  ];
  expect(await bench.open().remotes.heads(asked)).toEqual([dev, head, dev]);
  expect(smart.requests.filter(({ method }) => method === 'GET')).toHaveLength(2);
});

test('at most so many are asked at once', async () => {
  const names = ['a.git', 'b.git', 'c.git', 'd.git', 'e.git', 'f.git'];
  for (const name of names) await bench.repository(name, main);
  const smart = await bench.http({ delayMs: 20 });
  const asked = names.map((name) => ({ url: `${smart.url}/${name}`, branch: 'main' }));
  const heads = await bench.open({ atOnce: 2 }).remotes.heads(asked);
  expect(heads.map(({ kind }) => kind)).toEqual(Array(6).fill('head'));
  expect(smart.most()).toBe(2);
});

test('nothing asked', async () => {
  expect(await bench.open().remotes.heads([])).toEqual([]);
});

test('near names of a branch that is not there, also of a name that no branch can have', async () => {
  await bench.repository('a.git', {
    commits: chain('c', 1),
    refs: Object.fromEntries(
      ['master', 'main', 'develop', 'maint', 'stable'].map((name) => [`refs/heads/${name}`, 'c1']),
    ),
  });
  const url = `${(await bench.daemon()).url}/a.git`;
  const { remotes } = bench.open();
  const heads = await remotes.heads(
    ['mein', 'm*', '', '--upload-pack=x', 'a\0b'].map((branch) => ({ url, branch })),
  );
  expect(heads.map(({ kind }) => kind)).toEqual(Array(5).fill('no-branch'));
  expect(heads[0]).toEqual({ kind: 'no-branch', near: ['main', 'maint', 'master'] });
});

test('an empty repository has no branches', async () => {
  await bench.repository('a.git');
  const url = `${(await bench.http()).url}/a.git`;
  expect(await bench.open().remotes.heads([{ url, branch: 'main' }])).toEqual([
    { kind: 'no-branch', near: [] },
  ]);
});

test('digests of SHA-256', async () => {
  const made = await bench.repository('a.git', main, { format: 'sha256' });
  const url = `${(await bench.http()).url}/a.git`;
  expect(await bench.open().remotes.heads([{ url, branch: 'main' }])).toEqual([
    { kind: 'head', sha: made.sha('c2') },
  ]);
});

test('only network protocols, and no options', async () => {
  await bench.repository('a.git', main);
  const urls = [
    `${bench.served}/a.git`,
    `file://${bench.served}/a.git`,
    'ext::true',
    '--upload-pack=touch x',
    '-x',
  ];
  const { remotes, argvs } = bench.open();
  const heads = await remotes.heads(urls.map((url) => ({ url, branch: 'main' })));
  expect(heads.map((head) => (head.kind === 'unreachable' ? head.reason : head.kind))).toEqual([
    "Git says: transport 'file' not allowed.",
    "Git says: transport 'file' not allowed.",
    "Git says: transport 'ext' not allowed.",
    expect.stringMatching(/^Git says: /),
    expect.stringMatching(/^Git says: /),
  ]);
  for (const argv of argvs.filter(([, command]) => command === 'ls-remote')) {
    expect(argv.slice(0, 4)).toEqual(['git', 'ls-remote', '--heads', '--']);
  }
});

test('what ls-remote prints besides heads is passed over', () => {
  const sha = '0123456789abcdef0123456789abcdef01234567';
  const lines = [
    `${sha}\tHEAD`,
    `${sha}\trefs/tags/x`,
    `${sha} refs/heads/x`,
    `+${sha}\trefs/heads/w`,
    `0123\trefs/heads/y`,
    `${sha}\trefs/heads/ü/z`,
  ];
  expect([...parseHeads(lines)]).toEqual([['ü/z', sha]]);
});
