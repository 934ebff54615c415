import type { Failure, Update } from './update.ts';

/** What a run found, for the texts that tell it. */
export interface Report {
  /** The stage, as commits and texts name it. */
  readonly stage: string;
  /** What an update moves: `component` or `layer`. */
  readonly noun: string;
  readonly updates: readonly Update[];
  /** Rewinds that are not taken. */
  readonly refused: readonly Update[];
  readonly failures: readonly Failure[];
  /** What else changes, and what is not touched and why: sentences. Text of others in them is not escaped yet. */
  readonly changes: readonly string[];
  readonly notes: readonly string[];
  /** The host of GITHUB_SERVER_URL. */
  readonly githubHost: string;
}

/** Whether there is anything to propose. */
export function proposes({ updates, changes }: Report): boolean {
  return updates.length + changes.length > 0;
}
