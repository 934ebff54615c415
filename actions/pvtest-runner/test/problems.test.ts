import { describe, expect, test } from '@jest/globals';
import type { Outcome } from '@pv-actions/core/pvtest/report.ts';
import { tested } from '@pv-actions/testkit/pvtest/reports.ts';
import { callProblems, notLaunched } from '../src/collect.ts';
import { callOf } from './record.ts';

const ended = (code: number | null, signal: string | null = null) => callOf({ ended: { code, signal } });
const tests = (...tries: readonly (readonly Outcome[])[]) =>
  tries.map((outcomes, at) => ({
    ...tested(`local/core/t${at}`, outcomes),
    tries: tested('', outcomes).tries,
  }));

describe('the exit code of a call', () => {
  test.each<[string, readonly (readonly Outcome[])[]]>([
    ['a test failed', [['passed'], ['failed', 'failed']]],
    ['a test was aborted', [['aborted']]],
    ['a test could not run', [['passed'], ['infrastructure']]],
    ['a test was ended for its time', [['passed'], ['incomplete']]],
  ])('of 1 is explained when %s', (_, tries) => {
    expect(callProblems(ended(1), tests(...tries), 'completed')).toEqual([]);
  });

  test('of 1 is not explained by a test that passed at last', () => {
    expect(callProblems(ended(1), tests(['failed', 'passed'], ['skipped']), 'completed')).toEqual([
      'test.docker.sh run local ended with exit code 1, and no test failed.',
    ]);
  });

  test('of 0 needs no explanation', () => {
    expect(callProblems(ended(0), tests(['passed'], ['failed']), 'completed')).toEqual([]);
    expect(callProblems(ended(0), tests(['passed'], ['skipped']), 'completed')).toEqual([]);
  });

  test('and tests that were launched only are no result', () => {
    expect(callProblems(ended(0), tests(['incomplete'], []), 'completed')).toEqual([
      'test.docker.sh run local ended with exit code 0, and printed no result.',
    ]);
  });

  test('is the signal, where one ended it', () => {
    expect(callProblems(ended(null, 'SIGKILL'), tests(['passed']), 'completed')).toEqual([
      'test.docker.sh run local was ended by SIGKILL, and no test failed.',
    ]);
    expect(callProblems(ended(null), [], 'completed')).toEqual([
      'test.docker.sh run local was ended by a signal, and printed no result.',
    ]);
  });

  test('tells nothing of a run that was ended, nor of a call that was never made', () => {
    expect(callProblems(ended(1), tests(['passed']), 'timed-out')).toEqual([]);
    expect(callProblems(callOf({ ended: undefined }), [], 'completed')).toEqual([]);
  });
});

test('why a test has no try depends on who ended the call', () => {
  expect(notLaunched(ended(0))).toBe('It was not launched, although test.docker.sh ended by itself.');
  expect(notLaunched(callOf({ ended: undefined }))).toBe('It was not launched: the run ended before.');
});
