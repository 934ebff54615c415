import type { Pin, Update } from '@pv-actions/core/updates/update.ts';
import type { PinnedRecipe } from './survey.ts';

/** An update, and the tag that its new revision has, where the component follows tags. */
export interface Bump extends Update {
  readonly tag?: string;
}

/** Whether an update, or what one is made of, is of that pin of a recipe. */
export function isUpdateOf({ name, url, old }: Pin, pin: PinnedRecipe['pin']): boolean {
  return name === pin.name && url === pin.url && old === pin.old;
}
