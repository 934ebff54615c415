import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, link, open, stat } from 'node:fs/promises';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';

const BUFFER_BYTES = 1024 * 1024;
const READABLE = 0o444;
const EXECUTABLE = 0o111;

export interface StagedFile {
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

/**
 * Puts `source` at `target` as a hard link, or as a copy where no link can be made, and hashes it. Either way it is
 * read once. A copy is readable by everybody, whatever the source is.
 *
 * @param goOn is called again and again while it is read. What it throws ends the staging.
 * @throws UserError when the file changes meanwhile: the digest would be of neither content.
 * @throws Node's system error when it cannot be read or written; `EEXIST` when `target` is there.
 */
export async function stageFile(
  source: string,
  target: string,
  goOn: () => void = () => {},
): Promise<StagedFile> {
  const input = await open(source, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const before = await input.stat({ bigint: true });
    if (!before.isFile()) throw notAFile(source);
    const linked = await linkFile(source, target);
    const output = linked ? undefined : await open(target, 'wx', copyMode(before));
    let staged: StagedFile;
    try {
      staged = await readThrough(input, output, goOn);
    } finally {
      await output?.close();
    }
    const after = await stat(linked ? target : source, { bigint: true });
    if (!sameFile(before, after)) throw changed(source);
    return staged;
  } finally {
    await input.close();
  }
}

/** False where the file system, or the owner of the file, does not allow a link. */
async function linkFile(source: string, target: string): Promise<boolean> {
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

function sameFile(a: BigIntStats, b: BigIntStats): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

function changed(source: string): UserError {
  return new UserError(
    `${source} changed while it was staged.`,
    'Let no other build write to the deploy folder of this one, and run the job again.',
  );
}

function notAFile(source: string): UserError {
  return new UserError(
    `${source} was a file when the deploy folder was listed, and is none now.`,
    'Something still writes into the deploy folder: look for what the build left running.',
  );
}
