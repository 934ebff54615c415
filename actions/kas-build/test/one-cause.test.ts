import { describe, expect, test } from '@jest/globals';
import type { BuildReport, Message } from '@pv-actions/core/bitbake/build-report.ts';
import { keptLog, type Said } from '@pv-actions/testkit/kept-log.ts';
import { annotate } from '../src/report/annotations.ts';
import { buildSummary } from '../src/report/summary.ts';
import type { TaskLog } from '../src/report/task-logs.ts';
import { failedTask, message, report } from './facts.ts';

const WORKSPACE = { folder: '/ws/layer' };

function annotations(of: BuildReport, logs: readonly TaskLog[] = [], isStopped = false): Said[] {
  const log = keptLog();
  annotate({ report: of, logs, isStopped }, WORKSPACE, log);
  return log.said;
}

function summary(of: BuildReport, logs: readonly TaskLog[] = []): string {
  return buildSummary({
    ...{ config: 'kas/rpi.yaml', targets: [], verdict: 'failed', seconds: 3, report: of, logs },
    ...{ artifacts: [], slowest: [], notes: [] },
  });
}

const many = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('errors of one cause', () => {
  const errors = many(72, (at) =>
    message(`/poky/meta/recipe${at}_1.0.bb: The rust target of recipe${at} is not known.`, {
      recipe: `recipe${at}`,
      file: `/poky/meta/recipe${at}_1.0.bb`,
      kind: 'parse',
    }),
  );
  const halted = message('Parsing halted due to errors, see error messages above');

  test('are one annotation with their number, and what follows from them is none', () => {
    expect(annotations(report({ errors: [...errors, halted] }))).toEqual([
      {
        level: 'error',
        text: 'In recipe0, recipe1, recipe2, recipe3, recipe4 and 67 others:\n/poky/meta/recipe0_1.0.bb: The rust target of recipe0 is not known.',
        where: { title: '72 errors' },
      },
    ]);
  });

  test('are one item of the summary', () => {
    const text = summary(report({ errors: [...errors, halted] }));
    expect(text.match(/is not known/g)).toHaveLength(2);
    expect(text).toContain(' and 42 more (72 times): /poky/meta/recipe0');
    expect(text).not.toContain('Parsing halted');
  });

  test('of one recipe and two configurations are one, too', () => {
    const both = [
      message('no rust target', { recipe: 'app', kind: 'parse' }),
      message('no rust target', { recipe: 'app', kind: 'parse', mc: 'initramfs' }),
    ];
    expect(annotations(report({ errors: both })).map(({ text, where }) => [where?.title, text])).toEqual([
      ['2 errors', 'In app, mc:initramfs:app:\nno rust target'],
    ]);
  });

  test('what differs is not folded', () => {
    const different = ['a', 'b'].map((name) => message(`Nothing PROVIDES '${name}'`, { kind: 'provider' }));
    expect(annotations(report({ errors: different })).map(({ text }) => text)).toEqual([
      "Nothing PROVIDES 'a'",
      "Nothing PROVIDES 'b'",
    ]);
  });
});

describe('what follows from another error', () => {
  const handled =
    'ExpansionError during parsing /l/a_1.0.bb\nTraceback (most recent call last):\n  File "/p/a.py", line 1, in a\n    raise bb.BBHandledException()\nbb.BBHandledException';
  const follows = [
    'Parsing halted due to errors, see error messages above',
    handled,
    'bb.BBHandledException',
    "Execution of event handler 'sanity_eventhandler' failed\nTraceback (most recent call last):\nbb.BBHandledException",
    'Failed to parse recipe: /l/a_1.0.bb',
  ].map((text) => message(text));

  test.each([
    'Server log for this session (/b/bitbake-cookerdaemon.log):\n--- Starting bitbake server pid 3 ---',
    'Last 10 lines of server log /b/bitbake-cookerdaemon.log:\n  Starting',
    'The following commands may help:',
    '$ bitbake app -cdump_signatures',
  ])('%s: is not annotated', (text) => {
    const errors = [message(text), message('Layer a is not compatible')];
    expect(annotations(report({ errors })).map((said) => said.text)).toEqual(['Layer a is not compatible']);
  });

  test('is not annotated', () => {
    const cause = message('Do not use x', { kind: 'parse' });
    expect(annotations(report({ errors: [...follows, cause] })).map(({ text }) => text)).toEqual([
      'Do not use x',
    ]);
  });

  test('is not annotated beside a failed task', () => {
    const errors = [message('Command execution failed: 1')];
    expect(annotations(report({ errors, failedTasks: [failedTask('app', 'do_compile')] }))).toEqual([]);
  });

  test('is annotated where there is no other, once', () => {
    const [only, ...more] = annotations(report({ errors: follows }));
    expect(only?.text.split('\n')).toEqual([
      'Parsing halted due to errors, see error messages above',
      'ExpansionError during parsing /l/a_1.0.bb',
      'bb.BBHandledException',
      "Execution of event handler 'sanity_eventhandler' failed",
      'Failed to parse recipe: /l/a_1.0.bb',
    ]);
    expect(more).toEqual([]);
  });
});

