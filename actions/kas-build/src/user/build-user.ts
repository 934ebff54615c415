import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';

/** A user that a build can run as. */
export interface BuildUser {
  readonly name: string;
  readonly uid: number;
  /** The primary group. */
  readonly gid: number;
  /** The supplementary groups, without the primary one, in ascending order. */
  readonly groups: readonly number[];
  readonly home: string;
}

/** What is asked of the machine to find a user. */
export interface UserLookup {
  /** The effective uid of this process. */
  readonly uid: number;
  readonly readFile: (path: string) => Promise<string>;
  /** Whether a program of that name is on the PATH. */
  readonly hasProgram: (name: string) => Promise<boolean>;
}

/** The machine's own users. `env` is the job's environment: its PATH is searched for programs. */
export function systemUsers(env: Deps['env']): UserLookup {
  return {
    uid: process.geteuid?.() ?? -1,
    readFile: (path) => readFile(path, 'utf8'),
    hasProgram: async (name) => {
      const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      const found = await Promise.all(folders.map((folder) => isExecutable(join(folder, name))));
      return found.includes(true);
    },
  };
}

/**
 * The user `name`, or the one with the uid `name` when that is a number.
 *
 * @param passwd the text of /etc/passwd: `name:password:uid:gid:comment:home:shell`, see passwd(5).
 * @param group the text of /etc/group: `name:password:gid:member,member`, see group(5).
 * @returns undefined when there is no such user. Lines that are not of this form are passed over.
 */
export function findUser(name: string, passwd: string, group: string): BuildUser | undefined {
  const wanted = /^\d+$/.test(name) ? Number(name) : name;
  for (const line of passwd.split('\n')) {
    const [user = '', , uidText = '', gidText = '', , home = ''] = line.split(':');
    const [uid, gid] = [idOf(uidText), idOf(gidText)];
    if (user === '' || uid === undefined || gid === undefined) continue;
    if (user !== wanted && uid !== wanted) continue;
    return { name: user, uid, gid, groups: groupsOf(user, gid, group), home: home === '' ? '/' : home };
  }
  return undefined;
}

/**
 * The user that the build has to become, as the input build-user says.
 *
 * @returns undefined when there is nothing to become: no name is given, or this process is that user already.
 * @throws UserError when there is no such user, or this process cannot become it.
 */
export async function buildUser(
  name: string | undefined,
  deps: { readonly env: Deps['env']; readonly users?: UserLookup },
): Promise<BuildUser | undefined> {
  if (name === undefined || name === '') return undefined;
  const lookup = deps.users ?? systemUsers(deps.env);
  const passwd = await readIfThere('/etc/passwd', lookup);
  const user = findUser(name, passwd, await readIfThere('/etc/group', lookup));
  if (user === undefined) {
    throw new UserError(
      `The build user "${name}" does not exist: /etc/passwd of the machine or container does not name it.`,
      `Create it in the image (\`useradd --create-home ${/^\d+$/.test(name) ? `--uid ${name} builder` : name}\`), or leave the input build-user empty.`,
    );
  }
  if (user.uid === lookup.uid) return undefined;
  if (lookup.uid !== 0) {
    throw new UserError(
      `The build cannot run as "${user.name}": this job has the uid ${lookup.uid}, and only root can become another user.`,
      'Leave the input build-user empty, or run the job as root (`options: --user root` of its container).',
    );
  }
  if (!(await lookup.hasProgram('setpriv'))) {
    throw new UserError(
      `The build cannot run as "${user.name}": the program setpriv is not on the PATH.`,
      'Install util-linux in the image (`apt-get install util-linux`, `dnf install util-linux`), or leave the input build-user empty.',
    );
  }
  return user;
}

/**
 * The argv that runs `argv` as `user`. setpriv of util-linux (2.31 or newer) executes it in its own place, so the
 * process keeps its id, and signals reach it. Without a user it is `argv` itself.
 */
export function asUser(
  user: BuildUser | undefined,
  argv: readonly [string, ...string[]],
): [string, ...string[]] {
  if (user === undefined) return [...argv];
  // No --inh-caps=-all: setpriv refuses it under a kernel that is newer than its libcap-ng, and the kernel takes
  // root's capabilities away with the uid.
  return [
    'setpriv',
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    user.groups.length === 0 ? '--clear-groups' : `--groups=${user.groups.join(',')}`,
    '--',
    ...argv,
  ];
}

/** The variables that say who one is. SHELL is not among them: `kas shell` would run a service user's nologin. */
export function userEnvironment(user: BuildUser): { HOME: string; USER: string; LOGNAME: string } {
  return { HOME: user.home, USER: user.name, LOGNAME: user.name };
}

function groupsOf(user: string, primary: number, group: string): number[] {
  const ids = new Set<number>();
  for (const line of group.split('\n')) {
    const [, , gidText = '', members = ''] = line.split(':');
    const gid = idOf(gidText);
    if (gid !== undefined && gid !== primary && members.split(',').includes(user)) ids.add(gid);
  }
  return [...ids].sort((a, b) => a - b);
}

function idOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

async function readIfThere(file: string, lookup: UserLookup): Promise<string> {
  try {
    return await lookup.readFile(file);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
