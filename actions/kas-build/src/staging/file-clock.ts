import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The time that the system gives to a file that is changed at this moment, in milliseconds since 1970. What has a later ctime was
 * changed later: the clock of the process runs ahead of that of the files by some milliseconds.
 *
 * @param folder one that may be written to.
 */
export async function fileClock(folder: string): Promise<number> {
  const path = join(folder, 'clock');
  await writeFile(path, '');
  return (await stat(path)).ctimeMs;
}
