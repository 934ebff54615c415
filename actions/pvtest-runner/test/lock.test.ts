import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { parseInputs } from '@pv-actions/core/action/inputs.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { inputs } from '../src/inputs.ts';
import { withLock } from '../src/lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function lock(work: () => Promise<void>): Promise<void> {
  const given = parseInputs(inputs, {
    'INPUT_LOCK-FILE': join(folder, 'lock'),
    'INPUT_LOCK-TIMEOUT-MINUTES': '0',
  });
  const { env } = process;
  const deps = { exec: systemExec, clock: systemClock, log: quietLog, env };
  await withLock(given, { ...deps, cancellation: () => new AbortController().signal } as Deps, work);
}

test('the host is free again after a run, also after one that failed', async () => {
  await expect(lock(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await lock(async () => {
    await expect(lock(async () => {})).rejects.toThrow('This host is locked by');
  });
  await lock(async () => {});
});
