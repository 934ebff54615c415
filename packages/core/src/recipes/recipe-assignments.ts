import type { UserError } from '../action/errors.ts';
import { overLimit, READER_LIMITS } from '../action/limits.ts';
import { joined, type SourceText, sliced, standing } from './recipe-text.ts';

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
  /^(?:export\s+(?!\s))?([a-zA-Z0-9\-_+.${}/~:]*?)(?:\[([a-zA-Z0-9\-_+.][a-zA-Z0-9\-_+.@/]*)\])?\s*(:=|\?\?=|\?=|\+=|=\+|=\.|\.=|=)\s*(["'])/;
/** Before bitbake 2.0 (1.52) an underscore stood where the colon stands. */
const OLD_OPERATION = /_(append|prepend|remove)(?=_|$)/g;
const OLD_RECIPE = /^(.+)_(pn-[^_]+)$/;

/**
 * The assignments of a recipe, in their order. The grammar is that of bitbake's lib/bb/parse/parse_py/ConfHandler.py;
 * what it would refuse is left out. Of the old overrides with an underscore those are read that are no part of a
 * name: `_append`, `_prepend`, `_remove` and `_pn-<recipe>`.
 *
 * @param text The file with one character for each byte.
 * @throws UserError with a sentence about the file, where it is larger than READER_LIMITS allows.
 */
export function recipeAssignments(text: string): Assignment[] {
  if (text.length > READER_LIMITS.recipe.most) throw tooMuch(`It has ${text.length} bytes`, 'recipe');
  const assignments = recipeStatements(text).flatMap(({ source, line }) => {
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
  if (assignments.length <= READER_LIMITS.recipeAssignments.most) return assignments;
  throw tooMuch(`It has ${assignments.length} assignments`, 'recipeAssignments');
}

/** The error for a recipe that has more than a limit allows. */
export function tooMuch(found: string, limit: keyof typeof READER_LIMITS): UserError {
  return overLimit(
    found,
    READER_LIMITS[limit],
    'Correct `recipe_glob` of the component, so that it names no such file, or make the recipe simpler.',
  );
}

/** The variable that a name means, and its overrides. @throws UserError for one that is too long. */
export function nameParts(name: string): Pick<Assignment, 'variable' | 'overrides'> {
  if (name.length > READER_LIMITS.recipeName.most) {
    throw tooMuch(`It has a variable whose name has ${name.length} characters`, 'recipeName');
  }
  const [first = '', ...overrides] = name.split(':');
  const { base, operation, added } = oldOperation(first);
  const [, variable = base, recipe] = OLD_RECIPE.exec(base) ?? [];
  const old = [recipe, operation, ...(added?.split('_') ?? [])].filter((part) => part !== undefined);
  return { variable, overrides: [...old, ...overrides] };
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

/** A line of a recipe with those that continue it joined to it. */
interface Statement {
  readonly source: SourceText;
  /** Of its first line, from 1. */
  readonly line: number;
}

const FUNCTION_START =
  /^(?:(?:(?:python(?=[\s(])|fakeroot(?=\s))\s*)*(?:[\w.\-+{}$:]+\s*)?|\s+)\(\s*\)\s*\{$/;
const PYTHON_DEF = /^def\s+\w.*:/;
/** What Python strips of a line, as far as it is ASCII: a byte beyond it may be part of a character. */
const BLANKS = ' \t\v\f\x1c\x1d\x1e\x1f';

/**
 * The statements of a recipe, an include file or a configuration file, without comments and without the functions in it.
 * The rules are those of bitbake's lib/bb/parse/parse_py/BBHandler.py: a backslash continues a line also with blanks
 * behind it, a function ends at a `}` that is alone on its line, a `def` at the first line that is not indented.
 * A comment between continued lines, which newer bitbakes refuse, is left out; what a comment continues to is comment.
 *
 * @param text The file with one character for each byte.
 */
function recipeStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let parts: SourceText[] = [];
  let firstLine = 0;
  let within: 'statements' | 'comment' | 'function' | 'def' = 'statements';

  for (const { source, line } of physicalLines(text)) {
    const { text } = source;
    const continues = text.endsWith('\\');
    if (within === 'function') {
      if (text === '}') within = 'statements';
      continue;
    }
    if (within === 'def') {
      if (/^(?:\s|#|$)/.test(text)) continue;
      within = 'statements';
    }
    if (within === 'comment' || text.startsWith('#')) {
      if (parts.length === 0) within = continues ? 'comment' : 'statements';
      continue;
    }
    if (parts.length === 0) firstLine = line;
    if (continues) {
      parts.push({ text: text.slice(0, -1), offsets: source.offsets.slice(0, -1) });
      continue;
    }
    const whole = joined([...parts, source]);
    parts = [];
    if (FUNCTION_START.test(whole.text)) within = 'function';
    else if (PYTHON_DEF.test(whole.text)) within = 'def';
    else if (whole.text !== '') statements.push({ source: whole, line: firstLine });
  }
  return statements;
}

/** The lines of a text as Python reads them, without their ends and the blanks before those. */
function* physicalLines(text: string): Generator<Statement> {
  let start = 0;
  let line = 1;
  for (const end of [...text.matchAll(/\r\n|\r|\n/g), undefined]) {
    const stop = end?.index ?? text.length;
    if (end === undefined && stop === start) return;
    let last = stop;
    while (last > start && BLANKS.includes(text.charAt(last - 1))) last--;
    yield { source: standing(text.slice(start, last), start), line };
    start = stop + (end?.[0].length ?? 0);
    line++;
  }
}
