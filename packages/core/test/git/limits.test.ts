import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
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

test('a repository with more branches than it may have is not read to the end', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `refs/heads/b${at}`);
  await bench.repository('a.git', {
    commits: chain('c', 1),
    refs: Object.fromEntries(names.map((name) => [name, 'c1'])),
  });
  const url = `${(await bench.http()).url}/a.git`;
  const limits = { gitOutputBytes: 1e6, gitOutputLines: 20 };
  const { remotes } = bench.open({ limits });
  // Of the missing one nothing near is named: its server would list them all.
  expect(await remotes.heads([{ url, branch: 'gone' }])).toEqual([{ kind: 'no-branch', near: [] }]);
  const branches = names.map((name) => ({ url, branch: name.replace('refs/heads/', '') }));
  expect((await remotes.heads(branches))[0]).toEqual({
    kind: 'unreachable',
    reason: 'Git prints more than 20 lines or 977 KiB about it, which no repository needs.',
  });
});

test('a commit with an endless subject does not fill the memory', async () => {
  const made = await bench.repository('a.git', {
    commits: [...chain('c', 1), { name: 'long', parents: ['c1'], message: 'x'.repeat(100_000) }],
    refs: { 'refs/heads/main': 'long' },
  });
  const url = `${(await bench.http()).url}/a.git`;
  const span = { url, branch: 'main', from: made.sha('c1'), to: made.sha('long') };
  const limits = { gitOutputBytes: 10_000, gitOutputLines: 1_000 };
  expect(await bench.open({ limits }).remotes.histories([span], 5)).toEqual([
    {
      kind: 'unreachable',
      reason: 'Git prints more than 1,000 lines or 9.8 KiB about it, which no repository needs.',
    },
  ]);
  expect(await bench.open().remotes.histories([span], 5)).toMatchObject([{ kind: 'history' }]);
});
