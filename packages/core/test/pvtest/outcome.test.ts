import { describe, expect, test } from '@jest/globals';
import { OUTCOMES, type Outcome, verdictOf } from '@pv-actions/core/pvtest/report.ts';
import { asRetry, testId, tryFolder } from '@pv-actions/core/pvtest/test-id.ts';

describe('the verdict of a test', () => {
  const verdict = (...outcomes: readonly Outcome[]): string =>
    verdictOf(outcomes.map((outcome, attempt) => ({ attempt, outcome })));

  test('without a try it is incomplete', () => expect(verdict()).toBe('incomplete'));

  test.each(OUTCOMES)('with one it is that one: %s', (outcome) => expect(verdict(outcome)).toBe(outcome));

  test.each(OUTCOMES)('it is that of the last one: %s', (outcome) => {
    expect(verdict('failed', 'passed', outcome)).toBe(outcome === 'passed' ? 'flaky' : outcome);
  });

  test.each(OUTCOMES)('passed is flaky after any that did not pass: %s', (outcome) => {
    expect(verdict(outcome, 'passed')).toBe(outcome === 'passed' ? 'passed' : 'flaky');
  });

  test('the attempt counts, not the place', () => {
    expect(
      verdictOf([
        { attempt: 10, outcome: 'passed' },
        { attempt: 2, outcome: 'failed' },
      ]),
    ).toBe('flaky');
    expect(
      verdictOf([
        { attempt: 2, outcome: 'failed' },
        { attempt: 1, outcome: 'passed' },
      ]),
    ).toBe('failed');
  });
});

describe('the id of a test', () => {
  test('from a path', () => {
    expect(testId('./local/core/a..b')).toBe('local/core/a..b');
    expect(testId('local/core/../b')).toBeUndefined();
  });

  test('the folder of a try, and back', () => {
    expect(tryFolder('local/core/boot', 0)).toBe('local/core/boot');
    expect(tryFolder('local/core/boot', 12)).toBe('local/core/boot.12');
    expect(asRetry('local/core/boot.12')).toEqual({ id: 'local/core/boot', attempt: 12 });
  });

  test.each([
    'local/core/boot',
    'local/core/boot.0',
    'local/core/boot.01',
    'local/core/boot.',
    'local/core/.1',
  ])('no retry: %s', (name) => expect(asRetry(name)).toBeUndefined());
});
