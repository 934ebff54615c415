import { glob, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Component } from '@pv-actions/core/updates/components.ts';

/** A recipe of a component, as it is in the work tree. */
export interface Recipe {
  /** Relative to the repository, links resolved, with `/`. */
  readonly path: string;
  readonly content: Buffer;
}

/**
 * The recipes of a component, in the order of their paths.
 *
 * @param folder the folder that the glob is relative to.
 * @param root the top folder of the repository, links resolved.
 * @throws UserError when none matches, or when one is a link out of the repository.
 */
export async function findRecipes(component: Component, folder: string, root: string): Promise<Recipe[]> {
  const paths = new Map<string, string>();
  for (const match of await matches(component.recipeGlob, folder)) {
    const file = await realpath(join(folder, match)).catch(() => undefined);
    if (file === undefined) throw dangling(component, match);
    const path = relative(root, file);
    if (path.startsWith('../') || path === '..') throw outside(component, match);
    if ((await stat(file)).isFile()) paths.set(path, file);
  }
  if (paths.size === 0) {
    throw new UserError(
      `${component.name}: no recipe matches ${quote(component.recipeGlob)}.`,
      'Correct `recipe_glob` in the list of components: it is relative to the working directory.',
    );
  }
  const ordered = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(ordered.map(([path, file]) => readRecipe(component, path, file)));
}

async function readRecipe(component: Component, path: string, file: string): Promise<Recipe> {
  try {
    return { path, content: await readFile(file) };
  } catch (cause) {
    throw new UserError(
      `${component.name}: the recipe ${quote(path)} cannot be read: ${messageOf(cause)}.`,
      'Check who may read it.',
      { cause },
    );
  }
}

async function matches(pattern: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const match of glob(pattern, { cwd: folder })) found.push(match);
  return found.sort();
}

function dangling(component: Component, match: string): UserError {
  return new UserError(
    `${component.name}: the recipe ${quote(match)} is a link to nothing.`,
    'Remove the link, or correct `recipe_glob`.',
  );
}

function outside(component: Component, match: string): UserError {
  return new UserError(
    `${component.name}: the recipe ${quote(match)} is a link out of the repository.`,
    'Only files of the repository are rewritten. Correct `recipe_glob`, or put the recipe into the repository.',
  );
}
