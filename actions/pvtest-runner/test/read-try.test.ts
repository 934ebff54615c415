import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readTry } from '../src/read-try.ts';

const ID = 'local/core/a';
const RAN = '[pvtest] 1795205463 INFO -- [pvtest-run]: starting Pantavisor\n';
const LEAK = '==7==    definitely lost: 1,024 bytes in 2 blocks\n';

let workspace: string;
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'read-try-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true });
  writeFileSync(join(workspace, path), text);
}
const read = (attempt = 0, texts = true) => readTry(workspace, { id: ID, attempt }, texts);

/** Where a link leads; one that is gone leads nowhere. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

describe('where a generation of the script keeps what a test left', () => {
  test.each([
    ['with the test', ID, `${ID}/valgrind`],
    ['below results/main', `results/main/${ID}`, `valgrind/${ID}`],
    ['below results', `results/${ID}`, `valgrind/${ID}`],
  ])('%s', async (_, folder, valgrind) => {
    write(`${folder}/test.log`, RAN);
    write(`${folder}/diff`, '< a\n');
    write(`${valgrind}/valgrind.log.7`, LEAK);
    write(`${valgrind}/valgrind.log.8`, LEAK.replaceAll('7', '8'));
    expect(await read()).toMatchObject({
      facts: { ran: true },
      log: RAN,
      diff: '< a\n',
      leaks: { bytes: 2048, blocks: 4 },
    });
  });

  const IN_POOL = '[pantavisor-appengine-ci-0-w1-g2] 5 INFO -- [pvtest-run]: x\n';

  test.each(['local-disabled', 'remote', 'main'])(
    'below the policy %s, and leaks below the container',
    async (policy) => {
      write(`results/${policy}/${ID}/test.log`, IN_POOL);
      write(`results/${policy}/${ID}/diff`, '< a\n');
      write(`results/other/local/core/b/test.log`, RAN);
      write('valgrind/pantavisor-appengine-ci-0-w1-g2/valgrind.log.7', LEAK);
      write('valgrind/pantavisor-appengine-ci-0-w0-g1/valgrind.log.7', LEAK.replace('1,024', '9'));
      expect(await read()).toMatchObject({
        facts: { ran: true },
        log: IN_POOL,
        diff: '< a\n',
        leaks: { bytes: 1024, blocks: 2 },
      });
    },
  );

  test('of several policies that ran it, the one that left a diff counts', async () => {
    write(`results/a/${ID}/test.log`, RAN);
    write(`results/b/${ID}/test.log`, IN_POOL);
    write(`results/b/${ID}/diff`, '< a\n');
    expect(await read()).toMatchObject({ log: IN_POOL, diff: '< a\n' });
  });

  test('a console that was copied names the container, and the only one is that of all tests', async () => {
    const copied = '[pantavisor-appengine-ci-0-x-1] [pantavisor] 5 INFO -- [core]: x\n';
    write(`results/x/${ID}/test.log`, RAN);
    write('valgrind/pantavisor-appengine-ci-0-x-1/valgrind.log.7', LEAK);
    expect((await read()).leaks).toEqual({ bytes: 1024, blocks: 2 });
    write('valgrind/pantavisor-appengine-ci-0-x-0/valgrind.log.7', LEAK);
    expect((await read()).leaks).toBeUndefined();
    write(`results/x/${ID}/test.log`, copied);
    expect((await read()).leaks).toEqual({ bytes: 1024, blocks: 2 });
  });

  test('a retry of the pool can share the folder of its test', async () => {
    write(`results/main/${ID}/test.log`, RAN);
    expect((await read(1)).log).toBe(RAN);
    write(`results/main/${ID}.1/test.log`, IN_POOL);
    expect((await read(1)).log).toBe(IN_POOL);
  });

  test('its own folder goes first', async () => {
    write(`results/main/${ID}/test.log`, 'old\n');
    write(`${ID}/test.log`, RAN);
    expect((await read()).log).toBe(RAN);
  });

  test('a file of that name is none', async () => {
    write(ID, 'a file');
    write(`results/${ID}/test.log`, RAN);
    expect((await read()).log).toBe(RAN);
  });

  test('a retry has one of its own', async () => {
    write(`${ID}/test.log`, 'first\n');
    write(`${ID}.2/test.log`, 'third\n');
    expect((await read(0)).log).toBe('first\n');
    expect((await read(2)).log).toBe('third\n');
    expect(await read(1)).toEqual({});
  });
});

test('a test whose test.log is missing is not said to have not run: its diff is there', async () => {
  write(`${ID}/diff`, '< a\n');
  const { facts, log, diff, leaks } = await read();
  expect({ facts, log, diff, leaks }).toEqual({ diff: '< a\n' });
});

test('files that are empty have no text, and texts that are not wanted are not read', async () => {
  write(`${ID}/test.log`, '');
  write(`${ID}/diff`, '');
  const { log, diff } = await read();
  expect({ log, diff }).toEqual({});
  write(`${ID}/test.log`, RAN);
  expect(await read(0, false)).toMatchObject({ facts: { ran: true }, log: undefined });
});

test.each<[string, (path: string) => void]>([
  ['a link', (path) => symlinkSync('/etc/passwd', path)],
  ['a folder', (path) => mkdirSync(path)],
  ['a pipe that nobody writes to', (path) => void execFileSync('mkfifo', [path])],
])('%s in the place of a log is not read', async (_, make) => {
  mkdirSync(join(workspace, ID), { recursive: true });
  make(join(workspace, ID, 'test.log'));
  make(join(workspace, ID, 'diff'));
  const { facts, log, diff } = await read();
  expect({ facts, log, diff }).toEqual({});
});

test('no file stays open', async () => {
  write(`${ID}/test.log`, RAN);
  write(`${ID}/diff`, '< a\n');
  write(`${ID}/valgrind/valgrind.log.7`, LEAK);
  mkdirSync(join(workspace, `${ID}.1`, 'diff'), { recursive: true });
  await Promise.all([read(0), read(1), read(0, false)]);
  const open = readdirSync('/proc/self/fd').map((fd) => linkOf(`/proc/self/fd/${fd}`));
  expect(open.filter((path) => path.startsWith(workspace))).toEqual([]);
});

describe('long texts are cut at a line', () => {
  test('a diff at its end, and a log at its beginning', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `line ${at}\n`).join('');
    write(`${ID}/diff`, lines);
    write(`${ID}/test.log`, lines);
    const { diff = '', log = '' } = await read();
    expect(diff).toMatch(/^line 0\nline 1\n[\s\S]*\nline \d+\n\(cut: the diff has 208890 bytes\)\n$/);
    expect(diff.length).toBeGreaterThan(16_300);
    expect(diff.length).toBeLessThan(16_500);
    expect(log).toMatch(/^line \d+\n[\s\S]*\nline 19999\n$/);
    expect(log.length).toBeGreaterThan(65_500);
    expect(log.length).toBeLessThanOrEqual(65_536);
  });

  test('what is one line of 10 MB is cut in it', async () => {
    const line = `${'a'.repeat(10_000_000)}z`;
    write(`${ID}/diff`, `1c1\n< ${line}\n`);
    write(`${ID}/test.log`, `${RAN}${line}\n`);
    const { diff = '', log = '', facts } = await read();
    expect(facts).toMatchObject({ ran: true });
    expect(diff).toMatch(/^1c1\n< a{16000,16384}\n\(cut: the diff has 10000008 bytes\)\n$/);
    expect(log).toMatch(/^a{65000,65536}z\n$/);
  });
});
