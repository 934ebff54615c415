import type { ProposedFile } from '@pv-actions/core/proposal/proposal-types.ts';
import { type NewRevision, rewriteRevisions } from '@pv-actions/core/recipes/recipe-pins.ts';
import type { Component } from '@pv-actions/core/updates/components.ts';
import type { Change } from '@pv-actions/core/updates/deliver.ts';
import type { Report, Update } from '@pv-actions/core/updates/update.ts';
import type { PinnedRecipe } from './survey.ts';

/** The branches of requests for one component each begin with it. */
export function componentPrefix(branch: string): string {
  return `${branch}-`;
}

/**
 * One change with all updates. What could not be looked at, and what was left aside (`only`), stays as it was proposed before.
 */
export function oneChange(
  branch: string,
  report: Report,
  pinned: readonly PinnedRecipe[],
  aside: readonly PinnedRecipe[],
): Change {
  const files = rewriteRecipes(pinned, report.updates);
  const failed = new Set(report.failures.map(({ name }) => name));
  const unseen = [...pinned.filter(({ pin }) => failed.has(pin.name)), ...aside];
  const changed = new Set(files.map(({ path }) => path));
  const held = new Set(unseen.map(({ recipe }) => recipe.path));
  return { branch, report, files, held: [...held].filter((path) => !changed.has(path)) };
}

/** A change for each component, from a branch of its own. */
export function componentChanges(
  branch: string,
  report: Report,
  pinned: readonly PinnedRecipe[],
  components: readonly Component[],
): Change[] {
  return components.map(({ name }) => {
    const of = <T extends { readonly name: string }>(items: readonly T[]): T[] =>
      items.filter((item) => item.name === name);
    const own: Report = {
      ...report,
      updates: of(report.updates),
      refused: of(report.refused),
      failures: of(report.failures),
      notes: [],
    };
    const recipes = pinned.filter(({ pin }) => pin.name === name);
    return oneChange(`${componentPrefix(branch)}${name}`, own, recipes, []);
  });
}

/** The recipes that these updates change, rewritten. A recipe that pins several components has all of their new revisions. */
export function rewriteRecipes(pinned: readonly PinnedRecipe[], updates: readonly Update[]): ProposedFile[] {
  return [...Map.groupBy(pinned, ({ recipe }) => recipe.path).values()].flatMap((group) => {
    const revisions = group.flatMap((each) => newRevision(each, updates));
    return revisions.length === 0
      ? []
      : group
          .slice(0, 1)
          .map(({ recipe: { path, content } }) => ({ path, content: rewriteRevisions(content, revisions) }));
  });
}

function newRevision({ pin }: PinnedRecipe, updates: readonly Update[]): NewRevision[] {
  const update = updates.find(
    ({ name, url, old }) => name === pin.name && url === pin.url && old === pin.old,
  );
  return update === undefined ? [] : [{ pin, new: update.new }];
}
