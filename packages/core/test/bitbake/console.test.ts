import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { consoleReader } from '@pv-actions/core/bitbake/console.ts';
import { parseConsoleLine } from '@pv-actions/core/bitbake/console-line.ts';
import { expected, notation } from './console-notation.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

function read(mode: 'kas' | 'raw', text: string): string[] {
  const reader = consoleReader(mode);
  return text
    .split('\n')
    .map((line) => reader.read(line))
    .filter((event) => event !== undefined)
    .map(notation);
}

describe('recorded consoles', () => {
  const files = readdirSync(join(FIXTURES, 'events')).map((name) => name.replace(/\.events$/, ''));

  test('each of the 18 runs has its events written out', () => {
    const runs = readdirSync(join(FIXTURES, 'bitbake-logs')).filter((name) => name.endsWith('.rc'));
    expect(runs.length).toBe(18);
    expect([...new Set(files.map((name) => `${name.slice(0, -4)}.rc`))].sort()).toEqual(runs.sort());
  });

  test.each(files)('%s', (name) => {
    const text = readFileSync(join(FIXTURES, 'bitbake-logs', name), 'utf8');
    const mode = /-(?:shell-raw|dump-\w+)\./.test(name) ? 'raw' : 'kas';
    expect(read(mode, text)).toEqual(
      expected(readFileSync(join(FIXTURES, 'events', `${name}.events`), 'utf8')),
    );
  });
});

