import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type BuildReport, buildReporter } from '@pv-actions/core/yocto/build-report.ts';
import { parseConsoleLine, recipeOf } from '@pv-actions/core/yocto/console.ts';
import { parseKasRecord } from '@pv-actions/core/yocto/kas.ts';

const LOGS = join(import.meta.dirname, 'fixtures', 'bitbake-logs');

/** What a recorded `kas build` says, read as the stage does. */
function reportOf(name: string): BuildReport {
  const reporter = buildReporter();
  for (const line of readFileSync(join(LOGS, `${name}.err`), 'utf8').split('\n')) {
    const record = parseKasRecord(line);
    const event = record === undefined ? undefined : parseConsoleLine(record.text);
    if (event !== undefined) reporter.add(event);
  }
  return reporter.report();
}

describe('recorded consoles', () => {
  test.each([
    [
      'kas3.1-build-cold',
      { tasks: { attempted: 19, reused: 0 }, sstateMatch: 0, failed: [], errors: 0, warnings: 2 },
    ],
    [
      'kas5.4-build-cold',
      { tasks: { attempted: 19, reused: 0 }, sstateMatch: 0, failed: [], errors: 0, warnings: 2 },
    ],
    [
      'kas5.4-build-sstate',
      { tasks: { attempted: 19, reused: 18 }, sstateMatch: 100, failed: [], errors: 0, warnings: 0 },
    ],
    [
      'kas5.4-build-noop',
      { tasks: { attempted: 19, reused: 19 }, sstateMatch: undefined, failed: [], errors: 0, warnings: 0 },
    ],
    [
      'kas3.1-fail-shell',
      {
        tasks: { attempted: 4, reused: 0 },
        sstateMatch: 0,
        failed: ['fail-shell do_compile'],
        errors: 1,
        warnings: 0,
      },
    ],
    [
      'kas5.4-fail-shell',
      {
        tasks: { attempted: 4, reused: 0 },
        sstateMatch: 0,
        failed: ['fail-shell do_compile'],
        errors: 1,
        warnings: 0,
      },
    ],
    ['kas5.4-nosuchrecipe', { tasks: undefined, sstateMatch: undefined, failed: [], errors: 1, warnings: 0 }],
  ])('%s', (name, expected) => {
    const report = reportOf(name);
    expect({
      tasks: report.tasks,
      sstateMatch: report.sstateMatch,
      failed: report.failedTasks.map(({ recipe, task }) => `${recipe} ${task}`),
      errors: report.errors.length,
      warnings: report.warnings.length,
    }).toEqual(expected);
  });

  test('a failed task names its log', () => {
    expect(reportOf('kas3.1-fail-shell').failedTasks[0]?.logFile).toBe(
      '/builds/demo/build/tmp/work/tinybox/fail-shell/1.0/temp/log.do_compile.3016',
    );
  });
});

describe('lines', () => {
  test('text glued behind a progress text is found', () => {
    expect(parseConsoleLine('Parsing recipes...WARNING: /l/x_1.0.bb: old variable')).toEqual({
      type: 'warning',
      text: '/l/x_1.0.bb: old variable',
    });
  });

  test('the older sstate summary', () => {
    expect(
      parseConsoleLine('Sstate summary: Wanted 10 Found 4 Missed 6 Current 2 (40% match, 50% complete)'),
    ).toEqual({
      type: 'sstate',
      wanted: 10,
      match: 40,
    });
  });

  test.each([
    ['NOTE: Running task 3 of 9 (mc:initramfs:/l/app_2.1.bb:do_fetch)', 'app', 'do_fetch'],
    [
      'NOTE: Running noexec task 3 of 9 (virtual:native:/l/zlib-native_1.3.bb:do_build)',
      'zlib-native',
      'do_build',
    ],
    ['NOTE: Running task 3 of 9 (mc:m:virtual:native:/l/a/zlib_1.3.bb:do_compile)', 'zlib', 'do_compile'],
    ['NOTE: Running task 3 of 9 (/l/a/core-image.bb:do_rootfs)', 'core-image', 'do_rootfs'],
  ])('%s', (line, recipe, task) => {
    const event = parseConsoleLine(line);
    if (event?.type !== 'running') throw new Error('Not a running task.');
    expect([recipeOf(event.name), event.name.task, event.number, event.total]).toEqual([recipe, task, 3, 9]);
  });

  test('the words of an error in a task log say nothing', () => {
    expect(parseConsoleLine("| foo.c:3:5: ERROR: expected ';'")).toBeUndefined();
  });
});
