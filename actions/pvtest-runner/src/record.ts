import type { Journal } from '@pv-actions/core/action/journal.ts';
import type { Source } from '@pv-actions/core/action/source.ts';
import type { Ending, Quarantine, Shard } from '@pv-actions/core/pvtest/report.ts';
import type { Call } from './calls.ts';
import type { LoadedImage } from './images.ts';

/** The script, as its processes are found again: also by another process, later. */
export interface RunningScript {
  /** The leader of its session and process group. */
  readonly pid: number;
  /** Its `startTimeNow`, which tells it from a later process with the same pid. */
  readonly startTime: string;
}

/** A call of the script, and where it leaves what. */
export interface RecordedCall extends Call {
  /** The folder that is given to `-w`. */
  readonly workspace: string;
  /** What the script prints. */
  readonly console: string;
  /** The distro, or the copy of it that holds only the tests of this call. */
  readonly distro: string;
  /** Undefined until it has ended by itself. */
  readonly ended?: { readonly code: number | null; readonly signal: string | null } | undefined;
}

/** A try whose container was removed because it took too long. */
export interface Overdue {
  readonly id: string;
  readonly attempt: number;
  readonly minutes: number;
}

/** What is known of a run, for main and for the post step that takes over when main was killed. JSON. */
export interface RunRecord {
  readonly distro: string;
  /** The folder of the distro itself. */
  readonly distroFolder: string;
  /** The folder that it was downloaded to, for this run only. */
  readonly download?: string | undefined;
  readonly source: Source;
  readonly job: string | undefined;
  readonly runAttempt: number;
  readonly paths: readonly string[];
  readonly shard: Shard | undefined;
  readonly quarantine: readonly (readonly [id: string, quarantine: Quarantine])[];
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly workspace: string;
  readonly calls: readonly RecordedCall[];
  readonly running?: RunningScript | undefined;
  /** Why main ends the run before its time. */
  readonly stopped?: Exclude<Ending, 'completed'> | undefined;
  readonly overdue: readonly Overdue[];
  /** With netsim: see Ownership. */
  readonly accessPoints?: readonly string[] | undefined;
  /** The images that this run loaded. */
  readonly images: readonly LoadedImage[];
  /** Files that the script makes in the distro, and that were not there before. */
  readonly strays: readonly string[];
  /** How long the run took, and why it ended. Undefined until it has. */
  readonly finished?: { readonly seconds: number; readonly ending: Ending } | undefined;
  /** Whether main has told what became of the tests. */
  readonly told?: boolean | undefined;
  /** Whether main has made the GitHub artifact. */
  readonly uploaded?: boolean | undefined;
}

export type RunJournal = Journal<RunRecord>;