describe('single lines', () => {
  test.each([
    // Names of tasks.
    [
      'NOTE: Running task 3 of 9 (mc:initramfs:/l/app_2.1.bb:do_fetch)',
      'run 3/9 mc initramfs /l/app_2.1.bb do_fetch',
    ],
    [
      'NOTE: Running noexec task 3 of 9 (virtual:native:/l/z_1.bb:do_build)',
      'noexec 3/9 native /l/z_1.bb do_build',
    ],
    [
      'NOTE: Running task 3 of 9 (mc:x:virtual:nativesdk:/l/z_1.bb:do_a)',
      'run 3/9 mc x nativesdk /l/z_1.bb do_a',
    ],
    [
      'NOTE: Running task 3 of 9 (virtual:multilib:lib32:/l/z.bb:do_a)',
      'run 3/9 multilib:lib32 /l/z.bb do_a',
    ],
    ['NOTE: Running task 3 of 9 (ID: 12, /l/z_1.bb, do_fetch)', 'run 3/9 /l/z_1.bb do_fetch'],
    [
      'NOTE: Running task 3 of 9 (ID: 12, virtual:native:/l/z_1.bb, do_fetch)',
      'run 3/9 native /l/z_1.bb do_fetch',
    ],
    ['NOTE: package zlib-1.2.8-r0: task do_fetch: Started', 'started zlib 1.2.8 do_fetch'],
    ['NOTE: recipe zlib-1.2.8-r0: task do_fetch: Failed', 'failed zlib 1.2.8 do_fetch'],
    // Shared state.
    [
      'Sstate summary: Wanted 10 Found 4 Missed 6 Current 2 (40% match, 50% complete)',
      'sstate wanted 10 found 4 missed 6 current 2 match 40',
    ],
    [
      'Initialising tasks...done.Sstate summary: Wanted 9 Local 2 Network 1 Missed 6 Current 0 (33% match, 33% complete)',
      'sstate wanted 9 found 3 missed 6 current 0 match 33',
    ],
    [
      'NOTE: Sstate summary: Wanted 8 Local 2 Mirrors 4 Missed 2 Current 1 (75% match, 77% complete)',
      'sstate wanted 8 found 6 missed 2 current 1 match 75',
    ],
    [
      'Sstate summary: Wanted 8 Found 2 Missed 6 Current 1',
      'sstate wanted 8 found 2 missed 6 current 1 match 25',
    ],
    // Failed tasks.
    ["ERROR: Task 123 (/l/a_1.bb, do_compile) failed with exit code '1'", 'task-failed /l/a_1.bb do_compile'],
    [
      "ERROR: Task (mc:m:virtual:native:/l/a_1.bb:do_compile) failed with exit code '1'",
      'task-failed mc m native /l/a_1.bb do_compile',
    ],
    [
      "WARNING: Setscene task (/l/a_1.bb:do_deploy_setscene) failed with exit code '1' - real task will be run instead",
      'setscene-failed /l/a_1.bb do_deploy_setscene',
    ],
    [
      "WARNING: Setscene task 7 (/l/a_1.bb, do_deploy_setscene) failed with exit code '1' - real task will be run instead",
      'setscene-failed /l/a_1.bb do_deploy_setscene',
    ],
    [
      'WARNING: Logfile for failed setscene task is /t/log.do_deploy_setscene.7',
      'setscene-log /t/log.do_deploy_setscene.7',
    ],
    [
      'ERROR: Function failed: do_compile (log file is located at /t/log.do_compile.7)',
      'error task Function failed: do_compile (log file is located at /t/log.do_compile.7)',
    ],
    [
      "ERROR: a-1.0-r0 do_compile: ExecutionError('/t/run.do_compile.7', 1, None, None)",
      "error task (a 1.0 do_compile) ExecutionError('/t/run.do_compile.7', 1, None, None)",
    ],
    // Messages.
    [
      'WARNING: mc:initramfs:app-2.1-r0 do_compile: old',
      'warning task (mc initramfs app 2.1 do_compile) old',
    ],
    [
      'WARNING: /l/app_2.1.bb:do_compile is tainted from a forced run',
      'warning task (app do_compile in /l/app_2.1.bb) /l/app_2.1.bb:do_compile is tainted from a forced run',
    ],
    [
      'Parsing recipes...WARNING: /l/x_1.0.bb: old variable',
      'warning parse (x in /l/x_1.0.bb) /l/x_1.0.bb: old variable',
    ],
    [
      "Parsing recipes...ERROR: ParseError at /l/x_1.0.bb:12: unparsed line: 'foo'",
      "error parse (x in /l/x_1.0.bb:12) ParseError at /l/x_1.0.bb:12: unparsed line: 'foo'",
    ],
    [
      'ERROR: ParseError at /l/conf/local.conf:3: Could not include required file nope.inc',
      'error parse (in /l/conf/local.conf:3) ParseError at /l/conf/local.conf:3: Could not include required file nope.inc',
    ],
    [
      'ERROR: ExpansionError during parsing virtual:native:/l/x_1.0.bb',
      'error parse (x in /l/x_1.0.bb) ExpansionError during parsing virtual:native:/l/x_1.0.bb',
    ],
    [
      'WARNING: virtual:native:/l/x_1.0.bb: old variable',
      'warning parse (x-native in /l/x_1.0.bb) virtual:native:/l/x_1.0.bb: old variable',
    ],
    [
      'ERROR: Failed to parse recipe: /l/x_1.0.bb',
      'error parse (x in /l/x_1.0.bb) Failed to parse recipe: /l/x_1.0.bb',
    ],
    ["ERROR: Nothing RPROVIDES 'lua'", "error provider Nothing RPROVIDES 'lua'"],
    [
      'ERROR: Multiple .bb files are due to be built which each provide virtual/kernel:',
      'error provider Multiple .bb files are due to be built which each provide virtual/kernel:',
    ],
    [
      'ERROR: Task do_nope does not exist for target app (/l/app_2.1.bb:do_nope).',
      'error provider (app in /l/app_2.1.bb) Task do_nope does not exist for target app (/l/app_2.1.bb:do_nope).',
    ],
    [
      'WARNING: The free space of /b (/dev/sda1) is running low (0.900GB left)',
      'warning disk The free space of /b (/dev/sda1) is running low (0.900GB left)',
    ],
    [
      'ERROR: Immediately halt since the disk space monitor action is "HALT"!',
      'error disk Immediately halt since the disk space monitor action is "HALT"!',
    ],
    [
      'ERROR: a-1-r0 do_package_qa: QA run found fatal errors.',
      'error qa (a 1 do_package_qa) QA run found fatal errors.',
    ],
    ['cp: write error: No space left on device', 'no-space cp: write error: No space left on device'],
    [
      'WARNING: Host distribution "x" has not been validated',
      'warning other Host distribution "x" has not been validated',
    ],
    ['WARNING: git://host/a.conf is not there', 'warning other git://host/a.conf is not there'],
    // Interrupts and silence.
    ['Keyboard Interrupt, closing down...', 'interrupted 1'],
    ['Second Keyboard Interrupt, stopping...', 'interrupted 2'],
    ['Execution was interrupted, returning a non-zero exit code.', 'interrupted 0'],
    ['Bitbake still alive (no events for 600s). Active tasks:', 'alive after 600'],
    // Log lines and summaries.
    ['|', 'log: '],
    ['| a', 'log: a'],
    [' | a', 'log: a'],
    ['Summary: There were 3 WARNING messages shown.', 'count warning 3'],
    ['Summary: There was 1 ERROR message shown, returning a non-zero exit code.', 'count error 1'],
    ['Summary: 12 tasks failed:', 'summary 12 failed'],
    [
      "NOTE: Tasks Summary: Attempted 27 tasks of which 18 didn't need to be rerun and 2 failed.",
      'tasks attempted 27 reused 18 failed 2',
    ],
    [
      'Parsing of 2198 .bb files complete (2000 cached, 198 parsed). 2968 targets, 234 skipped, 141 masked, 1 errors.',
      'parsed 2198: 2000 cached 198 parsed 2968 targets 234 skipped 141 masked 1 errors',
    ],
  ])('%s', (line, wanted) => {
    const event = parseConsoleLine(line);
    expect(event === undefined ? undefined : notation(event)).toBe(wanted);
  });

  test.each([
    '',
    'done.',
    'NOTE: Executing Tasks',
    'NOTE: Running task x of 9 (/l/a_1.bb:do_a)',
    'NOTE: Running task 1 of 9 (/l/a_1.bb)',
    'NOTE: recipe a-1-r0: task do_a: Confused',
    'Summary: nothing',
    'Sstate summary: Wanted nothing',
    'Loaded 0 entries from dependency cache.',
    '|x',
  ])('%j says nothing', (line) => expect(parseConsoleLine(line)).toBeUndefined());

  test('the log that an older bitbake names in its text is kept', () => {
    expect(
      parseConsoleLine('ERROR: Function failed: do_x (log file is located at /t/log.do_x.7)'),
    ).toMatchObject({
      logFile: '/t/log.do_x.7',
    });
  });

  test('a line of 70 KiB is cut at 16 KiB', () => {
    const event = parseConsoleLine(`ERROR: ${'x'.repeat(70 * 1024)}`);
    expect(event).toMatchObject({ type: 'error', text: 'x'.repeat(16 * 1024 - 7) });
  });
});

