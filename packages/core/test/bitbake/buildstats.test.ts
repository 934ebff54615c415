import { describe, expect, test } from '@jest/globals';
import { elapsedSeconds, slowestRecipes } from '@pv-actions/core/bitbake/buildstats.ts';

describe('the statistics of a task', () => {
  test('as buildstats.bbclass writes them', () => {
    const text = [
      'Event: TaskStarted ',
      'Started: 1795206763.12',
      'libhello-1.0-r0: do_compile ',
      'Elapsed time: 12.34 seconds ',
      'utime: 18',
      'IO rchar: 123456',
      'Status: PASSED ',
      'Ended: 1795206775.46 ',
      '',
    ];
    expect(elapsedSeconds(text.join('\n'))).toBe(12.34);
  });

  test('of a task that still runs', () => {
    expect(elapsedSeconds('Event: TaskStarted \nStarted: 1795206763.12\n')).toBeUndefined();
  });

  test('of a task that failed, with numbers that are none', () => {
    expect(elapsedSeconds('Started: soon\nElapsed time: 1e9 seconds\nStatus: FAILED')).toBeUndefined();
  });

  test.each(['', 'Build Started: 1795206763.12', '\0\0'])('%j holds none', (text) =>
    expect(elapsedSeconds(text)).toBeUndefined(),
  );
});

describe('the slowest recipes', () => {
  const stats = [
    { recipe: 'app', task: 'do_compile', elapsed: 5 },
    { recipe: 'kernel', task: 'do_configure', elapsed: 4 },
    { recipe: 'lib', task: 'do_fetch', elapsed: 6 },
    { recipe: 'kernel', task: 'do_compile', elapsed: 20 },
    { recipe: 'app', task: 'do_install', elapsed: 1 },
    { recipe: 'kernel', task: 'do_deploy', elapsed: 1 },
  ];

  test('tasks are summed per recipe; equal ones stand by name', () => {
    expect(slowestRecipes(stats, 3)).toEqual([
      { recipe: 'kernel', seconds: 25, slowestTask: 'do_compile' },
      { recipe: 'app', seconds: 6, slowestTask: 'do_compile' },
      { recipe: 'lib', seconds: 6, slowestTask: 'do_fetch' },
    ]);
  });

  test('no more than asked for', () => {
    expect(slowestRecipes(stats, 1).map(({ recipe }) => recipe)).toEqual(['kernel']);
    expect(slowestRecipes([], 3)).toEqual([]);
  });
});
