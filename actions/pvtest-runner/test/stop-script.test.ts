import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type Clock, systemClock } from '@pv-actions/core/action/clock.ts';
import { startTimeNow } from '@pv-actions/core/action/process-tree.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { endRest, stopScript } from '../src/stopping.ts';

/** A second of the stage is a tenth of one here. */
const clock: Clock = { ...systemClock, sleep: (milliseconds) => systemClock.sleep(milliseconds / 10) };

let folder: string;
let log: ReturnType<typeof keptLog>;
let children: ChildProcess[];
/** Whether the process in the file `pid` runs, each time that the containers are removed. */
let removals: boolean[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stop-script-'));
  log = keptLog();
  children = [];
  removals = [];
});
afterEach(() => {
  for (const { pid = 0, stdout } of children) {
    stdout?.destroy();
    kill(-pid);
  }
  if (existsSync(join(folder, 'pid'))) kill(pidOf());
  rmSync(folder, { recursive: true, force: true });
});

const containers = {
  remove: async () => {
    removals.push(existsSync(join(folder, 'pid')) && runs());
    return ['pantavisor-tester-0'];
  },
  removeTest: async () => false,
};

/** Starts a script that is the leader of its session, and waits until it says that it is ready. */
async function start(script: string): Promise<{ pid: number; startTime: string; ended: Promise<void> }> {
  const child = spawn('bash', ['-c', script], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const pid = child.pid ?? 0;
  return { pid, startTime: startTimeNow(pid) ?? '', ended };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

const pidOf = (name = 'pid'): number => Number(readFileSync(join(folder, name), 'utf8'));
const runs = (name = 'pid'): boolean => startTimeNow(pidOf(name)) !== undefined;
const warnings = (): string[] => log.said.filter(({ level }) => level === 'warning').map(({ text }) => text);

test('a script that ends on SIGTERM can say its last words, and only then its containers go', async () => {
  const script = await start(
    'echo $$ > pid; trap "echo bye > said; exit" TERM; echo; while :; do sleep 0.02; done',
  );
  await stopScript(script, containers, { clock, log });
  expect(existsSync(join(folder, 'said'))).toBe(true);
  expect(runs()).toBe(false);
  expect(removals).toEqual([false]);
  expect(log.said).toEqual([
    { level: 'info', text: expect.stringMatching(/^Stopping what runs of the tests: .*\d+/) },
    { level: 'foreign', text: 'Removed the container pantavisor-tester-0.' },
  ]);
});

test('what waits for a container ends with it; what does not is killed, and containers are removed again', async () => {
  const script = await start('trap "" TERM; echo $$ > pid; echo; while :; do sleep 0.02; done');
  await stopScript(script, containers, { clock, log });
  expect(runs()).toBe(false);
  expect(removals).toEqual([true, false]);
  expect(warnings()).toEqual([]);
});

test('what left the session of the script is stopped, too', async () => {
  const script = await start(
    'setsid bash -c "echo \\$\\$ > pid; exec sleep 1000" & until [ -s pid ]; do sleep 0.01; done; echo; wait',
  );
  await stopScript(script, containers, { clock, log });
  expect(runs()).toBe(false);
  expect(removals).toEqual([false]);
});

test('what such a process starts when it ends is stopped, too', async () => {
  // Between two looks at the processes it starts another one, and is gone.
  writeFileSync(join(folder, 'orphan'), 'trap "" TERM; echo $$ > pid; exec sleep 1000');
  writeFileSync(
    join(folder, 'middle'),
    `trap 'until [ -e go ]; do sleep 0.01; done; bash orphan & exit' TERM; echo $$ > up; while :; do sleep 0.02; done`,
  );
  const script = await start('setsid bash middle & until [ -s up ]; do sleep 0.01; done; echo; wait');
  const gated: Clock = {
    ...clock,
    async sleep(milliseconds) {
      writeFileSync(join(folder, 'go'), '');
      // The init of a container may leave it unreaped for a while.
      const isGone = (): boolean => existsSync(join(folder, 'pid')) && !existsSync(`/proc/${pidOf('up')}`);
      for (let tries = 0; tries < 400 && !isGone(); tries += 1) await systemClock.sleep(5);
      await clock.sleep(milliseconds);
    },
  };
  await stopScript(script, containers, { clock: gated, log });
  expect(runs()).toBe(false);
  expect(removals).toEqual([true, false]);
});

test('where nothing runs only containers are removed', async () => {
  const script = await start('echo');
  await script.ended;
  await stopScript(script, containers, { clock, log });
  expect(removals).toEqual([false]);
  expect(log.said.map(({ level }) => level)).toEqual(['foreign']);
});

test('a script that has ended, and that nobody has waited for, does not run', async () => {
  const child = spawn(
    'python3',
    [
      '-c',
      'import os,time\nif os.fork() == 0:\n os.setsid(); open("pid","w").write(str(os.getpid())); os._exit(0)\nos.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)\nprint(flush=True)\ntime.sleep(1000)',
    ],
    { cwd: folder, detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  children.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const stat = readFileSync(`/proc/${pidOf()}/stat`, 'utf8');
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  await stopScript({ pid: pidOf(), startTime }, containers, { clock, log });
  expect(log.said.map(({ level }) => level)).toEqual(['foreign']);
});

test('a process that took the number of the script is not touched', async () => {
  const { pid, startTime } = await start('echo $$ > pid; echo; exec sleep 1000');
  await stopScript({ pid, startTime: `${startTime}0` }, containers, { clock, log });
  expect(runs()).toBe(true);
});

test.each(['EPERM', 'ESRCH'])(
  'what cannot be signalled (%s) is reported where it still runs',
  async (code) => {
    const script = await start('echo $$ > pid; echo; exec sleep 1000');
    const kill = jest.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error(code), { code });
    });
    try {
      await stopScript(script, containers, { clock, log });
    } finally {
      kill.mockRestore();
    }
    expect(warnings()).toEqual([`This process of the tests could not be stopped: ${script.pid} sleep 1000`]);
  },
);

test('another error of a signal is not hidden', async () => {
  const script = await start('echo; exec sleep 1000');
  const kill = jest.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('EINVAL'), { code: 'EINVAL' });
  });
  try {
    await expect(stopScript(script, containers, { clock, log })).rejects.toThrow('EINVAL');
  } finally {
    kill.mockRestore();
  }
});

test('what a script that ended left writing is given time to end by itself', async () => {
  const script = await start(
    '(trap "echo term > said; exit" TERM; sleep 0.1; echo done > said) & echo $! > pid; echo; exit',
  );
  await script.ended;
  await endRest(script, containers, { clock, log });
  expect(readFileSync(join(folder, 'said'), 'utf8')).toBe('done\n');
  expect(runs()).toBe(false);
  expect(log.said.map(({ level }) => level)).toEqual(['foreign']);
});
