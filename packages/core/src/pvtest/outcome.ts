import type { Try, Verdict } from './report.ts';

/**
 * What became of a test: the outcome of its highest attempt, in whatever order the tries are given. It is `flaky` when
 * that one passed and an earlier one did not, and `incomplete` when there is no try.
 */
export function verdictOf(tries: readonly Try[]): Verdict {
  const last = tries.reduce<Try | undefined>(
    (highest, next) => (highest === undefined || next.attempt > highest.attempt ? next : highest),
    undefined,
  );
  if (last === undefined) return 'incomplete';
  const flaky = last.outcome === 'passed' && tries.some((other) => other.outcome !== 'passed');
  return flaky ? 'flaky' : last.outcome;
}
