import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { listProcesses } from '@pv-actions/core/action/process-tree.ts';
import { isTransientFailure, lastWords } from '@pv-actions/core/git/failure.ts';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import type { GitFault } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { type Bench, type Made, openBench } from './bench.ts';

let bench: Bench;
let made: Made;

beforeEach(async () => {
  bench = await openBench();
  made = await bench.repository('a.git', { commits: chain('c', 40), refs: { 'refs/heads/main': 'c40' } });
});
afterEach(async () => {
  const left = await readdir(bench.temporary);
  await bench.close();
  expect(left).toEqual([]);
});

const spanAt = (url: string) => ({
  url: `${url}/a.git`,
  branch: 'main',
  from: made.sha('c1'),
  to: made.sha('c40'),
});
const headAt = (url: string) => ({ url: `${url}/a.git`, branch: 'main' });
const HISTORY = { kind: 'history', history: { relation: 'ahead', count: 39, commits: [] } };

const PASSING: readonly (readonly [string, GitFault])[] = [
  ['HTTP 500', { status: 500 }],
  ['HTTP 502', { status: 502 }],
  ['HTTP 503', { status: 503 }],
  ['HTTP 429', { status: 429 }],
  ['a reset', 'reset'],
  ['an answer that breaks off', { cutAfterBytes: 20 }],
];

test.each(PASSING)('heads: %s is tried again', async (_, fault) => {
  const server = await bench.http({ fault: ({ times }) => (times === 1 ? fault : undefined) });
  const { remotes, sleeps } = bench.open();
  expect(await remotes.heads([headAt(server.url)])).toEqual([{ kind: 'head', sha: made.sha('c40') }]);
  // Both requests of ls-remote fail once. Curl itself sends again what a kept connection has lost.
  expect(sleeps).toEqual(fault === 'reset' ? [1000] : [1000, 2000]);
});

test.each(PASSING)('histories: %s of the fetch is tried again', async (_, fault) => {
  const server = await bench.http({
    fault: ({ method, times }) => (method === 'POST' && times === 1 ? fault : undefined),
  });
  const { remotes, sleeps } = bench.open();
  expect(await remotes.histories([spanAt(server.url)], 0)).toEqual([HISTORY]);
  expect(sleeps).toEqual(fault === 'reset' ? [] : [1000]);
});

test('what does not pass is told, with the number of attempts', async () => {
  const server = await bench.http({ fault: () => ({ status: 503 }) });
  const { remotes, sleeps } = bench.open();
  expect(await remotes.heads([headAt(server.url)])).toEqual([
    { kind: 'unreachable', reason: 'Git says, after 4 attempts: The requested URL returned error: 503.' },
  ]);
  expect(sleeps).toEqual([1000, 2000, 4000]);
  expect(server.requests).toHaveLength(4);
});

test.each([400, 403, 404, 410, 501])('HTTP %d is not tried again', async (status) => {
  const server = await bench.http({ fault: () => ({ status }) });
  const { remotes, sleeps } = bench.open();
  const [head] = await remotes.heads([headAt(server.url)]);
  const [history] = await remotes.histories([spanAt(server.url)], 0);
  const words =
    status === 404
      ? `repository '${server.url}/a.git/' not found`
      : `The requested URL returned error: ${status}`;
  expect(head).toEqual({ kind: 'unreachable', reason: `Git says: ${words}.` });
  expect(history).toEqual(head);
  expect(sleeps).toEqual([]);
});

test('a closed port, and a host that nobody knows', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as { readonly port: number };
  closed.close();
  await once(closed, 'close');
  const urls = [`http://127.0.0.1:${port}`, `git://127.0.0.1:${port}`, 'http://nowhere.invalid'];
  const { remotes, sleeps } = bench.open();
  const heads = await remotes.heads(urls.map(headAt));
  expect(heads.map((head) => head.kind === 'unreachable' && head.reason)).toEqual([
    expect.stringMatching(/^Git says: Failed to connect to 127\.0\.0\.1 port \d+/),
    expect.stringMatching(/^Git says: unable to connect to 127\.0\.0\.1|^Git says: .*Connection refused/),
    expect.stringMatching(/^Git says: Could not resolve host: nowhere\.invalid/),
  ]);
  expect(sleeps).toEqual([]);
});

test('one that does not answer ends with its time, and the others go on', async () => {
  const [silent, good] = [await bench.http({ fault: () => 'stall' }), await bench.http()];
  const { remotes, sleeps } = bench.open({ timeLimitSeconds: 1 });
  expect(await remotes.heads([headAt(silent.url), headAt(good.url)])).toEqual([
    { kind: 'unreachable', reason: 'It did not answer within 1 s.' },
    { kind: 'head', sha: made.sha('c40') },
  ]);
  expect(await remotes.histories([spanAt(silent.url), spanAt(good.url)], 0)).toEqual([
    { kind: 'unreachable', reason: 'It did not answer within 1 s.' },
    HISTORY,
  ]);
  expect(sleeps).toEqual([]);
});

