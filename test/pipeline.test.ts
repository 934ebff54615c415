import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pv-pipeline-'));
const MACHINES = ['raspberrypi-armv8-scarthgap', 'docker-x86_64-scarthgap', 'colibri-imx6ull-scarthgap'];

let port: number;
beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  port = (server.address() as AddressInfo).port;
  await new Promise((done) => server.close(done));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const argv = (...args: string[]): string[] => [
  'scripts/start.ts',
  '--folder',
  folder,
  '--port',
  String(port),
  ...args,
];

function start(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, argv(...args), { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

/** Reads an object in the bucket's folder, as a person would. */
function inBucket(path: string): Buffer {
  return readFileSync(join(folder, `s3-${port}`, 'releases', path));
}

type Part = { readonly url: string; readonly sha256: string };
type Device = { readonly name: string } & Readonly<Record<string, Part | readonly Part[] | string>>;

function devices(): Device[] {
  return JSON.parse(inBucket('meta-pantavisor-sample/releases.json').toString()).stable['029'].devices;
}

function partsOf(device: Device): Part[] {
  return Object.values(device).flatMap((part) => (typeof part === 'string' ? [] : part));
}

/** Holds each part in the bucket against its digest, with the system's sha256sum. */
function expectTheirDigests(published: readonly Device[]): void {
  for (const { url, sha256 } of published.flatMap(partsOf)) {
    const path = decodeURIComponent(new URL(url).pathname.slice('/releases/'.length));
    const { stdout: sum } = spawnSync('sha256sum', { input: inBucket(path), encoding: 'utf8' });
    expect(`${path} ${sum.slice(0, 64)}`).toBe(`${path} ${sha256}`);
  }
}

describe('npm start', () => {
  test('runs examples/release.yml: three machines are built, published and named in the index', () => {
    const { status, stdout, stderr } = start();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const machine of MACHINES) expect(stdout).toMatch(new RegExp(`build \\(${machine}\\): success in `));
    expect(stdout).toMatch(/^MACHINE +FILE +SIZE +SHA256 +URL$/m);
    expect(stdout).toContain(join(folder, `s3-${port}`, 'releases'));

    const published = devices();
    expect(published.map(({ name }) => name).sort()).toEqual([...MACHINES].sort());
    expectTheirDigests(published);
  });

  test('again: uploads nothing, and says so; --serve leaves the store up for other programs, until it is interrupted', async () => {
    const before = inBucket('meta-pantavisor-sample/releases.json');
    const child = spawn(process.execPath, argv('--serve'), {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = new Promise<number | null>((ended) => child.once('exit', ended));
    const lines: string[] = [];
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        lines.push(line);
        if (line.startsWith('The store is up.')) break;
      }
      expect(lines).toContainEqual(expect.stringMatching(/^Nothing had to be uploaded: all of it was there/));
      expect(inBucket('meta-pantavisor-sample/releases.json')).toEqual(before);
      const [part] = devices().flatMap(partsOf);
      const read = 'import sys, urllib.request as r; sys.stdout.buffer.write(r.urlopen(sys.argv[1]).read())';
      const { stdout } = spawnSync('python3', ['-c', read, part?.url ?? ''], { maxBuffer: 2 ** 28 });
      const { stdout: sum } = spawnSync('sha256sum', { input: stdout, encoding: 'utf8' });
      expect(sum.slice(0, 64)).toBe(part?.sha256);
    } finally {
      child.stdout.resume();
      child.kill('SIGINT');
    }
    expect(await exit).toBe(0);
  });

  test('a stage that fails ends it with an error that names the job, the step and the cause; the others go on', () => {
    const { status, stdout } = start('--fresh', '--workflow', 'test/fixtures/failing.yml');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^Failed: build \(colibri-imx6ull-scarthgap\), step "Build"$/m);
    expect(stdout).toMatch(/^ {2}.*do_compile failed\. Its log: /m);
    expect(stdout).toMatch(/^build \(docker-x86_64-scarthgap\): success/m);
    expect(devices().map(({ name }) => name)).toEqual(['docker-x86_64-scarthgap']);
  });

  test('runs examples/staged-release.yml: the machines are staged, then one job names them all', () => {
    const { status, stdout, stderr } = start('--fresh', '--workflow', 'examples/staged-release.yml');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Promote: success in ');
    const staged = ['colibri-imx6ull-scarthgap', 'raspberrypi-armv8-scarthgap'];
    expect(devices().map(({ name }) => name)).toEqual(staged);
    expectTheirDigests(devices());
  });

  test('a port that is taken, and an option that is unknown: one line, no stack', async () => {
    const server = createServer().listen(port, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const taken = start();
    await new Promise((done) => server.close(done));
    expect(taken).toMatchObject({ status: 1, stdout: '' });
    expect(taken.stderr).toBe(
      `Port ${port} of this machine is taken, maybe by another npm start.\nEnd it, or choose another one: npm start -- --port 9011\n`,
    );
    const unknown = start('--frsh');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain("Unknown option '--frsh'");
    expect(unknown.stderr).not.toMatch(/^ +at /m);
  });
});
