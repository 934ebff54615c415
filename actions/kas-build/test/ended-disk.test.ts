import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import type { ExecResult } from '@pv-actions/core/action/exec.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { runBuild } from '../src/build.ts';
import type { KasRunner } from '../src/kas-runner.ts';
import type { RunJournal } from '../src/record.ts';
import type { Stop } from '../src/stop/stop-sentence.ts';
import { expectApproved } from './approved.ts';
import { type EndlessWorkspace, endlessWorkspace, FAST_TIMERS, NEVER_ENDS } from './ended-build.ts';
import { errorsOf } from './told.ts';

const GIB = 1024 ** 3;

let sample: EndlessWorkspace;
beforeEach(async () => {
  sample = await endlessWorkspace();
});
afterEach(async () => {
  spawnSync('umount', ['--lazy', join(sample.root, 'disk')]);
  await sample.remove();
});

test('a disk that is too full already: nothing is built', async () => {
  const result = await sample.kasBuild({
    config: sample.config('slow'),
    'free-disk-gb': '90000000 80000000',
  });
  expect(result).toMatchObject({ exitCode: 1, outcome: 'failure' });
  expect(result.outputs).toMatchObject({ verdict: 'failed', 'duration-seconds': '0' });
  expect(errorsOf(result)).toEqual([
    expect.stringMatching(
      /^The disk of .+\/build is too full to build: [\d.]+ [KMGT]iB are free, and at least 78125 TiB are wanted\.\nRemove the TMPDIR /,
    ),
  ]);
  expect(result.log).not.toContain('bitbake -c build');
  expect(result.summary).toContain('is too full to build');
});

/** Mounts a small disk of its own at `folder`. False where that is not permitted. */
function mountDisk(folder: string): boolean {
  const mount = ['-t', 'tmpfs', '-o', 'size=64m,mode=755', 'tmpfs', folder];
  return spawnSync('mount', mount).status === 0;
}

async function canMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'mount-'));
  const mounted = mountDisk(folder);
  if (mounted) spawnSync('umount', [folder]);
  await rm(folder, { recursive: true });
  return mounted;
}

const withMount = (await canMount()) ? test : test.skip;

withMount('a disk that gets full while it is built (needs the right to mount)', async () => {
  const disk = join(sample.root, 'disk');
  await mkdir(disk);
  expect(mountDisk(disk)).toBe(true);
  const fill = (): void => void writeFile(join(disk, 'filler'), Buffer.alloc(48 * 1024 ** 2));
  const result = await sample.endAt(NEVER_ENDS, fill, {
    env: { KAS_BUILD_DIR: join(disk, 'build'), ...FAST_TIMERS },
    inputs: { 'free-disk-gb': '0.04 0.02' },
  });
  expect(result).toMatchObject({ exitCode: 1, outcome: 'failure' });
  expect(result.outputs).toMatchObject({ verdict: 'failed', machine: 'docker' });
  expect(errorsOf(result)).toEqual([
    expect.stringMatching(
      /^The build was stopped before the disk was full: 1\d(\.\d)? MiB are free in .+\/disk\/build\.\nIt was running pantavisor do_compile\. Remove old build folders/,
    ),
  ]);
  expect(result.log).toContain('Second Keyboard Interrupt, stopping...');
  expect(sample.left()).toEqual([]);
  await expectApproved('ended-disk.md', result.summary, [
    [disk, '<disk>'],
    ...sample.scrub,
    [/1\d(\.\d)? MiB are free/g, '<size> are free'],
  ]);
});

test('each look at the disk counts: a warning first, then the build is stopped', async () => {
  let free = 10 * GIB;
  const ticks: (() => void)[] = [];
  const clock: Clock = {
    ...systemClock,
    every: (_, each) => {
      ticks.push(each);
      return () => {};
    },
  };
  const tick = async (): Promise<void> => {
    for (const each of ticks) each();
    await new Promise(setImmediate);
  };
  const log = keptLog();
  const stops: Stop[] = [];
  const ended = Promise.withResolvers<ExecResult>();
  const started = Promise.withResolvers<void>();
  const runner: KasRunner = {
    run: () => {
      started.resolve();
      return ended.promise;
    },
    stop: (reason) => {
      stops.push(reason);
      ended.resolve({ code: 1, signal: null });
    },
    stopped: () => stops[0],
    begin: () => {},
    goOn: () => {},
    endTimeLimit: () => {},
    close: () => {},
  };
  const journal = {
    console: '/run/console.log',
    write: () => {},
    beat: () => {},
  } as Partial<RunJournal> as RunJournal;
  const deps = { log, clock } as Partial<Deps> as Deps;
  const diskSpace = async () => ({ device: 1, free });
  const options = {
    commands: [['kas', 'build', 'a.yaml'] as const],
    env: { PATH: undefined },
    title: 'kas build a.yaml',
    toHost: (text: string) => text,
    folders: ['/builds/demo', '/builds/sstate'],
    freeDisk: { warn: 5 * GIB, stop: 1 * GIB },
  };
  const result = runBuild(options, runner, journal, { ...deps, diskSpace });
  await started.promise;
  await tick();
  expect(log.said.filter(({ level }) => level === 'warning')).toEqual([]);
  free = 4 * GIB;
  await tick();
  await tick();
  expect(log.said.filter(({ level }) => level === 'warning').map(({ text }) => text)).toEqual([
    'The disk of /builds/demo gets full: 4 GiB are free.',
  ]);
  expect(stops).toEqual([]);
  free = GIB / 2;
  await tick();
  expect((await result).stopped).toEqual({ why: 'disk-full', folder: '/builds/demo', free: GIB / 2 });
});
