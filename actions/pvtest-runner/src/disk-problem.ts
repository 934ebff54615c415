import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';

/** What a file system says that takes no more, as the rest of a sentence. */
const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk is read-only',
  EIO: 'the disk has an error',
  ESTALE: 'the disk is gone',
};

/** What else keeps a folder of the run from being written. It is the disk's only where the folder was there before. */
const GONE: Readonly<Record<string, string>> = {
  ENOENT: 'it is gone',
  ENOTDIR: 'it is no folder any more',
  EACCES: 'this user has no right to it',
  EPERM: 'this user has no right to it',
  ELOOP: 'it was replaced by a link',
  EXDEV: 'it was replaced by a link',
};

const DISK_ADVICE =
  'Look at the disk of the runner (`df -h`, `df -i`, `mount`), make room or give another folder in the input `workspace`, and run the tests again.';

/** Why a folder of the run cannot be written, as a sentence; undefined for what has nothing to do with a disk. */
export function folderProblem(folder: string, thrown: unknown): string | undefined {
  const code = systemCode(thrown) ?? '';
  const why = DISK[code] ?? GONE[code];
  return why === undefined ? undefined : `The folder ${quote(folder)} cannot be written: ${why} (${code}).`;
}

/** The same for any file, where the system names one: only what a disk says itself. */
export function diskProblem(thrown: unknown): string | undefined {
  const code = systemCode(thrown) ?? '';
  const why = thrown instanceof UserError ? undefined : DISK[code];
  if (why === undefined) return undefined;
  const { path } = thrown as { path?: unknown };
  const what = typeof path === 'string' ? quote(path) : 'A file of the run';
  return `${what} cannot be written: ${why} (${code}).`;
}

/** What was thrown, as a user's error where a disk is the cause. */
export function asDiskError(thrown: unknown): unknown {
  const problem = diskProblem(thrown);
  return problem === undefined ? thrown : new UserError(problem, DISK_ADVICE, { cause: thrown });
}
