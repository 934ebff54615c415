import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readSlowest } from '../src/report/slowest.ts';

const START = new Date('2026-06-03T10:00:00Z');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slowest-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function stats(time: string, task: string, seconds: number): Promise<void> {
  const path = join(folder, 'buildstats', time, task);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    `Event: TaskStarted\nStarted: 1780480800.00\n${task}\nEnded: ${1780480800 + seconds}.00\nElapsed time: ${seconds}.00 seconds\nStatus: PASSED\n`,
  );
}

async function touch(time: string, at: string): Promise<void> {
  await utimes(join(folder, 'buildstats', time), new Date(at), new Date(at));
}

test('recipes are ordered by what all of their tasks took', async () => {
  await stats('20260603100001', 'zlib-1.3-r0/do_compile', 20);
  await stats('20260603100001', 'zlib-1.3-r0/do_configure', 30);
  await stats('20260603100001', 'linux-yocto-6.6.1+git-r0/do_compile', 45);
  await stats('20260603100001', 'quilt-native-0.67-r0/do_compile', 1);
  await stats('20260603100001', 'quilt-native-0.67-r0/other', 999);
  await touch('20260603100001', '2026-06-03T10:00:30Z');
  expect(await readSlowest(folder, START, 2)).toEqual([
    { recipe: 'zlib', seconds: 50, slowestTask: 'do_configure' },
    { recipe: 'linux-yocto', seconds: 45, slowestTask: 'do_compile' },
  ]);
});

test('the newest statistics are taken, and none that are older than the build', async () => {
  await stats('20260603090000', 'a-1.0-r0/do_compile', 20);
  await touch('20260603090000', '2026-06-03T09:59:00Z');
  expect(await readSlowest(folder, START, 5)).toEqual([]);
  await stats('20260603100001', 'b-1.0-r0/do_compile', 3);
  await touch('20260603100001', '2026-06-03T10:00:01Z');
  await stats('20260603100100', 'c-1.0-r0/do_compile', 2);
  await touch('20260603100100', '2026-06-03T10:01:00Z');
  expect(await readSlowest(folder, START, 5)).toEqual([
    { recipe: 'c', seconds: 2, slowestTask: 'do_compile' },
  ]);
});

test('a build without statistics has no slowest recipes', async () => {
  expect(await readSlowest(folder, START, 5)).toEqual([]);
});

test('statistics that are a link, a pipe or too long are passed over', async () => {
  await stats('20260603100001', 'a-1.0-r0/do_compile', 20);
  await stats('other', 'b-1.0-r0/do_compile', 30);
  const at = (path: string): string => join(folder, 'buildstats', '20260603100001', path);
  await symlink(join(folder, 'buildstats', 'other', 'b-1.0-r0'), at('b-1.0-r0'));
  expect(spawnSync('mkfifo', [at('a-1.0-r0/do_fetch')]).status).toBe(0);
  await appendFile(at('a-1.0-r0/do_compile'), ''.padEnd(100));
  await writeFile(at('a-1.0-r0/do_install'), `Elapsed time: 99.00 seconds\n${''.padEnd(1024 * 1024)}`);
  await touch('20260603100001', '2026-06-03T10:00:30Z');
  await touch('other', '2026-06-03T09:00:00Z');
  expect(await readSlowest(folder, START, 5)).toEqual([
    { recipe: 'a', seconds: 20, slowestTask: 'do_compile' },
  ]);
});
