import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { basicCredentials } from '@pv-actions/core/git/environment.ts';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { type Bench, type Made, openBench } from './bench.ts';

const TOKEN = 'ghs_secretSecretSecret';
const HEADER = `Basic ${basicCredentials(TOKEN)}`;
let bench: Bench;
let made: Made;

beforeEach(async () => {
  bench = await openBench();
  made = await bench.repository('a.git', { commits: chain('c', 3), refs: { 'refs/heads/main': 'c3' } });
});
afterEach(async () => {
  const left = await readdir(bench.temporary);
  await bench.close();
  expect(left).toEqual([]);
});

const sentTo = (server: {
  readonly requests: readonly { readonly headers: Readonly<Record<string, string>> }[];
}) => server.requests.map(({ headers }) => headers['authorization']);
const infoRefs = '/a.git/info/refs?service=git-upload-pack';

test('the token opens its origin, and no other server gets it', async () => {
  const [own, other] = [await bench.http({ requireToken: { token: TOKEN } }), await bench.http()];
  const { remotes, argvs } = bench.open({ token: { value: TOKEN, origin: `${own.url}/group/` } });
  const urls = [own.url, other.url].map((url) => `${url}/a.git`);
  const heads = await remotes.heads(urls.map((url) => ({ url, branch: 'main' })));
  expect(heads).toEqual(Array(2).fill({ kind: 'head', sha: made.sha('c3') }));
  const spans = urls.map((url) => ({ url, branch: 'main', from: made.sha('c1'), to: made.sha('c3') }));
  const histories = await remotes.histories(spans, 5);
  expect(histories.map(({ kind }) => kind)).toEqual(['history', 'history']);
  expect(new Set(sentTo(own))).toEqual(new Set([HEADER]));
  expect(new Set(sentTo(other))).toEqual(new Set([undefined]));
  expect(JSON.stringify(argvs)).not.toMatch(new RegExp(`${TOKEN}|${basicCredentials(TOKEN)}`));
});

test('another port, host or scheme is another origin', async () => {
  const server = await bench.http();
  const url = `${server.url}/a.git`;
  const port = new URL(server.url).port;
  for (const origin of [
    `http://127.0.0.1:${Number(port) + 1}`,
    `http://localhost:${port}`,
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1',
    `ssh://127.0.0.1:${port}`,
    'not a URL',
  ]) {
    const { remotes } = bench.open({ token: { value: TOKEN, origin } });
    expect(await remotes.heads([{ url, branch: 'main' }])).toEqual([{ kind: 'head', sha: made.sha('c3') }]);
  }
  expect(new Set(sentTo(server))).toEqual(new Set([undefined]));
});

test('a redirect to another origin is followed without the token', async () => {
  const other = await bench.http();
  const own = await bench.http({ fault: ({ target }) => ({ redirectTo: `${other.url}${target}` }) });
  const { remotes } = bench.open({ token: { value: TOKEN, origin: own.url } });
  const url = `${own.url}/a.git`;
  expect(await remotes.heads([{ url, branch: 'main' }])).toEqual([{ kind: 'head', sha: made.sha('c3') }]);
  const span = { url, branch: 'main', from: made.sha('c1'), to: made.sha('c3') };
  expect(await remotes.histories([span], 0)).toEqual([
    { kind: 'history', history: { relation: 'ahead', count: 2, commits: [] } },
  ]);
  expect(sentTo(own)).toEqual([HEADER, undefined, HEADER, undefined]);
  expect(other.requests.length).toBeGreaterThan(3);
  expect(new Set(sentTo(other))).toEqual(new Set([undefined]));
});

