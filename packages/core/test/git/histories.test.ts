import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { type Bench, type Made, openBench } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  const left = await readdir(bench.temporary);
  await bench.close();
  expect(left).toEqual([]);
});

const logOf = (made: Made, names: readonly string[]) =>
  names.map((name) => ({ sha: made.sha(name), subject: name }));
const history = (
  relation: 'ahead' | 'rewind',
  count: number | undefined,
  commits: readonly { sha: string; subject: string }[],
) => ({ kind: 'history', history: { relation, count, commits } });

const protocol = (version: string) => ({
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'protocol.version',
  GIT_CONFIG_VALUE_0: version,
});

describe.each(['git://', 'http://', 'http:// without filters'])('by %s', (scheme) => {
  const start = (): Promise<{ readonly url: string }> =>
    scheme === 'git://' ? bench.daemon() : bench.http();
  const options = { filters: !scheme.includes('without') };

  test('ahead by more than 250, the newest first', async () => {
    const growth = { commits: chain('c', 400), refs: { 'refs/heads/main': 'c400' } };
    const made = await bench.repository('a.git', growth, options);
    const url = `${(await start()).url}/a.git`;
    const span = { url, branch: 'main', from: made.sha('c10'), to: made.sha('c400') };
    expect(await bench.open().remotes.histories([span, span], 3)).toEqual(
      Array(2).fill(history('ahead', 390, logOf(made, ['c400', 'c399', 'c398']))),
    );
  });

  test('merges: the count is that of the whole repository', async () => {
    const commits = [
      ...chain('c', 60),
      ...chain('s', 30, ['c5']),
      { name: 'merge', parents: ['c60', 's30'] },
      ...chain('d', 3, ['merge']),
    ];
    const made = await bench.repository('a.git', { commits, refs: { 'refs/heads/main': 'd3' } }, options);
    const url = `${(await start()).url}/a.git`;
    const span = { url, branch: 'main', from: made.sha('c20'), to: made.sha('d3') };
    const range = `${span.from}..${span.to}`;
    const count = Number(await made.git('rev-list', '--count', range));
    expect(count).toBe(40 + 30 + 1 + 3);
    const shas = (await made.git('rev-list', '--max-count=50', range)).trim().split('\n');
    const [found] = await bench.open().remotes.histories([span], 50);
    expect(found).toMatchObject({ kind: 'history', history: { relation: 'ahead', count } });
    expect(found?.kind === 'history' && found.history.commits.map(({ sha }) => sha)).toEqual(shas);
  });

  test('forced back, diverged, and a pinned revision that is nowhere', async () => {
    const commits = [...chain('c', 20), ...chain('d', 4, ['c10'])];
    const refs = { 'refs/heads/back': 'c15', 'refs/heads/other': 'd4' };
    const made = await bench.repository('a.git', { commits, refs }, options);
    const url = `${(await start()).url}/a.git`;
    const spans = [
      { url, branch: 'back', from: made.sha('c20'), to: made.sha('c15') },
      { url, branch: 'other', from: made.sha('c20'), to: made.sha('d4') },
      { url, branch: 'other', from: '1'.repeat(40), to: made.sha('d4') },
      { url, branch: 'back', from: made.sha('c14'), to: made.sha('c15') },
    ];
    expect(await bench.open().remotes.histories(spans, 2)).toEqual([
      history('rewind', 0, []),
      history('rewind', 4, logOf(made, ['d4', 'd3'])),
      history('rewind', undefined, []),
      history('ahead', 1, logOf(made, ['c15'])),
    ]);
  });
});

test.each([undefined, '0'])(
  'a tag stands for its commit, also a tag of a tag: protocol %s',
  async (version) => {
    const growth = { commits: chain('c', 9), refs: { 'refs/heads/main': 'c9' } };
    const made = await bench.repository('a.git', growth);
    const tag = async (name: string, at: string): Promise<string> => {
      const who = ['-c', 'user.name=A', '-c', 'user.email=a@b.c', '-c', 'advice.nestedTag=false'];
      await made.git(...who, 'tag', '-a', '-m', name, name, at);
      return (await made.git('rev-parse', `refs/tags/${name}`)).trim();
    };
    const [head, old] = [await tag('head', made.sha('c9')), await tag('old', made.sha('c5'))];
    const nested = await tag('nested', old);
    const url = `${(await bench.http()).url}/a.git`;
    const to = made.sha('c9');
    const spans = [head, old, nested, old].map((from) => ({ url, branch: 'main', from, to }));
    const env = version === undefined ? bench.env : { ...bench.env, ...protocol(version) };
    const found = await bench
      .open({}, { env })
      .remotes.histories([...spans, { url, branch: 'main', from: made.sha('c5'), to }], 0);
    const [at5, at9] = [made.sha('c5'), made.sha('c9')];
    expect(found).toEqual([
      { kind: 'history', history: { relation: 'ahead', count: 0, commits: [], peeled: at9 } },
      ...[1, 2, 3].map(() => ({
        kind: 'history',
        history: { relation: 'ahead', count: 4, commits: [], peeled: at5 },
      })),
      history('ahead', 4, []),
    ]);
  },
);

