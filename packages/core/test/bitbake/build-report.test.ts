import { describe, expect, test } from '@jest/globals';
import { type BuildReport, buildReporter } from '@pv-actions/core/bitbake/build-report.ts';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { reportOf } from './console-report.ts';

describe('failed tasks', () => {
  const fail = (name: string): string => `ERROR: Task (${name}) failed with exit code '1'`;
  const log = (path: string): string => `ERROR: Logfile of failure stored in: ${path}`;
  const logFiles = (...lines: string[]) =>
    reportOf('raw', lines.join('\n')).failedTasks.map(({ recipe, task, mc, logFile }) => [
      recipe,
      task,
      mc,
      logFile,
    ]);

  test('logs belong to them by recipe and task, whatever the order', () => {
    const zlib = '/t/work/x86_64-linux/zlib-native/1.3/temp/log.do_compile.1';
    const target = '/t/work/core2-64/zlib/1.3/temp/log.do_compile.2';
    const fetch = '/t/work/core2-64/zlib/1.3/temp/log.do_fetch.3';
    expect(
      logFiles(
        ...[log(fetch), log(target), log(zlib)],
        ...[fail('virtual:native:/l/zlib_1.3.bb:do_compile'), fail('/l/zlib_1.3.bb:do_compile')],
        fail('/l/zlib_1.3.bb:do_fetch'),
      ),
    ).toEqual([
      ['zlib-native', 'do_compile', undefined, zlib],
      ['zlib', 'do_compile', undefined, target],
      ['zlib', 'do_fetch', undefined, fetch],
    ]);
  });

  test('the same task of two configurations', () => {
    const first = '/tmp-initramfs/work/a/app/1/temp/log.do_compile.1';
    const second = '/tmp/work/a/app/1/temp/log.do_compile.2';
    expect(
      logFiles(
        log(second),
        log(first),
        fail('mc:initramfs:/l/app_1.bb:do_compile'),
        fail('/l/app_1.bb:do_compile'),
      ),
    ).toEqual([
      ['app', 'do_compile', 'initramfs', first],
      ['app', 'do_compile', undefined, second],
    ]);
  });

  test('a recipe that has another name than its file', () => {
    const path = '/t/work/x86_64-linux/gcc-cross-x86_64/13.2/temp/log.do_compile.1';
    const [task] = reportOf(
      'raw',
      [
        'ERROR: gcc-cross-x86_64-13.2-r0 do_compile: oe_runmake failed',
        log(path),
        fail('/l/gcc-cross_13.2.bb:do_compile'),
      ].join('\n'),
    ).failedTasks;
    expect(task).toMatchObject({ recipe: 'gcc-cross', logFile: path, messages: ['oe_runmake failed'] });
  });

  test('the closing summary knows best, and names a task once', () => {
    const [path, other] = ['/elsewhere/log.do_compile.2', '/t/work/a/app/1/temp/log.do_compile.1'];
    expect(
      logFiles(
        ...[log(other), log(path), fail('/l/app_1.bb:do_compile')],
        ...[
          '',
          'Summary: 2 tasks failed:',
          '  /l/app_1.bb:do_compile',
          `    log: ${path}`,
          '  /l/b_1.bb:do_x',
        ],
      ),
    ).toEqual([
      ['app', 'do_compile', undefined, path],
      ['b', 'do_x', undefined, undefined],
    ]);
  });

  test('of two logs on the console, each has its own; the last 200 lines are kept', () => {
    const lines = (name: string): string[] =>
      Array.from({ length: 250 }, (_, index) => `| ${name} ${index + 1}`);
    const report = reportOf(
      'raw',
      [
        ...[
          log('/t/a/log.do_compile.1'),
          'Log data follows:',
          ...lines('a'),
          'NOTE: recipe a-1-r0: task do_compile: Failed',
        ],
        ...[
          log('/t/b/log.do_compile.2'),
          'Log data follows:',
          '| b',
          'NOTE: recipe b-1-r0: task do_compile: Failed',
        ],
        ...['| of nobody', fail('/l/b_1.bb:do_compile'), fail('/l/a_1.bb:do_compile')],
      ].join('\n'),
    );
    expect(
      report.failedTasks.map(({ recipe, logLines }) => [
        recipe,
        logLines.length,
        logLines[0],
        logLines.at(-1),
      ]),
    ).toEqual([
      ['b', 1, 'b', 'b'],
      ['a', 200, 'a 51', 'a 250'],
    ]);
  });

  test('bitbake 1.x: a number before the task, and the log in the text of the error', () => {
    const path = '/t/work/a/app/1/temp/log.do_compile.9';
    const report = reportOf(
      'raw',
      [
        `ERROR: Function failed: do_compile (log file is located at ${path})`,
        log(path),
        "ERROR: Task 12 (/l/app_1.bb, do_compile) failed with exit code '1'",
        'Summary: There was 1 ERROR message shown, returning a non-zero exit code.',
      ].join('\n'),
    );
    expect(report.errorCount).toBe(1);
    expect(report.failedTasks).toMatchObject([{ recipe: 'app', task: 'do_compile', logFile: path }]);
  });

  test('a setscene task that failed is none', () => {
    const report = reportOf(
      'raw',
      [
        'NOTE: recipe a-1-r0: task do_deploy_setscene: Failed',
        'WARNING: Logfile for failed setscene task is /t/log.do_deploy_setscene.1',
        "WARNING: Setscene task (mc:m:/l/a_1.bb:do_deploy_setscene) failed with exit code '1' - real task will be run instead",
      ].join('\n'),
    );
    expect(report).toMatchObject({ failedTasks: [], errorCount: 0, warningCount: 0 });
    expect(report.setsceneFailed).toEqual([
      { recipe: 'a', task: 'do_deploy_setscene', file: '/l/a_1.bb', mc: 'm' },
    ]);
  });
});

