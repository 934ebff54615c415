import { describe, expect, test } from '@jest/globals';
import type { BuildReport } from '@pv-actions/core/bitbake/build-report.ts';
import { progressLine } from '../src/report/progress-line.ts';
import { report } from './facts.ts';

function running(progress: { number: number; total: number }, tasks: readonly string[]): BuildReport {
  return report({ phase: 'tasks', progress, running: tasks });
}

test('before the first task it says what is done', () => {
  const phases = (['starting', 'parsing', 'preparing'] as const).map((phase) =>
    progressLine(report({ phase }), 20, undefined),
  );
  expect(phases).toEqual([
    '20 s: kas prepares the repositories.',
    '20 s: bitbake reads the recipes.',
    '20 s: bitbake plans the tasks.',
  ]);
});

test('tasks done of all, and what runs now', () => {
  const report = running({ number: 120, total: 4210 }, ['zlib do_compile', 'm4 do_install']);
  expect(progressLine(report, 130, undefined)).toBe(
    '2 min 10 s: task 120 of 4210, now zlib do_compile, m4 do_install.',
  );
});

test('of many tasks at once the oldest four are named', () => {
  const tasks = ['a', 'b', 'c', 'd', 'e', 'f'].map((recipe) => `${recipe} do_compile`);
  expect(progressLine(running({ number: 9, total: 10 }, tasks), 5, undefined)).toBe(
    '5 s: task 9 of 10, now a do_compile, b do_compile, c do_compile, d do_compile and 2 more.',
  );
});

test('tasks that are taken from sstate are said to be', () => {
  const report_ = report({ phase: 'setscene', progress: { number: 3, total: 40 } });
  expect(progressLine(report_, 5, undefined)).toBe('5 s: task 3 of 40 from sstate.');
});

describe('the estimate', () => {
  test('takes the rate since the first task of this run: those done before say nothing', () => {
    // 100 tasks in 100 s, and 900 to go.
    const line = progressLine(running({ number: 1100, total: 2000 }, []), 160, { number: 1000, at: 60 });
    expect(line).toBe('2 min 40 s: task 1100 of 2000, about 15 min 0 s left.');
  });

  test('is not given from a few tasks or a few seconds', () => {
    const few = progressLine(running({ number: 1019, total: 2000 }, []), 160, { number: 1000, at: 60 });
    const early = progressLine(running({ number: 1900, total: 2000 }, []), 79, { number: 1000, at: 60 });
    expect([few, early]).toEqual(['2 min 40 s: task 1019 of 2000.', '1 min 19 s: task 1900 of 2000.']);
  });
});
