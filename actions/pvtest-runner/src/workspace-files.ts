import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '@pv-actions/core/action/errors.ts';

/** The devices' disks: large, and nothing to read for anybody. */
const STORAGE = 'storage';
const LOGS = new Set(['test.log', 'diff']);
/** At the top: run.log, those of policies and of devices, and the console of each device. */
const TOP_LOG = /^[^.].*\.log$/;
const VALGRIND = /^valgrind\.log(\.|$)/;

/**
 * The logs in a workspace of the script: run.log and others at its top, and test.log, diff and valgrind logs of each test. Regular files only: a container
 * can leave a link there that ends anywhere. What may not be read is left out.
 *
 * @returns their absolute paths.
 * @throws Node's system error for a folder that cannot be read for another reason.
 */
export async function listLogs(workspace: string): Promise<string[]> {
  const files: string[] = [];
  const look = async (folder: string, isTop: boolean): Promise<void> => {
    const entries = await entriesOf(folder).catch((thrown: unknown) => {
      if (systemCode(thrown) === 'EACCES') return [];
      throw thrown;
    });
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !(isTop && entry.name === STORAGE)) await look(path, false);
      else if (entry.isFile() && isLog(entry.name, isTop)) files.push(path);
    }
  };
  await look(workspace, true);
  return files.sort();
}

function isLog(name: string, isTop: boolean): boolean {
  return LOGS.has(name) || VALGRIND.test(name) || (isTop && TOP_LOG.test(name));
}

/** Whether everything in a folder belongs to `uid`, so that it can be read and removed. */
export async function isAllOwn(folder: string, uid: number): Promise<boolean> {
  try {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if ((await lstat(path)).uid !== uid) return false;
      if (entry.isDirectory() && !(await isAllOwn(path, uid))) return false;
    }
    return true;
  } catch (thrown) {
    // It went while it was looked at.
    if (systemCode(thrown) === 'ENOENT') return isAllOwn(folder, uid);
    return false;
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}