describe('lines that belong together', () => {
  test('the names that bitbake proposes', () => {
    expect(
      read(
        'raw',
        "ERROR: Nothing PROVIDES 'tiny-imag'. Close matches:\n  tiny-image\n  tiny\nNOTE: Executing",
      ),
    ).toEqual([
      "error provider Nothing PROVIDES 'tiny-imag'. Close matches:",
      'continued error: tiny-image',
      'continued error: tiny',
    ]);
  });

  test('a further line of an error is found behind the output of other tasks, by its level', () => {
    const kas = [
      '2026-11-20 20:31:43 - ERROR    - ERROR: a-1-r0 do_fetch: Fetcher failure: The paths that were searched were:',
      '2026-11-20 20:31:43 - INFO     - NOTE: recipe b-1-r0: task do_fetch: Started',
      '2026-11-20 20:31:43 - INFO     - plain output',
      '2026-11-20 20:31:43 - ERROR    - /l/files',
    ];
    expect(read('kas', kas.join('\n'))).toEqual([
      'error fetch (a 1 do_fetch) Fetcher failure: The paths that were searched were:',
      'started b 1 do_fetch',
      'continued error: /l/files',
    ]);
  });

  test('what bitbake calls unbuildable in a note is no part of the warning before', () => {
    const raw = [
      'WARNING: w',
      "NOTE: Target 'x' is unbuildable, removing...",
      'Missing or unbuildable dependency chain was: []',
    ];
    expect(read('raw', raw.join('\n'))).toEqual(['warning other w']);
  });

  test('the tasks that run while bitbake is silent', () => {
    expect(
      read(
        'raw',
        'Bitbake still alive (no events for 600s). Active tasks:\n/l/a_1.bb:do_compile\n\n/l/b_1.bb:do_x',
      ),
    ).toEqual(['alive after 600', 'active-task /l/a_1.bb do_compile']);
  });

  test('a build configuration: layers share the revision of the last one', () => {
    const raw = [
      ...[
        'Build Configuration (mc:default):',
        'BB_VERSION           = "2.8.0"',
        'meta                 ',
        'meta-poky            = "scarthgap:ab12"',
      ],
      ...['', 'MACHINE = "not in the block"'],
    ];
    expect(read('raw', raw.join('\r\n'))).toEqual([
      'configuration',
      'set BB_VERSION=2.8.0',
      'layer meta',
      'set meta-poky=scarthgap:ab12',
    ]);
  });

  test('records of several lines of kas itself, without its traceback', () => {
    const kas = [
      '2026-11-20 20:31:43 - ERROR    - Config file validation Error:',
      "Additional properties are not allowed ('x' was unexpected)",
      '',
      'Traceback (most recent call last):',
      '  File "/usr/bin/kas", line 5, in main',
      'kas.includehandler.LoadConfigException: Load error',
    ];
    const events = [
      'kas ERROR Config file validation Error:',
      "continued kas: Additional properties are not allowed ('x' was unexpected)",
    ];
    expect(read('kas', kas.join('\n'))).toEqual(events);
    expect(read('raw', kas.join('\n'))).toEqual(events);
  });

  test('what kas says behind a command that failed is its own', () => {
    const kas = ['ERROR: x', 'Command "/b$ bitbake x" failed:', 'Some error of kas'];
    const lines = kas.map((text) => `2026-11-20 20:31:43 - ERROR    - ${text}`);
    expect(read('kas', lines.join('\n'))).toEqual([
      'error other x',
      'kas ERROR Command "/b$ bitbake x" failed:',
      'kas ERROR Some error of kas',
    ]);
  });

  test('a usage error of kas', () => {
    expect(read('kas', 'usage: kas [-h]\nkas build: error: unrecognized arguments: --nope')).toEqual([
      'kas ERROR unrecognized arguments: --nope',
    ]);
  });

  test('a traceback of bitbake is one error', () => {
    const kas = [
      '2026-11-20 20:31:43 - INFO     - Loading cache...done.',
      '2026-11-20 20:31:43 - ERROR    - Traceback (most recent call last):',
      '2026-11-20 20:31:43 - ERROR    - File "/b/bitbake", line 5, in main',
      "2026-11-20 20:31:43 - ERROR    - KeyError: 'x'",
    ];
    expect(read('kas', kas.join('\n'))).toEqual([
      'phase parsing',
      'error other Traceback (most recent call last):',
      'continued error: File "/b/bitbake", line 5, in main',
      "continued error: KeyError: 'x'",
    ]);
  });
});

