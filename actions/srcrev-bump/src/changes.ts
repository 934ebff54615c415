import type { ProposedFile } from '@pv-actions/core/proposal/proposal-types.ts';
import {
  pieceChange,
  type RecipeChange,
  revisionChanges,
  rewriteTexts,
} from '@pv-actions/core/recipes/recipe-rewrite.ts';
import type { Component } from '@pv-actions/core/updates/components.ts';
import type { Change } from '@pv-actions/core/updates/deliver.ts';
import type { Report } from '@pv-actions/core/updates/update.ts';
import { type Bump, isUpdateOf } from './bump.ts';
import type { NamedChange } from './comments.ts';
import { filesOf, type PinnedRecipe, type Said } from './survey.ts';

/** What was found, and what of it a request tells. */
export interface Found {
  readonly report: Report;
  readonly updates: readonly Bump[];
  readonly pinned: readonly PinnedRecipe[];
  /** Changes of comments. */
  readonly comments: readonly NamedChange[];
  /** What else changes, and comments that are left as they are. */
  readonly changes: readonly Said[];
  readonly left: readonly Said[];
}

/** The branches of requests for one component each begin with it. */
export function componentPrefix(branch: string): string {
  return `${branch}-`;
}

/**
 * One change with all updates. What could not be looked at, and what was left aside (`only`), stays as it was proposed before.
 */
export function oneChange(branch: string, found: Found, aside: readonly PinnedRecipe[]): Change {
  const { report, pinned } = found;
  const files = rewriteRecipes(pinned, found.updates, found.comments);
  const failed = new Set(report.failures.map(({ name }) => name));
  const unseen = [...pinned.filter(({ pin }) => failed.has(pin.name)), ...aside];
  const changed = new Set(files.map(({ path }) => path));
  return { branch, report, files, held: filesOf(unseen).filter((path) => !changed.has(path)) };
}

/** A change for each component, from a branch of its own. */
export function componentChanges(branch: string, found: Found, components: readonly Component[]): Change[] {
  const { report } = found;
  return components.map(({ name }) => {
    const of = <T extends { readonly name: string }>(items: readonly T[]): T[] =>
      items.filter((item) => item.name === name);
    const sentences = (said: readonly Said[]): string[] => of(said).map(({ sentence }) => sentence);
    const own: Report = {
      ...report,
      updates: of(report.updates),
      refused: of(report.refused),
      failures: of(report.failures),
      changes: sentences(found.changes),
      notes: sentences(found.left),
    };
    const pinned = found.pinned.filter(({ pin }) => pin.name === name);
    const ofOwn = { ...found, report: own, updates: of(found.updates), pinned, comments: of(found.comments) };
    return oneChange(`${componentPrefix(branch)}${name}`, ofOwn, []);
  });
}

/**
 * The files that these updates change, rewritten. A file that holds several revisions has all of their new ones.
 *
 * @param others Further changes of files that hold revisions.
 */
function rewriteRecipes(
  pinned: readonly PinnedRecipe[],
  updates: readonly Bump[],
  others: readonly RecipeChange[] = [],
): ProposedFile[] {
  const contents = new Map(pinned.flatMap(({ files }) => files.map(({ path, content }) => [path, content])));
  // Recipes that include one file have one place there.
  const changes = new Map<string, RecipeChange>();
  for (const change of [...pinned.flatMap((each) => changesOf(each, updates)), ...others]) {
    changes.set(JSON.stringify([change.place.path, change.place.start]), change);
  }
  return [...Map.groupBy(changes.values(), ({ place }) => place.path)].map(([path, group]) => ({
    path,
    content: rewriteTexts(contents.get(path) ?? Buffer.of(), group),
  }));
}

function changesOf({ pin }: PinnedRecipe, updates: readonly Bump[]): RecipeChange[] {
  const update = updates.find((each) => isUpdateOf(each, pin));
  if (update === undefined) return [];
  const tag = update.tag === undefined ? undefined : pieceChange(pin.tag?.pieces ?? [], update.tag);
  return [...revisionChanges(pin, update.new), ...(tag === undefined ? [] : [tag])];
}