describe('messages', () => {
  test('the same one is listed once, with its number', () => {
    const text =
      'WARNING: a-1-r0 do_x: one\n  more\nWARNING: b-1-r0 do_x: one\nWARNING: c-1-r0 do_x: one\nWARNING: a-1-r0 do_x: one\n  more';
    const report = reportOf('raw', text);
    expect(report.warningCount).toBe(4);
    expect(report.warnings).toEqual([
      { text: 'one\n  more', recipe: 'a', task: 'do_x', kind: 'task', count: 2 },
      { text: 'one', recipe: 'b', task: 'do_x', kind: 'task', count: 1 },
      { text: 'one', recipe: 'c', task: 'do_x', kind: 'task', count: 1 },
    ]);
  });

  test('the names that bitbake proposes', () => {
    const kas = "- ERROR: Nothing PROVIDES 'tiny-imag'. Close matches:\n- tiny-image\n- tiny-initrd";
    const report = reportOf('kas', kas.replaceAll('- ', '2026-11-20 20:31:43 - ERROR    - '));
    expect(report.errors[0]?.near).toEqual(['tiny-image', 'tiny-initrd']);
  });

  test('no more than 1000 different ones of a level are kept, and all are counted', () => {
    const lines = Array.from({ length: 1500 }, (_, index) => `ERROR: number ${index}`);
    const report = reportOf('raw', [...lines, 'ERROR: number 0'].join('\n'));
    expect([report.errors.length, report.errorCount, report.errors[0]?.count]).toEqual([1000, 1501, 2]);
  });

  test('a report may be read while a message goes on', () => {
    const reader = consoleReader('raw');
    const reporter = buildReporter();
    const add = (line: string): void => {
      const event = reader.read(line);
      if (event !== undefined) reporter.add(event);
    };
    add('ERROR: first');
    expect(reporter.report().errors.map(({ text }) => text)).toEqual(['first']);
    add('  second');
    expect(reporter.report().errors.map(({ text }) => text)).toEqual(['first\n  second']);
    expect(reporter.report().errorCount).toBe(1);
  });
});

