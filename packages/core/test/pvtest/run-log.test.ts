import { describe, expect, test } from '@jest/globals';
import { type RunEvent, runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import { lines, read, SUMMARY } from './run-log-notation.ts';

describe('tries', () => {
  test('a launch without a result is incomplete', () => {
    expect(read(["@5 launching 'local/x'"])).toEqual(['local/x incomplete @5']);
  });

  test('what was recorded was compared with nothing', () => {
    expect(read(["@5 'local/x' RECORDED (3 s)"])).toEqual([
      'local/x skipped 3s (recorded: nothing was compared)',
    ]);
  });

  test('what else stands behind a verdict is a reason, but not for passing', () => {
    expect(read(["@5 'local/x' ABORTED (3 s) (no device)", "@5 'local/y' PASSED (3 s) (on main)"])).toEqual([
      'local/x aborted 3s (no device)',
      'local/y passed 3s',
    ]);
  });

  test('a cut line is made up for by a whole one', () => {
    expect(read(["@5 'local/x' PASSED", "@5 'local/x' PASSED (3 s)"])).toEqual(['local/x passed 3s']);
    expect(read(["@5 'local/x' SKIPPED", "@5 'local/x' SKIPPED (devices)"])).toEqual([
      'local/x skipped (devices)',
    ]);
  });

  test('a line that stands twice is one result', () => {
    const once = ["@5 launching 'local/x'", "@8 'local/x' FAILED (3 s)"];
    expect(read([...once, ...once, "@9 'local/x' PASSED (3 s)"])).toEqual(['local/x failed 3s @5']);
  });

  test('a retry says that the try before it failed, also where its result was torn', () => {
    const log = [
      "@5 launching 'local/x'",
      "@8 'local/x' FAI",
      "@8 retry 'local/x' attempt 1/1 after failure",
    ];
    expect(read(log)).toEqual(['local/x failed @5']);
    expect(read([...log, "@9 launching 'local/x.1'"])).toEqual([
      'local/x failed @5',
      'local/x#1 incomplete @9',
    ]);
    expect(read([...log, ...SUMMARY, "@8 'local/x' FAILED (3 s)"])).toEqual(['local/x failed 3s @5']);
  });

  test('so does the result of a later try', () => {
    expect(read(["@5 launching 'local/x'", "@8 'local/x.1' PASSED (3 s)"])).toEqual([
      'local/x failed @5',
      'local/x#1 passed 3s',
    ]);
  });

  test('what passed is not tried again', () => {
    const log = ["@5 'local/x' PASSED (3 s)", "@8 retry 'local/x' attempt 1/1 after failure"];
    expect(read([...log, "@9 'local/x.1' PASSED (3 s)"])).toEqual([
      'local/x passed 3s',
      'local/x.1 passed 3s',
    ]);
  });

  test('a test that one device skips and another one runs has run', () => {
    const log = [
      "@5 'local/x' SKIPPED (devices)",
      "@6 'local/x' PASSED (3 s)",
      "@7 'local/x' SKIPPED (devices)",
    ];
    expect(read(log)).toEqual(['local/x passed 3s']);
    expect(read([...log.slice(0, 1), "@6 launching 'local/x'"])).toEqual(['local/x incomplete @6']);
    expect(read([...log.slice(0, 1), ...SUMMARY, "@6 'local/x' PASSED (3 s)"])).toEqual([
      'local/x skipped (devices)',
    ]);
  });
});

describe('a name that ends like that of a retry', () => {
  const both = ["@1 launching 'local/update-1'", "@2 'local/update-1' FAILED (1 s)"];
  const other = ["@3 launching 'local/update-1.2'", "@4 'local/update-1.2' PASSED (1 s)"];

  test('is a test where the one without the suffix is not known', () => {
    expect(read(other)).toEqual(['local/update-1.2 passed 1s @3']);
  });

  test('is a test where a retry cannot be: the one before it did not run, or passed', () => {
    expect(read([...both, ...other])).toEqual([
      'local/update-1 failed 1s @1',
      'local/update-1.2 passed 1s @3',
    ]);
    expect(read(["@1 'local/x' PASSED (1 s)", "@2 launching 'local/x.1'"])).toEqual([
      'local/x passed 1s',
      'local/x.1 incomplete @2',
    ]);
  });

  test('stays a test', () => {
    const log = ["@1 launching 'local/x.1'", "@2 launching 'local/x'", "@3 'local/x' FAILED (1 s)"];
    expect(read([...log, "@4 'local/x.1' PASSED (1 s)"])).toEqual([
      'local/x failed 1s @2',
      'local/x.1 passed 1s @1',
    ]);
  });

  test('is a test where the retry of the same name is over', () => {
    const retried = [
      "@2 retry 'local/update-1' attempt 1/1 after failure",
      "@3 'local/update-1.1' PASSED (1 s)",
    ];
    const log = [...both, ...retried, "@4 launching 'local/update-1.1'"];
    expect(read(log, ['local/update-1', 'local/update-1.1'])).toEqual([
      'local/update-1 failed 1s @1',
      'local/update-1#1 passed 1s',
      'local/update-1.1 incomplete @4',
    ]);
  });

  test('is a test where it is expected', () => {
    const log = [...both, "@3 launching 'local/update-1.1'"];
    expect(read(log)).toEqual(['local/update-1 failed 1s @1', 'local/update-1#1 incomplete @3']);
    expect(read(log, ['local/update-1', 'local/update-1.1'])).toEqual([
      'local/update-1 failed 1s @1',
      'local/update-1.1 incomplete @3',
    ]);
  });

  test('is a retry where it was announced, even if a test of the name is expected', () => {
    const log = [
      ...both,
      "@2 retry 'local/update-1' attempt 1/1 after failure",
      "@3 launching 'local/update-1.1'",
    ];
    expect(read(log, ['local/update-1', 'local/update-1.1'])).toEqual([
      'local/update-1 failed 1s @1',
      'local/update-1#1 incomplete @3',
    ]);
  });

  test('is a retry where only the test without it is expected', () => {
    expect(read(["@3 launching 'local/update.1'"], ['local/update'])).toEqual([
      'local/update failed',
      'local/update#1 incomplete @3',
    ]);
  });

  test('is a test where the retry is announced of the whole name', () => {
    const log = [
      "@1 'local/update-1.2' FAILED (1 s)",
      "@1 retry 'local/update-1.2' attempt 1/1 after failure",
    ];
    expect(read([...log, "@2 'local/update-1.2.1' PASSED (1 s)"])).toEqual([
      'local/update-1.2 failed 1s',
      'local/update-1.2#1 passed 1s',
    ]);
  });
});

describe('the oldest runner names every try alike', () => {
  const failed = "Info: 'local/x' FAILED (3 s)";
  const retry = "Retry: 'local/x' attempt 1/2 after failure...";

  test('a retry makes the next result one of another try', () => {
    expect(read([failed, retry, "Info: 'local/x' PASSED (4 s)"])).toEqual([
      'local/x failed 3s',
      'local/x#1 passed 4s',
    ]);
    expect(read([failed, retry, failed])).toEqual(['local/x failed 3s', 'local/x#1 failed 3s']);
  });

  test('the same line again is no other try', () => {
    expect(read([failed, failed])).toEqual(['local/x failed 3s']);
    expect(read([failed, failed, retry, failed, failed])).toEqual([
      'local/x failed 3s',
      'local/x#1 failed 3s',
    ]);
  });

  test('another result after a failure is one of a retry whose line was torn', () => {
    expect(read([failed, 'Retry: ', "Info: 'local/x' PASSED (4 s)"])).toEqual([
      'local/x failed 3s',
      'local/x#1 passed 4s',
    ]);
    expect(read(["Info: 'local/x' PASSED (4 s)", failed])).toEqual(['local/x passed 4s']);
    expect(read([failed, "Info: 'local/x' FAILED"])).toEqual(['local/x failed 3s']);
    expect(read([failed, "Info: 'local/x' FAILED (4 s)", "Info: 'local/x' PASSED (5 s)"])).toEqual([
      'local/x failed 3s',
      'local/x#1 failed 4s',
      'local/x#2 passed 5s',
    ]);
  });

  test('SUMMARY repeats the tries in their order', () => {
    const log = [failed, retry, "Info: 'local/x' PAS", ...SUMMARY, failed, "Info: 'local/x' PASSED (4 s)"];
    expect(read(log)).toEqual(['local/x failed 3s', 'local/x#1 passed 4s']);
    const first = ["Info: 'local/x' FAI", retry, "Info: 'local/x' PASSED (4 s)", ...SUMMARY];
    expect(read([...first, failed, "Info: 'local/x' PASSED (4 s)"])).toEqual([
      'local/x failed 3s',
      'local/x#1 passed 4s',
    ]);
    expect(read([...first, "Info: 'local/x' PASSED (4 s)"])).toEqual([
      'local/x failed',
      'local/x#1 passed 4s',
    ]);
    const twice = [
      failed,
      retry,
      failed,
      "Retry: 'local/x' attempt 2/2 after failure...",
      ...SUMMARY,
      failed,
      failed,
    ];
    expect(read([...twice, "Info: 'local/x' PASSED (4 s)"])).toEqual([
      'local/x failed 3s',
      'local/x#1 failed 3s',
      'local/x#2 passed 4s',
    ]);
  });

  test('a diff whose end is missing hides no result of another test', () => {
    const log = [
      failed,
      '--- diff: local/x ---',
      "Info: 'local/x' PASSED (0 s)",
      "Info: 'local/y' PASSED (1 s)",
    ];
    expect(read([...log, retry, "Info: 'local/x' PASSED (4 s)"])).toEqual([
      'local/x failed 3s',
      'local/x#1 passed 4s',
      'local/y passed 1s',
    ]);
  });

  test('in a diff, what cannot come next does not count', () => {
    const log = [
      failed,
      "Info: 'local/y' FAILED (1 s)",
      '--- diff: local/y ---',
      "Info: 'local/x' PASSED (0 s)",
    ];
    expect(read(log)).toEqual(['local/x failed 3s', 'local/y failed 1s']);
    expect(read([...log, "Info: 'local/z' PASSED (0 s)"], ['local/x', 'local/y'])).toEqual([
      'local/x failed 3s',
      'local/y failed 1s',
    ]);
  });
});

test('each line returns what it changed, and the progress follows', () => {
  const reader = runLogReader();
  const seen: (RunEvent | undefined)[] = [];
  const take = (short: readonly string[]): void => {
    for (const line of lines(short)) seen.push(reader.read(line));
  };
  take(["@5 launching 'local/x'", "@6 launching 'local/y'", 'text']);
  expect(reader.progress()).toEqual({
    done: 0,
    running: [
      { id: 'local/x', attempt: 0, started: 5 },
      { id: 'local/y', attempt: 0, started: 6 },
    ],
    failed: 0,
    flaky: 0,
  });
  take([
    "@8 'local/x' FAILED (3 s)",
    "@8 retry 'local/x' attempt 1/1 after failure",
    "@9 'local/y' ABORTED (3 s)",
  ]);
  expect(reader.progress()).toEqual({ done: 1, running: [], failed: 1, flaky: 0 });
  take(["@13 launching 'local/x.1'", "@13 launching 'local/x.1'"]);
  expect(reader.progress()).toMatchObject({ running: [{ id: 'local/x', attempt: 1, started: 13 }] });
  take(["@13 retry 'local/x' attempt 1/1 after failure"]);
  take(["@15 'local/x.1' PASSED (2 s)", "@15 'local/x.1' PASSED (2 s)", "@16 'local/z' SKIPPED"]);
  take(["@17 'local/w' PASSED (1 s)", "@17 launching 'local/w'"]);
  expect(reader.progress()).toEqual({ done: 4, running: [], failed: 1, flaky: 1 });
  expect(seen).toEqual([
    { type: 'launched', id: 'local/x', attempt: 0, started: 5 },
    { type: 'launched', id: 'local/y', attempt: 0, started: 6 },
    undefined,
    { type: 'finished', id: 'local/x', attempt: 0, outcome: 'failed', seconds: 3 },
    { type: 'retry', id: 'local/x', attempt: 1 },
    { type: 'finished', id: 'local/y', attempt: 0, outcome: 'aborted', seconds: 3 },
    { type: 'launched', id: 'local/x', attempt: 1, started: 13 },
    undefined,
    undefined,
    { type: 'finished', id: 'local/x', attempt: 1, outcome: 'passed', seconds: 2 },
    undefined,
    { type: 'finished', id: 'local/z', attempt: 0, outcome: 'skipped', seconds: undefined },
    { type: 'finished', id: 'local/w', attempt: 0, outcome: 'passed', seconds: 1 },
    undefined,
  ]);
});
