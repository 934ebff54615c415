import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { BuildReport } from '@pv-actions/core/bitbake/build-report.ts';
import { keptLog, type Said } from '@pv-actions/testkit/kept-log.ts';
import { annotate } from '../src/report/annotations.ts';
import type { TaskLog } from '../src/report/task-logs.ts';
import { failedTask, message, report } from './facts.ts';

const WORKSPACE = { folder: '/ws/layer' };

function annotations(
  of: BuildReport,
  logs: readonly TaskLog[] = [],
  repository: Parameters<typeof annotate>[1] = WORKSPACE,
): Said[] {
  const log = keptLog();
  annotate({ report: of, logs }, repository, log);
  return log.said;
}

function taskLog(recipe: string, lines: readonly string[], file: string): TaskLog {
  return { title: `${recipe} do_compile`, recipe, task: 'do_compile', file, lines };
}

const many = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('errors', () => {
  test('stand on the recipe of the repository, with the lines that matter', () => {
    const log = taskLog(
      'zlib',
      ['x.c:1: error: a', 'make: failed'],
      '/ws/layer/build/../recipes/zlib_1.0.bb',
    );
    expect(annotations(report({ failedTasks: [failedTask('zlib', 'do_compile')] }), [log])).toEqual([
      {
        level: 'error',
        text: 'x.c:1: error: a\nmake: failed',
        where: { title: 'zlib do_compile', file: 'recipes/zlib_1.0.bb' },
      },
    ]);
  });

  test.each(['/ws/layer/../poky/zlib.bb', '/ws/layer-b/zlib.bb', '/ws/layer', 'zlib.bb'])(
    'of a file that is not in the repository stand nowhere: %s',
    (file) => {
      const [said] = annotations(report(), [taskLog('zlib', ['no'], file)]);
      expect(said?.where).toEqual({ title: 'zlib do_compile' });
    },
  );

  test('of a layer that was cloned into the repository stand nowhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'annotations-'));
    try {
      await mkdir(join(folder, 'poky', '.git'), { recursive: true });
      const logs = ['poky/meta/a.bb', 'meta/b.bb'].map((file) => taskLog('x', ['no'], join(folder, file)));
      expect(annotations(report(), logs, { folder }).map(({ where }) => where?.file)).toEqual([
        undefined,
        'meta/b.bb',
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('that no failed task explains have an annotation of their own, with their line', () => {
    const said = annotations(
      report({
        failedTasks: [failedTask('zlib', 'do_compile', { messages: ['Execution of run.do_compile failed'] })],
        errors: [
          message('Execution of run.do_compile failed', { recipe: 'zlib-cross-arm', task: 'do_compile' }),
          message('oe_runmake failed', { recipe: 'zlib', task: 'do_compile' }),
          message('ParseError: unparsed line', { kind: 'parse', file: '/ws/layer/meta/y.bb', line: 12 }),
          message("Nothing PROVIDES 'zlob'. Close matches:\n  zlib", { kind: 'provider', near: ['zlib'] }),
        ],
      }),
      [taskLog('zlib', [], '/poky/zlib_1.0.bb')],
    );
    expect(said).toEqual([
      { level: 'error', text: 'zlib do_compile failed.', where: { title: 'zlib do_compile' } },
      {
        level: 'error',
        text: 'ParseError: unparsed line',
        where: { title: 'Parsing', file: 'meta/y.bb', startLine: 12 },
      },
      {
        level: 'error',
        text: "Nothing PROVIDES 'zlob'. Close matches:\n  zlib",
        where: { title: 'Providers' },
      },
    ]);
  });

  test('are nine at most, the last of which counts the rest', () => {
    const logs = many(12, (at) => taskLog(`r${at}`, ['no'], '/poky/r.bb'));
    const errors = [message('a'), message('b')];
    const said = annotations(report({ errors }), logs);
    expect(said).toHaveLength(9);
    expect(said.at(-2)?.where?.title).toBe('r7 do_compile');
    expect(said.at(-1)?.text).toBe('…and 6 more failed tasks and errors: see the summary.');
    expect(annotations(report(), logs.slice(0, 9)).at(-1)?.where?.title).toBe('r8 do_compile');
  });

  test('are short enough to be shown whole, and hold no colours', () => {
    const [said] = annotations(report(), [
      taskLog('x', ['\u001b[31mred\u001b[0m', ...many(30, () => 'y'.repeat(5000))], '/poky/x.bb'),
    ]);
    expect(said?.text.length).toBeLessThanOrEqual(4000);
    expect(said?.text).toMatch(/^red\ny{498} …\ny/);
  });
});

describe('warnings', () => {
  test('of one text from many recipes are one, and so are those of one recipe', () => {
    const same = many(7, (at) =>
      message('deprecated option', { recipe: `r${at}`, task: 'do_compile', count: 2 }),
    );
    const said = annotations(
      report({
        warnings: [
          ...same,
          message('first', { recipe: 'app', task: 'do_package_qa', file: '/ws/layer/meta/app.bb' }),
          message('second', { recipe: 'app', task: 'do_compile', file: '/ws/layer/meta/app.bb' }),
          message('once', { recipe: 'lib', task: 'do_compile', file: '/ws/layer/meta/lib.bb', line: 3 }),
          message('no recipe', { kind: 'parse', count: 3 }),
        ],
      }),
    );
    expect(said).toEqual([
      {
        level: 'warning',
        text: '2 warnings:\nfirst\nsecond',
        where: { title: 'app', file: 'meta/app.bb' },
      },
      {
        level: 'warning',
        text: 'once',
        where: { title: 'lib do_compile', file: 'meta/lib.bb', startLine: 3 },
      },
      {
        level: 'warning',
        text: 'In r0 do_compile, r1 do_compile, r2 do_compile, r3 do_compile, r4 do_compile and 2 others:\ndeprecated option',
        where: { title: '14 warnings' },
      },
      { level: 'warning', text: '3 times:\nno recipe', where: { title: 'Parsing' } },
    ]);
  });

  test('are ten at most, the last of which counts the rest', () => {
    const warnings = many(12, (at) => message(`w${at}`, { recipe: `r${at}`, count: 5 }));
    const said = annotations(report({ warnings, warningCount: 100 }));
    expect(said).toHaveLength(10);
    expect(said.at(-1)?.text).toBe('…and 55 more warnings: see the summary.');
    expect(annotations(report({ warnings: warnings.slice(0, 10) })).at(-1)?.text).toBe('5 times:\nw9');
  });
});
