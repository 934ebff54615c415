import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
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

const main = { commits: chain('c', 9), refs: { 'refs/heads/main': 'c9' } };

/** A program that stands for ssh: it notes how it was called, and runs what it was to run on the host. */
async function standInSsh(): Promise<{ readonly folder: string; calls(): Promise<string> }> {
  const folder = path.join(bench.served, 'bin');
  const calls = path.join(bench.served, 'calls');
  await git(bench.served, 'init', '--quiet', '--bare', folder);
  await writeFile(
    path.join(folder, 'ssh'),
    `#!/bin/sh\nprintf '%s\\n' "$*" "prompt=$GIT_TERMINAL_PROMPT askpass=$GIT_ASKPASS,$SSH_ASKPASS_REQUIRE" >> '${calls}'\nfor last; do :; done\nexec sh -c "$last"\n`,
  );
  await chmod(path.join(folder, 'ssh'), 0o755);
  return { folder, calls: () => readFile(calls, 'utf8') };
}

test.each(['ssh://git@host.example', 'git@host.example:'])('%s: ssh asks nobody', async (host) => {
  const made = await bench.repository('a.git', main);
  const ssh = await standInSsh();
  const { remotes } = bench.open({}, { env: { ...bench.env, PATH: `${ssh.folder}:${bench.env['PATH']}` } });
  const url = `${host}${bench.served}/a.git`;
  expect(await remotes.heads([{ url, branch: 'main' }])).toEqual([{ kind: 'head', sha: made.sha('c9') }]);
  const span = { url, branch: 'main', from: made.sha('c1'), to: made.sha('c9') };
  expect(await remotes.histories([span], 0)).toMatchObject([{ history: { count: 8 } }]);
  const [first, environment, ...rest] = (await ssh.calls()).trim().split('\n');
  expect(first).toBe(
    `-o BatchMode=yes -o SendEnv=GIT_PROTOCOL git@host.example git-upload-pack '${bench.served}/a.git'`,
  );
  expect(environment).toBe('prompt=0 askpass=,never');
  expect(rest).toEqual([first, environment]);
});

