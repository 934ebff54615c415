import { chown, lstat, realpath, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { formatWords } from '@pv-actions/core/kas/kas-argv.ts';

/** How git is run: it is looked for on the PATH of the job's environment. */
export type GitDeps = Pick<Deps, 'exec' | 'clock' | 'env'>;

export interface SafeDirectoryOptions extends GitDeps {
  /** The effective uid of this process; tests give another one. */
  readonly uid?: number;
  /** The user that kas, and so git, will run as. */
  readonly buildUid: number;
  /** Whether this kas reads GITCONFIG_FILE (4.3 and newer). */
  readonly gitconfigFile: boolean;
  /** kas-container: what it runs before kas reads no such file, and in the container the folders have other names. */
  readonly inContainer?: boolean;
  /** The environment of kas: its GITCONFIG_FILE, or else the .gitconfig of its HOME, is kept. */
  readonly env: Deps['env'];
  /** A folder of this run, which the build user can enter. */
  readonly runFolder: string;
  /** Called with what will have to be undone, before anything of it is done. */
  readonly onAdd?: (record: SafeDirectoryRecord) => void;
}

/** Entries of the system's git configuration that are ours to remove. Plain JSON. */
export interface SafeDirectoryRecord {
  readonly added: readonly string[];
}

export interface SafeDirectories {
  /** What kas needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly undo: SafeDirectoryRecord;
}

/**
 * Lets git work in repositories of somebody else, for this run and for `folders` only. git refuses them otherwise
 * ("dubious ownership", https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory), and kas then
 * takes the folder of the config for the root of the repository.
 *
 * A kas that reads GITCONFIG_FILE is given one. kas also asks git for the root of the config's repository before it
 * sets up the HOME that holds this file (and 3.1 knows no such file at all): only the system's configuration counts
 * then, and root writes the folders there.
 *
 * @param folders the top folders of repositories. One that is not there is passed over.
 * @throws UserError when git is missing, fails, or nothing can be done without being root.
 */
export async function safeDirectories(
  folders: readonly string[],
  options: SafeDirectoryOptions,
): Promise<SafeDirectories> {
  const nothing = { env: {}, undo: { added: [] } };
  const isRoot = (options.uid ?? process.geteuid?.()) === 0;
  const foreign = await foreignRepositories(folders, options.buildUid);
  if (foreign.length === 0) return nothing;
  const listed = await systemEntries(options);
  const missing = foreign.filter((folder) => !trusts(listed, folder));
  if (missing.length === 0) return nothing;
  const readsFile = options.gitconfigFile && options.inContainer !== true;
  if (!readsFile && !isRoot) throw cannotTrust(missing, options);
  const env = readsFile ? { GITCONFIG_FILE: await writeGitconfig(missing, isRoot, options) } : {};
  if (!isRoot) return { env, undo: nothing.undo };
  options.onAdd?.({ added: missing });
  return { env, undo: await addSystemEntries(missing, options) };
}

/** Removes what `safeDirectories` added to the system's configuration, and nothing else. May be called again. */
export async function undoSafeDirectories(record: SafeDirectoryRecord, deps: GitDeps): Promise<void> {
  for (const folder of record.added) {
    // --fixed-value is younger than safe.directory in the git of some long-term releases.
    const pattern = `^${folder.replace(/[\\^$.*+?()[{|]/g, '\\$&')}$`;
    const { code, errors } = await systemConfig(['--unset-all', 'safe.directory', pattern], deps);
    if (code !== 0 && code !== NOTHING_TO_UNSET) throw gitFailed('removed from', folder, errors);
  }
}

/**
 * The text of a git configuration that trusts `folders`.
 *
 * @param before the configuration to keep, as text: an [include] of it would keep kas from writing its own settings,
 * and the build user from reading it.
 */
export function gitconfigText(folders: readonly string[], before: string): string {
  const kept = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  return `${kept}[safe]\n${folders.map((folder) => `\tdirectory = ${quoted(folder)}\n`).join('')}`;
}

/** A value as git's configuration wants it: https://git-scm.com/docs/git-config#_syntax. */
function quoted(value: string): string {
  // kas reads the file with a parser of its own, which knows fewer escapes than git: no quotes without need.
  if (/^[^\s"#;\\]+( [^\s"#;\\]+)*$/.test(value)) return value;
  const escaped = value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t');
  return `"${escaped}"`;
}

/** Those of `folders` that git would refuse: the folder, its .git, or what a file .git points at is not `uid`'s. */
export async function foreignRepositories(folders: readonly string[], uid: number): Promise<string[]> {
  const foreign = new Set<string>();
  for (const folder of folders) {
    // git compares with the folder as it sees it, links resolved.
    const path = await realpath(folder).catch(() => undefined);
    if (path === undefined) continue;
    const owners = await Promise.all([path, join(path, '.git'), await gitFolder(path)].map(ownerOf));
    // SUDO_UID, which git heeds when it is root, does not reach it through kas.
    if (owners.some((owner) => owner !== undefined && owner !== uid)) foreign.add(path);
  }
  return [...foreign];
}

/** Where the file .git of a worktree or submodule points at (`gitdir: <path>`), else the .git folder itself. */
export async function gitFolder(folder: string): Promise<string> {
  const path = join(folder, '.git');
  const text = (await readForeign(folder, '.git', FILE_LIMITS.gitConfig).catch(() => '')).toString();
  const target = /^gitdir: (.+)$/m.exec(text)?.[1];
  return target === undefined ? path : resolve(folder, target);
}

async function ownerOf(path: string): Promise<number | undefined> {
  return lstat(path).then(
    ({ uid }) => uid,
    () => undefined,
  );
}

async function writeGitconfig(
  folders: readonly string[],
  isRoot: boolean,
  options: SafeDirectoryOptions,
): Promise<string> {
  const { GITCONFIG_FILE: given = '', HOME: home = '' } = options.env;
  // Another user could let the file be a link to one of root, and gets what is read.
  const root = isRoot && options.buildUid !== 0 ? home : '/';
  const former = given !== '' ? resolve(given) : home !== '' ? join(home, '.gitconfig') : undefined;
  const text = former === undefined ? '' : await textOf(given === '' ? root : '/', former);
  const file = join(options.runFolder, 'gitconfig');
  await writeFile(file, gitconfigText(folders, text), {
    mode: 0o600,
  });
  if (isRoot) await chown(file, options.buildUid, -1);
  return file;
}

/** @param root The folder that links must not leave. */
async function textOf(root: string, file: string): Promise<string> {
  try {
    return (await readForeign(root, file, FILE_LIMITS.gitConfig, { links: 'within' })).toString();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

async function addSystemEntries(folders: readonly string[], deps: GitDeps): Promise<SafeDirectoryRecord> {
  const added: string[] = [];
  for (const folder of folders) {
    const { code, errors } = await systemConfig(['--add', 'safe.directory', folder], deps);
    if (code !== 0) {
      await undoSafeDirectories({ added }, deps);
      throw gitFailed('added to', folder, errors);
    }
    added.push(folder);
  }
  return { added };
}

/** The values of safe.directory in the system's configuration. */
async function systemEntries(deps: GitDeps): Promise<string[]> {
  const { output } = await systemConfig(['--null', '--get-all', 'safe.directory'], deps);
  return output.split('\0').slice(0, -1);
}

/** Whether git trusts `folder` by these values: an empty one forgets what stands before it. */
function trusts(values: readonly string[], folder: string): boolean {
  const counting = values.slice(values.lastIndexOf('') + 1);
  return counting.includes('*') || counting.includes(folder);
}

const NOTHING_TO_UNSET = 5;
const ATTEMPTS = 20;
const PAUSE_MS = 100;

/** Runs `git config --system`. While another git writes the file, it is tried again, for 2 s. */
async function systemConfig(
  args: readonly string[],
  deps: GitDeps,
): Promise<{ code: number | null; output: string; errors: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const lines = { stdout: [] as string[], stderr: [] as string[] };
    const { code } = await deps
      .exec(['git', 'config', '--system', ...args], {
        cwd: '/',
        // Only what a git below kas 3.1 has: a GIT_CONFIG_SYSTEM of the job would be another file.
        env: { PATH: deps.env['PATH'], LC_ALL: 'C' },
        onLine: (line, stream) => void lines[stream].push(line),
      })
      .catch((error: unknown) => {
        throw systemCode(error) === 'ENOENT' ? gitMissing() : error;
      });
    const errors = lines.stderr.join('\n');
    const isBusy = code !== 0 && /could not lock config file .*: File exists/.test(errors);
    if (!isBusy || attempt === ATTEMPTS) return { code, output: lines.stdout.join('\n'), errors };
    await deps.clock.sleep(PAUSE_MS);
  }
}

function cannotTrust(folders: readonly string[], { inContainer }: SafeDirectoryOptions): UserError {
  const commands = folders.map(
    (folder) => `sudo git config --system --add safe.directory ${formatWords([folder])}`,
  );
  return new UserError(
    `git refuses to work in a repository that belongs to another user: ${folders.join(', ')}.`,
    `Run this in a step before${inContainer === true ? '' : ', or use kas 4.3 or newer'}:\n${commands.join('\n')}`,
  );
}

function gitFailed(action: string, folder: string, errors: string): UserError {
  return new UserError(
    `The folder ${folder} could not be ${action} the system's git configuration as a safe.directory: ${errors}`,
    'Check that /etc/gitconfig is writable, and that no /etc/gitconfig.lock was left behind.',
  );
}

function gitMissing(): UserError {
  return new UserError('git is not on the PATH.', 'Install it before this step: kas needs it.');
}
