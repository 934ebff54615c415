import type { Journal } from '@pv-actions/core/action/journal.ts';
import type { ContainerFolders } from '@pv-actions/core/kas/container-paths.ts';
import type { CacheMode } from './cache-mode.ts';
import type { BuildDirs } from './job.ts';
import type { RunningBuild } from './stop/build-processes.ts';
import type { Stop } from './stop/stop-sentence.ts';
import type { HandedOver } from './user/hand-over.ts';
import type { SafeDirectoryRecord } from './user/safe-directory.ts';

/** What is known of a run, for main, and for the post step when main was killed: kept in the run's folder, as JSON. */
export interface RunRecord extends BuildDirs {
  readonly config: string;
  /** The name that the machine is published under, where the inputs give one. */
  readonly machine?: string | undefined;
  readonly targets: readonly string[];
  readonly task?: string | undefined;
  readonly sdk: boolean;
  readonly cacheMode: CacheMode;
  /** Real paths, noted before anything of the configuration runs: logs of tasks are read below them, and nowhere else. */
  readonly logFolders?: readonly string[] | undefined;
  /** The uid of the user that the build runs as, where that is another one than ours. */
  readonly buildUid?: number | undefined;
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly running?: RunningBuild | undefined;
  /** The folders that kas-container mounts, where it runs kas. */
  readonly container?: ContainerFolders | undefined;
  readonly handedOver?: HandedOver | undefined;
  readonly safeDirectories?: SafeDirectoryRecord | undefined;
  /** Why main ends the build before its time. */
  readonly stopped?: Stop | undefined;
  /** What main does beside the build itself: `the artifacts were staged`. */
  readonly during?: string | undefined;
  /** A folder that main fills, and that is nothing until it is renamed. */
  readonly partial?: string | undefined;
  /** Whether main has annotated what went wrong. */
  readonly annotated?: boolean | undefined;
}

/** The journal of a build. kas prints to its console. */
export type RunJournal = Journal<RunRecord>;
