import { afterEach, expect, jest, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { storeClock } from '@pv-actions/core/store/store-clock.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { startEmbedded, storeOn } from './servers.ts';

const DAY = 24 * 3600_000;
const MINUTE = 60_000;
afterEach(() => void jest.restoreAllMocks());

test.each([
  ['400 days behind', 400 * DAY, '400 days behind'],
  ['3 hours ahead', -180 * MINUTE, '180 minutes ahead of'],
])('a clock that is %s gives way to that of the store, with one warning', (_, offset, words) => {
  const log = keptLog();
  const time = storeClock(systemClock, log);
  time.heard(new Date(Date.now() + offset).toUTCString());
  const now = [time.now(), time.now()];
  for (const each of now) expect(Math.abs(each.getTime() - (Date.now() + offset))).toBeLessThan(MINUTE);
  expect(log.said).toEqual([
    {
      level: 'warning',
      text: `The clock of this runner is ${words} that of the store. Dates are those of the store. Set the clock of the runner.`,
    },
  ]);
});

test.each([undefined, '', 'yesterday', 'Fri, 02 Jan 2026 03:10:05 GMT'])(
  'with %j the clock counts',
  (header) => {
    const log = keptLog();
    const date = new Date('2026-01-02T03:04:05Z');
    const time = storeClock({ ...systemClock, now: () => date }, log);
    time.heard(header);
    expect(time.now()).toBe(date);
    expect(log.said).toEqual([]);
  },
);

test('a store tells its time with each answer, also with one that refuses an old signature', async () => {
  const server = await startEmbedded();
  try {
    const real = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => real() - 400 * DAY);
    const log = keptLog();
    const store = storeOn(server, {}, { log, clock: { ...systemClock, now: () => new Date(Date.now()) } });
    await store.put('meta/a', 'content');
    expect(Math.abs(store.now().getTime() - real())).toBeLessThan(MINUTE);
    expect(log.said.map(({ text }) => text.slice(0, 48))).toEqual([
      'The clock of this runner is 400 days behind that',
    ]);
  } finally {
    jest.restoreAllMocks();
    await server.close();
  }
});

test('an answer that there is no object tells the time, too', async () => {
  const server = await startEmbedded();
  try {
    const now = () => new Date(Date.now() + 400 * DAY);
    const store = storeOn(server, {}, { log: keptLog(), clock: { ...systemClock, now } });
    expect(await store.text('meta/releases.json')).toBeUndefined();
    expect(Math.abs(store.now().getTime() - Date.now())).toBeLessThan(MINUTE);
  } finally {
    await server.close();
  }
});
