import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { startTimeNow } from '@pv-actions/core/action/process-tree.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import type { RunJournal, RunRecord } from '../src/record.ts';
import { scriptRunner } from '../src/script.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'script-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A runner of scripts, what it writes into its journal, and the pids of the scripts. */
function open() {
  const pids: number[] = [];
  const record: Partial<RunRecord> = {};
  const journal = {
    record: () => record,
    write(change: Partial<RunRecord>) {
      Object.assign(record, change);
      if (change.running !== undefined) pids.push(change.running.pid);
    },
  } as unknown as RunJournal;
  const deps = {
    log: keptLog(),
    clock: systemClock,
    exec: systemExec,
    cancellation: () => new AbortController().signal,
  } as unknown as Deps;
  const containers = { remove: async () => [], removeTest: async () => false };
  const runner = scriptRunner({ timeoutMinutes: undefined, lockFd: 2 }, containers, journal, deps);
  const run = (script: string, onLines: (lines: readonly string[]) => void) =>
    runner.run(['bash', '-c', script], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      console: join(folder, 'console.log'),
      onLines,
    });
  return { run, record, pids };
}

test('a script whose output cannot be followed any more is stopped', async () => {
  const { run, record, pids } = open();
  const running = run('echo x; sleep 60; true', () => {
    throw new Error('no room');
  });
  await expect(running).rejects.toThrow('no room');
  expect(pids.map(startTimeNow)).toEqual([undefined]);
  expect(record.running).toBeUndefined();
});

test('what a script leaves printing when it ends is shown, too', async () => {
  const { run } = open();
  const shown: string[] = [];
  const script = 'exec > >(while read -r line; do sleep 0.2; echo "$line"; done); echo one; echo two';
  expect(await run(script, (lines) => void shown.push(...lines))).toEqual({ code: 0, signal: null });
  expect(shown).toEqual(['one', 'two']);
});
