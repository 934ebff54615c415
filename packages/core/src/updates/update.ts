import type { History } from '../git/remote.ts';

/** A revision that is pinned somewhere, and the branch that it follows. */
export interface Pin {
  /** The component or the layer, as a person knows it. */
  readonly name: string;
  /** The repository as git is given it, without credentials. */
  readonly url: string;
  readonly branch: string;
  /** The full digest of the commit that is pinned now. */
  readonly old: string;
  /** The files that pin it, relative to the repository. */
  readonly files: readonly string[];
}

/** A pin whose branch has another head. */
export interface Update extends Pin {
  /** The head. */
  readonly new: string;
  readonly history: History;
}

/** Something that could not be looked at, as a sentence, and what to do. */
export interface Failure {
  readonly name: string;
  /** Whether the remote did not answer. Other failures are mistakes of somebody. */
  readonly unreachable: boolean;
  readonly cause: string;
  /** What was said then, as sentences. It may differ from run to run, so it is no part of what is proposed. */
  readonly detail?: string | undefined;
  readonly advice: string;
}

/** What a run found, for its texts. */
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
