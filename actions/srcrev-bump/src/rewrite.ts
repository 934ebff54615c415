import type { ProposedFile } from '@pv-actions/core/proposal/proposal-types.ts';
import { type NewRevision, rewriteRevisions } from '@pv-actions/core/recipes/recipe-pins.ts';
import type { Update } from '@pv-actions/core/updates/update.ts';
import type { PinnedRecipe } from './survey.ts';

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
