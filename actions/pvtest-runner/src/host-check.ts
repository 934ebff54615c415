import { accessSync, closeSync, constants, lstatSync, openSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Call } from './calls.ts';
import { type Distro, SCRIPT } from './distro.ts';
import { programsOf } from './script-programs.ts';

/** Where every user of the host has them: the script knows no other place. */
const LOCK_FOLDER = '/tmp';
const LOCK = /^pv_appengine\..+\.lock$/;

/**
 * Looks at the host before anything runs.
 *
 * @throws UserError for programs that the script needs and that are not there, and for its locks that this user cannot open.
 */
export function checkHost(distro: Distro, calls: readonly Call[], { env }: Pick<Deps, 'env'>): void {
  if (calls.length === 0) return;
  checkPrograms(
    distro.script,
    calls.some(({ netsim }) => netsim),
    env['PATH'] ?? '',
  );
  checkLocks(LOCK_FOLDER);
}

/** @throws UserError that names each one that is missing. */
export function checkPrograms(script: string, netsim: boolean, path: string): void {
  const missing = programsOf(script, netsim).filter(({ name }) => !isOnPath(name, path));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  throw new UserError(
    `The ${SCRIPT} of this distro needs ${names}, and ${missing.length === 1 ? 'that is' : 'those are'} not on this host: tests would fail, or run although they are to be skipped.`,
    `Install ${missing.length === 1 ? 'it' : 'them'} on the runner (\`apt-get install ${missing.map((each) => each.package).join(' ')}\`), or run the job on one that has ${missing.length === 1 ? 'it' : 'them'}.`,
  );
}

function isOnPath(name: string, path: string): boolean {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .some((folder) => {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * Opens each lock of the script as the script does. In a folder like /tmp Linux lets nobody, not even root, make a file anew that is
 * another user's (fs.protected_regular); the script would go on with its log closed.
 *
 * @throws UserError that names those that cannot be opened.
 */
export function checkLocks(folder: string): void {
  const locks = readdirSync(folder).filter((name) => LOCK.test(name));
  const closed = locks.flatMap((name) => {
    const path = join(folder, name);
    const code = openProblem(path);
    return code === undefined ? [] : [`${quote(path)} (${ownerOf(path)}${code})`];
  });
  if (closed.length === 0) return;
  throw new UserError(
    `This user cannot open ${closed.length === 1 ? 'a lock' : 'locks'} of ${SCRIPT}: ${shortList(closed.sort(), ', ', 5)}.`,
    `Remove ${closed.length === 1 ? 'it' : 'them'} while no tests run (\`sudo rm ${LOCK_FOLDER}/pv_appengine.*.lock\`), and let all jobs on this host test as one user.`,
  );
}

/** The system's code; undefined where it can be opened, and where it went in the meantime. */
function openProblem(path: string): string | undefined {
  try {
    closeSync(
      openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK),
    );
    return undefined;
  } catch (thrown) {
    return systemCode(thrown) ?? 'unknown';
  }
}

function ownerOf(path: string): string {
  try {
    return `of the uid ${lstatSync(path).uid}, `;
  } catch {
    return '';
  }
}
