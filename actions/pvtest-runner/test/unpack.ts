import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Unpacks a ZIP archive with Python's zipfile. */
export async function unpack(archive: Buffer, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, '.archive.zip');
  await writeFile(file, archive);
  await run('python3', ['-m', 'zipfile', '-e', file, folder]);
  await rm(file);
}
