import { describe, expect, test } from '@jest/globals';
import { parseRunLine } from '@pv-actions/core/pvtest/run-line.ts';

/** A line's meaning in short: `result log local/a/b PASSED 3`. */
function meaning(line: string): string {
  const parsed = parseRunLine(line);
  if (parsed === undefined) return '';
  return Object.values(parsed)
    .filter((value) => value !== undefined)
    .join(' ');
}

describe('lines of the log convention', () => {
  const at = (message: string): string => `[pvtest] 1795205463 INFO -- [test.docker.sh]: ${message}`;

  test.each([
    [at("launching 'local/a/b'"), 'launching local/a/b 1795205463'],
    [at("launching './local/a/b'"), 'launching local/a/b 1795205463'],
    [at("launching 'remote/a/b/c.12'"), 'launching remote/a/b/c.12 1795205463'],
    [at("'local/a/b' PASSED (3 s)"), 'result log local/a/b PASSED 3'],
    [at("'local/a/b' FAILED (0 s)"), 'result log local/a/b FAILED 0'],
    [at("'local/a/b.1' ABORTED (71 s)"), 'result log local/a/b.1 ABORTED 71'],
    [at("'local/a/b' RECORDED (4 s)"), 'result log local/a/b RECORDED 4'],
    [at("'local/a/b' SKIPPED"), 'result log local/a/b SKIPPED'],
    [at("'local/a/b' SKIPPED (devices)"), 'result log local/a/b SKIPPED devices'],
    [at("'local/a/b' SKIPPED (skip:true)"), 'result log local/a/b SKIPPED skip:true'],
    [at("'local/a/b' ABORTED (2 s) (claim (x) failed)"), 'result log local/a/b ABORTED 2 claim (x) failed'],
    [at("'local/a/two words' PASSED (3 s)"), 'result log local/a/two words PASSED 3'],
    [at("retry 'local/a/b' attempt 1/2 after failure"), 'retry local/a/b 1'],
    ["[mytester] 5 INFO -- [pvtest-run]: 'local/a/b' PASSED (23 s)", 'result log local/a/b PASSED 23'],
    ["[my tester] 5 ERROR    -- 'local/a/b' FAILED (23 s)", 'result log local/a/b FAILED 23'],
    ["[mytester] 5 DEBUG -- launching 'local/a/b'", 'launching local/a/b 5'],
    ["[mytester] 5 INFO -- retry 'local/a/b' attempt 2/2 after failure", 'retry local/a/b 2'],
    [
      "\u001b[1m[pvtest] 5 INFO -- [x]: 'local/a/b' \u001b[0;32mPASSED\u001b[0m (3 s)\u001b[K\r",
      'result log local/a/b PASSED 3',
    ],
  ])('%j', (line, expected) => expect(meaning(line)).toBe(expected));
});

test.each([
  ["Info: 'local/a/b' PASSED (3 s)", 'result info local/a/b PASSED 3'],
  ["Info: 'local/a/b' \u001b[0;33mSKIPPED\u001b[0m", 'result info local/a/b SKIPPED'],
  ["Retry: 'local/a/b' attempt 1/2 after failure...", 'retry local/a/b 1'],
  ["'local/a/b' PASSED (3 s)", 'result bare local/a/b PASSED 3'],
  ["'local/a/b' FAILED (3 s) (on main)", 'result bare local/a/b FAILED 3 on main'],
  ["'local/a/b' SKIPPED", 'result bare local/a/b SKIPPED'],
  ['--- diff: local/a/b.1 ---', 'block local/a/b.1'],
  ['--- errors: ./local/a/b ---', 'block local/a/b'],
  ['--- run errors ---', 'block'],
  ['--- end diff ---', 'block-end'],
  ['--- end errors ---', 'block-end'],
  ['--- end run errors ---\r', 'block-end'],
  ['=======================================================', 'rule'],
  ['======================= SUMMARY =======================', 'summary'],
  ['=== SUMMARY ===', 'summary'],
])('a line of another form: %j', (line, expected) => expect(meaning(line)).toBe(expected));

describe('lines that say nothing', () => {
  const log = '[pvtest] 5 INFO -- [test.docker.sh]: ';

  test.each([
    '',
    '[pvtest] 5 DEBUG -- [test.docker.sh]: workspace=/tmp/x',
    'Info: test logs can be found at /tmp/x',
    "> [pvtest] 5 INFO -- [test.docker.sh]: 'local/a/b' PASSED (0 s)",
    " 'local/a/b' PASSED (0 s)",
    '> "mode": "FAILED to read"',
    "+ echo Info: 'local/a/b' PASSED (0 s)",
    "x\r[pvtest] 5 INFO -- [x]: 'local/a/b' PASSED (0 s)",
    "[container] [pvtest] 5 INFO -- [x]: 'local/a/b' PASSED (0 s)",
    "[pvtest] 17952[pvtest] 5 INFO -- [x]: 'local/a/b' PASSED (0 s)",
    `${log}x 'local/a/b' PASSED (0 s)`,
  ])('another one, or one with text before: %j', (line) => expect(parseRunLine(line)).toBeUndefined());

  test.each([
    `${log}'local/a/b' PASS`,
    `${log}'local/a/b' PASSEDx`,
    `${log}'local/a/b' PASSED (3`,
    `${log}'local/a/b' PASSED (3 s) and more`,
    `${log}'local/a/b' \u001b[0;32mPASSED\u001b[0`,
    `${log}'local/a/b' PASSED (3 s)[pvtest] 6 DEBUG -- [x]: launching 'local/a/c'`,
    `${log}'local/a/b`,
    `${log}launching 'local/a/b`,
    `${log}retry 'local/a/b' attempt 1/`,
    `${log}retry 'local/a/b' attempt 0/1 after failure`,
    `${log}retry 'local/a/b' attempt 1/1 after fail`,
    '--- diff: local/a/b --',
    '--- end diff',
    '--- end d--- end diff ---',
    '====',
  ])('a cut one: %j', (line) => expect(parseRunLine(line)).toBeUndefined());

  test.each([
    'local/../x',
    'local/a/..',
    'local/./x',
    'local//x',
    'local/',
    'local',
    '/local/a',
    '././local/a',
    'other/a/b',
    'locals/a/b',
    'local/a\u0000b',
    'local/a\tb',
    'local/a\u2028b',
    `local/${'x'.repeat(300)}`,
  ])('a name that is no test: %j', (name) => {
    expect(parseRunLine(`${log}'${name}' PASSED (3 s)`)).toBeUndefined();
    expect(parseRunLine(`${log}launching '${name}'`)).toBeUndefined();
    expect(parseRunLine(`--- diff: ${name} ---`)).toBeUndefined();
  });

  test('one that is longer than 4096 characters', () => {
    const line = (blanks: number): string => `${log}'local/a/b' PASSED (3 s)${' '.repeat(blanks)}`;
    expect(parseRunLine(line(10))).toMatchObject({ verdict: 'PASSED' });
    expect(parseRunLine(line(4096))).toBeUndefined();
  });
});
