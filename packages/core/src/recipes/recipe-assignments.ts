import type { UserError } from '../action/errors.ts';
import { overLimit, READER_LIMITS } from '../action/limits.ts';
import { type RecipeLine, recipeLines } from './recipe-lines.ts';
import { type SourceText, sliced } from './recipe-text.ts';

/** The operators of bitbake's assignments. */
export type Operator = '=' | '?=' | '??=' | ':=' | '+=' | '=+' | '.=' | '=.';

/** An assignment of a recipe. */
export interface Assignment {
  /** As it is written: `SRCREV:pn-app`. */
  readonly name: string;
  /** The name without overrides: `SRCREV`. */
  readonly variable: string;
  /** Overrides and the operations `append`, `prepend` and `remove`, in their order: `pn-app`. */
  readonly overrides: readonly string[];
  /** Of `VAR[flag] = `: it is no value of the variable. */
  readonly flag: string | undefined;
  readonly operator: Operator;
  /** What stands between the quotes, without the backslashes and the ends of continued lines. */
  readonly value: SourceText;
  /** Of its first line, from 1. */
  readonly line: number;
}

/** A statement of a recipe that this reader knows. */
export type RecipeStatement =
  | { readonly kind: 'assignment'; readonly assignment: Assignment }
  /** `unset VAR` */
  | { readonly kind: 'unset'; readonly name: string }
  /** `what` are names of files as they are written. Of `include_all` each layer's are taken. */
  | {
      readonly kind: 'include' | 'require' | 'include_all';
      readonly what: SourceText;
    }
  /** `what` are names of classes as they are written. */
  | { readonly kind: 'inherit'; readonly what: SourceText };

const HEAD =
  /^(?:export\s+(?!\s))?([a-zA-Z0-9\-_+.${}/~:]*?)(?:\[([a-zA-Z0-9\-_+.][a-zA-Z0-9\-_+.@/]*)\])?\s*(:=|\?\?=|\?=|\+=|=\+|=\.|\.=|=)\s*(["'])/;
const DIRECTIVE = /^(include|require|include_all|inherit)\s+(?!\s)/;
const UNSET = /^unset\s+(?!\s)([a-zA-Z0-9\-_+.${}/~:]+)$/;
/** Before bitbake 2.0 (1.52) an underscore stood where the colon stands. */
const OLD_OPERATION = /_(append|prepend|remove)(?=_|$)/g;
const OLD_RECIPE = /^(.+)_(pn-[^_]+)$/;

/**
 * The statements of a recipe, in their order. The grammar is that of bitbake's lib/bb/parse/parse_py/ConfHandler.py;
 * what it would refuse is left out. Of the old overrides with an underscore those are read that are no part of a
 * name: `_append`, `_prepend`, `_remove` and `_pn-<recipe>`.
 *
 * @param text The file with one character for each byte.
 * @param base The offset of its first character.
 * @throws UserError with a sentence about the file, where it is larger than READER_LIMITS allows.
 */
export function recipeStatements(text: string, base = 0): RecipeStatement[] {
  if (text.length > READER_LIMITS.recipe.most) throw tooMuch(`It has ${text.length} bytes`, 'recipe');
  const statements = recipeLines(text, base).flatMap((line) => statementOf(line) ?? []);
  const count = statements.filter(({ kind }) => kind === 'assignment').length;
  if (count <= READER_LIMITS.recipeAssignments.most) return statements;
  throw tooMuch(`It has ${count} assignments`, 'recipeAssignments');
}

/** The assignments among the statements. @throws as `recipeStatements`. */
export function recipeAssignments(text: string): Assignment[] {
  return recipeStatements(text).flatMap((each) => (each.kind === 'assignment' ? [each.assignment] : []));
}

function statementOf(line: RecipeLine): RecipeStatement | undefined {
  const { source } = line;
  const assignment = assignmentOf(line);
  if (assignment !== undefined) return { kind: 'assignment', assignment };
  const [head, kind] = DIRECTIVE.exec(source.text) ?? [];
  if (head !== undefined && kind !== undefined) {
    return {
      kind: kind as 'include' | 'require' | 'include_all' | 'inherit',
      what: sliced(source, head.length),
    };
  }
  const [, name] = UNSET.exec(source.text) ?? [];
  return name === undefined ? undefined : { kind: 'unset', name };
}

function assignmentOf({ source, line }: RecipeLine): Assignment | undefined {
  const head = HEAD.exec(source.text);
  if (head === null) return undefined;
  const [whole, name = '', flag, operator, quote = ''] = head;
  const end = source.text.length - 1;
  if (name === '' || end < whole.length || source.text[end] !== quote) return undefined;
  const value = sliced(source, whole.length, end);
  // `A = "a"b"`: bitbake takes a quote in a value for a mistake when it is the only one.
  if (value.text.split(quote).length === 2) return undefined;
  return { name, ...nameParts(name), flag, operator: operator as Operator, value, line };
}

/** The error for a recipe that has more than a limit allows. */
export function tooMuch(found: string, limit: keyof typeof READER_LIMITS): UserError {
  return overLimit(
    found,
    READER_LIMITS[limit],
    'Correct `recipe_glob` of the component, so that it names no such file, or make the recipe simpler.',
  );
}

/**
 * The variable that a name means, and its overrides.
 *
 * @param old Overrides that stand behind an underscore, in a recipe for a bitbake before 2.0.
 * @throws UserError for one that is too long.
 */
export function nameParts(
  name: string,
  old: readonly string[] = [],
): Pick<Assignment, 'variable' | 'overrides'> {
  if (name.length > READER_LIMITS.recipeName.most) {
    throw tooMuch(`It has a variable whose name has ${name.length} characters`, 'recipeName');
  }
  const [first = '', ...overrides] = name.split(':');
  const { base, operation, added } = oldOperation(first);
  const { variable, behind } = oldOverrides(base, old);
  const written = [operation, ...(added?.split('_') ?? [])].filter((part) => part !== undefined);
  return { variable, overrides: [...behind, ...written, ...overrides] };
}

/** `A_append_b`: the first operation behind which no capital stands. */
function oldOperation(name: string): {
  readonly base: string;
  readonly operation?: string | undefined;
  readonly added?: string | undefined;
} {
  OLD_OPERATION.lastIndex = Math.max(1, name.search(/[A-Z][^A-Z]*$/) + 1);
  const found = OLD_OPERATION.exec(name);
  if (found === null) return { base: name };
  const end = found.index + found[0].length;
  return {
    base: name.slice(0, found.index),
    operation: found[1],
    added: end === name.length ? undefined : name.slice(end + 1),
  };
}

/** `A_pn-app_board`, where `board` is one of the overrides that are known. */
function oldOverrides(
  name: string,
  known: readonly string[],
): { readonly variable: string; readonly behind: readonly string[] } {
  const behind: string[] = [];
  let variable = name;
  for (;;) {
    const [, before, recipe] = OLD_RECIPE.exec(variable) ?? [];
    const override = recipe ?? known.find((each) => variable.endsWith(`_${each}`));
    if (override === undefined) return { variable, behind };
    variable = before ?? variable.slice(0, -override.length - 1);
    behind.unshift(override);
  }
}
