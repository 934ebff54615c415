import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from './errors.ts';
import type { Deps } from './stage.ts';

/**
 * A folder of this run in the runner's temporary folder. It is named in the step's state before anything runs, and
 * everything in it is written at once: it is what is left of main when main is killed.
 *
 * @typeParam R What the post step needs then. It is kept as JSON: values that JSON changes come back changed.
 */
export interface Journal<R> {
  readonly folder: string;
  /** The file that the program of the run prints to. */
  readonly console: string;
  record(): R;
  write(change: Partial<R>): void;
  /** Notes that the program still runs: a console that is silent says nothing about it. */
  beat(): void;
}

/** What main left, for the post step. */
export type LeftJournal<R> = Pick<Journal<R>, 'folder' | 'console'> & { readonly record: R };

const STATE = 'run-folder';
const RECORD = 'run.json';
const CONSOLE = 'console.log';

/**
 * Opens the journal of a run with its first record. A record that cannot be kept is one warning, and no error: a full
 * disk must not end the run here.
 *
 * @param name The stage, for the folder's name. A step has one journal.
 * @throws Node's system error when the folder cannot be made.
 */
export function openJournal<R extends object>(
  name: string,
  first: R,
  deps: Pick<Deps, 'env' | 'state' | 'log' | 'clock'>,
): Journal<R> {
  const folder = join(deps.env['RUNNER_TEMP'] ?? tmpdir(), `pv-${name}-${randomUUID()}`);
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
      if (isKept) deps.log.warning(`The record of the run cannot be kept: ${messageOf(thrown)}.`);
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

/** What main left. Undefined when main did not begin, or came to its end, or when its record cannot be read. */
export function readJournal<R extends object>(deps: Pick<Deps, 'state' | 'log'>): LeftJournal<R> | undefined {
  const folder = deps.state.read(STATE);
  if (folder === undefined || !existsSync(folder)) return undefined;
  try {
    const record = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as R;
    return { folder, record, console: join(folder, CONSOLE) };
  } catch (thrown) {
    deps.log.info(`The record of the run cannot be read: ${messageOf(thrown)}.`);
    return undefined;
  }
}

export function removeJournal(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
