import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningProgram } from '@pv-actions/core/action/foreign-program.ts';
import { type Journal, openJournal } from '@pv-actions/core/action/journal.ts';
import { type Source, sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { Ending, Quarantine, Shard } from '@pv-actions/core/pvtest/report.ts';
import type { Call } from './calls.ts';
import { strayFiles } from './distro.ts';
import type { LoadedImage } from './images.ts';
import type { Job } from './prepare.ts';

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
  readonly running?: RunningProgram | undefined;
  /** Why main ends the run before its time. */
  readonly stopped?: Exclude<Ending, 'completed'> | undefined;
  readonly overdue: readonly Overdue[];
  /** With netsim: see Ownership. */
  readonly accessPoints?: readonly string[] | undefined;
  /** The images that this run loaded. */
  readonly images: readonly LoadedImage[];
  /** Files that the script makes in the distro, and that were not there before. */
  readonly strays: readonly string[];
  /** How long the run took, why it ended, and what was wrong with it, as sentences. Undefined until it has. */
  readonly finished?:
    | { readonly seconds: number; readonly ending: Ending; readonly problems?: readonly string[] }
    | undefined;
  /** Whether main has reported what became of the tests. */
  readonly reported?: boolean | undefined;
  /** Whether main has made the GitHub artifact. */
  readonly uploaded?: boolean | undefined;
}

export type RunJournal = Journal<RunRecord>;

/** The folder in the journal's that the script takes for its temporary one. */
export const temporaryOf = (journal: Pick<RunJournal, 'folder'>): string => join(journal.folder, 'tmp');

/** Opens the journal of a run, with the folders of its calls. */
export function openRun(job: Job, workspace: string, deps: Deps): RunJournal {
  const journal = openJournal<RunRecord>('pvtest-runner', firstRecord(job, workspace, deps), deps);
  mkdirSync(temporaryOf(journal));
  journal.write({
    calls: job.calls.map((call) => ({
      ...call,
      workspace: join(workspace, call.scope),
      console: join(journal.folder, `${call.scope}.log`),
      distro: call.isSelection ? join(journal.folder, `distro-${call.scope}`) : job.distro.folder,
    })),
  });
  return journal;
}

function firstRecord(
  { given, distro, download, sha, quarantine }: Job,
  workspace: string,
  deps: Deps,
): RunRecord {
  const { env, clock } = deps;
  const source = sourceOf(env);
  return {
    distro: distro.name,
    distroFolder: distro.folder,
    download,
    source: sha === undefined ? source : { ...source, sha },
    job: env['GITHUB_JOB'] || undefined,
    runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] || 1),
    paths: given['test-path'],
    shard: given.shard,
    quarantine: [...quarantine],
    started: clock.now().getTime(),
    workspace,
    calls: [],
    overdue: [],
    images: [],
    strays: strayFiles(distro, existsSync),
  };
}
