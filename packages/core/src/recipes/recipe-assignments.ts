import { recipeStatements } from './recipe-statements.ts';
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

const HEAD =
  /^(?:export\s+)?([a-zA-Z0-9\-_+.${}/~:]*?)(?:\[([a-zA-Z0-9\-_+.][a-zA-Z0-9\-_+.@/]*)\])?\s*(:=|\?\?=|\?=|\+=|=\+|=\.|\.=|=)\s*(["'])/;
/** Before bitbake 2.0 (1.52) an underscore stood where the colon stands. */
const OLD_OPERATION = /^(.+?)_(append|prepend|remove)(?:_([^A-Z]*))?$/;
const OLD_RECIPE = /^(.+)_(pn-[^_]+)$/;

/**
 * The assignments of a recipe, in their order. The grammar is that of bitbake's lib/bb/parse/parse_py/ConfHandler.py;
 * what it would refuse is left out. Of the old overrides with an underscore those are read that are no part of a
 * name: `_append`, `_prepend`, `_remove` and `_pn-<recipe>`.
 *
 * @param text The file with one character for each byte.
 */
export function recipeAssignments(text: string): Assignment[] {
  return recipeStatements(text).flatMap(({ source, line }) => {
    const head = HEAD.exec(source.text);
    if (head === null) return [];
    const [whole, name = '', flag, operator, quote = ''] = head;
    const end = source.text.length - 1;
    if (name === '' || end < whole.length || source.text[end] !== quote) return [];
    const value = sliced(source, whole.length, end);
    // `A = "a"b"`: bitbake takes a quote in a value for a mistake when it is the only one.
    if (value.text.split(quote).length === 2) return [];
    return [{ name, ...nameParts(name), flag, operator: operator as Operator, value, line }];
  });
}

/** The variable that a name means, and its overrides. */
export function nameParts(name: string): Pick<Assignment, 'variable' | 'overrides'> {
  const [first = '', ...overrides] = name.split(':');
  const [, base = first, operation, added] = OLD_OPERATION.exec(first) ?? [];
  const [, variable = base, recipe] = OLD_RECIPE.exec(base) ?? [];
  const old = [recipe, operation, ...(added?.split('_') ?? [])].filter((part) => part !== undefined);
  return { variable, overrides: [...old, ...overrides] };
}
