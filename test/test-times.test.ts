import { expect, test } from '@jest/globals';
import { testTimes } from '../scripts/test-times.ts';

const run = (file: string, from: number, to: number) => ({
  file,
  startTime: from * 1000,
  endTime: to * 1000,
});

test('the slowest files, and each folder with its share; a stage over its budget is marked', () => {
  const small = Array.from({ length: 9 }, (_, index) => run(`packages/core/test/a${index}.test.ts`, 60, 61));
  const runs = [
    run('actions/kas-build/test/b.test.ts', 0, 60),
    run('actions/kas-build/test/c.test.ts', 0, 50),
    run('actions/badges/test/d.test.ts', 50, 51),
    run('test/e.test.ts', 61, 100),
    ...small,
  ];
  // 159 s of work in 100 s.
  expect(testTimes(runs)).toEqual([
    'The slowest files:',
    '    60.0 s  actions/kas-build/test/b.test.ts',
    '    50.0 s  actions/kas-build/test/c.test.ts',
    '    39.0 s  test/e.test.ts',
    '     1.0 s  actions/badges/test/d.test.ts',
    ...small.slice(0, 6).map(({ file }) => `     1.0 s  ${file}`),
    'The folders, and their share of the 100 s:',
    '   110.0 s    69.2 s  actions/kas-build  OVER the 40 s of a stage',
    '    39.0 s    24.5 s  test',
    '     9.0 s     5.7 s  packages/core',
    '     1.0 s     0.6 s  actions/badges',
  ]);
});

test('nothing is said of nothing', () => expect(testTimes([])).toEqual([]));
