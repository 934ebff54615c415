import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnvironment } from '@pv-actions/core/action/child-environment.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { asUser, type BuildUser } from './user/build-user.ts';

/** The database of bitbake's hash equivalence server, and what SQLite has not put into it yet (https://sqlite.org/wal.html). */
const DATABASE = 'hashserv.db';
const FILES = [DATABASE, `${DATABASE}-wal`];

const ATTEMPTS = 5;
const PAUSE_MS = 1_000;

/** Whether a folder holds the database of a hash equivalence server. */
export async function hasEquivalences(folder: string): Promise<boolean> {
  return (await stat(join(folder, DATABASE)).catch(() => undefined))?.isFile() === true;
}

/**
 * Copies the database from a shared folder to one of the build, in the place of what is there, without opening it: SQLite would write
 * beside it. The user of the build does that, so that no more is read and written than the build itself may. While another build
 * writes to the database it is copied again, for some seconds.
 *
 * @returns whether it is there, whole.
 */
export async function copyEquivalences(
  from: string,
  to: string,
  user: BuildUser | undefined,
  deps: Pick<Deps, 'exec' | 'env' | 'log' | 'clock'>,
): Promise<boolean> {
  const said: string[] = [];
  const isDone = async (...argv: [string, ...string[]]): Promise<boolean> => {
    const onLine = (line: string): void => void said.push(line);
    const options = { cwd: '/', env: childEnvironment(deps.env, ['LANG', 'LC_ALL']), onLine };
    return (await deps.exec(asUser(user, argv), options)).code === 0;
  };
  const clear = () => isDone('rm', '-f', ...[...FILES, `${DATABASE}-shm`].map((name) => join(to, name)));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await deps.clock.sleep(PAUSE_MS);
    const before = await stamps(from);
    const there = Object.keys(before).map((name) => join(from, name));
    const copies = Object.keys(before).map((name) => join(to, name));
    const isCopied =
      (await isDone('mkdir', '-p', to)) &&
      (await clear()) &&
      (await isDone('cp', ...there, to)) &&
      // Files of a read-only folder are often read-only, and cp makes such ones of them: the server has to write.
      (await isDone('chmod', 'u+rw', ...copies));
    if (isCopied && JSON.stringify(await stamps(from)) === JSON.stringify(before)) return true;
  }
  await clear();
  deps.log.notice(
    `The hash equivalences of ${from} are not used, so that fewer objects of the shared sstate may fit: the database cannot be copied${said.length === 0 ? ', since another build writes to it' : ` (${said.at(-1)})`}.`,
  );
  return false;
}

/** What changes with a file, of those that are there. */
async function stamps(folder: string): Promise<Record<string, string>> {
  const found = await Promise.all(
    FILES.map(async (name) => {
      const stats = await stat(join(folder, name), { bigint: true }).catch(() => undefined);
      return stats === undefined ? [] : [[name, `${stats.ino} ${stats.size} ${stats.mtimeNs}`] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}
