import { describe, expect, test } from '@jest/globals';
import { RULE, read, SUMMARY } from './run-log-notation.ts';

test('of two results of a try the one that is no pass counts, in whatever order', () => {
  const [passed, failed] = ["@2 'local/x' PASSED (1 s)", "@3 'local/x' FAILED (2 s)"];
  expect(read(["@1 launching 'local/x'", passed, failed])).toEqual(['local/x failed 2s @1']);
  expect(read(["@1 launching 'local/x'", failed, passed])).toEqual(['local/x failed 2s @1']);
});

test('progress that a test leaves before a line hides it not, but for a diff', () => {
  const passed = "[pvtest] 2 INFO -- [test.docker.sh]: 'local/x' PASSED (1 s)";
  const long = `${'#'.repeat(5000)}\r`;
  for (const line of [`10%\r20%\r${passed}`, `${long}${passed}\r`, `${passed}\r\r`])
    expect(read(["@1 launching 'local/x'", line])).toEqual(['local/x passed 1s @1']);
  expect(read(["@1 launching 'local/x'", '--- diff: local/y ---', `> 10%\r${passed}`])).toEqual([
    'local/x incomplete @1',
  ]);
});

test('what only looks like SUMMARY hides no failure of the lines below it', () => {
  const passed = "'local/x' PASSED (1 s)";
  const fake = ["@1 launching 'local/x'", ...SUMMARY, passed];
  expect(read([...fake, "@2 'local/x' FAILED (2 s)"])).toEqual(['local/x failed 2s @1']);
  expect(read([...fake, "@2 'local/x' ABORTED (2 s)"])).toEqual(['local/x aborted 2s @1']);
  expect(read([...fake, "@2 'local/y' PASSED (2 s)"])).toEqual(['local/x passed 1s @1']);
});

describe('inside of a block', () => {
  const open = ["@1 launching 'local/x'", "@1 'local/x' FAILED (1 s)", '', '--- diff: local/x ---'];

  test('what fits what is known of other tests counts', () => {
    const log = [
      "@1 launching 'local/y'",
      "@1 launching 'local/w'",
      "@1 'local/w' FAILED (1 s)",
      ...open,
      "@2 'local/y' PASSED (1 s)",
      "@3 launching 'local/z'",
      "@3 'local/v' SKIPPED",
      "@4 retry 'local/w' attempt 1/1 after failure",
      '--- end diff ---',
      "@5 'local/w.1' PASSED (1 s)",
    ];
    expect(read(log)).toEqual([
      'local/v skipped',
      'local/w failed 1s @1',
      'local/w#1 passed 1s',
      'local/x failed 1s @1',
      'local/y passed 1s @1',
      'local/z incomplete @3',
    ]);
  });

  test('what does not fit does not: of no test, of one that ended, of its own, and in other words', () => {
    const log = [
      "@1 'local/w' SKIPPED",
      "@1 launching 'local/y'",
      ...open,
      "@2 'local/none' PASSED (1 s)",
      "@2 'local/x' PASSED (1 s)",
      "@2 'local/x.1' SKIPPED",
      "Info: 'local/y' PASSED (1 s)",
      "@2 'local/w' PASSED (1 s)",
      "'local/y' PASSED (1 s)",
      "> @2 'local/y' PASSED (1 s)",
      "@2 retry 'local/none' attempt 1/1 after failure",
    ];
    expect(read(log)).toEqual(['local/w skipped', 'local/x failed 1s @1', 'local/y incomplete @1']);
  });

  test.each([
    ['FAILED', 'PASSED', 'passed'],
    ['PASSED', 'FAILED', 'failed'],
    ['PASSED', 'ABORTED', 'aborted'],
  ])('what says %s gives way to a result behind it: %s', (inside, behind, outcome) => {
    const log = ["@1 launching 'local/y'", ...open, `@2 'local/y' ${inside} (1 s)`, '--- end diff ---'];
    expect(read([...log, `@4 'local/y' ${behind} (3 s)`])).toEqual([
      'local/x failed 1s @1',
      `local/y ${outcome} 3s @1`,
    ]);
  });

  test('a test that is not expected is not launched or skipped', () => {
    const log = [...open, "@2 launching 'local/y'", "@2 'local/z' SKIPPED"];
    expect(read(log, ['local/x'])).toEqual(['local/x failed 1s @1']);
  });

  test('a retry of a test that is expected counts, even if none of its lines came whole', () => {
    const log = [...open, "@2 retry 'local/y' attempt 1/1 after failure"];
    expect(read(log, ['local/x', 'local/y'])).toEqual(['local/x failed 1s @1', 'local/y failed']);
  });

  test.each([
    ['its own retry', "@2 retry 'local/x' attempt 1/1 after failure"],
    ['its own end', '--- end diff ---'],
    ['the end of a block that was torn', '--- end errors ---'],
    ['a line of equal signs', RULE],
  ])('%s ends it', (_, end) => {
    expect(read([...open, end, "@3 'local/none' PASSED (1 s)"])).toEqual([
      'local/none passed 1s',
      'local/x failed 1s @1',
    ]);
  });

  test('SUMMARY ends it', () => {
    expect(read([...open, '=== SUMMARY ===', "@1 'local/y' PASSED (1 s)"])).toEqual([
      'local/x failed 1s @1',
      'local/y passed 1s',
    ]);
  });
});

