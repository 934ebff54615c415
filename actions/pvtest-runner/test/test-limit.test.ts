import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { testLimit } from '../src/test-limit.ts';
import { journalOf } from './record.ts';

const A = { id: 'local/core/a', attempt: 0 };
const MINUTE = 60_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const clock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  every: () => () => {},
};

/** A limit of 2 minutes; docker finds the container of a test at the `finds`-th time that it is asked. */
function open(finds: number, options: { readonly answersIn?: number } = {}) {
  const { answersIn = 0 } = options;
  const asked: string[] = [];
  const journal = journalOf();
  const log = keptLog();
  const containers = {
    remove: async () => [],
    removeTest: async (id: string) => {
      // Noted before its container goes: the script calls it failed at once.
      if (asked.length === 0) expect(journal.record().overdue).toHaveLength(1);
      asked.push(id);
      await clock.sleep(answersIn);
      return asked.length >= finds;
    },
  };
  const limit = testLimit({ testMinutes: 2, containers, journal }, { clock, log });
  const warnings = () => log.said.filter(({ level }) => level === 'warning').map(({ text }) => text);
  return { limit, asked, journal, warnings };
}

test('a try that takes too long is noted, and its container removed', async () => {
  const { limit, asked, journal, warnings } = open(1);
  limit.begin(A);
  await jest.advanceTimersByTimeAsync(2 * MINUTE - 1);
  expect(asked).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(asked).toEqual(['local/core/a']);
  expect(journal.record().overdue).toEqual([{ ...A, minutes: 2 }]);
  await jest.advanceTimersByTimeAsync(MINUTE);
  expect(asked).toHaveLength(1);
  expect(warnings()).toEqual([]);
});

test('docker is asked again where it does not know the container yet', async () => {
  const { limit, asked, warnings } = open(4);
  limit.begin(A);
  await jest.advanceTimersByTimeAsync(3 * MINUTE);
  expect(asked).toHaveLength(4);
  expect(warnings()).toEqual([]);
});

test('a docker that takes its time is asked once at a time, and not again when the try has ended', async () => {
  const { limit, asked, warnings } = open(1000, { answersIn: 30_000 });
  limit.begin(A);
  await jest.advanceTimersByTimeAsync(2.6 * MINUTE);
  expect(asked).toHaveLength(2);
  limit.end({ ...A, outcome: 'failed' });
  await jest.advanceTimersByTimeAsync(5 * MINUTE);
  expect(asked).toHaveLength(2);
  expect(warnings()).toEqual([]);
});

test('a container that is never found is a warning, and not looked for any more', async () => {
  const { limit, asked, warnings } = open(1000);
  limit.begin(A);
  await jest.advanceTimersByTimeAsync(10 * MINUTE);
  expect(asked).toHaveLength(10);
  expect(warnings()).toEqual([
    'The container of local/core/a was not found or not removed: this test has no limit of its own.',
  ]);
});

test('a try that ends meanwhile needs no container to be found', async () => {
  const { limit, asked, warnings } = open(1000);
  limit.begin(A);
  await jest.advanceTimersByTimeAsync(2 * MINUTE + 3000);
  limit.end({ ...A, outcome: 'failed' });
  await jest.advanceTimersByTimeAsync(MINUTE);
  expect(asked).toHaveLength(2);
  expect(warnings()).toEqual([]);
});

test('a try that ends in time is left alone, and the next one has its own time', async () => {
  const { limit, asked, journal } = open(1);
  limit.begin(A);
  await jest.advanceTimersByTimeAsync(1.5 * MINUTE);
  limit.begin({ ...A, attempt: 1 });
  limit.end({ ...A, outcome: 'failed' });
  await jest.advanceTimersByTimeAsync(1.5 * MINUTE);
  expect(asked).toEqual([]);
  await jest.advanceTimersByTimeAsync(0.5 * MINUTE);
  expect(journal.record().overdue).toEqual([{ ...A, attempt: 1, minutes: 2 }]);
});

test('when the call ends, nothing is waited for', async () => {
  const { limit, asked } = open(1);
  limit.begin(A);
  void limit.close();
  expect(jest.getTimerCount()).toBe(0);
  await jest.advanceTimersByTimeAsync(5 * MINUTE);
  expect(asked).toEqual([]);
});

test('without a limit nothing is', () => {
  const containers = { remove: async () => [], removeTest: async () => true };
  const options = { testMinutes: undefined, containers, journal: journalOf() };
  const limit = testLimit(options, { clock, log: keptLog() });
  limit.begin(A);
  expect(jest.getTimerCount()).toBe(0);
  limit.end({ ...A, outcome: 'failed' });
});

test('a docker that fails is a warning', async () => {
  const log = keptLog();
  const containers = { remove: async () => [], removeTest: () => Promise.reject(new Error('oh')) };
  const limit = testLimit({ testMinutes: 1, containers, journal: journalOf() }, { clock, log });
  limit.begin(A);
  await jest.advanceTimersByTimeAsync(MINUTE);
  expect(log.said.at(-1)).toEqual({
    level: 'warning',
    text: 'The container of local/core/a could not be removed: oh',
  });
});
