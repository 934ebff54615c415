import { describe, expect, test } from '@jest/globals';
import { parseInputs } from '@pv-actions/core/action/inputs.ts';
import { matchNames, pattern, patternWith } from '@pv-actions/core/action/pattern.ts';
import { userErrorOf, userErrorOfWork } from '@pv-actions/testkit/thrown.ts';

const SHAPE = {
  tests: pattern(),
  jobs: patternWith('machine', 'build \\((?<machine>[^)]+)\\)'),
};
const parse = (tests: string, jobs = '') => parseInputs(SHAPE, { INPUT_TESTS: tests, INPUT_JOBS: jobs });

describe('a pattern', () => {
  test('that is not given is undefined, or the default', async () => {
    const { tests, jobs } = parse('');
    expect(tests).toBeUndefined();
    expect((await matchNames(jobs, ['build (rpi) / build']))[0]?.groups?.['machine']).toBe('rpi');
  });

  test('is a regular expression of JavaScript', () => {
    const { tests } = parse('^test-\\d+$');
    expect(tests?.test('test-12')).toBe(true);
    expect(tests?.test('a test-12')).toBe(false);
  });

  test.each([
    ['(', 'Input "tests" is "(". It is not a regular expression of JavaScript: Unterminated group.'],
    ['a\n[', 'It is not a regular expression of JavaScript: Unterminated character class.'],
    [`a{1}${'b'.repeat(500)}`, 'It has 504 characters, and may have at most 500.'],
  ])('%j is refused', (source, message) => {
    expect(userErrorOf(() => parse(source)).message).toContain(message);
  });

  test('of 500 characters is taken', () => {
    expect(parse('b'.repeat(500)).tests).toBeInstanceOf(RegExp);
  });
});

describe('a pattern with a group', () => {
  test.each(['build \\((.+)\\)', '(?<name>.+)', '\\(?<machine>x', '[(?<machine>x)]'])(
    '%j lacks it',
    (source) => {
      expect(userErrorOf(() => parse('', source)).message).toBe(
        `Input "jobs" is ${JSON.stringify(source)}. It has no group (?<machine>...), which says where in a name the machine is. ` +
          'An example is build \\((?<machine>[^)]+)\\)',
      );
    },
  );

  test.each(['(?<machine>x)|y', '^(?<machine>x)$', '(?<a>(?<machine>x))'])('%j has it', async (source) => {
    expect((await matchNames(parse('', source).jobs, ['x']))[0]?.groups?.['machine']).toBe('x');
  });
});

test('names are matched in their first 512 characters', async () => {
  const found = await matchNames(/x$/, [`${'a'.repeat(511)}x`, `${'a'.repeat(512)}x`, 'yx']);
  expect(found.map((match) => match?.index)).toEqual([511, undefined, 1]);
});

test('a pattern that would take for ever is ended, and named with the name; other work goes on meanwhile', async () => {
  let steps = 0;
  const timer = setInterval(() => {
    steps += 1;
  }, 10);
  const error = await userErrorOfWork(matchNames(/^(?<machine>(a+)+)!$/, ['b', 'a'.repeat(40), 'c']));
  clearInterval(timer);
  expect(steps).toBeGreaterThan(3);
  expect(error.message).toBe(
    `The pattern "^(?<machine>(a+)+)!$" takes too long: after a second it is at the name "${'a'.repeat(40)}", number 2 of 3.`,
  );
});

test('the second is for all names together', async () => {
  // 20 ms for a name, or much more.
  const names = Array.from({ length: 1_000 }, (_, at) => `${'a'.repeat(21)}${at}`);
  const start = performance.now();
  expect((await userErrorOfWork(matchNames(/^(a+)+!$/, names))).message).toMatch(/number \d+ of 1000\.$/);
  expect(performance.now() - start).toBeLessThan(30_000);
});
