import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, normalize, relative } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { findByGlob } from '@pv-actions/core/action/glob-files.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { RecipeFile, WantedFile } from '@pv-actions/core/recipes/recipe-files.ts';
import { bytesAsText } from '@pv-actions/core/recipes/recipe-text.ts';

/** A file of a recipe, as it is in the work tree. */
export interface Recipe {
  /** Relative to the repository, links resolved, with `/`. */
  readonly path: string;
  readonly content: Buffer;
}

/** The files of a repository that recipes consist of. Each is read once. */
export interface RecipeFiles {
  /** @throws UserError where it cannot be read, or is too large. */
  read(path: string): Promise<Recipe>;
  /**
   * What a recipe includes, as bitbake searches it: in the folder of the file that includes it, then in the layers, which are the folders
   * with a conf/layer.conf. Those of other repositories in this one are not looked at.
   *
   * @throws UserError where it is a link out of the repository, or cannot be read.
   */
  find(wanted: WantedFile): Promise<readonly RecipeFile[]>;
  /**
   * The recipes that a file is appended to (`app_%.bbappend`), in the layers: paths relative to the repository. They are looked for where
   * layers have them: in `recipes-*` and two folders below.
   */
  appendedTo(path: string): Promise<readonly string[]>;
  /** The recipes in the folder of a file. */
  beside(path: string): Promise<readonly string[]>;
}

const RECIPES = ['recipes*/', 'recipes*/*/', 'recipes*/*/*/'];
const LAYERS = ['', '*/', '*/*/', '*/*/*/'].map((folders) => `${folders}conf/layer.conf`);

/**
 * @param folder the folder of the layer.
 * @param root the top folder of the repository, links resolved.
 */
export function openRecipeFiles(folder: string, root: string): RecipeFiles {
  const contents = new Map<string, Promise<Recipe>>();
  let layers: Promise<readonly string[]> | undefined;

  const read = (path: string): Promise<Recipe> => {
    const begun = contents.get(path) ?? readRecipe(path, root);
    contents.set(path, begun);
    return begun;
  };

  const candidates = async function* ({ from, name, all }: WantedFile): AsyncGenerator<string> {
    if (name.startsWith('/')) {
      if (!all) yield name.slice(1);
      return;
    }
    if (!all) yield join(dirname(from), name);
    for (const layer of nearestFirst(await allLayers(), from)) yield join(layer, name);
  };

  const allLayers = async (): Promise<readonly string[]> => {
    layers ??= layersOf(await realpath(folder), root);
    return layers;
  };

  const matches = async (glob: string, below: string): Promise<readonly string[]> => {
    const found = await findByGlob(glob, join(root, below));
    const paths = await Promise.all(found.map((match) => pathInside(join(below, match), root)));
    return paths.filter((path) => path !== undefined);
  };

  return {
    read,
    async find(wanted) {
      const found = new Map<string, RecipeFile>();
      for await (const candidate of candidates(wanted)) {
        const path = await pathInside(normalize(candidate), root);
        if (path === undefined) continue;
        found.set(path, { path, text: bytesAsText((await read(path)).content) });
        if (!wanted.all) break;
      }
      return [...found.values()];
    },
    async appendedTo(path) {
      const name = basename(path, '.bbappend');
      // A name is no glob, but for its wildcard.
      if (/[^A-Za-z0-9_.+%-]/.test(name)) return [];
      const globs = RECIPES.map((folders) => `${folders}${name.replaceAll('%', '*')}.bb`);
      const found = new Set<string>();
      for (const layer of await allLayers()) {
        for (const glob of globs) for (const recipe of await matches(glob, layer)) found.add(recipe);
      }
      return [...found];
    },
    beside: (path) => matches('*.bb', dirname(path)),
  };
}

/** Undefined for what is not there, or not in the repository. */
async function pathInside(path: string, root: string): Promise<string | undefined> {
  if (isOutside(path)) return undefined;
  try {
    const real = relative(root, await realpath(join(root, path)));
    if (isOutside(real)) throw outside(path);
    return (await lstat(join(root, real))).isFile() ? real : undefined;
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code !== undefined && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL'].includes(code))
      return undefined;
    throw thrown;
  }
}

export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || path.startsWith('/');
}

function outside(path: string): UserError {
  return new UserError(
    `What it includes, ${quote(path)}, is a link out of the repository.`,
    'Put the file itself into the repository.',
  );
}

async function readRecipe(path: string, root: string): Promise<Recipe> {
  try {
    return { path, content: await readForeign(root, path, FILE_LIMITS.recipe) };
  } catch (cause) {
    if (!(cause instanceof ForeignFileError)) throw cause;
    throw new UserError(`the recipe ${quote(path)} ${cause.problem}.`, cause.advice, { cause });
  }
}

/** The folders of layers, relative to the repository, and the one that the stage is given. */
async function layersOf(folder: string, root: string): Promise<readonly string[]> {
  const found = new Set([relative(root, folder) || '.']);
  for (const glob of LAYERS) {
    for (const match of await findByGlob(glob, root)) {
      const layer = dirname(dirname(match));
      if (!(await isOfAnother(layer, root))) found.add(layer);
    }
  }
  return [...found].filter((layer) => !isOutside(layer)).toSorted();
}

/** Whether a folder is of another repository: one that was cloned into this one. */
async function isOfAnother(folder: string, root: string): Promise<boolean> {
  for (let at = folder; at !== '.'; at = dirname(at)) {
    const git = await lstat(join(root, at, '.git')).catch(() => undefined);
    if (git !== undefined) return true;
  }
  return false;
}

/** The layer that a file is in before the others. */
function nearestFirst(layers: readonly string[], from: string): readonly string[] {
  const depthOf = (layer: string): number =>
    layer === '.' ? 0 : from.startsWith(`${layer}/`) ? layer.length : -1;
  return layers.toSorted((a, b) => depthOf(b) - depthOf(a));
}
