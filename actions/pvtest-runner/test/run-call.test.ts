import { expect, jest, test } from '@jest/globals';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { ownershipOf, runCall } from '../src/run-tests.ts';
import type { ScriptRunner } from '../src/script.ts';
import { callOf, journalOf, recordOf } from './record.ts';

const NOW = 1795205463;
const ALL = { parallel: true, retries: true, valgrind: true, netsim: true };
const TESTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `local/core/${name}`);
const LOCAL = callOf({ tests: TESTS, ended: undefined });
const REMOTE = callOf({ scope: 'remote', path: 'remote', workspace: '/ws/remote', ended: undefined });

const line = (words: string, ago = 0): string => `[pvtest] ${NOW - ago} INFO -- [test.docker.sh]: ${words}`;

interface Options {
  readonly stopped?: 'cancelled';
  readonly testMinutes?: number;
  /** Happens after each piece. */
  readonly meanwhile?: () => Promise<unknown>;
}

/** Runs a call whose script prints this, piece by piece; after each one the progress is asked for. */
async function run(pieces: readonly (readonly string[])[], options: Options = {}) {
  const { stopped, testMinutes, meanwhile } = options;
  const log = keptLog();
  const journal = journalOf(recordOf([LOCAL, REMOTE]));
  let tick = (): void => {};
  let elapsed = 0;
  const clock = {
    now: () => new Date((NOW + elapsed) * 1000),
    sleep: async () => {},
    every: (_milliseconds: number, work: () => void) => {
      tick = work;
      return () => {};
    },
  };
  const asked: unknown[] = [];
  const script: ScriptRunner = {
    async run(argv, { cwd, console, onLines }) {
      asked.push([argv.join(' '), cwd, console]);
      for (const piece of pieces) {
        onLines(piece);
        elapsed += 30;
        tick();
        await meanwhile?.();
      }
      return { code: 1, signal: null };
    },
    stopped: () => stopped,
    close: () => {},
  };
  const removed: string[] = [];
  const containers = { remove: async () => [], removeTest: async (id: string) => removed.push(id) > 0 };
  const distro = { folder: '/distro', name: 'distro', tests: TESTS, options: ALL, script: '' };
  const tools = { distro, script, containers, journal, testMinutes, env: { PATH: undefined } };
  await runCall(LOCAL, tools, { log, clock } as Partial<Deps> as Deps);
  return { log, asked, removed, calls: journal.record().calls };
}

test('how a call ended is noted of that call', async () => {
  const { calls, asked } = await run([]);
  expect(calls.map(({ ended }) => ended)).toEqual([{ code: 1, signal: null }, undefined]);
  expect(asked).toEqual([
    ['bash ./test.docker.sh run local -p 4 -r 1 -w /ws/local', '/distro', '/ws/local/run.log'],
  ]);
});

test('a call that was stopped has not ended by itself', async () => {
  expect((await run([], { stopped: 'cancelled' })).calls.map(({ ended }) => ended)).toEqual([
    undefined,
    undefined,
  ]);
});

test('a test has its limit from its launch to its end, and none after the call', async () => {
  jest.useFakeTimers();
  try {
    const { removed } = await run(
      [
        [line("launching 'local/core/a'"), line("launching 'local/core/b'")],
        [line("'local/core/a' PASSED (3 s)")],
        [],
        [line("launching 'local/core/c'")],
      ],
      { testMinutes: 1, meanwhile: () => jest.advanceTimersByTimeAsync(25_000) },
    );
    expect(removed).toEqual(['local/core/b']);
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

test('what it prints is shown as it is, and its progress beside it', async () => {
  const { log } = await run([
    ['::error::not a command', line("launching 'local/core/a'", 35)],
    ['b', 'c', 'd'].map((name) => line(`launching 'local/core/${name}'`)),
    [line("'local/core/a' FAILED (3 s)"), line("'local/core/b' FAILED (3 s)")],
    [line("launching 'local/core/b.1'"), line("'local/core/b.1' PASSED (3 s)")],
    TESTS.slice(2).map((id) => line(`'${id}' PASSED (3 s)`)),
  ]);
  expect(log.said[0]).toEqual({
    level: 'foreign',
    text: `::error::not a command\n${line("launching 'local/core/a'", 35)}`,
  });
  expect(log.said.filter(({ level }) => level === 'info').map(({ text }) => text)).toEqual([
    '0 of 8 tests done. Running: local/core/a (1 min 5 s).',
    '0 of 8 tests done. Running: local/core/a (1 min 35 s), local/core/b (1 min 0 s), local/core/c (1 min 0 s) and 1 more.',
    '2 of 8 tests done, 2 failed. Running: local/core/c (1 min 30 s), local/core/d (1 min 30 s). About 4 min 30 s left.',
    '2 of 8 tests done, 1 failed, 1 flaky. Running: local/core/c (2 min 0 s), local/core/d (2 min 0 s). About 6 min 0 s left.',
    '8 of 8 tests done, 1 failed, 1 flaky.',
  ]);
});

test('the containers of a run are those of its workspace, its distro and its own folder', () => {
  const record = recordOf([], { workspace: '/ws', distroFolder: '/distro', accessPoints: ['x'] });
  expect(ownershipOf(journalOf(record))).toEqual({
    folders: ['/ws', '/distro', '/journal'],
    accessPoints: ['x'],
  });
});
