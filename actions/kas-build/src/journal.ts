import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { ContainerFolders } from '@pv-actions/core/yocto/container-paths.ts';
import type { RunningBuild } from './build-processes.ts';
import type { CacheMode } from './caches.ts';
import type { HandedOver } from './hand-over.ts';
import type { SafeDirectoryRecord } from './safe-directory.ts';
import type { Stop } from './stop-sentence.ts';

/** What the post step needs when main could not end its work: kept in the run's folder, as JSON. */
export interface RunRecord {
  readonly config: string;
  /** The name that the machine is published under, where the inputs give one. */
  readonly machine?: string | undefined;
  readonly targets: readonly string[];
  readonly task?: string | undefined;
  readonly sdk: boolean;
  /** The top of the repository that holds the configuration. */
  readonly repoDir: string;
  readonly cwd: string;
  readonly workDir: string;
  readonly buildDir: string;
  readonly cacheMode: CacheMode;
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

/**
 * A folder of this run in the runner's temporary folder. It is named in the step's state before anything runs, and
 * everything in it is written at once: it is what is left of main when main is killed.
 */
export interface Journal {
  readonly folder: string;
  /** The file that kas prints to. */
  readonly console: string;
  record(): RunRecord;
  write(change: Partial<RunRecord>): void;
  /** Notes that the build still runs: a console that is silent says nothing about it. */
  beat(): void;
}

const STATE = 'run-folder';
const RECORD = 'run.json';
const CONSOLE = 'console.log';

export function openJournal(first: RunRecord, deps: Deps): Journal {
  const folder = join(deps.env['RUNNER_TEMP'] ?? tmpdir(), `pv-kas-build-${randomUUID()}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  deps.state.save(STATE, folder);
  let record = first;
  const console = join(folder, CONSOLE);
  writeFileSync(console, '');
  let isKept = true;
  const write = (): void => {
    try {
      writeFileSync(join(folder, `${RECORD}.new`), JSON.stringify(record));
      renameSync(join(folder, `${RECORD}.new`), join(folder, RECORD));
    } catch (thrown) {
      // A full disk must not end the build here: what becomes of it is told without the record, too.
      if (isKept) deps.log.warning(`The record of the build cannot be kept: ${messageOf(thrown)}.`);
      isKept = false;
    }
  };
  write();
  return {
    folder,
    console,
    record: () => record,
    write(change) {
      record = { ...record, ...change };
      write();
    },
    beat() {
      const now = deps.clock.now();
      utimesSync(console, now, now);
    },
  };
}

/** What main left, for the post step. Undefined when main did not begin, or came to its end. */
export function readJournal(deps: Deps): { folder: string; record: RunRecord; console: string } | undefined {
  const folder = deps.state.read(STATE);
  if (folder === undefined || !existsSync(folder)) return undefined;
  try {
    const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as RunRecord;
    return { folder, record, console: join(folder, CONSOLE) };
  } catch (thrown) {
    deps.log.info(`The record of the build cannot be read: ${messageOf(thrown)}.`);
    return undefined;
  }
}

export function removeJournal(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
