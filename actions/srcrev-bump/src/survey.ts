import { realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { findByGlob } from '@pv-actions/core/action/glob-files.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import {
  type RecipeContext,
  type RecipeFile,
  unfoldRecipe,
  type WholeRecipe,
} from '@pv-actions/core/recipes/recipe-files.ts';
import { type RecipePin, type RecipeReading, readRecipePin } from '@pv-actions/core/recipes/recipe-pins.ts';
import { bytesAsText } from '@pv-actions/core/recipes/recipe-text.ts';
import type { Component } from '@pv-actions/core/updates/components.ts';
import type { Failure, Pin } from '@pv-actions/core/updates/update.ts';
import { isOutside, openRecipeFiles, type Recipe, type RecipeFiles } from './recipe-files.ts';

/** A recipe, and the revision that it pins of a component. */
export interface PinnedRecipe {
  readonly recipe: Recipe;
  /** The recipe, and what it includes. */
  readonly files: readonly Recipe[];
  readonly pin: RecipePin;
}

/** A sentence, and the component that it is about. */
export interface Said {
  readonly name: string;
  readonly sentence: string;
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

/** Where the recipes are. */
interface Place {
  readonly folder: string;
  readonly root: string;
  readonly gitBaseUrl: string;
}

/** Recipes beside an include file that are looked at. */
const MOST_BESIDE = 50;

/** A recipe of a component as it was read. */
interface ReadRecipe {
  readonly whole: WholeRecipe;
  readonly reading: RecipeReading;
}

/** Reads the recipes of all components. What is wrong with one is a failure of its component; the others go on. */
export async function surveyRecipes(components: readonly Component[], at: Place): Promise<Survey> {
  const files = openRecipeFiles(at.folder, at.root);
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
      void found.failures.push({ name, unreachable: false, cause: `${name}: ${cause}`, advice });
    for (const { whole, reading } of await readRecipes(component, at, files, fail)) {
      const located = (sentence: string): string => `${name}: ${whole.path}: ${sentence}`;
      if (reading.kind === 'error') fail(reading.cause, reading.advice);
      else if (reading.kind === 'kept') found.kept.push(located(reading.reason));
      else {
        const rival = rivalOf(reading.pin, found.pinned);
        if (rival !== undefined) {
          fail(
            `${whole.path} has one revision for this component and for ${rival}.`,
            'Leave one of them in the list of components, or name the other URI with `;name=`.',
          );
          continue;
        }
        const parts = await Promise.all(whole.files.map(({ path }) => files.read(path)));
        const recipe = await files.read(whole.path);
        found.pinned.push({ recipe, files: parts, pin: reading.pin });
        found.warnings.push(...reading.warnings.map(located));
        found.notes.push(...reading.notes.map(located));
      }
    }
  }
  return found;
}

/** Who has the same place of a file already, and wants another revision there: another component, or another recipe of this one. */
function rivalOf(pin: RecipePin, pinned: readonly PinnedRecipe[]): string | undefined {
  const keyOf = ({ path, start }: RecipePin['places'][number]): string => JSON.stringify([path, start]);
  const places = new Set(pin.places.map(keyOf));
  const other = pinned.find((each) => each.pin.places.some((place) => places.has(keyOf(place))));
  if (other === undefined) return undefined;
  if (other.pin.name !== pin.name) return other.pin.name;
  return other.pin.url === pin.url ? undefined : `the repository of ${other.recipe.path}, ${other.pin.url}`;
}

/** The recipes of a component. What another of them includes is a part of that one, where it pins nothing by itself. */
async function readRecipes(
  component: Component,
  at: Place,
  files: RecipeFiles,
  fail: (cause: string, advice: string) => void,
): Promise<readonly ReadRecipe[]> {
  const read: ReadRecipe[] = [];
  try {
    for (const path of await recipePaths(component, at)) {
      const whole = await unfolded(path, files, fail);
      if (whole !== undefined) read.push({ whole, reading: readRecipePin(whole, { ...at, component }) });
    }
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    fail(thrown.message, thrown.advice);
    return [];
  }
  const isPart = ({ whole, reading }: ReadRecipe): boolean =>
    reading.kind !== 'pin' &&
    read.some(
      (other) =>
        other.whole !== whole &&
        other.reading.kind !== 'error' &&
        other.whole.files.some(({ path }) => path === whole.path),
    );
  return read.filter((each) => !isPart(each));
}

