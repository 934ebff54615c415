import { lstat, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { systemCode, UserError } from '../action/errors.ts';
import type { Exec } from '../action/exec.ts';
import { blobDigest } from './digest.ts';
import { foreignRepositoryEnvironment } from './environment.ts';

/** The checked-out repository. */
export interface WorkTree {
  /** Its top folder, absolute. */
  readonly root: string;
  /** The commit that is checked out. */
  readonly head: string;
}

export interface WorkTreeDeps {
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A file as it is in the work tree. */
export interface WorkTreeFile {
  /** Relative to the top folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
}

/**
 * The repository that `folder` is in.
 *
 * @throws UserError when there is none, when it has no commit, when it names another folder as its own, or when git is missing.
 */
export async function openWorkTree(folder: string, deps: WorkTreeDeps): Promise<WorkTree> {
  const { code, lines, errors } = await git(
    folder,
    ['rev-parse', '--show-toplevel', '--verify', 'HEAD^{commit}'],
    deps,
  );
  const [root, head] = lines;
  if (code !== 0 || root === undefined || head === undefined) {
    throw new UserError(
      `${folder} is not in a git repository with a commit: ${errors.at(-1) ?? 'git says nothing'}.`,
      'Run actions/checkout before this step. With `pull-request: false` no repository is needed.',
    );
  }
  await checkRoot(root, folder);
  return { root, head };
}

/** A repository may set `core.worktree` to any folder. @throws UserError for one that is not around `folder`, or has no `.git`. */
async function checkRoot(root: string, folder: string): Promise<void> {
  const isAround = `${await realpath(folder)}${sep}`.startsWith(join(root, sep));
  const isRepository = (await lstat(join(root, '.git')).catch(() => undefined)) !== undefined;
  if (isAround && isRepository) return;
  throw new UserError(
    `The repository of ${folder} says that its files are in ${root}, which ${isAround ? 'is no repository' : 'is not around that folder'}.`,
    'Remove core.worktree from its configuration, or check it out again.',
  );
}

/** The folder of the files that a stage brings up to date. */
export interface LayerFolder {
  /** The folder that the paths of files are relative to: the top of the repository, where there is one. Absolute, without links. */
  readonly root: string;
  readonly workTree: WorkTree | undefined;
}

/**
 * The repository that `folder` is in, or the folder itself.
 *
 * @param mustBeRepository Whether a folder outside of a git repository with a commit is an error.
 * @throws UserError for such a folder, and for one that is not there.
 */
export async function openLayerFolder(
  folder: string,
  mustBeRepository: boolean,
  deps: WorkTreeDeps,
): Promise<LayerFolder> {
  try {
    const workTree = await openWorkTree(folder, deps);
    return { root: workTree.root, workTree };
  } catch (thrown) {
    if (mustBeRepository || !(thrown instanceof UserError)) throw thrown;
  }
  try {
    return { root: await realpath(folder), workTree: undefined };
  } catch (cause) {
    throw new UserError(`The folder ${folder} is not there.`, 'Correct the input "working-directory".', {
      cause,
    });
  }
}

/**
 * Which of these files are not as the commit has them: changed, not added yet, or with line endings that git converts. Each is named once.
 *
 * @throws UserError when git fails.
 */
export async function unlikeCommit(
  { root, head }: WorkTree,
  files: readonly WorkTreeFile[],
  deps: WorkTreeDeps,
): Promise<string[]> {
  if (files.length === 0) return [];
  const paths = files.map(({ path }) => path);
  const { code, lines, errors } = await git(
    root,
    ['--literal-pathspecs', 'ls-tree', '-r', '-z', head, '--', ...paths],
    deps,
  );
  if (code !== 0) {
    throw new UserError(
      `git could not list the files of ${head}: ${errors.at(-1) ?? ''}.`,
      'Check out the commit as a whole.',
    );
  }
  const entries = lines.join('\n').split('\0');
  const blobs = new Map(
    entries.flatMap((entry) => {
      const [, digest, path] = /^\d+ blob ([0-9a-f]+)\t([\s\S]*)$/.exec(entry) ?? [];
      return digest === undefined || path === undefined ? [] : [[path, digest] as const];
    }),
  );
  const unlike = files.filter(({ path, content }) => {
    const committed = blobs.get(path);
    return (
      committed === undefined ||
      blobDigest(content, committed.length === 64 ? 'sha256' : 'sha1') !== committed
    );
  });
  return [...new Set(unlike.map(({ path }) => path))];
}

async function git(
  folder: string,
  args: readonly string[],
  { exec, env }: WorkTreeDeps,
): Promise<{ code: number | null; lines: string[]; errors: string[] }> {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  try {
    const { code } = await exec(['git', ...args], {
      cwd: folder,
      env: foreignRepositoryEnvironment(env),
      onLine: (line, stream) => void said[stream].push(line),
    });
    return { code, lines: said.stdout, errors: said.stderr };
  } catch (thrown) {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
    throw new UserError(
      `git could not be started in ${folder}: the program or the folder is not there.`,
      'Install git on the runner, and check `working-directory`.',
    );
  }
}