describe('what bitbake prints when it is interrupted', () => {
  const traceback = (at: number, last: string): Message =>
    message(`Traceback (most recent call last):\n  File "/p/a.py", line ${at}, in a\n    b()\n${last}`);
  const errors = [
    traceback(1, 'KeyboardInterrupt'),
    traceback(2, 'KeyboardInterrupt'),
    traceback(3, 'BrokenPipeError: [Errno 32] Broken pipe'),
  ];

  test('is one annotation where we ended the build', () => {
    expect(annotations(report({ errors }), [], true)).toEqual([
      {
        level: 'error',
        text: '3 errors were logged because the build was interrupted.',
        where: { title: 'bitbake' },
      },
    ]);
    expect(annotations(report({ errors, interrupted: true }))).toHaveLength(1);
  });

  test('is shown where nobody did', () => {
    expect(annotations(report({ errors }))).toHaveLength(3);
  });
});

describe('failed tasks', () => {
  const log = (recipe: string, headline: string, parts: Partial<TaskLog> = {}): TaskLog => {
    const [title, task] = [`${recipe} do_fetch`, 'do_fetch'];
    return { title, recipe, task, file: `/poky/${recipe}_1.0.bb`, headline, lines: [headline], ...parts };
  };
  const refused = (recipe: string): string =>
    `fatal: unable to access 'https://github.com/acme/${recipe}.git/': Could not resolve host: github.com`;

  test('of one cause are one annotation, and one part of the summary', () => {
    const logs = ['a1', 'b2', 'c3', 'd4'].map((recipe) => log(recipe, refused(recipe)));
    const failedTasks = logs.map(({ recipe }) => failedTask(recipe, 'do_fetch'));
    const [only, ...more] = annotations(report({ failedTasks }), logs);
    expect(only).toEqual({
      level: 'error',
      text: `In a1 do_fetch, b2 do_fetch, c3 do_fetch, d4 do_fetch:\n${refused('a1')}`,
      where: { title: '4 failed tasks' },
    });
    expect(more).toEqual([]);
    const text = summary(report({ failedTasks }), logs);
    expect(text).toContain('<summary>a1 do_fetch and 3 other tasks with the same cause</summary>');
    expect(text).toContain('The same: <code>b2 do&#95;fetch</code>, <code>c3 do&#95;fetch</code>, ');
  });

  test('of two recipes, or where only make says that it failed, stand alone', () => {
    expect(annotations(report(), [log('a1', refused('a1')), log('b2', refused('b2'))])).toHaveLength(2);
    const made = many(4, (at) => log(`r${at}`, 'make: *** [Makefile:3: all] Error 2'));
    expect(annotations(report(), made)).toHaveLength(4);
  });

  test('stand on the line of the layer that raised the error, the closest one', () => {
    const places = [
      { file: '/poky/bitbake/lib/bb/a.py', line: 3 },
      { file: '/ws/layer/classes/acme.bbclass', line: 12 },
      { file: '/ws/layer/recipes/a_1.0.bb', line: 5 },
    ];
    const [said] = annotations(report(), [
      log('a1', "KeyError: 'x'", { places, file: '/ws/layer/recipes/a_1.0.bb' }),
    ]);
    expect(said?.where).toEqual({ title: 'a1 do_fetch', file: 'classes/acme.bbclass', startLine: 12 });
  });

  test('the first line of the summary says why, and names the configuration', () => {
    const failedTasks = [failedTask('app', 'do_compile', { mc: 'initramfs' })];
    const logs = [log('app', "KeyError: 'x'", { title: 'mc:initramfs:app do_compile' })];
    const [line] = summary(report({ failedTasks }), logs).split('\n');
    expect(line).toBe(
      "**Failed**: <code>mc&#58;<!-- -->initramfs&#58;app do&#95;compile</code> failed after 3 s. KeyError: 'x'",
    );
  });

  test('of a task that said nothing the first line says what bitbake logged, and a long one keeps its end', () => {
    const failedTasks = [failedTask('app', 'do_unpack')];
    const errors = [message(`${'x'.repeat(400)} Operation not permitted`)];
    const logs = [log('app', '', { lines: [] })];
    const [line] = summary(report({ failedTasks, errors }), logs).split('\n');
    expect(line).toMatch(/failed after 3 s\. x+ … x+ Operation not permitted$/);
  });

  test('of a repository that git cannot fetch the first line has what git says', () => {
    const kasErrors = [
      "Cloning into '/w/a'...",
      'fatal: could not read Username',
      'Command "git clone" failed',
    ];
    expect(summary(report({ kasErrors })).split('\n')[0]).toBe(
      '**Failed** after 3 s. fatal: could not read Username',
    );
  });

  test('for want of memory: the first line says so', () => {
    const failedTasks = [failedTask('app', 'do_compile')];
    const logs = [log('app', 'Killed', { outOfMemory: true })];
    expect(summary(report({ failedTasks }), logs).split('\n')[0]).toBe(
      '**Failed**: <code>app do&#95;compile</code> failed after 3 s. The machine ran out of memory.',
    );
  });
});