async function unfolded(
  path: string,
  files: RecipeFiles,
  fail: (cause: string, advice: string) => void,
): Promise<WholeRecipe | undefined> {
  const file = await fileAt(path, files);
  try {
    return await unfoldRecipe(file, files.find, await contextOf(path, files));
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    fail(`${path}: ${thrown.message}`, thrown.advice);
    return undefined;
  }
}

async function fileAt(path: string, files: RecipeFiles): Promise<RecipeFile> {
  const { content } = await files.read(path);
  return { path, text: bytesAsText(content) };
}

/** What the other files of the repository say of one: the recipe that it is appended to, or the name of those that include it. */
async function contextOf(path: string, files: RecipeFiles): Promise<RecipeContext> {
  if (path.endsWith('.bbappend')) {
    const [base, another] = await files.appendedTo(path);
    return base === undefined || another !== undefined ? {} : { base: await fileAt(base, files) };
  }
  if (!path.endsWith('.inc')) return {};
  const including: WholeRecipe[] = [];
  for (const recipe of (await files.beside(path)).slice(0, MOST_BESIDE)) {
    const whole = await unfoldRecipe(await fileAt(recipe, files), files.find).catch(() => undefined);
    if (whole?.files.some((file) => file.path === path)) including.push(whole);
  }
  const [PN, ...otherNames] = new Set(including.map(({ known }) => known['PN']));
  const [PV, ...otherVersions] = new Set(including.map(({ known }) => known['PV']));
  if (PN === undefined || otherNames.length > 0) return {};
  return { namedBy: `${PN}_${otherVersions.length > 0 ? '%' : (PV ?? '%')}.bb` };
}

/** One pin for all recipes of a component that pin the same revision of the same repository. */
export function pinsOf(pinned: readonly PinnedRecipe[]): Pin[] {
  const groups = Map.groupBy(pinned, ({ pin }) => JSON.stringify([pin.name, pin.url, pin.branch, pin.old]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { name, url, branch, old } = first.pin;
    return [{ name, url, branch, old, files: filesOf(group) }];
  });
}

/** The files that hold the revisions. */
export function filesOf(pinned: readonly PinnedRecipe[]): string[] {
  return [...new Set(pinned.flatMap(({ pin }) => pin.places.map(({ path }) => path)))];
}

/**
 * The recipes of a component, in the order of their paths.
 *
 * @throws UserError when none matches, or when one is a link out of the repository.
 */
async function recipePaths(component: Component, { folder, root }: Place): Promise<readonly string[]> {
  const paths = new Set<string>();
  for (const match of await findByGlob(component.recipeGlob, folder)) {
    const file = await realpath(join(folder, match)).catch(() => undefined);
    if (file === undefined) throw dangling(match);
    const path = relative(root, file);
    if (isOutside(path)) throw outside(match);
    if ((await stat(file)).isFile()) paths.add(path);
  }
  if (paths.size === 0) {
    throw new UserError(
      `no recipe matches ${quote(component.recipeGlob)}.`,
      'Correct `recipe_glob` in the list of components: it is relative to the working directory.',
    );
  }
  return [...paths].sort();
}

function dangling(match: string): UserError {
  return new UserError(
    `the recipe ${quote(match)} is a link to nothing.`,
    'Remove the link, or correct `recipe_glob`.',
  );
}

function outside(match: string): UserError {
  return new UserError(
    `the recipe ${quote(match)} is a link out of the repository.`,
    'Only files of the repository are rewritten. Correct `recipe_glob`, or put the recipe into the repository.',
  );
}