test('a server that gives no lost commits: a rewind without a count', async () => {
  const growth = { commits: [...chain('c', 9), ...chain('d', 2, ['c3'])], refs: { 'refs/heads/main': 'd2' } };
  const made = await bench.repository('a.git', growth, { anyDigest: false });
  const url = `${(await bench.daemon()).url}/a.git`;
  const span = { url, branch: 'main', from: made.sha('c9'), to: made.sha('d2') };
  // Version 2 of the protocol gives every commit that is there.
  const { remotes } = bench.open({}, { env: { ...bench.env, ...protocol('0') } });
  expect(await remotes.histories([span], 2)).toEqual([history('rewind', undefined, [])]);
});

test.each(['2', '0'])(
  'a head that moved on counts as asked; one that is gone is told (version %s)',
  async (version) => {
    const made = await bench.repository(
      'a.git',
      { commits: chain('c', 9), refs: { 'refs/heads/main': 'c9' } },
      { anyDigest: false },
    );
    const server = await bench.http();
    const span = { url: `${server.url}/a.git`, branch: 'main', from: made.sha('c5'), to: made.sha('c7') };
    const { remotes } = bench.open({}, { env: { ...bench.env, ...protocol(version) } });
    expect(await remotes.histories([span], 1)).toEqual([history('ahead', 2, logOf(made, ['c7']))]);
    await made.grow({ commits: chain('x', 1, [made.sha('c6')]), refs: { 'refs/heads/main': 'x1' } });
    await made.git('gc', '--quiet', '--prune=now');
    expect(await remotes.histories([span], 1)).toEqual([
      {
        kind: 'unreachable',
        reason: 'Its branch was moved while it was read, and the commit is not there any more: run it again.',
      },
    ]);
  },
);

test('a branch that went away with its commits is told', async () => {
  const made = await bench.repository('a.git', { commits: chain('c', 9), refs: { 'refs/heads/main': 'c4' } });
  const url = `${(await bench.http()).url}/a.git`;
  const span = { url, branch: 'gone', from: made.sha('c4'), to: '1'.repeat(40) };
  expect(await bench.open().remotes.histories([span], 1)).toMatchObject([
    { kind: 'unreachable', reason: expect.stringMatching(/^Its branch was moved while it was read/) },
  ]);
});

test('subjects of any bytes, one line each', async () => {
  const odd = Buffer.concat([
    Buffer.from('a \u00fc '),
    Buffer.from([0xff, 0xfe]),
    Buffer.from(' <b>\nsecond\n\nbody'),
  ]);
  const commits = [
    { name: 'a', parents: [] },
    { name: 'b', parents: ['a'], message: odd },
  ];
  const made = await bench.repository('a.git', { commits, refs: { 'refs/heads/main': 'b' } });
  const url = `${(await bench.http()).url}/a.git`;
  const span = { url, branch: 'main', from: made.sha('a'), to: made.sha('b') };
  expect(await bench.open().remotes.histories([span], 9)).toEqual([
    history('ahead', 1, [{ sha: made.sha('b'), subject: 'a \u00fc \ufffd\ufffd <b> second' }]),
  ]);
});

test('only commits are fetched, and a head once', async () => {
  const made = await bench.repository('a.git', { commits: chain('c', 9), refs: { 'refs/heads/main': 'c9' } });
  const server = await bench.http();
  const url = `${server.url}/a.git`;
  const spans = ['c1', 'c4', 'c9'].map((name) => ({
    url,
    branch: 'main',
    from: made.sha(name),
    to: made.sha('c9'),
  }));
  const { remotes, argvs } = bench.open();
  expect(await remotes.histories(spans, 2)).toMatchObject([8, 5, 0].map((count) => ({ history: { count } })));
  const fetches = argvs.filter((argv) => argv.includes('fetch'));
  expect(fetches).toHaveLength(1);
  expect(fetches[0]).toContain('--filter=tree:0');
  // What the server can do, and one fetch: neither its refs nor anything later.
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
});
