import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The time that the system gives to a file that is changed at this moment, in milliseconds since 1970. What has a later ctime was
 * changed later: the clock of the process runs ahead of that of the files by some milliseconds. Resolves when that clock, which goes in
 * steps, has gone on: what is changed then has a later one.
 *
 * @param folder one that may be written to.
 */
export async function fileClock(folder: string): Promise<number> {
  const path = join(folder, 'clock');
  const look = async (): Promise<number> => {
    await writeFile(path, 'now');
    return (await stat(path)).ctimeMs;
  };
  const time = await look();
  while ((await look()) === time);
  return time;
}