describe('a build', () => {
  test('two on one console: tasks and shared state are summed', () => {
    const one = 'Sstate summary: Wanted 10 Local 4 Mirrors 0 Missed 6 Current 1 (40% match, 45% complete)';
    const two = 'Sstate summary: Wanted 5 Local 5 Mirrors 0 Missed 0 Current 9 (100% match, 100% complete)';
    const end = "NOTE: Tasks Summary: Attempted 20 tasks of which 5 didn't need to be rerun and";
    const report = reportOf('raw', [one, `${end} all succeeded.`, two, `${end} 1 failed.`].join('\n'));
    expect(report.sstate).toEqual({ wanted: 15, found: 9, missed: 6, current: 10, match: 60 });
    expect(report.sstateMatch).toBe(60);
    expect(report.tasks).toEqual({ attempted: 40, reused: 10, rerun: 30, failed: 1 });
  });

  test('where it is, and what runs', () => {
    const running = (number: number, name: string, kind = ''): string =>
      `NOTE: Running ${kind}task ${number} of 9 (/l/${name}_1.bb:do_x)`;
    const started = (name: string): string => `NOTE: recipe ${name}-1-r0: task do_x: Started`;
    const steps: [string, BuildReport['phase'], string[]][] = [
      ['Loading cache...done.', 'parsing', []],
      ['NOTE: Resolving any missing task queue dependencies', 'preparing', []],
      [running(1, 'a', 'setscene '), 'setscene', []],
      [running(1, 'b'), 'tasks', []],
      [started('b'), 'tasks', ['b do_x']],
      [running(2, 'c', 'setscene '), 'tasks', ['b do_x']],
      [started('c'), 'tasks', ['b do_x', 'c do_x']],
      [started('b'), 'tasks', ['b do_x', 'b do_x', 'c do_x']],
      ['NOTE: recipe b-1-r0: task do_x: Succeeded', 'tasks', ['b do_x', 'c do_x']],
      ['NOTE: recipe b-1-r0: task do_x: Failed', 'tasks', ['c do_x']],
      [
        "NOTE: Tasks Summary: Attempted 2 tasks of which 0 didn't need to be rerun and 1 failed.",
        'ended',
        ['c do_x'],
      ],
      ['Loading cache...done.', 'parsing', []],
    ];
    const reader = consoleReader('raw');
    const reporter = buildReporter();
    expect(reporter.report().phase).toBe('starting');
    for (const [line, phase, tasks] of steps) {
      const event = reader.read(line);
      if (event !== undefined) reporter.add(event);
      expect([line, reporter.report().phase, reporter.report().running]).toEqual([line, phase, tasks]);
    }
    expect(reporter.report().progress).toEqual({ number: 1, total: 9 });
  });

  const configuration = (mc: string, machine: string): string =>
    `Build Configuration (mc:${mc}):\nBB_VERSION           = "2.8.0"\nMACHINE              = "${machine}"\nDISTRO               = "poky"\n\n`;

  test.each(['default', ''])('of several configurations the default one counts, called "%s"', (name) => {
    const both = [configuration(name, 'rpi'), configuration('initramfs', 'rpi-initramfs')];
    expect(reportOf('raw', both.join(''))).toMatchObject({ machine: 'rpi', distro: 'poky' });
    expect(reportOf('raw', both.reverse().join(''))).toMatchObject({ machine: 'rpi', distro: 'poky' });
  });

  test('of one configuration that is not the default one, the machine is known', () => {
    expect(reportOf('raw', configuration('a', 'rpi'))).toMatchObject({ machine: 'rpi' });
    expect(reportOf('raw', configuration('a', 'rpi') + configuration('b', 'qemu')).machine).toBeUndefined();
  });

  test('layers with their revisions, as bitbake 1.46 to 2.18 print them', () => {
    const sha = (digit: string): string => digit.repeat(40);
    const report = reportOf(
      'raw',
      [
        'Build Configuration:',
        'BB_VERSION           = "2.8.0"',
        'DISTRO_VERSION       = "5.0.3"',
        'TUNE_FEATURES        = "aarch64 crc"',
        'meta                 ',
        'meta-poky',
        `meta-yocto-bsp       = "kirkstone:${sha('a')}"`,
        'meta-my.layer        = "<unknown>:<unknown>"',
        `meta-acme\t=\t"HEAD:${sha('b')}"`,
        `meta-local           = "feature/x:${sha('c')} -- modified"`,
        '',
        'meta-not-a-layer',
      ].join('\n'),
    );
    expect(report.layers).toEqual([
      { name: 'meta', branch: 'kirkstone', revision: sha('a') },
      { name: 'meta-poky', branch: 'kirkstone', revision: sha('a') },
      { name: 'meta-yocto-bsp', branch: 'kirkstone', revision: sha('a') },
      { name: 'meta-my.layer' },
      { name: 'meta-acme', revision: sha('b') },
      { name: 'meta-local', branch: 'feature/x', revision: `${sha('c')} -- modified` },
    ]);
  });

  test('what one configuration says of a task is not said of the other', () => {
    const console = [
      'ERROR: mc::app-1.0-r0 do_compile: of the default one',
      "ERROR: Task (/l/app_1.0.bb:do_compile) failed with exit code '1'",
      'ERROR: mc:initramfs:app-1.0-r0 do_compile: of the initramfs',
      "ERROR: Task (mc:initramfs:/l/app_1.0.bb:do_compile) failed with exit code '1'",
    ];
    const { failedTasks, errors } = reportOf('raw', console.join('\n'));
    expect(failedTasks.map(({ mc, messages }) => [mc, messages])).toEqual([
      [undefined, ['of the default one']],
      ['initramfs', ['of the initramfs']],
    ]);
    expect(errors.map(({ mc }) => mc)).toEqual([undefined, 'initramfs']);
  });

  test.each([
    'cp: error writing x: No space left on device',
    'ERROR: a-1-r0 do_x: [Errno 28] No space left on device',
    'WARNING: x\n  No space left on device',
    'ERROR: Immediately halt since the disk space monitor action is "HALT"!',
    'ERROR: No new tasks can be executed since the disk space monitor action is "STOPTASKS"!',
    'Log data follows:\n| tar: x: No space left on device',
  ])('the disk is full: %j', (text) => expect(reportOf('raw', text).noSpace).toBe(true));

  test('a disk that gets full is a warning only', () => {
    const report = reportOf('raw', 'WARNING: The free space of /b (/dev/sda1) is running low (0.900GB left)');
    expect([report.noSpace, report.warnings[0]?.kind]).toEqual([false, 'disk']);
  });

  test.each([
    'Keyboard Interrupt, closing down...',
    'Execution was interrupted, returning a non-zero exit code.',
  ])('%s', (text) => expect(reportOf('raw', text).interrupted).toBe(true));

  test('errors of kas are whole, and what it replays of a command is there once', () => {
    const kas = [
      '2026-11-20 20:31:43 - ERROR    - fatal: repository not found',
      '2026-11-20 20:31:43 - ERROR    - Command "/b$ git clone x" failed',
      '--- Error summary ---',
      'fatal: repository not found',
      'fatal: something else',
    ];
    expect(reportOf('kas', kas.join('\n')).kasErrors).toEqual([
      'fatal: repository not found',
      'Command "/b$ git clone x" failed\nfatal: something else',
    ]);
  });
});