describe('whatever a console holds', () => {
  const random = (seed: number) => () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };

  test('random bytes never throw', () => {
    const next = random(7);
    const starts = [
      '',
      'NOTE: ',
      'ERROR: ',
      'WARNING: ',
      'NOTE: Running task ',
      'NOTE: recipe ',
      'Summary: ',
      '| ',
    ];
    const prefixes = ['', '2026-11-20 20:31:43 - ERROR    - ', '2026-11-20 20:31:43 - INFO     - '];
    const readers = [consoleReader('kas'), consoleReader('raw')];
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(
        Array.from({ length: Math.floor(next() * 40) }, () => Math.floor(next() * 256)),
      );
      const start = starts[Math.floor(next() * starts.length)];
      const prefix = prefixes[Math.floor(next() * prefixes.length)];
      const line = `${prefix}${start}${bytes.toString(next() < 0.5 ? 'latin1' : 'utf8')}`;
      for (const reader of readers) expect(() => reader.read(line)).not.toThrow();
    }
  });

  test('a line with many starts of a path costs as little as a short one', () => {
    const line = `ERROR: ${'/a.b'.repeat(20_000)}`;
    const event = parseConsoleLine(line);
    expect(event).toMatchObject({ type: 'error', kind: 'other' });
    expect(event).not.toHaveProperty('file');
  });

  test.each([
    'Sstate summary: Wanted 1 Local 1 Mirrors 0 Missed # Current 0 (100% match, 100% complete)',
    "NOTE: Tasks Summary: Attempted # tasks of which 1 didn't need to be rerun and all succeeded.",
    'NOTE: Running task # of 2 (/l/a_1.0.bb:do_compile)',
    'Summary: There were # WARNING messages.',
  ])('a number that is no count makes it another line: %s', (line) => {
    expect(parseConsoleLine(line.replace('#', '9'.repeat(9)))).toBeDefined();
    expect(parseConsoleLine(line.replace('#', '9'.repeat(10)))).toBeUndefined();
  });
});
