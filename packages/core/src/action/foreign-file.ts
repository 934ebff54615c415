import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readlink, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { systemCode, UserError } from './errors.ts';
import type { FileLimit } from './limits.ts';
import { formatBytes } from './progress.ts';

/** How a file is reached that a build, a test, an artifact or a layer has left. */
export interface ForeignOptions {
  /** `none`, the default: no link below the root. `within`: links are followed, to a file below the root. */
  readonly links?: 'none' | 'within';
  /** The uid that it must belong to: for root, who may read what the user that left it could not. */
  readonly owner?: number | undefined;
}

/** A regular file, open for reading. Who asked for it closes it. */
export interface ForeignFile {
  readonly file: FileHandle;
  /** Where it is, without links. */
  readonly path: string;
  readonly stats: Stats;
}

/** A file or folder that is not read, and why. It never holds any of its content. */
export class ForeignFileError extends UserError {
  /** A system's code: ENOENT, EACCES; ELOOP for a link, EXDEV for what lies elsewhere, EFBIG, EINVAL for what is no file. */
  readonly code: string;
  /** What is wrong, as the rest of a sentence: `is a link`. */
  readonly problem: string;

  constructor(path: string, problem: string, code: string, advice: string) {
    super(`${path} ${problem}.`, advice);
    this.code = code;
    this.problem = problem;
  }
}

/**
 * Opens a regular file below a folder. Nothing else is waited for or opened: no pipe, device or link that leads out. What counts is
 * the file that is open, not what its path led to before.
 *
 * @param root A folder that is trusted by its name: it may be reached through links itself.
 * @param path Relative to `root`, or absolute.
 * @throws ForeignFileError for all that cannot be opened so.
 */
export async function openForeign(
  root: string,
  path: string,
  { links = 'none', owner }: ForeignOptions = {},
): Promise<ForeignFile> {
  const opened = await openBelow(root, path, links, 'file');
  const { file, stats } = opened;
  if (owner === undefined || stats.uid === owner) return opened;
  await file.close();
  throw new ForeignFileError(
    resolve(root, path),
    `belongs to the uid ${stats.uid}, not to the uid ${owner} that left it`,
    'EPERM',
    'Remove it, or see what put it there.',
  );
}

/** As `openForeign`; undefined for what cannot be opened so. */
export async function openForeignIfThere(
  root: string,
  path: string,
  options?: ForeignOptions,
): Promise<ForeignFile | undefined> {
  return openForeign(root, path, options).catch((thrown: unknown) => {
    if (thrown instanceof ForeignFileError) return undefined;
    throw thrown;
  });
}

/**
 * Reads a file as `openForeign` opens it.
 *
 * @throws ForeignFileError also for one that is larger than `limit`, of which no more is read.
 */
export async function readForeign(
  root: string,
  path: string,
  limit: FileLimit,
  options?: ForeignOptions,
): Promise<Buffer> {
  const { file, stats } = await openForeign(root, path, options);
  try {
    if (stats.size > limit.bytes) throw tooLarge(resolve(root, path), stats.size, limit);
    const chunks: Buffer[] = [];
    let size = 0;
    // It may grow while it is read.
    for (let wanted = stats.size + 1; size <= limit.bytes; wanted = CHUNK_BYTES) {
      const length = Math.min(wanted, limit.bytes + 1 - size);
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, size);
      if (bytesRead === 0) return Buffer.concat(chunks, size);
      chunks.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
    throw tooLarge(resolve(root, path), size, limit);
  } finally {
    await file.close();
  }
}

const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a file that an input names. Links lead anywhere below the workspace; of a file that is named elsewhere, below its folder.
 *
 * @param path Absolute, or relative to `workspace`.
 * @throws ForeignFileError as `readForeign`.
 */
export function readNamed(path: string, limit: FileLimit, workspace: string): Promise<Buffer> {
  const full = resolve(workspace, path);
  return readForeign(namedRoot(full, workspace), full, limit, { links: 'within' });
}

