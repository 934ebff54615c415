import { basename, extname } from 'node:path';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { shortList } from '../action/wording.ts';
import { nameParts } from './recipe-assignments.ts';
import type { WholeRecipe } from './recipe-files.ts';
import { classOverride } from './recipe-names.ts';
import type { RecipeComponent } from './recipe-pins.ts';
import { OPERATIONS } from './recipe-slots.ts';
import { foreign } from './recipe-text.ts';
import { type RecipeVariables, recipeVariables, type VariablesSettings } from './recipe-variables.ts';

const OF_RECIPE = 'pn-';

/**
 * The variables of a recipe for a component. From outside it is known which recipe it is and of which class; every other override is of
 * another variant of it, and holds only where the component names it.
 *
 * @throws UserError with a sentence about the recipe, for an override that it does not have.
 */
export function variablesFor(recipe: WholeRecipe, component: RecipeComponent): RecipeVariables {
  const { known: named, statements, inherited } = recipe;
  const chosen = overridesOf(component);
  const own = ownName(recipe);
  const given = chosen.find((override) => override.startsWith(OF_RECIPE))?.slice(OF_RECIPE.length);
  const recipes =
    given !== undefined ? [given] : own !== undefined ? [own] : recipesOfInclude(recipe, component);
  const known = own === undefined && given !== undefined ? { ...named, PN: given } : named;
  const others = [
    ...chosen.filter((override) => !override.startsWith(OF_RECIPE)),
    classOverride(own, inherited),
    'forcevariable',
  ];
  const settings: VariablesSettings = {
    known,
    active: [...recipes.toReversed().map((name) => `${OF_RECIPE}${name}`), ...others],
    old: isOld(recipe) ? others : [],
  };
  const variables = recipeVariables(statements, settings);
  if (chosen.length > 0) requireOverrides(recipe, chosen, settings, variables);
  return variables;
}

/** The name that a recipe gives itself, or its file's. */
function ownName({ known, statements, assignments }: WholeRecipe): string | undefined {
  if (!assignments.some(({ variable }) => variable === 'PN')) return known['PN'];
  return recipeVariables(statements, { known, active: [] }).value('PN')?.text;
}

/** The overrides that a component names: with `override`, or behind its `variable`. */
function overridesOf({ override = '', variable = '' }: RecipeComponent): readonly string[] {
  return [...new Set([...override.split(':'), ...nameParts(variable).overrides])].filter(Boolean);
}

/** Whether it is written for a bitbake before 2.0, where overrides stand behind an underscore. */
function isOld({ assignments }: WholeRecipe): boolean {
  return !assignments.some(({ name }) => name.includes(':'));
}

function requireOverrides(
  { path, assignments }: WholeRecipe,
  chosen: readonly string[],
  { old }: VariablesSettings,
  variables: RecipeVariables,
): void {
  const all = new Set(
    assignments.flatMap(({ name }) => nameParts(variables.expand(foreign(name)).text, old).overrides),
  );
  const missing = chosen.find((override) => !all.has(override));
  if (missing === undefined) return;
  const others = [...all].filter((override) => !OPERATIONS.includes(override));
  throw new UserError(
    `${path} sets nothing under the override ${quote(missing)}.`,
    others.length === 0
      ? 'Correct `override` of the component: the recipe has none.'
      : `Correct \`override\` of the component. The recipe has: ${shortList(others.map(quote), ', ')}.`,
  );
}

/** An include file can be of several recipes: of the component, of the one that has its name, of the only one it names. */
function recipesOfInclude({ path, assignments }: WholeRecipe, component: RecipeComponent): readonly string[] {
  const mentioned = new Set(
    assignments
      .filter(({ variable }) => /^SRCREV(?:_|$)/.test(variable))
      .flatMap(({ overrides }) => overrides.filter((override) => override.startsWith(OF_RECIPE)))
      .map((override) => override.slice(OF_RECIPE.length)),
  );
  const names = [component.name, basename(path, extname(path))];
  return [...new Set([...names, ...(mentioned.size === 1 ? mentioned : [])])];
}
