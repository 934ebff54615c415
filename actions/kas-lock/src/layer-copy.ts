import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, mkdtemp, readlink, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { isBelow } from '@pv-actions/core/action/foreign-file.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { KasRepo } from '@pv-actions/core/kas/kas-repos.ts';
import { askGit, runGit } from './local-git.ts';
import type { Checkout } from './types.ts';

/** A copy of the layer for kas to work in: it clones layers there, and writes lock files. */
export interface LayerCopy {
  readonly checkout: Checkout;
  /** What git prints of a folder of it, relative to KAS_WORK_DIR, or undefined where it fails. It asks no remote. */
  ask(folder: string, args: readonly string[]): Promise<string | undefined>;
  remove(): Promise<void>;
}

/** The files of a repository, for any number of copies. */
export interface TrackedFiles {
  /** Relative to the repository, with `/`. */
  readonly files: readonly string[];
  /** Makes a copy of them, as they are in the work tree now. */
  copy(): Promise<LayerCopy>;
}

type Runner = Pick<Deps, 'exec' | 'env'>;

/**
 * Lists what git tracks in a repository, submodules included. A copy of these files, with an empty repository of its own around them, is
 * all that kas wants. Unlike a worktree of git it leaves no trace in the repository, belongs to the user that runs kas, so that git
 * works in it, and holds what steps before this one have changed.
 *
 * @param runFolder a folder of this run: copies are made in it.
 * @throws UserError when git does not list the files.
 */
export async function trackedFiles(
  checkout: Checkout,
  runFolder: string,
  deps: Runner,
): Promise<TrackedFiles> {
  const { repository } = checkout;
  const listed = await git(repository, ['ls-files', '--cached', '--recurse-submodules'], deps);
  // git quotes a name with control characters or quotes: kas could not be given one anyway.
  const files = listed.filter((file) => file !== '' && !file.startsWith('"'));
  const odd = files.find((file) => OUTSIDE.test(file));
  if (odd !== undefined) {
    throw new UserError(
      `The index of ${repository} names the file ${quote(odd)}, which no repository can have.`,
      'Check the repository out again.',
    );
  }
  return { files, copy: () => makeCopy(files, checkout, runFolder, deps) };
}

/** git adds no such file to an index, and reads one that has it: it is in the settings of a repository, or outside of it. */
const OUTSIDE = /^\/|(?:^|\/)(?:\.|\.\.|\.git)(?:\/|$)/i;

async function makeCopy(
  files: readonly string[],
  checkout: Checkout,
  runFolder: string,
  deps: Runner,
): Promise<LayerCopy> {
  const repository = await mkdtemp(join(runFolder, 'kas-lock-'));
  const cwd = join(repository, relative(checkout.repository, checkout.cwd));
  const remove = (): Promise<void> => rm(repository, { recursive: true, force: true });
  try {
    const folders = new Set(files.map((file) => dirname(join(repository, file))));
    for (const folder of folders) await mkdir(folder, { recursive: true });
    await mkdir(cwd, { recursive: true });
    await inParallel(files, (file) => copyEntry(file, checkout.repository, repository), 16);
    await git(repository, ['init', '--quiet', '--template='], deps);
  } catch (thrown) {
    await remove();
    throw thrown;
  }
  return {
    checkout: { repository, cwd },
    ask: (path, args) => askGit(resolve(cwd, path), args, deps),
    remove,
  };
}

/**
 * A file that was removed from the work tree is not copied, nor a link that leaves it: kas would read what it leads to. Of a submodule
 * that is not checked out, the folder is made.
 */
async function copyEntry(file: string, repository: string, copy: string): Promise<void> {
  const [from, to] = [join(repository, file), join(copy, file)];
  const stats = await lstat(from).catch((thrown) => {
    if (systemCode(thrown) === 'ENOENT' || systemCode(thrown) === 'ENOTDIR') return undefined;
    throw thrown;
  });
  if (stats?.isSymbolicLink() === true) {
    const target = await realpath(from).catch(() => undefined);
    if (target === undefined || isBelow(target, repository)) await symlink(await readlink(from), to);
  }
  if (stats?.isDirectory() === true) await mkdir(to, { recursive: true });
  else if (stats?.isFile() === true) await copyFile(from, to, constants.COPYFILE_FICLONE);
}

async function git(folder: string, args: readonly string[], deps: Runner): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runGit(folder, args, deps).catch((thrown) => {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
    throw new UserError('git is not on the PATH.', 'Install it before this step: kas needs it, too.');
  });
  if (code === 0) return stdout;
  throw new UserError(
    `git ${args[0]} failed in ${folder}: ${stderr.slice(0, 3).join(' ') || 'it did not say why'}`,
    'Check that the repository was checked out before this step, with actions/checkout.',
  );
}

/** What a copy has to be. */
export interface CopyNeeds {
  /** Each of them can be cloned to its folder. */
  readonly repos: readonly KasRepo[];
  /** Whether kas is to clone all commits. */
  readonly whole: boolean;
}

/** The copies of the layer that kas works in: as few as possible, so that it clones a layer once. */
export interface LayerCopies {
  /** A copy for these repositories: it holds no other one in a folder of theirs, and none of another branch. */
  copyFor(needs: CopyNeeds): Promise<LayerCopy>;
  /** Notes what kas has cloned into a copy. */
  cloned(copy: LayerCopy, repos: readonly KasRepo[]): void;
  remove(): Promise<void>;
}

type Clone = Pick<KasRepo, 'url' | 'branch'>;

/**
 * kas moves a clone to another URL without a fetch, so that it would take revisions of the one for those of the other. A clone without
 * all commits knows the branch that it was made for, and kas does not fetch another one for a layer with a commit.
 */
export function layerCopies(tracked: TrackedFiles): LayerCopies {
  const copies: { readonly copy: LayerCopy; readonly whole: boolean; readonly clones: Map<string, Clone> }[] =
    [];
  const clonesOf = (repos: readonly KasRepo[]): [string, Clone][] =>
    repos.map(({ path, url, branch }) => [path, { url, branch }]);
  return {
    async copyFor({ repos, whole }) {
      const fitting = copies.find(
        (each) =>
          each.whole === whole &&
          repos.every(({ path, url, branch }) => {
            const clone = each.clones.get(path);
            return clone === undefined || (clone.url === url && clone.branch === branch);
          }),
      );
      if (fitting !== undefined) return fitting.copy;
      const copy = await tracked.copy();
      copies.push({ copy, whole, clones: new Map(clonesOf(repos)) });
      return copy;
    },
    cloned(copy, repos) {
      const clones = copies.find((each) => each.copy === copy)?.clones;
      for (const [path, clone] of clonesOf(repos)) clones?.set(path, clone);
    },
    async remove() {
      for (const { copy } of copies) await copy.remove();
    },
  };
}
