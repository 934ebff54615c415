import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import type { Exec, ExecOptions, ExecResult } from '@pv-actions/core/action/exec.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { scriptRunner } from '../src/script.ts';
import { journalOf } from './record.ts';

/** No process has this number: what is stopped are the containers. */
const PID = 2 ** 30;
const ARGV = ['bash', './test.docker.sh'] as const;
const OPTIONS = {
  cwd: '/distro',
  env: { PATH: process.env['PATH'], A: '1' },
  console: '/console.log',
  onLines: () => {},
};

let controller: AbortController;
let journal: ReturnType<typeof journalOf>;
let log: ReturnType<typeof keptLog>;
let started: ExecOptions[];
/** Ends what runs. */
let end: (result: ExecResult) => void;
/** Happens before the script has a pid. */
let removals: number;
let onRemove: () => void;
let closers: (() => void)[];
beforeEach(() => {
  onRemove = () => {};
  controller = new AbortController();
  journal = journalOf();
  log = keptLog();
  started = [];
  removals = 0;
  closers = [];
});
afterEach(() => {
  for (const close of closers) close();
});

const exec: Exec = (_argv, options) =>
  new Promise((resolve) => {
    started.push(options);
    end = resolve;
    options.onStart?.(PID);
    options.onNote?.('started');
  });

function open(timeoutMinutes?: number) {
  const containers = {
    remove: async () => {
      removals += 1;
      onRemove();
      return [];
    },
    removeTest: async () => false,
  };
  const deps = { exec, log, clock: systemClock, cancellation: () => controller.signal } as Partial<Deps>;
  const script = scriptRunner({ timeoutMinutes, lockFd: 7 }, containers, journal, deps as Deps);
  closers.push(script.close);
  return script;
}
/** A script whose time is up when the test says so, however long anything takes. */
function openTimed() {
  let expire = (): void => {};
  const timer = jest.spyOn(globalThis, 'setTimeout').mockImplementationOnce((callback) => {
    expire = callback as () => void;
    return undefined as unknown as NodeJS.Timeout;
  });
  const script = open(1);
  timer.mockRestore();
  return { script, timeIsUp: () => expire() };
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 4000 && removals === 0; turn += 1) await systemClock.sleep(5);
};
const said = (): string[] => log.said.map(({ text }) => text);

test('it prints to a file, and its guard holds the lock', async () => {
  const script = open();
  const running = script.run([...ARGV], OPTIONS);
  expect(started).toMatchObject([{ cwd: '/distro', env: { A: '1' }, outputFile: '/console.log' }]);
  expect(journal.record().running).toMatchObject({ pid: PID, isGuard: true });
  end({ code: 3, signal: null });
  expect(await running).toEqual({ code: 3, signal: null });
  expect(journal.record()).toMatchObject({ running: undefined });
  expect(script.stopped()).toBeUndefined();
  // What it left behind, although it ended by itself.
  expect(removals).toBe(1);
});

describe('a job that is cancelled', () => {
  test('stops the script once, and says so once', async () => {
    const script = open();
    const running = script.run([...ARGV], OPTIONS);
    controller.abort();
    controller.signal.dispatchEvent(new Event('abort'));
    await settled();
    end({ code: null, signal: 'SIGTERM' });
    await running;
    expect(script.stopped()).toBe('cancelled');
    expect(removals).toBe(1);
    expect(said()).toEqual(['The job is cancelled. The tests are stopped.']);
  });

  test('before the script, or between two of its calls, runs nothing any more', async () => {
    controller.abort();
    const script = open();
    expect(await script.run([...ARGV], OPTIONS)).toEqual({ code: null, signal: null });
    expect(await script.run([...ARGV], OPTIONS)).toEqual({ code: null, signal: null });
    expect(started).toEqual([]);
    expect(script.stopped()).toBe('cancelled');
  });

  test('after the tests is no matter of theirs', () => {
    const script = open();
    script.close();
    controller.abort();
    expect(script.stopped()).toBeUndefined();
    expect(log.said).toEqual([]);
  });
});

describe('a limit for all tests', () => {
  test('stops the script', async () => {
    const script = open(0.001);
    const running = script.run([...ARGV], OPTIONS);
    await settled();
    end({ code: null, signal: 'SIGTERM' });
    await running;
    expect(script.stopped()).toBe('timed-out');
    controller.abort();
    // The first reason counts.
    expect(script.stopped()).toBe('timed-out');
    expect(said()).toEqual(['The tests took longer than 0 s, and are stopped.']);
  });

  test('is for the second call of the script, too', async () => {
    const { script, timeIsUp } = openTimed();
    const first = script.run([...ARGV], OPTIONS);
    end({ code: 0, signal: null });
    await first;
    removals = 0;
    const second = script.run([...ARGV], OPTIONS);
    timeIsUp();
    await settled();
    expect(removals).toBe(1);
    end({ code: null, signal: 'SIGTERM' });
    await second;
    expect(script.stopped()).toBe('timed-out');
  });

  test('that is up while the first call ends was kept by that one, and the second does not begin', async () => {
    const { script, timeIsUp } = openTimed();
    onRemove = timeIsUp;
    const first = script.run([...ARGV], OPTIONS);
    end({ code: 0, signal: null });
    expect(await first).toEqual({ code: 0, signal: null });
    expect(script.stopped()).toBeUndefined();
    expect(await script.run([...ARGV], OPTIONS)).toEqual({ code: null, signal: null });
    expect(script.stopped()).toBe('timed-out');
    expect(started).toHaveLength(1);
  });

  test('ends with the tests, and does not keep the process', () => {
    jest.useFakeTimers();
    try {
      open(5).close();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
