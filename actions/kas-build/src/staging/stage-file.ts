import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, link as linkFile, lstat, open, unlink } from 'node:fs/promises';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { type ForeignFile, ForeignFileError, openForeign } from '@pv-actions/core/action/foreign-file.ts';

const BUFFER_BYTES = 1024 * 1024;
const READABLE = 0o444;
const EXECUTABLE = 0o111;

export interface StagedFile {
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

export interface StageOptions {
  /** Called again and again while the file is read. What it throws ends the staging. */
  readonly goOn?: (() => void) | undefined;
  /** The uid that the file must belong to: the one that the build ran as, where this process is another user. */
  readonly owner?: number | undefined;
  /** Makes a hard link. */
  readonly link?: (source: string, target: string) => Promise<void>;
}

/**
 * Puts `source` at `target` as a hard link, or as a copy where no link can be made, and hashes it. Either way it is
 * read once. A copy is readable by everybody, whatever the source is. What is linked is the file that is open: a build may have left
 * something running, which puts another one in its place.
 *
 * @param source Absolute, without links: as it was found.
 * @throws UserError for what is no file, or reached through a link by now, and when the file changes meanwhile: the digest would be of
 *   neither content.
 * @throws Node's system error when it cannot be written; `EEXIST` when `target` is there.
 */
export async function stageFile(
  source: string,
  target: string,
  { goOn = () => {}, owner, link = linkFile }: StageOptions = {},
): Promise<StagedFile> {
  const { file: input } = await openDeployed(source, owner);
  try {
    const before = await input.stat({ bigint: true });
    const linked = await isLinked(link, source, target);
    if (linked) await requireLinked(before, target, source);
    const output = linked ? undefined : await open(target, 'wx', copyMode(before));
    let staged: StagedFile;
    try {
      staged = await readThrough(input, output, goOn);
    } finally {
      await output?.close();
    }
    if (!isUnchanged(before, await input.stat({ bigint: true }))) throw changed(source);
    return staged;
  } finally {
    await input.close();
  }
}

async function openDeployed(source: string, owner: number | undefined): Promise<ForeignFile> {
  try {
    return await openForeign('/', source, { owner });
  } catch (thrown) {
    if (!(thrown instanceof ForeignFileError)) throw thrown;
    throw new UserError(
      `${thrown.message} When the deploy folder was listed, it was a file.`,
      'Something still writes into the deploy folder, or another user has put files there: look for what the build left running, and remove the folder.',
      { cause: thrown },
    );
  }
}

/** False where the file system, or the owner of the file, does not allow a link. */
async function isLinked(
  link: NonNullable<StageOptions['link']>,
  source: string,
  target: string,
): Promise<boolean> {
  try {
    await link(source, target);
    return true;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code))
      return false;
    throw error;
  }
}

/** Holds the link against the file that is open. One to something else goes. */
async function requireLinked(file: BigIntStats, target: string, source: string): Promise<void> {
  const { dev, ino } = await lstat(target, { bigint: true });
  if (dev === file.dev && ino === file.ino) return;
  await unlink(target);
  throw changed(source);
}

/** Reads ahead into a second buffer while the first is hashed and written. */
async function readThrough(
  input: FileHandle,
  output: FileHandle | undefined,
  goOn: () => void,
): Promise<StagedFile> {
  const hash = createHash('sha256');
  let size = 0;
  let [current, spare] = [Buffer.allocUnsafe(BUFFER_BYTES), Buffer.allocUnsafe(BUFFER_BYTES)];
  let { bytesRead } = await input.read(current, 0, BUFFER_BYTES, 0);
  while (bytesRead > 0) {
    const chunk = current.subarray(0, bytesRead);
    size += bytesRead;
    const ahead = input.read(spare, 0, BUFFER_BYTES, size);
    const written = output === undefined ? undefined : writeAll(output, chunk);
    hash.update(chunk);
    goOn();
    const [next] = await Promise.all([ahead, written]);
    bytesRead = next.bytesRead;
    [current, spare] = [spare, current];
  }
  return { size, sha256: hash.digest('hex') };
}

async function writeAll(output: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    at += (await output.write(chunk, at)).bytesWritten;
  }
}

function copyMode(of: BigIntStats): number {
  return 0o200 | READABLE | (Number(of.mode) & EXECUTABLE);
}

function isUnchanged(before: BigIntStats, after: BigIntStats): boolean {
  return before.size === after.size && before.mtimeNs === after.mtimeNs;
}

function changed(source: string): UserError {
  return new UserError(
    `${source} changed while it was staged.`,
    'Let no other build write to the deploy folder of this one, and run the job again.',
  );
}
