import { describe, expect, test } from '@jest/globals';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { formatBytes, formatDuration, transferLine, withProgress } from '@pv-actions/core/action/progress.ts';

test('a line every 10 seconds while the work runs, and none after it', async () => {
  const lines: string[] = [];
  let now = 0;
  let tick: () => void = () => undefined;
  let interval = 0;
  let stopped = false;
  const clock: Clock = {
    now: () => new Date(now),
    sleep: async () => undefined,
    every: (milliseconds, given) => {
      interval = milliseconds;
      tick = given;
      return () => {
        stopped = true;
      };
    },
  };
  const log = { info: (text: string) => void lines.push(text) } as Partial<Log> as Log;
  const result = await withProgress(
    { clock, log },
    (elapsed) => (elapsed < 15 ? '' : `after ${elapsed} s`),
    async () => {
      now = 10_000;
      tick();
      now = 20_000;
      tick();
      return 'done';
    },
  );
  expect({ result, interval, stopped, lines }).toEqual({
    result: 'done',
    interval: 10_000,
    stopped: true,
    lines: ['after 20 s'],
  });
});

describe('figures', () => {
  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB'],
    [64 * 1024 * 1024, '64 MiB'],
    [3 * 1024 ** 3, '3 GiB'],
    [1.25 * 1024 ** 4, '1.3 TiB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test.each([
    [7.4, '7 s'],
    [185, '3 min 5 s'],
    [7440, '2 h 4 min'],
  ])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

test.each([
  [0, 0.5, 'x.wic: 0 B of 64 MiB, 0 B/s.'],
  [16 * 1024 * 1024, 10, 'x.wic: 16 MiB of 64 MiB, 1.6 MiB/s, about 30 s left.'],
  [64 * 1024 * 1024, 60, 'x.wic: 64 MiB of 64 MiB, 1.1 MiB/s, about 0 s left.'],
])('a transfer of %d bytes in %d s', (done, seconds, line) => {
  expect(transferLine('x.wic', done, 64 * 1024 * 1024, seconds)).toBe(line);
});
