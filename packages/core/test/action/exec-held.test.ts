import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';

const env = { PATH: process.env['PATH'] };
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pv-held-'));
  file = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Opens the file, and takes a lock on the open file. */
function lock(): number {
  const fd = openSync(file, 'w');
  const { status } = spawnSync('flock', ['--exclusive', '--nonblock', '3'], {
    stdio: ['ignore', 'ignore', 'inherit', fd],
  });
  expect(status).toBe(0);
  return fd;
}

/** Whether somebody else can take the lock within the time. */
function isFree(seconds = 0): boolean {
  return spawnSync('flock', ['--exclusive', '--timeout', String(seconds), file, 'true']).status === 0;
}

describe.each([
  ['to a pipe', () => ({})],
  ['to a file', () => ({ outputFile: join(folder, 'output') })],
])('a child that prints %s', (_where, output) => {
  test('holds a lock of ours open with what it started, for as long as that runs', async () => {
    const fd = lock();
    const lines: string[] = [];
    const result = await systemExec(['sh', '-c', 'sleep 600 >/dev/null 2>&1 & echo $!'], {
      env,
      ...output(),
      holdOpen: [fd],
      onLine: (line) => void lines.push(line),
    });
    closeSync(fd);
    const left = Number(lines[0]);
    try {
      expect({ result, lines }).toEqual({ result: { code: 0, signal: null }, lines: [String(left)] });
      expect(isFree()).toBe(false);
    } finally {
      process.kill(left);
    }
    expect(isFree(30)).toBe(true);
  });

  test('holds nothing that it is not given', async () => {
    const fd = lock();
    const lines: string[] = [];
    await systemExec(['sh', '-c', 'sleep 600 >/dev/null 2>&1 & echo $!'], {
      env,
      ...output(),
      onLine: (line) => void lines.push(line),
    });
    closeSync(fd);
    try {
      expect(isFree()).toBe(true);
    } finally {
      process.kill(Number(lines[0]));
    }
  });

  test('has the descriptors as 10, 11, …, and those below are free for it', async () => {
    const fds = [openSync(file, 'w'), openSync(join(folder, 'other'), 'w')];
    const lines: string[] = [];
    const script =
      'import os\nfor fd in range(3, 20):\n try: print(fd, os.path.basename(os.readlink(f"/proc/{os.getpid()}/fd/{fd}")))\n except OSError: pass';
    await systemExec(['python3', '-c', script], {
      env,
      ...output(),
      holdOpen: fds,
      onLine: (line) => void lines.push(line),
    });
    for (const fd of fds) closeSync(fd);
    expect(lines).toEqual(['10 lock', '11 other']);
  });

  test.each([
    ['while it runs', false],
    ['before it runs', true],
  ])('is ended by a cancellation %s', async (_when, before) => {
    const controller = new AbortController();
    if (before) controller.abort();
    const result = await systemExec(['sleep', '600'], {
      env,
      ...output(),
      cancellation: controller.signal,
      onStart: () => controller.abort(),
    });
    expect(result).toEqual({ code: null, signal: 'SIGTERM' });
  });
});