/** The folder that links from a file that an input names must not leave. Both paths are absolute. */
export function namedRoot(full: string, workspace: string): string {
  return isBelow(full, resolve(workspace)) ? workspace : dirname(full);
}

/** A folder that stays the one that was opened, whatever becomes of its path. Who asked for it closes it. */
export interface HeldFolder {
  readonly handle: FileHandle;
  /** Without links. */
  readonly path: string;
  /** A path of what is in it, for this process. */
  at(name: string): string;
}

/** Opens a folder as `openForeign` opens a file. */
export async function holdFolder(
  root: string,
  path = '.',
  { links = 'none' }: Pick<ForeignOptions, 'links'> = {},
): Promise<HeldFolder> {
  const { file, path: real } = await openBelow(root, path, links, 'folder');
  return { handle: file, path: real, at: (name) => `/proc/self/fd/${file.fd}/${name}` };
}

type Kind = 'file' | 'folder';

async function openBelow(root: string, path: string, links: string, kind: Kind): Promise<ForeignFile> {
  const fail = (problem: string, code: string): ForeignFileError =>
    new ForeignFileError(resolve(root, path), problem, code, ADVICE[code] ?? 'Check its permissions.');
  let file: FileHandle | undefined;
  try {
    const realRoot = await realpath(root);
    const below = isAbsolute(path) && isBelow(path, resolve(root)) ? relative(resolve(root), path) : path;
    const named = resolve(realRoot, below);
    const real = links === 'within' ? await realpath(named) : named;
    if (real !== realRoot && !isBelow(real, realRoot)) {
      throw fail(`${links === 'within' ? 'is a link that leaves' : 'lies outside of'} the folder`, 'EXDEV');
    }
    // What a device does when it is opened is its own affair.
    requireKind(await lstat(real), kind, fail);
    file = await open(real, FLAGS | (kind === 'folder' ? constants.O_DIRECTORY : 0));
    const stats = await file.stat();
    requireKind(stats, kind, fail);
    const at = await readlink(`/proc/self/fd/${file.fd}`).catch(() => undefined);
    if (at === undefined) throw fail('cannot be told from a link: /proc is not mounted', 'ENOSYS');
    if (at !== real) throw fail('is reached through a link, or was replaced a moment ago', 'ELOOP');
    return { file, path: real, stats };
  } catch (thrown) {
    await file?.close();
    const code = systemCode(thrown);
    if (thrown instanceof ForeignFileError || code === undefined) throw thrown;
    throw code === 'ENOENT' ? fail('is missing', code) : fail(`cannot be read (${code})`, code);
  }
}

const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'See what should have made it.',
  ELOOP: 'Put the file itself there: no link is followed there.',
  EXDEV: 'Put the file itself there: a link is followed only where it stays in its folder.',
  EINVAL: 'Put a regular file there.',
  EISDIR: 'Put a regular file there.',
  ENOTDIR: 'Put a folder there.',
  ENOSYS: 'Let this job run where /proc is mounted.',
};

function requireKind(stats: Stats, kind: Kind, fail: (problem: string, code: string) => Error): void {
  if (stats.isSymbolicLink()) throw fail('is a link', 'ELOOP');
  if (kind === 'folder' ? stats.isDirectory() : stats.isFile()) return;
  if (kind === 'folder') throw fail('is not a folder', 'ENOTDIR');
  if (stats.isDirectory()) throw fail('is a folder', 'EISDIR');
  throw fail('is not a regular file', 'EINVAL');
}

/** Whether `path` lies in `folder`. Both are absolute. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder === sep ? sep : `${folder}${sep}`);
}

function tooLarge(path: string, size: number, { bytes, reason }: FileLimit): ForeignFileError {
  return new ForeignFileError(
    path,
    `has ${size > bytes + 1 ? formatBytes(size) : `more than ${formatBytes(bytes)}`}, and at most ${formatBytes(bytes)} are read`,
    'EFBIG',
    `${reason} Look at what wrote this file.`,
  );
}
