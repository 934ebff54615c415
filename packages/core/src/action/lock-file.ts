import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { messageOf, systemCode, UserError } from './errors.ts';
import { quote } from './inputs.ts';
import { withoutControls } from './markdown.ts';

/** Who holds a lock, as the file tells those that wait. What is not known is left out. */
export interface LockOwner {
  /** `owner/name` */
  readonly repository?: string | undefined;
  /** The URL of the workflow run. */
  readonly run?: string | undefined;
  readonly job?: string | undefined;
  /** The name of the runner. */
  readonly runner?: string | undefined;
}

/** What stands in a lock file. It was written by others, and may be anything. */
export interface LockHolder extends LockOwner {
  readonly pid?: number | undefined;
  /** ISO 8601 */
  readonly since?: string | undefined;
}

const NOTE_BYTES = 4096;
const FLAGS = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const OPENINGS = 10;

/**
 * Opens a file that all users of the host may lock, and makes it where it is missing. An existing one is opened without
 * O_CREAT: that is what `fs.protected_regular` of Linux refuses for a file of another user in a folder such as /tmp.
 *
 * @throws UserError when it is a link, no regular file, or cannot be opened or made.
 */
export function openLockFile(file: string): number {
  const fd = openOrMake(file);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new UserError(`The lock file ${quote(file)} is not a regular file.`, ANOTHER);
}

const ANOTHER = 'Remove it, or let the lock be another file.';

function openOrMake(file: string): number {
  for (let opening = 1; ; opening += 1) {
    try {
      return openSync(file, FLAGS);
    } catch (thrown) {
      const isMissing = systemCode(thrown) === 'ENOENT';
      if (!isMissing || opening === OPENINGS) throw unopened(file, thrown);
    }
    try {
      make(file);
    } catch (thrown) {
      // Somebody else was quicker.
      if (systemCode(thrown) !== 'EEXIST') throw unopened(file, thrown);
    }
  }
}

/** The file appears with its mode: whoever finds it can open it, whatever our umask. */
function make(file: string): void {
  const made = `${file}.${randomUUID()}`;
  const fd = openSync(made, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW);
  try {
    fchmodSync(fd, 0o666);
    linkSync(made, file);
  } finally {
    closeSync(fd);
    unlinkSync(made);
  }
}

function unopened(file: string, thrown: unknown): UserError {
  const code = systemCode(thrown);
  if (code === 'ELOOP') return new UserError(`The lock file ${quote(file)} is a link.`, ANOTHER);
  return new UserError(
    `The lock file ${quote(file)} cannot be opened: ${code ?? messageOf(thrown)}.`,
    'Check that its folder is there, and that the user of this runner may read and write the file.',
  );
}

/** Whether the open file still has its name. What cleans /tmp removes files that are locked, too. */
export function isInPlace(fd: number, file: string): boolean {
  try {
    const [ours, named] = [fstatSync(fd), lstatSync(file)];
    return ours.ino === named.ino && ours.dev === named.dev;
  } catch {
    return false;
  }
}

/**
 * The processes, other than this one, that hold a lock of `fd` with us: they have it from us, and keep it when we close it. Such a
 * descriptor shows the lock in `/proc/<pid>/fdinfo` (proc_pid_fdinfo(5)). Those of other users cannot be seen.
 */
export function sharersOf(fd: number): readonly number[] {
  const name = (pid: number | string, of: number | string): string => readlinkSync(`/proc/${pid}/fd/${of}`);
  const isLock = (pid: string, of: string): boolean =>
    name(pid, of) === name('self', fd) && /^lock:/m.test(readFileSync(`/proc/${pid}/fdinfo/${of}`, 'utf8'));
  const pids = or(() => readdirSync('/proc'), []).filter(
    (pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid,
  );
  return pids
    .filter((pid) =>
      or(() => readdirSync(`/proc/${pid}/fd`), []).some((of) => or(() => isLock(pid, of), false)),
    )
    .map(Number);
}

/** What `look` gives; `otherwise` where that cannot be seen: it has ended, or is of somebody else. */
function or<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

/** Writes who holds the lock; nothing where nobody does. @throws Node's system error. */
export function writeHolder(fd: number, holder: LockHolder | undefined): void {
  ftruncateSync(fd);
  if (holder !== undefined) writeSync(fd, `${JSON.stringify(holder)}\n`, 0);
}

/** What stands in the file; what does not have the form that `writeHolder` gives it is left out. */
export function readHolder(fd: number): LockHolder {
  const bytes = Buffer.alloc(NOTE_BYTES);
  return parseHolder(bytes.toString('utf8', 0, readSync(fd, bytes, 0, NOTE_BYTES, 0)));
}

export function parseHolder(text: string): LockHolder {
  const given = parse(text);
  const textOf = (name: string): string | undefined => {
    const value = given[name];
    const shown = typeof value === 'string' ? withoutControls(value).trim() : '';
    return shown === '' ? undefined : shown;
  };
  const { pid } = given;
  const since = Date.parse(textOf('since') ?? '');
  return {
    repository: textOf('repository'),
    run: textOf('run'),
    job: textOf('job'),
    runner: textOf('runner'),
    pid: typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? pid : undefined,
    since: Number.isNaN(since) ? undefined : new Date(since).toISOString(),
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `the job "test" of "o/r" (run "https://…", runner "a", process 7)`, as far as it is known. */
export function describeHolder({ repository, run, job, runner, pid }: LockHolder): string {
  const known = [
    run === undefined ? undefined : `run ${quote(run)}`,
    runner === undefined ? undefined : `runner ${quote(runner)}`,
    pid === undefined ? undefined : `process ${pid}`,
  ].filter((part) => part !== undefined);
  const of = repository === undefined ? '' : ` of ${quote(repository)}`;
  const name = job === undefined ? `another job${of}` : `the job ${quote(job)}${of}`;
  return known.length === 0 ? name : `${name} (${known.join(', ')})`;
}
