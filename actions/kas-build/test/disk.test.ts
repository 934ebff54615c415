import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { type DiskSpace, diskSpace, parseFreeDisk, watchDisk } from '../src/disk.ts';

const GIB = 1_073_741_824;
const LIMITS = { warn: 20 * GIB, stop: 2 * GIB };

describe('free-disk-gb', () => {
  test.each([
    ['20', { warn: 21_474_836_480 }],
    ['20 2', { warn: 21_474_836_480, stop: 2_147_483_648 }],
    [' 20,2\n', { warn: 21_474_836_480, stop: 2_147_483_648 }],
    ['0.5', { warn: 536_870_912 }],
    ['0', { warn: 0 }],
    ['3 3', { warn: 3_221_225_472, stop: 3_221_225_472 }],
  ])('%j', (text, limits) => {
    expect(parseFreeDisk(text)).toEqual(limits);
  });

  test.each(['', 'x', '20 x', '-5', '20 2 1', '20GB', '1e3', '.5'])('%j is refused', (text) => {
    expect(parseFreeDisk(text)).toEqual({
      problem:
        'Give one or two numbers of GiB: "20" warns below 20 GiB, "20 2" also stops the build below 2 GiB.',
    });
  });

  test('the second number cannot be larger than the first', () => {
    expect(parseFreeDisk('2 20')).toEqual({
      problem:
        'The build would be stopped before it is warned about: the second number, 20, is larger than the first, 2.',
    });
  });
});

/** Disks whose free space the test sets, a clock that it moves, and what was told. */
function machine(disks: Record<string, DiskSpace>) {
  const ticks = new Set<() => void>();
  const intervals: number[] = [];
  const told: string[] = [];
  const clock: Clock = {
    now: () => new Date(0),
    sleep: async () => undefined,
    every: (milliseconds, tick) => {
      intervals.push(milliseconds);
      ticks.add(tick);
      return () => void ticks.delete(tick);
    },
  };
  return {
    disks,
    told,
    intervals,
    ticks,
    deps: {
      clock,
      diskSpace: async (folder: string) => {
        const disk = disks[folder];
        if (disk === undefined) throw new Error(`no such disk: ${folder}`);
        return disk;
      },
    },
    on: {
      low: (folder: string, free: number) => void told.push(`low ${folder} ${free / GIB}`),
      full: (folder: string, free: number) => void told.push(`full ${folder} ${free / GIB}`),
    },
    /** Lets 10 s pass, and what follows from it happen. */
    async tick(): Promise<void> {
      for (const tick of ticks) tick();
      await new Promise(setImmediate);
    },
  };
}

describe('watchDisk', () => {
  test('tells low and full once per file system', async () => {
    const it = machine({
      '/build': { device: 1, free: 30 * GIB },
      '/sstate': { device: 2, free: 10 * GIB },
      '/dl': { device: 2, free: 10 * GIB },
    });
    const stop = await watchDisk(['/build', '/sstate', '/dl'], LIMITS, it.deps, it.on);
    expect(it.told).toEqual(['low /sstate 10']);
    expect(it.intervals).toEqual([10_000]);

    it.disks['/build'] = { device: 1, free: 19 * GIB };
    await it.tick();
    await it.tick();
    expect(it.told).toEqual(['low /sstate 10', 'low /build 19']);

    it.disks['/sstate'] = { device: 2, free: 1 * GIB };
    await it.tick();
    await it.tick();
    expect(it.told).toEqual(['low /sstate 10', 'low /build 19', 'full /sstate 1']);
    stop();
    expect(it.ticks.size).toBe(0);
  });

  test('exactly the limit is enough', async () => {
    const it = machine({ '/build': { device: 1, free: 20 * GIB } });
    await watchDisk(['/build'], LIMITS, it.deps, it.on);
    expect(it.told).toEqual([]);
  });

  test('without a second number the build goes on', async () => {
    const it = machine({ '/build': { device: 1, free: 0 } });
    await watchDisk(['/build'], { warn: 20 * GIB }, it.deps, it.on);
    expect(it.told).toEqual(['low /build 0']);
  });

  test('a disk that is full from the start is an error that says what to do', async () => {
    const it = machine({
      '/build': { device: 1, free: 30 * GIB },
      '/sstate': { device: 2, free: 0.5 * GIB },
    });
    const thrown = await watchDisk(['/build', '/sstate'], LIMITS, it.deps, it.on).catch((error) => error);
    expect(thrown).toBeInstanceOf(UserError);
    expect((thrown as UserError).text).toBe(
      'The disk of /sstate is too full to build: 512 MiB are free, and at least 2 GiB are wanted.\n' +
        'Remove the TMPDIR (`tmp*` in the build folder) of older builds, have bitbake remove what it has built ' +
        '(`INHERIT += "rm_work"` in the local_conf_header of the kas file), or lower the second number of the input free-disk-gb.',
    );
    expect(it.told).toEqual([]);
    expect(it.ticks.size).toBe(0);
  });

  test('a look that fails is passed over; one that comes back after the end tells nothing', async () => {
    const it = machine({ '/build': { device: 1, free: 30 * GIB } });
    const stop = await watchDisk(['/build'], LIMITS, it.deps, it.on);
    delete it.disks['/build'];
    await it.tick();
    it.disks['/build'] = { device: 1, free: 0 };
    for (const tick of it.ticks) tick();
    stop();
    await new Promise(setImmediate);
    expect(it.told).toEqual([]);
  });
});

test('a folder that is not there yet counts for its nearest parent', async () => {
  const folder = tmpdir();
  const missing = await diskSpace(join(folder, 'not-there', 'nor-this'));
  const there = await diskSpace(folder);
  expect(missing.device).toBe(there.device);
  const { bsize, blocks } = await statfs(folder);
  expect(missing.free).toBeGreaterThan(0);
  expect(missing.free).toBeLessThanOrEqual(bsize * blocks);
});