describe('an error without a task', () => {
  const error = message(
    'ExpansionError during parsing /ws/layer/a_1.0.bb\nTraceback (most recent call last):\n  File "/ws/layer/lib/a.py", line 7, in a\n    raise ValueError("no key")\nValueError: no key',
    { kind: 'parse', recipe: 'a', file: '/ws/layer/a_1.0.bb' },
  );

  test('stands where it was raised, and begins with the exception', () => {
    expect(annotations(report({ errors: [error] }))).toEqual([
      {
        level: 'error',
        text: 'ValueError: no key\nExpansionError during parsing a_1.0.bb\nlib/a.py:7, in a: raise ValueError("no key")',
        where: { title: 'a', file: 'lib/a.py', startLine: 7 },
      },
    ]);
  });

  test('is the first line of the summary', () => {
    expect(summary(report({ errors: [error] })).split('\n')[0]).toBe(
      '**Failed** after 3 s. a: ValueError: no key',
    );
  });

  test('whose cause stands behind many lines is shown with it', () => {
    const lines = many(40, (at) => `step ${at}`);
    const long = message(['It failed:', ...lines, 'fatal: the key is gone'].join('\n'));
    expect(summary(report({ errors: [long] }))).toContain('<code>bitbake</code>: fatal: the key is gone<br>');
  });
});

describe('warnings', () => {
  const warnings = [
    message('old option', { recipe: 'app', task: 'do_compile' }),
    message('old option', { recipe: 'app', task: 'do_compile', mc: 'initramfs' }),
    message('of the initramfs', { recipe: 'app', task: 'do_compile', mc: 'initramfs' }),
  ];

  test('that two configurations have in common are there once', () => {
    const of = report({ warnings });
    expect(annotations(of).map(({ text }) => text)).toEqual(['3 warnings:\nold option\nof the initramfs']);
    expect(summary(of).match(/old option/g)).toHaveLength(1);
    expect(summary(of)).toContain('old option (2 times)');
  });
});

describe('the layers', () => {
  test('stand in the summary with their revisions, folded', () => {
    const sha = 'ab'.repeat(20);
    const layers = [
      { name: 'meta', branch: 'scarthgap', revision: sha },
      { name: 'meta-poky', branch: 'scarthgap', revision: sha },
      { name: 'meta-acme', revision: 'cd'.repeat(20) },
      { name: 'meta-local' },
    ];
    expect(summary(report({ layers }))).toContain(`<details><summary>4 layers</summary>

| Layer | Branch | Revision |
| --- | --- | --- |
| <code>meta</code>, <code>meta-poky</code> | <code>scarthgap</code> | <code>${sha}</code> |
| <code>meta-acme</code> |  | <code>${'cd'.repeat(20)}</code> |
| <code>meta-local</code> |  | unknown |`);
    expect(summary(report())).not.toContain('layers');
  });
});
