import { expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import type { RunJournal, RunRecord } from '../src/record.ts';
import { testLimit } from '../src/test-limit.ts';

const LAUNCH = { id: 'local/core/x', attempt: 0 };

/** A limit that passes at once, and the record that it writes. `removes` says what becomes of each look for the container. */
function open(removes: () => Promise<boolean>) {
  const log = keptLog();
  const record: { overdue: RunRecord['overdue'] } = { overdue: [] };
  const journal = {
    record: () => record,
    write: (change: Partial<RunRecord>) => void Object.assign(record, change),
  } as unknown as RunJournal;
  const containers = { remove: async () => [], removeTest: removes };
  const deps = { log, clock: { ...systemClock, sleep: async () => {} } };
  return { limit: testLimit({ testMinutes: 0.0001, containers, journal }, deps), record, log };
}

test('a try whose container is removed was ended, also when that comes at the second time', async () => {
  const done = Promise.withResolvers<void>();
  let looks = 0;
  const { limit, record } = open(async () => {
    looks += 1;
    if (looks === 2) done.resolve();
    return looks === 2;
  });
  limit.begin(LAUNCH);
  await done.promise;
  await limit.close();
  expect(record.overdue).toMatchObject([LAUNCH]);
});

test('a try whose container is not found was not ended, and goes on', async () => {
  const warned = Promise.withResolvers<void>();
  const { limit, record, log } = open(async () => false);
  log.warning = () => warned.resolve();
  limit.begin(LAUNCH);
  await warned.promise;
  await limit.close();
  expect(record.overdue).toEqual([]);
});

test('a try that ends by itself while its container is looked for was not ended', async () => {
  const looked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<boolean>();
  const { limit, record, log } = open(() => {
    looked.resolve();
    return answer.promise;
  });
  limit.begin(LAUNCH);
  await looked.promise;
  limit.end({ ...LAUNCH, outcome: 'failed' });
  answer.resolve(false);
  await limit.close();
  expect(record.overdue).toEqual([]);
  expect(log.said.filter(({ level }) => level === 'warning')).toEqual([]);
});

test('a script that tells no launches is a warning, once', async () => {
  const { limit, log } = open(async () => false);
  limit.end({ ...LAUNCH, outcome: 'skipped' });
  expect(log.said).toEqual([]);
  limit.end({ ...LAUNCH, outcome: 'passed' });
  limit.end({ ...LAUNCH, attempt: 1, outcome: 'failed' });
  expect(log.said).toMatchObject([{ level: 'warning', text: expect.stringContaining('has no effect here') }]);
  await limit.close();
});
