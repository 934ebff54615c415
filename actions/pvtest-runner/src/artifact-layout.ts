import { createWriteStream } from 'node:fs';
import { appendFile, copyFile, link, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isBelow, openForeignIfThere } from '@pv-actions/core/action/foreign-file.ts';
import type { RecordedCall } from './record.ts';

/**
 * Lays the files of a run out as the layer's documentation has them: `run.log` and `local/core/…` of all calls side by side, as if
 * they had had one workspace. Files are linked, not copied; of two with the same place the later call's is appended.
 *
 * @param files Absolute: of a call's workspace, or others, which go to the top.
 * @param folder Must not exist. It is made.
 * @returns the absolute paths in `folder`. What is no regular file any more is left out.
 * @throws Node's system error where it cannot be written.
 */
export async function layOut(
  files: readonly string[],
  calls: readonly Pick<RecordedCall, 'workspace'>[],
  folder: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const placed = new Set<string>();
  for (const file of files) {
    const root = calls.map(({ workspace }) => workspace).find((workspace) => isBelow(file, workspace));
    const target = join(folder, root === undefined ? basename(file) : relative(root, file));
    await mkdir(dirname(target), { recursive: true });
    const isThere = placed.has(target)
      ? await append(root ?? dirname(file), file, target)
      : await place(root ?? dirname(file), file, target);
    if (isThere) placed.add(target);
  }
  return [...placed];
}

/** Links a file, or copies it to another disk. False where it is none. */
async function place(root: string, file: string, target: string): Promise<boolean> {
  const isLinked = await link(file, target).then(
    () => true,
    () => false,
  );
  if (!isLinked) return write(root, file, target);
  if ((await lstat(target)).isFile()) return true;
  await rm(target);
  return false;
}

/** A file of the run must not change through its link. What was cut in its last line does not run into the first one that follows. */
async function append(root: string, file: string, target: string): Promise<boolean> {
  await copyFile(target, `${target}.copy`);
  await rename(`${target}.copy`, target);
  if (!(await endsLine(target))) await appendFile(target, '\n');
  return write(root, file, target);
}

async function endsLine(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return size === 0 || buffer.toString() === '\n';
  } finally {
    await file.close();
  }
}

/** False where it is no file below `root`. */
async function write(root: string, file: string, target: string): Promise<boolean> {
  const opened = await openForeignIfThere(root, file);
  if (opened === undefined) return false;
  await pipeline(opened.file.createReadStream(), createWriteStream(target, { flags: 'a' }));
  return true;
}
