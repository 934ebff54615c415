import { runLogReader } from '@pv-actions/core/pvtest/run-log.ts';
import type { TestTries } from '@pv-actions/core/pvtest/run-state.ts';

export const RULE = '='.repeat(20);
export const SUMMARY = [RULE, '=== SUMMARY ===', RULE];

/** Lines in short: `@5 text` is a line of the log convention at the time 5. */
export function lines(short: readonly string[]): string[] {
  return short.map((line) => line.replace(/^@(\d+) /, '[pvtest] $1 INFO -- [test.docker.sh]: '));
}

/** The tries that a reader finds in lines in short. */
export function read(short: readonly string[], expected?: readonly string[]): string[] {
  const reader = runLogReader(expected === undefined ? {} : { expected });
  for (const line of lines(short)) reader.read(line);
  return linesOfTries(reader.results());
}

/** Tries in short: `local/a/x#1 passed 3s @5 (reason)`. */
export function linesOfTries(results: readonly TestTries[]): string[] {
  return results.flatMap(({ id, tries }) =>
    tries.map(({ attempt, outcome, seconds, started, reason }) =>
      [
        `${id}${attempt === 0 ? '' : `#${attempt}`} ${outcome}`,
        seconds === undefined ? [] : `${seconds}s`,
        started === undefined ? [] : `@${started}`,
        reason === undefined ? [] : `(${reason})`,
      ]
        .flat()
        .join(' '),
    ),
  );
}