test('a redirect to where the token would be needed is told', async () => {
  const own = await bench.http({
    requireToken: { token: TOKEN },
    fault: ({ target }) => (target.startsWith('/old') ? { redirectTo: `${own.url}${infoRefs}` } : undefined),
  });
  const { remotes } = bench.open({ token: { value: TOKEN, origin: own.url } });
  expect(await remotes.heads([{ url: `${own.url}/old.git`, branch: 'main' }])).toEqual([
    {
      kind: 'unreachable',
      reason: expect.stringMatching(
        /^It answers with a redirect, which the token does not follow: give its present URL\. It wants a token/,
      ),
    },
  ]);
  expect(sentTo(own)).toEqual([HEADER, undefined, undefined]);
});

test('without a token a repository that needs one is unreachable, and nobody is asked for it', async () => {
  const server = await bench.http({ requireToken: { token: TOKEN } });
  await writeFile(path.join(bench.served, 'askpass'), '#!/bin/sh\necho asked\n', { mode: 0o755 });
  const env = { ...bench.env, SSH_ASKPASS: path.join(bench.served, 'askpass'), GIT_ASKPASS: '/bin/false' };
  const { remotes, sleeps } = bench.open({}, { env });
  expect(await remotes.heads([{ url: `${server.url}/a.git`, branch: 'main' }])).toEqual([
    {
      kind: 'unreachable',
      reason: `It wants a token, or does not accept the one it was given: could not read Username for '${server.url}': terminal prompts disabled.`,
    },
  ]);
  expect(sleeps).toEqual([]);
});

test('a token in what git says is hidden, and so are credentials of a URL', async () => {
  const server = await bench.http();
  const { remotes } = bench.open({ token: { value: TOKEN, origin: server.url } });
  const urls = [`${server.url}/${TOKEN}.git`, server.url.replace('://', '://me:pass@').concat('/none.git')];
  const heads = await remotes.heads(urls.map((url) => ({ url, branch: 'main' })));
  expect(heads.map((head) => head.kind === 'unreachable' && head.reason)).toEqual([
    `Git says: repository '${server.url}/***.git/' not found.`,
    expect.stringMatching(
      /^Git says: repository 'http:\/\/(?:\*\*\*@)?127\.0\.0\.1:\d+\/none\.git\/' not found\.$/,
    ),
  ]);
});

test("the user's configuration stays in force, beside the token", async () => {
  const server = await bench.http({ requireToken: { token: TOKEN } });
  const env = {
    ...bench.env,
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: `url.${server.url}/.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://example.invalid/',
    GIT_CONFIG_KEY_1: `http.${server.url}/.extraHeader`,
    GIT_CONFIG_VALUE_1: 'Authorization: Basic b3RoZXI=',
  };
  const { remotes } = bench.open({ token: { value: TOKEN, origin: server.url } }, { env });
  const url = 'https://example.invalid/a.git';
  expect(await remotes.heads([{ url, branch: 'main' }])).toEqual([{ kind: 'head', sha: made.sha('c3') }]);
  expect(new Set(sentTo(server))).toEqual(new Set([HEADER]));
});

test('the repository of the working directory, and variables that name one, do not count', async () => {
  const server = await bench.http();
  await git(bench.temporary, 'init', '--quiet');
  await git(bench.temporary, 'config', 'http.extraHeader', 'X-Local: 1');
  const env = {
    ...bench.env,
    GIT_DIR: path.join(bench.temporary, '.git'),
    GIT_WORK_TREE: bench.temporary,
    GIT_OBJECT_DIRECTORY: path.join(bench.served, 'nothing'),
    GIT_TRACE: '1',
  };
  const { remotes } = bench.open({}, { env });
  const url = `${server.url}/a.git`;
  expect(await remotes.heads([{ url, branch: 'main' }])).toEqual([{ kind: 'head', sha: made.sha('c3') }]);
  const span = { url, branch: 'main', from: made.sha('c1'), to: made.sha('c3') };
  expect(await remotes.histories([span], 0)).toMatchObject([{ kind: 'history' }]);
  expect(server.requests.map(({ headers }) => headers['x-local'])).toEqual(
    server.requests.map(() => undefined),
  );
  await rm(path.join(bench.temporary, '.git'), { recursive: true });
});
