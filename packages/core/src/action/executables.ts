import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
const SCRIPT = Buffer.from('#!');

/**
 * Makes the programs below a folder executable again: scripts that begin with `#!`, and ELF files. The archives of GitHub artifacts
 * keep no modes. Whoever may read a file may then run it. Links are not followed.
 *
 * @returns how many files were changed.
 * @throws Node's system error for what cannot be read or changed.
 */
export async function restoreExecutables(folder: string): Promise<number> {
  let changed = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) changed += await restoreExecutables(path);
    else if (entry.isFile() && (await restore(path))) changed += 1;
  }
  return changed;
}

async function restore(path: string): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { mode } = await file.stat();
    const wanted = mode | ((mode & 0o444) >> 2);
    if (wanted === mode || !(await isProgram(file))) return false;
    await file.chmod(wanted & 0o7777);
    return true;
  } finally {
    await file.close();
  }
}

async function isProgram(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(ELF.length), 0, ELF.length, 0);
  const begin = buffer.subarray(0, bytesRead);
  return begin.equals(ELF) || begin.subarray(0, SCRIPT.length).equals(SCRIPT);
}
