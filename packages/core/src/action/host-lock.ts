import { closeSync } from 'node:fs';
import { messageOf, systemCode, UserError } from './errors.ts';
import { quote } from './inputs.ts';
import {
  describeHolder,
  isInPlace,
  type LockHolder,
  type LockOwner,
  openLockFile,
  readHolder,
  sharersOf,
  writeHolder,
} from './lock-file.ts';
import { formatDuration, withProgress } from './progress.ts';
import { sourceOf } from './source.ts';
import type { Deps } from './stage.ts';

export interface HostLockOptions {
  /** Absolute, on a file system of the host. It stays when the lock is released, and everybody may open it. */
  readonly file: string;
  /** What those that wait are told. */
  readonly owner: LockOwner;
  /** How long to wait while somebody else holds it; 0 does not wait. */
  readonly waitSeconds: number;
}

/** A lock that is held. */
export interface HostLock {
  /** For `holdOpen` of `exec`: while such a child runs, or what it started, the lock is held also when we are killed. */
  readonly fd: number;
  /** Ends it, unless such a child still runs: then it ends with that, and a warning names it. A second call does nothing. */
  release(): void;
}

export type HostLockDeps = Pick<Deps, 'exec' | 'env' | 'clock' | 'log' | 'cancellation'>;

/** This job, as those that wait for it are told. */
export function lockOwner(env: Deps['env']): LockOwner {
  const { repository, run } = sourceOf(env);
  return { repository, run, job: env['GITHUB_JOB'] || undefined, runner: env['RUNNER_NAME'] || undefined };
}

/**
 * Takes a lock that one process of this host can have at a time, by flock(2) on a file, and waits for whoever has it. The kernel ends
 * it with the last process that has the descriptor: what a dead holder wrote into the file is no lock.
 *
 * @throws UserError when it cannot be had within the time, the job is cancelled meanwhile, the file is not one that can be locked, or
 *   there is no program flock.
 */
export async function lockHost(options: HostLockOptions, deps: HostLockDeps): Promise<HostLock> {
  const end = deps.clock.now().getTime() + options.waitSeconds * 1000;
  for (;;) {
    const fd = openLockFile(options.file);
    try {
      await take(fd, options, end, deps);
      if (isInPlace(fd, options.file)) return held(fd, options, deps);
    } catch (thrown) {
      closeSync(fd);
      throw thrown;
    }
    closeSync(fd);
  }
}

function held(fd: number, { file, owner }: HostLockOptions, { clock, log }: HostLockDeps): HostLock {
  const note = (holder: LockHolder | undefined): void => {
    try {
      writeHolder(fd, holder);
    } catch (thrown) {
      log.warning(`Who holds the lock ${quote(file)} cannot be written into it: ${messageOf(thrown)}.`);
    }
  };
  note({ ...owner, pid: process.pid, since: clock.now().toISOString() });
  let isHeld = true;
  return {
    fd,
    release() {
      if (!isHeld) return;
      isHeld = false;
      const sharers = sharersOf(fd);
      if (sharers.length === 0) note(undefined);
      else log.warning(keptBy(sharers, file));
      closeSync(fd);
    },
  };
}

function keptBy(pids: readonly number[], file: string): string {
  const which = pids.length === 1 ? `The process ${pids[0]}` : `The processes ${pids.join(', ')}`;
  return (
    `${which}, which this job started, still ${pids.length === 1 ? 'has' : 'have'} the lock ${quote(file)}: other jobs wait for it. ` +
    `\`ps -fp ${pids.join(',')}\` on the host shows what it is.`
  );
}

async function take(fd: number, options: HostLockOptions, end: number, deps: HostLockDeps): Promise<void> {
  if (await flock(fd, ['--nonblock'], options.file, deps)) return;
  const cancellation = deps.cancellation();
  const first = readHolder(fd);
  const since = first.since === undefined ? '' : ` since ${first.since}`;
  const left = Math.max(0, (end - deps.clock.now().getTime()) / 1000);
  if (left > 0) deps.log.info(`Waiting for ${describeHolder(first)}, which has locked this host${since}.`);
  const waited = (elapsed: number): string =>
    `Waiting for ${describeHolder(readHolder(fd))}: ${formatDuration(elapsed)} of at most ${formatDuration(left)}.`;
  const isTaken = await withProgress(deps, waited, () =>
    left === 0 || cancellation.aborted
      ? Promise.resolve(false)
      : flock(fd, ['--timeout', String(left)], options.file, deps, cancellation),
  );
  const holder = readHolder(fd);
  if (cancellation.aborted) {
    throw new UserError(`The job was cancelled while it waited for ${describeHolder(holder)}.`, '');
  }
  if (!isTaken) throw notReleased(holder, options);
}

const CONFLICT = 75;

/**
 * flock(1) locks the open file that it shares with us, so the lock stays when it has ended. Node itself cannot do it.
 *
 * @returns false when somebody else has the lock, or the job is cancelled.
 */
async function flock(
  fd: number,
  how: readonly string[],
  file: string,
  { exec, env }: HostLockDeps,
  cancellation?: AbortSignal,
): Promise<boolean> {
  const said: string[] = [];
  const argv = ['flock', '--exclusive', '--conflict-exit-code', String(CONFLICT), ...how, '10'] as const;
  const { code, signal } = await exec([...argv], {
    env: { PATH: env['PATH'], LC_ALL: 'C' },
    holdOpen: [fd],
    onLine: (line) => void said.push(line),
    ...(cancellation === undefined ? {} : { cancellation }),
  }).catch((thrown) => {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
    throw new UserError('The program flock was not found.', 'Install util-linux on the host of this runner.');
  });
  if (code === 0) return true;
  if (code === CONFLICT || cancellation?.aborted === true) return false;
  const why = said.length === 0 ? `flock ended with ${signal ?? code}` : quote(said.join(' '));
  throw new UserError(
    `The file ${quote(file)} cannot be locked: ${why}.`,
    'It needs flock of util-linux, and a file on a disk of this host.',
  );
}

function notReleased(holder: LockHolder, { file, waitSeconds }: HostLockOptions): UserError {
  const { pid, since } = holder;
  const waited = waitSeconds > 0 ? `, after ${formatDuration(waitSeconds)} of waiting` : '';
  const had = since === undefined ? '' : ` since ${since}`;
  const which = pid === undefined ? 'It' : `Its process ${pid}`;
  return new UserError(
    `This host is locked by ${describeHolder(holder)}${had}${waited}.`,
    `Run the job again when that one has ended. ${which} may have been killed while something that it started goes on; ` +
      `\`fuser --verbose ${file}\` on the host shows who has the lock file open.`,
  );
}
