import { realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { findByGlob } from '@pv-actions/core/action/glob-files.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import { type RecipePin, readRecipePin } from '@pv-actions/core/recipes/recipe-pins.ts';
import { bytesAsText } from '@pv-actions/core/recipes/recipe-text.ts';
import type { Component } from '@pv-actions/core/updates/components.ts';
import type { Failure, Pin } from '@pv-actions/core/updates/update.ts';

/** A recipe, and the revision that it pins of a component. */
export interface PinnedRecipe {
  readonly recipe: Recipe;
  readonly pin: RecipePin;
}

/** What the recipes of all components pin. */
interface Survey {
  readonly pinned: readonly PinnedRecipe[];
  readonly failures: readonly Failure[];
  /** Sentences: what somebody should look at. */
  readonly warnings: readonly string[];
  /** Sentences: revisions that are not to be moved, and why. */
  readonly kept: readonly string[];
  /** Sentences that are good to know. */
  readonly notes: readonly string[];
}

/** Reads the recipes of all components. What is wrong with one is a failure of its component; the others go on. */
export async function surveyRecipes(
  components: readonly Component[],
  at: { readonly folder: string; readonly root: string; readonly gitBaseUrl: string },
): Promise<Survey> {
  const found = {
    pinned: [] as PinnedRecipe[],
    failures: [] as Failure[],
    warnings: [] as string[],
    kept: [] as string[],
    notes: [] as string[],
  };
  for (const component of components) {
    const { name } = component;
    const fail = (cause: string, advice: string): void =>
      void found.failures.push({ name, unreachable: false, cause, advice });
    for (const recipe of await recipesOf(component, at, fail)) {
      const { path, content } = recipe;
      const said = readRecipePin(bytesAsText(content), { path, component, gitBaseUrl: at.gitBaseUrl });
      const located = (sentence: string): string => `${name}: ${path}: ${sentence}`;
      const rival = said.kind === 'pin' ? rivalOf(said.pin, recipe, found.pinned) : undefined;
      if (rival !== undefined) {
        fail(
          `${name}: ${path} has one revision for this component and for ${rival}.`,
          'Leave one of them in the list of components, or name the other URI with `;name=`.',
        );
      } else if (said.kind === 'error') fail(`${name}: ${said.cause}`, said.advice);
      else if (said.kind === 'kept') found.kept.push(located(said.reason));
      else {
        found.pinned.push({ recipe, pin: said.pin });
        found.warnings.push(...said.warnings.map(located));
        found.notes.push(...said.notes.map(located));
      }
    }
  }
  return found;
}

/** The component that has the same revision of this recipe already. */
function rivalOf(pin: RecipePin, { path }: Recipe, pinned: readonly PinnedRecipe[]): string | undefined {
  const starts = new Set(pin.places.map(({ start }) => start));
  return pinned.find(
    (other) => other.recipe.path === path && other.pin.places.some(({ start }) => starts.has(start)),
  )?.pin.name;
}

async function recipesOf(
  component: Component,
  { folder, root }: { readonly folder: string; readonly root: string },
  fail: (cause: string, advice: string) => void,
): Promise<readonly Recipe[]> {
  try {
    return await findRecipes(component, folder, root);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    fail(thrown.message, thrown.advice);
    return [];
  }
}

/** One pin for all recipes of a component that pin the same revision of the same repository. */
export function pinsOf(pinned: readonly PinnedRecipe[]): Pin[] {
  const groups = Map.groupBy(pinned, ({ pin }) => JSON.stringify([pin.name, pin.url, pin.branch, pin.old]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { name, url, branch, old } = first.pin;
    return [{ name, url, branch, old, files: group.map(({ recipe }) => recipe.path) }];
  });
}

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
  for (const match of await findByGlob(component.recipeGlob, folder)) {
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
  return Promise.all(ordered.map(([path]) => readRecipe(component, path, root)));
}

async function readRecipe(component: Component, path: string, root: string): Promise<Recipe> {
  try {
    return { path, content: await readForeign(root, path, FILE_LIMITS.recipe) };
  } catch (cause) {
    if (!(cause instanceof ForeignFileError)) throw cause;
    throw new UserError(`${component.name}: the recipe ${quote(path)} ${cause.problem}.`, cause.advice, {
      cause,
    });
  }
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
