import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { systemCode } from './errors.ts';
import {
  ForeignFileError,
  type ForeignOptions,
  type HeldFolder,
  holdFolder,
  isBelow,
} from './foreign-file.ts';

type Content = string | Uint8Array | Iterable<string> | AsyncIterable<Buffer>;

/**
 * Writes a file below a folder that others write to, in one step: under a random name that nobody has yet, then renamed. A link that
 * has the name is replaced, and not followed. The mode stays, and for root the owner.
 *
 * @param root A folder that is trusted by its name.
 * @param path Relative to `root`, or absolute. Its folder is there.
 * @throws ForeignFileError where its folder is no folder below `root`; Node's system error where it cannot be written.
 */
export async function replaceFile(
  root: string,
  path: string,
  content: Content,
  { links = 'none' }: Pick<ForeignOptions, 'links'> = {},
): Promise<void> {
  const folder = await holdFolder(root, dirname(resolve(root, path)), { links });
  const fresh = folder.at(`.${randomUUID()}.tmp`);
  try {
    const file = await open(fresh, EXCLUSIVE);
    try {
      await file.writeFile(content);
      await keepStatus(file, folder, basename(path));
    } finally {
      await file.close();
    }
    await rename(fresh, folder.at(basename(path)));
  } catch (thrown) {
    await rm(fresh, { force: true }).catch(() => undefined);
    throw thrown;
  } finally {
    await folder.handle.close();
  }
}

const EXCLUSIVE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Gives the file the mode of the one that it replaces, and the owner. */
async function keepStatus(file: FileHandle, folder: HeldFolder, name: string): Promise<void> {
  const [before, now] = await Promise.all([lstat(folder.at(name)).catch(() => undefined), file.stat()]);
  if (before?.isFile() !== true) return;
  if (process.geteuid?.() === 0 && (before.uid !== now.uid || before.gid !== now.gid)) {
    await file.chown(before.uid, before.gid);
  }
  await file.chmod(before.mode & 0o777);
}

/** Removes a file below a folder that others write to: of a link, the link. One that is not there is passed over. */
export async function removeFileBelow(
  root: string,
  path: string,
  { links = 'none' }: Pick<ForeignOptions, 'links'> = {},
): Promise<void> {
  const folder = await holdFolder(root, dirname(resolve(root, path)), { links });
  await rm(folder.at(basename(path)), { force: true }).finally(() => folder.handle.close());
}

/**
 * Makes a folder below a folder, with its parents. Links are followed where they stay below `root`.
 *
 * @throws ForeignFileError where a link leaves it, or something else is in the way; Node's system error where it cannot be made.
 */
export async function makeFolder(root: string, path: string): Promise<void> {
  const full = resolve(root, path);
  const realRoot = await realpath(root);
  for (let there = full; ; there = dirname(there)) {
    const real = await realpath(there).catch((thrown: unknown) => {
      if (systemCode(thrown) === 'ENOENT') return undefined;
      throw thrown;
    });
    if (real === undefined) continue;
    if (real !== realRoot && !isBelow(real, realRoot)) {
      throw new ForeignFileError(
        full,
        'is a link that leaves the folder',
        'EXDEV',
        'Replace it by a folder.',
      );
    }
    await mkdir(join(real, relative(there, full)), { recursive: true });
    return;
  }
}
