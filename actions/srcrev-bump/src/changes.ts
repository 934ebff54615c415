import type { Component } from '@pv-actions/core/updates/components.ts';
import type { Change } from '@pv-actions/core/updates/deliver.ts';
import type { Report } from '@pv-actions/core/updates/report.ts';
import { rewriteRecipes } from './rewrite.ts';
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