test.each([
  ['GIT_SSH_COMMAND', {}],
  ['core.sshCommand', { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.sshCommand' }],
])("the user's own %s stays", async (name, variables) => {
  const made = await bench.repository('a.git', main);
  const ssh = await standInSsh();
  const own = `${ssh.folder}/ssh -i key`;
  const given =
    name === 'GIT_SSH_COMMAND' ? { GIT_SSH_COMMAND: own } : { ...variables, GIT_CONFIG_VALUE_0: own };
  const { remotes, argvs } = bench.open({}, { env: { ...bench.env, ...given } });
  const branch = { url: `ssh://host.example${bench.served}/a.git`, branch: 'main' };
  for (let call = 0; call < 2; call += 1) {
    expect(await remotes.heads([branch])).toEqual([{ kind: 'head', sha: made.sha('c9') }]);
  }
  expect(await ssh.calls()).toMatch(/^-i key -o SendEnv=GIT_PROTOCOL host\.example /);
  // It is looked for once.
  expect(argvs.filter((argv) => argv.includes('core.sshCommand'))).toHaveLength(
    name === 'GIT_SSH_COMMAND' ? 0 : 1,
  );
});

test('histories of SHA-256', async () => {
  const made = await bench.repository(
    'a.git',
    {
      commits: [...chain('c', 9), ...chain('d', 2, ['c4'])],
      refs: { 'refs/heads/main': 'c9', 'refs/heads/dev': 'd2' },
    },
    { format: 'sha256' },
  );
  const url = `${(await bench.http()).url}/a.git`;
  const spans = [
    { url, branch: 'main', from: made.sha('c5'), to: made.sha('c9') },
    { url, branch: 'dev', from: made.sha('c9'), to: made.sha('d2') },
  ];
  const commits = (names: readonly string[]) => names.map((name) => ({ sha: made.sha(name), subject: name }));
  expect(await bench.open().remotes.histories(spans, 2)).toEqual([
    { kind: 'history', history: { relation: 'ahead', count: 4, commits: commits(['c9', 'c8']) } },
    { kind: 'history', history: { relation: 'rewind', count: 2, commits: commits(['d2', 'd1']) } },
  ]);
});

test('the temporary repository has commits only, and what is missing is not fetched', async () => {
  const made = await bench.repository('a.git', main);
  const server = await bench.http();
  const trace = path.join(bench.served, 'trace');
  const types: string[] = [];
  const span = { url: `${server.url}/a.git`, branch: 'main', from: '1'.repeat(40), to: made.sha('c9') };
  const { remotes } = bench.open(
    {},
    {
      exec: async (argv, options) => {
        if (argv.includes('rev-list')) {
          const look = { ...options.env, GIT_DIR: options.env['GIT_DIR'] };
          await systemExec(['git', 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'], {
            env: look,
            onLine: (line) => void types.push(line),
          });
        }
        return systemExec(argv, { ...options, env: { ...options.env, GIT_TRACE: trace } });
      },
    },
  );
  expect(await remotes.histories([span], 5)).toEqual([
    { kind: 'history', history: { relation: 'rewind', count: undefined, commits: [] } },
  ]);
  expect(new Set(types)).toEqual(new Set(['commit']));
  const fetches = (await readFile(trace, 'utf8'))
    .split('\n')
    .filter((line) => / built-in: git fetch /.test(line));
  // The head, and the revision that is pinned.
  expect(fetches).toHaveLength(2);
  expect(server.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST']);
});

test.each([
  [
    'from',
    '--upload-pack=touch x',
    'The revision "--upload-pack=touch x" is not the full digest of a commit.',
  ],
  ['to', '--output=x', 'The revision "--output=x" is not the full digest of a commit.'],
  ['from', 'main', 'The revision "main" is not the full digest of a commit.'],
  ['to', 'abc1234', 'The revision "abc1234" is not the full digest of a commit.'],
  ['from', `${'a'.repeat(40)}\n`, `The revision "${'a'.repeat(40)}\\n" is not the full digest of a commit.`],
  ['from', 'A'.repeat(40), `The revision "${'A'.repeat(40)}" is not the full digest of a commit.`],
  ['from', 'a'.repeat(50), `The revision "${'a'.repeat(50)}" is not the full digest of a commit.`],
  ['from', '', 'The revision "" is not the full digest of a commit.'],
  ['branch', '--upload-pack=x', 'Its branch has a name that no branch can have.'],
  ['branch', 'main:refs/heads/x', 'Its branch has a name that no branch can have.'],
])('%s: %j reaches neither git nor the API', async (key, value, reason) => {
  const { remotes, argvs, lines } = bench.open({
    github: { apiUrl: 'http://127.0.0.1:1', token: 'x', tokenInput: 'x', serverUrl: 'http://127.0.0.1:1' },
  });
  const span = { url: 'http://127.0.0.1:1/a/b', branch: 'main', from: 'a'.repeat(40), to: 'b'.repeat(40) };
  expect(await remotes.histories([{ ...span, [key]: value }], 5)).toEqual([{ kind: 'unreachable', reason }]);
  expect(argvs.filter((argv) => !argv.includes('config'))).toEqual([]);
  expect(lines).toEqual([]);
});

test('a revision with digests of another length is not there, and nobody is asked', async () => {
  const { remotes, argvs } = bench.open({});
  const span = { url: 'http://127.0.0.1:1/a/b', branch: 'main', from: 'a'.repeat(64), to: 'b'.repeat(40) };
  expect(await remotes.histories([span], 5)).toEqual([
    { kind: 'history', history: { relation: 'rewind', count: undefined, commits: [] } },
  ]);
  expect(argvs.filter((argv) => !argv.includes('config'))).toEqual([]);
});

test('how many have answered is told while it lasts', async () => {
  for (const name of ['a.git', 'b.git']) await bench.repository(name, main);
  const server = await bench.http({ fault: ({ target }) => (target.startsWith('/b') ? 'stall' : undefined) });
  let tick: (() => void) | undefined;
  const clock = {
    ...systemClock,
    every: (_: number, each: () => void) => {
      tick = each;
      return () => undefined;
    },
  };
  const { remotes, lines } = bench.open({ timeLimitSeconds: 1, atOnce: 1 }, { clock });
  const heads = remotes.heads(
    ['a', 'b'].map((name) => ({ url: `${server.url}/${name}.git`, branch: 'main' })),
  );
  await server.requested(({ target }) => target.startsWith('/b'));
  tick?.();
  await heads;
  expect(lines).toEqual(['Repositories that have answered: 1 of 2.']);
});
