import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type GitDaemon, startGitDaemon } from '../../src/git-servers/daemon.ts';
import { chain, makeBareRepository } from '../../src/git-servers/repository.ts';
import {
  type SmartHttpOptions,
  type SmartHttpServer,
  startSmartHttp,
} from '../../src/git-servers/smart-http.ts';
import { git } from '../../src/sample-layer/git.ts';

let folder: string;
const servers: (GitDaemon | SmartHttpServer)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'git-servers-'));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await rm(folder, { recursive: true });
});

async function http(options?: SmartHttpOptions): Promise<SmartHttpServer> {
  const server = await startSmartHttp(folder, options);
  servers.push(server);
  return server;
}
const listed = (url: string): Promise<string> => git(folder, 'ls-remote', '--', url);

test('a history with merges, forced refs and subjects of any bytes', async () => {
  const repository = await makeBareRepository(path.join(folder, 'a.git'));
  const odd = Buffer.from([0x66, 0xff, 0x22, 0x0a]);
  const made = await repository.grow({
    commits: [
      ...chain('c', 3),
      { name: 'side', parents: ['c1'], message: odd },
      { name: 'merge', parents: ['c3', 'side'] },
      { name: 'other root', parents: [] },
    ],
    refs: { 'refs/heads/main': 'merge', 'refs/heads/other': 'other root' },
  });
  const parents = async (rev: string) => (await repository.git('log', '-1', '--format=%P', rev)).trim();
  expect(await parents('main')).toBe(`${made.get('c3')} ${made.get('side')}`);
  expect(await parents('other')).toBe('');
  expect(await repository.git('rev-list', '--count', 'main')).toBe('5\n');
  expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe(
    'refs/heads/main\nrefs/heads/other\n',
  );
  const more = await repository.grow({
    commits: chain('d', 1, [made.get('c2') ?? '']),
    refs: { 'refs/heads/main': 'd1' },
  });
  expect(await repository.git('rev-parse', 'main', 'main^')).toBe(`${more.get('d1')}\n${made.get('c2')}\n`);
});

test('a repository with SHA-256', async () => {
  const repository = await makeBareRepository(path.join(folder, 'a.git'), { format: 'sha256' });
  const made = await repository.grow({ commits: chain('c', 2), refs: { 'refs/heads/main': 'c2' } });
  expect(made.get('c2')).toMatch(/^[0-9a-f]{64}$/);
  expect(await repository.git('for-each-ref', '--format=%(objectname) %(refname)')).toBe(
    `${made.get('c2')} refs/heads/main\n`,
  );
});

test('what git refuses to import is an error', async () => {
  const repository = await makeBareRepository(path.join(folder, 'a.git'));
  await expect(repository.grow({ refs: { 'refs/heads/main': 'nothing' } })).rejects.toThrow(
    'git fast-import',
  );
});

test('both servers serve what stands in the folder', async () => {
  const repository = await makeBareRepository(path.join(folder, 'group/a.git'));
  const made = await repository.grow({ commits: chain('c', 30), refs: { 'refs/heads/main': 'c30' } });
  const daemon = await startGitDaemon(folder);
  servers.push(daemon);
  const smart = await http();
  for (const [name, url] of [
    ['daemon', `${daemon.url}/group/a.git`],
    ['http', `${smart.url}/group/a.git`],
  ] as const) {
    expect(await listed(url)).toBe(`${made.get('c30')}\tHEAD\n${made.get('c30')}\trefs/heads/main\n`);
    await git(folder, 'clone', '--quiet', '--bare', '--filter=tree:0', url, name);
    const clone = path.join(folder, name);
    expect(await git(clone, 'rev-list', '--count', 'main')).toBe('30\n');
    const objects = await git(clone, 'cat-file', '--batch-check=%(objecttype)', '--batch-all-objects');
    expect(new Set(objects.trim().split('\n'))).toEqual(new Set(['commit']));
  }
  expect(daemon.connections()).toBe(2);
  expect(smart.requests.every(({ headers }) => headers['git-protocol'] === 'version=2')).toBe(true);
  await expect(listed(`${smart.url}/none.git`)).rejects.toThrow('not found');
});

test('a token opens the paths that need it', async () => {
  for (const name of ['open/a.git', 'closed/a.git']) await makeBareRepository(path.join(folder, name));
  const smart = await http({ requireToken: { token: 'secret', below: '/closed/' } });
  const withToken = (token: string): string => smart.url.replace('://', `://x-access-token:${token}@`);
  expect(await listed(`${smart.url}/open/a.git`)).toBe('');
  expect(await listed(`${withToken('secret')}/closed/a.git`)).toBe('');
  await expect(listed(`${withToken('wrong')}/closed/a.git`)).rejects.toThrow('Authentication failed');
});

test('faults are chosen for each request', async () => {
  const repository = await makeBareRepository(path.join(folder, 'a.git'));
  await repository.grow({ commits: chain('c', 1), refs: { 'refs/heads/main': 'c1' } });
  const other = await http();
  const faults = [
    { status: 503 },
    'reset',
    { cutAfterBytes: 10 },
    { redirectTo: `${other.url}/a.git/info/refs?service=git-upload-pack` },
  ] as const;
  const smart = await http({
    fault: ({ method, times }) => (method === 'GET' ? faults[times - 1] : undefined),
  });
  await expect(listed(`${smart.url}/a.git`)).rejects.toThrow('503');
  await expect(listed(`${smart.url}/a.git`)).rejects.toThrow(/reset|Empty reply/i);
  await expect(listed(`${smart.url}/a.git`)).rejects.toThrow();
  expect(await listed(`${smart.url}/a.git`)).toContain('refs/heads/main');
  expect(other.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  expect(smart.requests.map(({ times }) => times)).toEqual([1, 2, 3, 4]);
});

test('a request that is never answered can be awaited, and ends with the server', async () => {
  const smart = await http({ fault: () => 'stall' });
  const asked = listed(`${smart.url}/a.git`).then(
    () => 'answered',
    () => 'failed',
  );
  expect(await smart.requested(({ method }) => method === 'GET')).toMatchObject({ times: 1 });
  expect(smart.most()).toBe(1);
  await smart.close();
  expect(await asked).toBe('failed');
});
