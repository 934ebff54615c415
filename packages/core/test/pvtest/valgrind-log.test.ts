import { expect, test } from '@jest/globals';
import type { Leaks } from '@pv-actions/core/pvtest/report.ts';
import { sumLeaks, valgrindLogReader } from '@pv-actions/core/pvtest/valgrind-log.ts';

function leaks(lines: readonly string[]): Leaks {
  const reader = valgrindLogReader();
  for (const line of lines) reader.read(line);
  return reader.leaks();
}

const NONE = { bytes: 0, blocks: 0 };

test('what is definitely lost', () => {
  expect(
    leaks([
      '==7== 16 bytes in 1 blocks are definitely lost in loss record 3 of 9',
      '==7== LEAK SUMMARY:',
      '==7==    definitely lost: 1,234,567 bytes in 1,005 blocks',
      '==7==    indirectly lost: 20 bytes in 1 blocks',
      '==7==      possibly lost: 3,700,000 bytes in 40 blocks',
      '==7==    still reachable: 9 bytes in 9 blocks\r',
      '==7== ERROR SUMMARY: 0 errors from 0 contexts (suppressed: 0 from 0)',
    ]),
  ).toEqual({ bytes: 1_234_567, blocks: 1_005 });
});

test('a log without a summary has none', () => {
  expect(leaks([])).toEqual(NONE);
  expect(leaks(['==7== All heap blocks were freed -- no leaks are possible'])).toEqual(NONE);
  expect(
    leaks(['x ==7==    definitely lost: 1 bytes in 1 blocks', '==7==    definitely lost: 1 by']),
  ).toEqual(NONE);
});

test('the last summary of each process counts, and processes add up', () => {
  const lost = (pid: string, bytes: number, blocks: number): string =>
    `==${pid}==    definitely lost: ${bytes} bytes in ${blocks} blocks`;
  expect(leaks([lost('7', 10, 1), lost('8', 100, 2), lost('7', 30, 3), lost('007', 40, 4)])).toEqual({
    bytes: 140,
    blocks: 6,
  });
});

test('the logs of a try add up', () => {
  expect(sumLeaks([])).toEqual(NONE);
  expect(sumLeaks([{ bytes: 1, blocks: 2 }, NONE, { bytes: 30, blocks: 40 }])).toEqual({
    bytes: 31,
    blocks: 42,
  });
});

test('a number that is none of bytes stays one that a report holds', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const line = (pid: number): string =>
    `==${pid}==    definitely lost: ${'9'.repeat(30)} bytes in ${'9,'.repeat(15)} blocks`;
  expect(leaks([line(1), line(2)])).toEqual({
    bytes: most,
    blocks: Math.min(most, 2 * Number('9'.repeat(15))),
  });
});