describe('SUMMARY', () => {
  test('counts where a try has no result, and nowhere else', () => {
    const log = ["@1 launching 'local/x'", "@1 launching 'local/y'", "@2 'local/y' FAILED (1 s)", ...SUMMARY];
    expect(read([...log, "'local/x' PASSED (1 s)", "'local/y' PASSED (1 s)", "'local/z' SKIPPED"])).toEqual([
      'local/x passed 1s @1',
      'local/y failed 1s @1',
      'local/z skipped',
    ]);
  });

  test('a line without a time counts before it too, but not one without anything around it', () => {
    expect(read(["'local/x' PASSED (1 s)"])).toEqual([]);
    expect(read([...SUMMARY, "'local/x' PASSED (1 s)", RULE, "'local/y' PASSED (1 s)"])).toEqual([
      'local/x passed 1s',
    ]);
  });

  test('nothing counts inside of its blocks', () => {
    const log = [
      ...SUMMARY,
      '--- errors: local/x ---',
      "'local/y' PASSED (1 s)",
      "@1 'local/z' PASSED (1 s)",
    ];
    const end = ['--- end errors ---', "'local/x' ABORTED"];
    expect(read([...log, "@1 launching 'local/z'", ...end])).toEqual(['local/x aborted']);
    const retry = "@1 retry 'local/z' attempt 1/1 after failure";
    expect(read(["@1 launching 'local/z'", ...log, retry])).toEqual(['local/z incomplete @1']);
  });

  test('what a line before it mentions does not count, unless the line is a torn one', () => {
    const summary = [...SUMMARY, "'local/x' PASSED (1 s)"];
    expect(read(["+ echo 'local/x' PASSED (1 s)", ...summary])).toEqual([]);
    expect(read(["[pvtest] 17[pvtest] 8 INFO -- [x]: 'local/x' PASSED (1 s)", ...summary])).toEqual([
      'local/x passed 1s',
    ]);
  });

  test('nothing in it counts where more was mentioned before than is remembered', () => {
    const mentioned = Array.from({ length: 1_001 }, (_, at) => `> 'local/none-${at}' PASSED (1 s)`);
    const summary = (at: number): string[] => [...SUMMARY, `'local/none-${at}' PASSED (1 s)`];
    expect(read([...mentioned, ...summary(1_000)])).toEqual([]);
    expect(read([...mentioned.slice(0, 900), ...summary(1_000)])).toEqual(['local/none-1000 passed 1s']);
  });

  test('a line of a diff that it repeats does not count', () => {
    const fakes = ["@1 'local/none' PASSED (1 s)", "'local/y' PASSED (1 s)"];
    const log = [
      "@1 launching 'local/y'",
      "@1 'local/x' FAILED (1 s)",
      '--- diff: local/x ---',
      ...fakes,
      '--- end diff ---',
      ...SUMMARY,
    ];
    expect(read([...log, "@1 'local/x' FAILED (1 s)", ...fakes])).toEqual([
      'local/x failed 1s',
      'local/y incomplete @1',
    ]);
    expect(read([...log, "'local/none' PASSED (1 s)", "'local/y' PASSED (1 s)"])).toEqual([
      'local/x failed 1s',
      'local/y incomplete @1',
    ]);
  });

  test('lines of two forms are not mixed', () => {
    const log = [
      ...SUMMARY,
      "@1 'local/x' FAILED (1 s)",
      "'local/y' PASSED (1 s)",
      "Info: 'local/z' PASSED (1 s)",
    ];
    expect(read(log)).toEqual(['local/x failed 1s']);
  });

  test('a launch that is new is of another run in the same log', () => {
    const log = ["@1 'local/x' PASSED (1 s)", '=== SUMMARY ===', "@9 launching 'remote/y'"];
    expect(read([...log, '--- diff: local/x ---', "@9 'local/z' SKIPPED"])).toEqual([
      'local/x passed 1s',
      'local/z skipped',
      'remote/y incomplete @9',
    ]);
  });
});
