import { constants, lchown, lstat, mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { holdFolder } from '@pv-actions/core/action/foreign-file.ts';
import type { BuildUser } from './build-user.ts';

/** Folders that a build needs. */
export interface BuildFolders {
  /** Given with all that is in them. */
  readonly whole: readonly string[];
  /** Given without what is in them: they are shared, or huge. */
  readonly top: readonly string[];
}

/** The folders whose owner was changed without their content, and who they belonged to. Plain JSON. */
export interface HandedOver {
  readonly top: readonly { readonly path: string; readonly uid: number; readonly gid: number }[];
}

/**
 * Changes the owner of a file, of a link itself.
 *
 * @param path The file, as messages name it.
 * @param at A path that leads to it in a folder that is open, whatever `path` leads to by now.
 */
export type ChangeOwner = (path: string, uid: number, gid: number, at: string) => Promise<void>;

export interface HandOverDeps {
  /** The folders of the job: only they, and what is in them, may be given away. */
  readonly within: readonly string[];
  readonly changeOwner?: ChangeOwner;
  /** Called with what will have to be given back, before anything of it is changed. */
  readonly onTop?: (handedOver: HandedOver) => void;
}

const FOLDERS_AT_ONCE = 16;

/**
 * The folders below a kas work folder that a build needs: the build folder and kas's own clones whole, and the work
 * folder itself, so that kas can clone into it. The layer's own repository, `repoDir`, stays whose it is.
 */
export async function buildFolders(folders: {
  readonly workDir: string;
  readonly buildDir: string;
  readonly repoDir: string;
}): Promise<BuildFolders> {
  const [workDir, buildDir, repoDir] = [folders.workDir, folders.buildDir, folders.repoDir].map((folder) =>
    resolve(folder),
  ) as [string, string, string];
  const clones: string[] = [];
  for (const entry of await entriesOf(workDir)) {
    const path = join(workDir, entry.name);
    if (!entry.isDirectory() || path === buildDir || isInside(repoDir, path)) continue;
    // A submodule of the layer has a file here: it is not kas's.
    const git = await statusOf(join(path, '.git'));
    if (git?.isDirectory() === true) clones.push(path);
  }
  return { whole: [buildDir, ...clones.sort()], top: [workDir] };
}

/**
 * Gives folders to the user that the build runs as; missing ones are made. Modes stay as they are. A folder of `top`
 * that lies in one of `whole` is given without its content, and links are never followed: what an earlier build left running may
 * put one in the place of a folder at any time.
 *
 * @throws UserError, before anything was changed, for a folder of the system, one outside of `deps.within`, or one that
 * the user could not reach; and when the file system refuses the change.
 */
export async function handOver(
  folders: BuildFolders,
  user: BuildUser,
  deps: HandOverDeps,
): Promise<HandedOver> {
  const changeOwner = deps.changeOwner ?? changeAt;
  const within = await Promise.all(deps.within.map(realPath));
  const whole = await Promise.all(folders.whole.map((folder) => checkedPath(folder, within)));
  const top = await Promise.all(folders.top.map((folder) => checkedPath(folder, within)));
  const given = new Set([...whole, ...top]);
  for (const path of given) await checkReach(path, user, given);

  const former: HandedOver['top'][number][] = [];
  try {
    for (const path of given) await make(path, user, changeOwner);
    for (const path of new Set(whole)) await giveWhole(path, user, new Set(top), changeOwner);
    for (const path of new Set(top)) {
      const { uid, gid } = await lstat(path);
      if (uid !== user.uid) former.push({ path, uid, gid });
    }
    deps.onTop?.({ top: former });
    for (const { path } of former) await changeFolder(path, user, changeOwner);
    return { top: former };
  } catch (error) {
    await giveBack({ top: former }, changeOwner).catch(() => undefined);
    if (systemCode(error) === undefined) throw error;
    throw new UserError(
      `A folder of the build cannot be given to the user "${user.name}": ${messageOf(error)}.`,
      'Check that its file system is writable and allows to change owners, or leave the input build-user empty.',
    );
  }
}

/** Gives the folders of `handedOver` themselves back to whom they belonged to. One that is gone is passed over. */
export async function giveBack(handedOver: HandedOver, changeOwner: ChangeOwner = changeAt): Promise<void> {
  for (const { path, ...owner } of handedOver.top) {
    await ifThere(() => changeFolder(path, owner, changeOwner));
  }
}

async function changeAt(path: string, uid: number, gid: number, at: string): Promise<void> {
  await lchown(at, uid, gid).catch((error: NodeJS.ErrnoException) => {
    error.message = error.message.replace(at, path);
    throw error;
  });
}

async function changeFolder(
  path: string,
  { uid, gid }: Pick<BuildUser, 'uid' | 'gid'>,
  changeOwner: ChangeOwner,
): Promise<void> {
  const { handle, at } = await holdFolder('/', path);
  await changeOwner(path, uid, gid, at('.')).finally(() => handle.close());
}

/** The top folders of a system, and those within them that hold what is not a build's. */
const SYSTEM_TREES = ['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'proc', 'sbin', 'sys', 'usr'];
const SHARED_TREES = ['home', 'var'];

/** Whether `path`, absolute, is a folder that is never a build's: `/`, `/x`, `/home/x`, all of `/usr`. */
export function isSystemFolder(path: string): boolean {
  const [first = '', ...rest] = path.split(sep).filter((part) => part !== '');
  return (
    rest.length === 0 || SYSTEM_TREES.includes(first) || (SHARED_TREES.includes(first) && rest.length === 1)
  );
}

/** The real path of a folder that may be given away. */
async function checkedPath(folder: string, within: readonly string[]): Promise<string> {
  const path = await realPath(folder);
  const shown = path === resolve(folder) ? path : `${folder} (which is ${path})`;
  if (isSystemFolder(path)) {
    throw new UserError(
      `The folder ${shown} would be given to the build user, but it is a folder of the system.`,
      'Name a folder of its own for the build, as in /srv/yocto/sstate.',
    );
  }
  if (!within.some((allowed) => isInside(path, allowed))) {
    throw new UserError(
      `The folder ${shown} would be given to the build user, but it is outside of the folders of this job: ${within.join(', ')}.`,
      'Replace the link by a folder, or name the folder itself in the input that it belongs to.',
    );
  }
  return path;
}

/** The path without links; what of it does not exist yet is taken as it is. */
export async function realPath(folder: string): Promise<string> {
  const path = resolve(folder);
  try {
    return await realpath(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    return join(await realPath(dirname(path)), relative(dirname(path), path));
  }
}

/** @throws UserError when the mode of a parent keeps `user` from `path`. A parent in `given` will be the user's. */
export async function checkReach(
  path: string,
  user: BuildUser,
  given: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (let parent = dirname(path); ; parent = dirname(parent)) {
    const status = await statusOf(parent);
    const owner = given.has(parent) ? user.uid : status?.uid;
    if (status !== undefined && !canEnter({ mode: status.mode, uid: owner, gid: status.gid }, user)) {
      throw new UserError(
        `The build user "${user.name}" cannot reach ${path}: the mode of ${parent} (${(status.mode & 0o777).toString(8).padStart(4, '0')}) bars the way.`,
        `Let it pass (\`chmod o+x ${parent}\`) in a step before, or put the folder elsewhere.`,
      );
    }
    if (parent === dirname(parent)) return;
  }
}

function canEnter(
  folder: { readonly mode: number; readonly uid: number | undefined; readonly gid: number },
  user: BuildUser,
): boolean {
  if (user.uid === 0) return true;
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === user.gid || user.groups.includes(folder.gid)) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/** Makes `path` and its parents, as far as they are missing. What was made belongs to `user`. */
async function make(path: string, user: BuildUser, changeOwner: ChangeOwner): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; isInside(made, first); made = dirname(made)) {
    await changeFolder(made, user, changeOwner);
  }
}

async function giveWhole(
  folder: string,
  user: BuildUser,
  without: ReadonlySet<string>,
  changeOwner: ChangeOwner,
): Promise<void> {
  const waiting = [folder];
  const { uid, gid } = user;
  async function give(path: string, at: string): Promise<void> {
    const before = await lstat(at);
    if (before.uid === uid) return;
    await changeOwner(path, uid, gid, at);
    // The kernel takes setuid and setgid away with the owner, and a root filesystem in TMPDIR needs them.
    if (before.isFile() && (before.mode & 0o6000) !== 0) await keepMode(at, before.mode & 0o7777, uid);
  }
  async function giveFolder(path: string): Promise<void> {
    const held = await ifThere(() => holdFolder('/', path));
    if (held === undefined) return;
    try {
      await give(path, held.at('.'));
      for (const entry of await entriesOf(held.at('.'))) {
        const inside = join(path, entry.name);
        if (!entry.isDirectory()) await ifThere(() => give(inside, held.at(entry.name)));
        else if (!without.has(inside)) waiting.push(inside);
      }
    } finally {
      await held.handle.close();
    }
  }
  while (waiting.length > 0) {
    await Promise.all(waiting.splice(-FOLDERS_AT_ONCE).map(giveFolder));
  }
}

/** Gives a file its mode again, if it is `uid`'s by now. */
async function keepMode(path: string, mode: number, uid: number): Promise<void> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const status = await file.stat();
    if (status.isFile() && status.uid === uid) await file.chmod(mode);
  } finally {
    await file.close();
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === sep ? sep : `${folder}${sep}`);
}

async function entriesOf(folder: string) {
  return (await ifThere(() => readdir(folder, { withFileTypes: true }))) ?? [];
}

async function statusOf(path: string) {
  return ifThere(() => stat(path));
}

/** What `look` gives, or undefined when the file it looks at is not there. */
async function ifThere<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
