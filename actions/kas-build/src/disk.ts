import { stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';

const GIB = 1024 ** 3;
const INTERVAL_MS = 10_000;

/** How much of a disk has to be free, in bytes. */
export interface DiskLimits {
  readonly warn: number;
  readonly stop?: number;
}

/** What is free on the file system of a folder. */
export interface DiskSpace {
  /** Names the file system: two folders on one have the same. */
  readonly device: number;
  /** Bytes that a user who is not root can still write. */
  readonly free: number;
}

export interface DiskDeps {
  readonly clock: Clock;
  readonly diskSpace?: (folder: string) => Promise<DiskSpace>;
}

export interface DiskEvents {
  /** Less than the warning limit is free. `free` in bytes. */
  low(folder: string, free: number): void;
  /** Less than the stop limit is free. */
  full(folder: string, free: number): void;
}

/**
 * Reads the input free-disk-gb: `20` warns below 20 GiB, `20 2` warns below 20 GiB and stops below 2 GiB.
 *
 * @returns the limits in bytes, or the problem: a sentence that says what is wrong with `text`.
 */
export function parseFreeDisk(text: string): DiskLimits | { readonly problem: string } {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const [warn, stop] = words.map((word) => (/^\d+(\.\d+)?$/.test(word) ? Number(word) : undefined));
  if (warn === undefined || words.length > 2 || (words.length === 2 && stop === undefined)) {
    return {
      problem:
        'Give one or two numbers of GiB: "20" warns below 20 GiB, "20 2" also stops the build below 2 GiB.',
    };
  }
  if (stop === undefined) return { warn: warn * GIB };
  if (stop > warn) {
    return {
      problem: `The build would be stopped before it is warned about: the second number, ${stop}, is larger than the first, ${warn}.`,
    };
  }
  return { warn: warn * GIB, stop: stop * GIB };
}

/** What is free on the file system of `folder`, or of its nearest parent that is there. */
export async function diskSpace(folder: string): Promise<DiskSpace> {
  const path = resolve(folder);
  try {
    const [{ dev }, { bavail, bsize }] = await Promise.all([stat(path), statfs(path)]);
    return { device: dev, free: bavail * bsize };
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return diskSpace(dirname(path));
  }
}

/**
 * Watches the disks of `folders`: once before it resolves, then every 10 s until the returned function is called.
 * `low` and `full` are called once per file system, of the first of its folders; what is full is not called as low.
 *
 * @throws UserError when a disk is under the stop limit already.
 */
export async function watchDisk(
  folders: readonly string[],
  limits: DiskLimits,
  deps: DiskDeps,
  on: DiskEvents,
): Promise<() => void> {
  const called = new Set<string>();
  const once = (event: keyof DiskEvents, { folder, device, free }: Disk): void => {
    if (called.has(`${event} ${device}`)) return;
    called.add(`${event} ${device}`);
    on[event](folder, free);
  };
  const warnIfLow = (disk: Disk): void => {
    if (disk.free < limits.warn) once('low', disk);
  };
  const isFull = (disk: Disk): boolean => limits.stop !== undefined && disk.free < limits.stop;

  const disks = await disksOf(folders, deps);
  const full = disks.find(isFull);
  if (full !== undefined) throw tooFull(full, limits.stop ?? 0);
  disks.forEach(warnIfLow);

  let stopped = false;
  const end = deps.clock.every(INTERVAL_MS, () => {
    // A look that fails says nothing about the disk: the next one comes in 10 s.
    void disksOf(folders, deps).then(
      (now) => {
        for (const disk of stopped ? [] : now) isFull(disk) ? once('full', disk) : warnIfLow(disk);
      },
      () => undefined,
    );
  });
  return () => {
    stopped = true;
    end();
  };
}

interface Disk extends DiskSpace {
  readonly folder: string;
}

async function disksOf(folders: readonly string[], deps: DiskDeps): Promise<Disk[]> {
  const look = deps.diskSpace ?? diskSpace;
  const disks = new Map<number, Disk>();
  const spaces = await Promise.all(folders.map(async (folder) => ({ folder, ...(await look(folder)) })));
  for (const disk of spaces) {
    if (!disks.has(disk.device)) disks.set(disk.device, disk);
  }
  return [...disks.values()];
}

function tooFull({ folder, free }: Disk, stop: number): UserError {
  return new UserError(
    `The disk of ${folder} is too full to build: ${formatBytes(free)} are free, and at least ${formatBytes(stop)} are wanted.`,
    'Remove the TMPDIR (`tmp*` in the build folder) of older builds, have bitbake remove what it has built (`INHERIT += "rm_work"` in the local_conf_header of the kas file), or lower the second number of the input free-disk-gb.',
  );
}
