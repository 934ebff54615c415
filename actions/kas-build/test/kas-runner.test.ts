import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { keptLog, type Said } from '@pv-actions/testkit/kept-log.ts';
import { type KasRunner, kasRunner, StoppedError } from '../src/kas-runner.ts';
import type { RunJournal, RunRecord } from '../src/record.ts';

let controller: AbortController;
let record: Partial<RunRecord>;
let said: readonly Said[];

beforeEach(() => {
  jest.useFakeTimers();
  controller = new AbortController();
  record = {};
});
afterEach(() => void jest.useRealTimers());

/** A runner that may build for 2 minutes, and that nothing is run with. */
function runner(exec: Deps['exec'] = () => Promise.reject(new Error('Nothing may be started.'))): KasRunner {
  const log = keptLog();
  said = log.said;
  const deps = { log, exec, cancellation: () => controller.signal } as Partial<Deps> as Deps;
  const journal = {
    record: () => record,
    write: (change: Partial<RunRecord>) => void Object.assign(record, change),
  } as Partial<RunJournal> as RunJournal;
  const setup = { cwd: '/l', buildDir: '/l/build', user: undefined, container: undefined, timeoutMinutes: 2 };
  return kasRunner(setup, journal, deps);
}

const NOTHING_RUN = { code: null, signal: null };

test('nothing is started any more when the time is over, which is said once and kept for the post step', async () => {
  const kas = runner();
  jest.advanceTimersByTime(119_999);
  expect(kas.stopped()).toBeUndefined();
  jest.advanceTimersByTime(1);
  expect(kas.stopped()).toEqual({ why: 'timed-out', minutes: 2 });
  controller.abort();
  expect(kas.stopped()).toEqual({ why: 'timed-out', minutes: 2 });
  expect(record.stopped).toEqual({ why: 'timed-out', minutes: 2 });
  expect(said).toEqual([{ level: 'info', text: 'The build took longer than timeout-minutes allows (2).' }]);
  expect(await kas.run(['kas'], { PATH: undefined }, () => {})).toEqual(NOTHING_RUN);
});

test('a command that ended in time was in time, whatever it left; the next does not begin', async () => {
  let started = 0;
  const env = { PATH: process.env['PATH'] };
  const kas = runner(async (_argv, { onStart, onNote }) => {
    started += 1;
    onStart?.(2 ** 30);
    for (const note of ['started', 'exit 0']) onNote?.(note);
    jest.advanceTimersByTime(120_000);
    onNote?.('done');
    return { code: 0, signal: null };
  });
  expect(await kas.run(['kas'], env, () => {})).toMatchObject({ code: 0, signal: null });
  expect(kas.stopped()).toBeUndefined();
  expect(await kas.run(['kas'], env, () => {})).toEqual(NOTHING_RUN);
  expect({ started, stopped: kas.stopped() }).toEqual({
    started: 1,
    stopped: { why: 'timed-out', minutes: 2 },
  });
});

test('what follows the build has no time limit, but can be cancelled', async () => {
  const kas = runner();
  kas.endTimeLimit();
  jest.advanceTimersByTime(10 * 60_000);
  kas.begin('the artifacts were staged');
  expect(record.during).toBe('the artifacts were staged');
  kas.goOn();
  controller.abort();
  expect(() => kas.goOn()).toThrow(
    new StoppedError({ why: 'cancelled', during: 'the artifacts were staged' }),
  );
  expect(() => kas.begin('kas dump ran')).toThrow('The job was cancelled while kas dump ran.');
  expect(await kas.run(['kas'], { PATH: undefined }, () => {})).toEqual(NOTHING_RUN);
});

test('a runner that is closed does not listen any more', () => {
  const kas = runner();
  kas.close();
  controller.abort();
  jest.advanceTimersByTime(10 * 60_000);
  expect(kas.stopped()).toBeUndefined();
});