/** Processes of ours that name a URL. */
async function running(pids: readonly number[]): Promise<readonly string[]> {
  const all = await listProcesses();
  return all.filter(({ session, state }) => pids.includes(session) && state !== 'Z').map(({ name }) => name);
}

test.each(['heads', 'histories'] as const)('%s: a cancellation ends what runs', async (call) => {
  const server = await bench.http({
    fault: ({ method }) => (method === 'POST' || call === 'heads' ? 'stall' : undefined),
  });
  const controller = new AbortController();
  const pids: number[] = [];
  const { remotes } = bench.open(
    {},
    {
      cancellation: () => controller.signal,
      exec: (argv, options) =>
        systemExec(argv, {
          ...options,
          onStart: (pid) => {
            pids.push(pid);
            options.onStart?.(pid);
          },
        }),
    },
  );
  const work =
    call === 'heads' ? remotes.heads([headAt(server.url)]) : remotes.histories([spanAt(server.url)], 0);
  const refused = expect(work).rejects.toBe('SIGINT');
  await server.requested(({ method }) => call === 'heads' || method === 'POST');
  expect((await running(pids)).length).toBeGreaterThan(1);
  controller.abort('SIGINT');
  await refused;
  expect(await running(pids)).toEqual([]);
});

test('a cancellation ends the wait before another attempt, and what comes later', async () => {
  const server = await bench.http({ fault: () => ({ status: 503 }) });
  const controller = new AbortController();
  const clock = {
    now: () => new Date(),
    sleep: () => {
      controller.abort('SIGTERM');
      return new Promise<void>(() => {});
    },
    every: () => () => {},
  };
  const { remotes } = bench.open({}, { clock, cancellation: () => controller.signal });
  await expect(remotes.heads([headAt(server.url)])).rejects.toBe('SIGTERM');
  await expect(remotes.heads([headAt(server.url)])).rejects.toBe('SIGTERM');
  expect(server.requests).toHaveLength(1);
});

test('no git', async () => {
  const env = { ...bench.env, PATH: bench.temporary };
  const { remotes } = bench.open({}, { env });
  const error = await userErrorOfWork(remotes.heads([headAt('http://127.0.0.1:1')]));
  expect(error.text).toBe('There is no git to run.\nInstall git 2.31 or newer on the runner.');
});

test.each([
  [['fatal: repository x not found'], 'repository x not found'],
  [
    ['remote: Not here.', "fatal: unable to access 'https://h/a/': Empty reply from server"],
    'Empty reply from server',
  ],
  [
    [
      'git@h: Permission denied (publickey).',
      'fatal: Could not read from remote repository.',
      '',
      'Please make sure you have the correct access rights',
      'and the repository exists.',
    ],
    'git@h: Permission denied (publickey).',
  ],
  [
    [
      'error: RPC failed; HTTP 503 curl 22 The requested URL returned error: 503',
      'fatal: expected flush after ref listing',
    ],
    'RPC failed; HTTP 503 curl 22 The requested URL returned error: 503',
  ],
  [
    ['Host key verification failed.', 'remote: Not here.', 'fatal: Could not read from remote repository.'],
    'Host key verification failed.',
  ],
  [['fatal: index-pack failed', '', ' \u0007'], 'index-pack failed'],
  [['error: inflate: data stream error', 'fatal: early EOF'], 'inflate: data stream error'],
  [['something', '', ' '], 'something'],
  [['fatal: Could not read from remote repository.'], 'Could not read from remote repository.'],
  [['something \u001b[31mred\u001b[0m\u0007 '], 'something red'],
  [['fatal: https://u:p@h/a and ssh://git@h/b s3cret'], 'https://***@h/a and ssh://***@h/b ***'],
  [[], ''],
])('the last words of %j', (stderr, words) => {
  expect(lastWords(stderr, ['', 's3cret'])).toBe(words);
});

test('long words are cut', () => {
  expect(lastWords([`fatal: ${'x'.repeat(1000)}`], [])).toHaveLength(300);
});

test.each([
  ['fatal: early EOF', true],
  ['fatal: the remote end hung up unexpectedly', true],
  ['error: RPC failed; curl 56 Recv failure: Connection reset by peer', true],
  ['kex_exchange_identification: Connection closed by remote host', true],
  ['kex_exchange_identification: read: No buffer space available', true],
  ['fatal: read error: Connection reset by peer', true],
  ["fatal: unable to access 'u': The requested URL returned error: 504", true],
  ["fatal: unable to access 'u': The requested URL returned error: 501", false],
  ["fatal: unable to access 'u': The requested URL returned error: 403", false],
  ['git@h: Permission denied (publickey).\nfatal: the remote end hung up unexpectedly', false],
  ['fatal: remote error: upload-pack: not our ref 1\nfatal: the remote end hung up unexpectedly', false],
  ["fatal: unable to access 'u': SSL certificate problem: self-signed certificate", false],
  ["fatal: unable to access 'u': Could not resolve host: h", false],
  ['', false],
])('%j may pass: %p', (text, passes) => {
  expect(isTransientFailure(text.split('\n'))).toBe(passes);
});