describe('any console', () => {
  const PIECES: readonly (readonly ['INFO' | 'ERROR', string])[][] = [
    [['INFO', 'NOTE: Running task 3 of 90 (/l/app_2.1.bb:do_compile)']],
    [['INFO', 'NOTE: recipe app-2.1-r0: task do_compile: Started']],
    [['INFO', 'NOTE: recipe app-2.1-r0: task do_compile: Succeeded']],
    [
      ['INFO', 'WARNING: app-2.1-r0 do_compile: old'],
      ['INFO', 'Use something else.'],
    ],
    [
      ['ERROR', 'ERROR: lib-1-r0 do_fetch: Fetcher failure: searched:'],
      ['ERROR', '/l/files'],
    ],
    [['ERROR', 'ERROR: Logfile of failure stored in: /t/work/a/lib/1/temp/log.do_fetch.7']],
    [
      ['INFO', 'Log data follows:'],
      ['INFO', '| a'],
      ['INFO', '|'],
      ['INFO', 'NOTE: recipe lib-1-r0: task do_fetch: Failed'],
    ],
    [['ERROR', "ERROR: Task (/l/lib_1.bb:do_fetch) failed with exit code '1'"]],
    [['INFO', 'Sstate summary: Wanted 4 Local 1 Mirrors 0 Missed 3 Current 0 (25% match, 25% complete)']],
    [
      ['ERROR', "ERROR: Nothing PROVIDES 'x'. Close matches:"],
      ['ERROR', 'y'],
    ],
    [['INFO', "NOTE: Tasks Summary: Attempted 9 tasks of which 3 didn't need to be rerun and 1 failed."]],
    [
      ['INFO', ''],
      ['INFO', 'Summary: 1 task failed:'],
      ['INFO', '/l/lib_1.bb:do_fetch'],
      ['INFO', 'log: /t/log.do_fetch.7'],
    ],
  ];

  test('says the same with the prefix of kas, and what kas replays is not counted again', () => {
    let seed = 11;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 200; round++) {
      const lines = Array.from({ length: 1 + next(60) }, () => PIECES[next(PIECES.length)] ?? []).flat();
      const raw = lines.map(([, text]) => text);
      const kas = lines.map(([level, text]) => `2026-11-20 20:31:43 - ${level.padEnd(8)} - ${text}`);
      const replay = lines.filter(([level]) => level === 'ERROR').map(([, text]) => text);
      const ending = ['2026-11-20 20:31:44 - ERROR    - Command "/b$ bitbake x" failed:', ...replay];
      const { kasErrors, ...report } = reportOf('kas', [...kas, ...ending].join('\n'));
      expect({ ...report, kasErrors: [] }).toEqual(reportOf('raw', raw.join('\n')));
      expect(kasErrors).toEqual(['Command "/b$ bitbake x" failed:']);
      expect(report.errorCount).toBe(raw.filter((text) => /^ERROR: (?:lib|Nothing)/.test(text)).length);
    }
  });
});

test('of two messages that are cut within a character the count is 2', () => {
  const line = `WARNING: ${'x'.repeat(16 * 1024 - 10)}\u{1f600}`;
  const { warnings, warningCount } = reportOf('raw', `${line}\n${line}`);
  expect([warnings.map(({ count }) => count), warningCount]).toEqual([[2], 2]);
});
