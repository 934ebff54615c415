import { READER_LIMITS } from '../action/limits.ts';
import { type Assignment, nameParts, type RecipeStatement, tooMuch } from './recipe-assignments.ts';
import { baseName } from './recipe-names.ts';
import { type OverriddenValue, openSlots } from './recipe-slots.ts';
import { foreign, joined, type SourceText, sliced } from './recipe-text.ts';

/** The variables of one recipe. */
export interface RecipeVariables {
  /** Takes one more statement in. */
  apply(statement: RecipeStatement): void;
  /** Sets a variable, as an assignment with `=` does. */
  set(variable: string, text: string): void;
  /** What bitbake takes for the variable's value, expanded; undefined where this file does not set it. */
  value(variable: string): SourceText | undefined;
  /** `source` with the variables put in that are set here. The others stay: `${X}`. */
  expand(source: SourceText): SourceText;
}

/** Of what is built. */
export interface VariablesSettings {
  /** Values that the file does not set, as its name gives them. */
  readonly known: Readonly<Record<string, string>>;
  /** The overrides that hold, the weakest first, as bitbake's OVERRIDES has them. Values under others are not looked at. */
  readonly active: readonly string[];
  /** Those of them that stand behind an underscore. */
  readonly old?: readonly string[] | undefined;
}

const REFERENCE = /\$\{([^{}@\n\t ]+)\}/g;
/** ASCII only: a byte beyond it may be part of a character. */
const BLANKS = /[ \t\v\f]+/;
const WORD_OR_BLANKS = /[ \t\v\f]+|[^ \t\v\f]+/g;
const MOST_PASSES = 10;
const LONGEST_EXPANSION = 64 * 1024;
/** What a value costs besides its characters, in characters. */
const COST_OF_VALUE = 64;

/** Variables that bitbake.conf puts together of others. */
const COMPOSED: ReadonlyMap<string, string> = new Map([
  ['BP', `\${BPN}-\${PV}`],
  ['P', `\${PN}-\${PV}`],
]);

/** The variables of a recipe from all of its statements. @throws as `openVariables`. */
export function recipeVariables(
  statements: readonly RecipeStatement[],
  settings: VariablesSettings,
): RecipeVariables {
  const variables = openVariables(settings);
  for (const statement of statements) variables.apply(statement);
  return variables;
}

/**
 * The variables of a recipe, from what the file itself sets: `=` and `:=` replace, `?=` sets what is not set, the last
 * `??=` is the default of what is not set, `+=` and its like and `:append`, `:prepend` and `:remove` change what is
 * there. The rules are those of bitbake's lib/bb/parse/ast.py and lib/bb/data_smart.py.
 *
 * @throws UserError with a sentence about the recipe, from its functions, where its variables are more than READER_LIMITS
 * allows.
 */
export function openVariables({ known, active, old = [] }: VariablesSettings): RecipeVariables {
  const slots = openSlots(active);
  const open = new Set<string>();
  const cache = new Map<string, SourceText>();
  let read = 0;

  const reads = (characters: number): void => {
    read += characters;
    if (read > READER_LIMITS.recipeExpansion.most) {
      throw tooMuch(`Its variables are expanded to ${read} characters and more`, 'recipeExpansion');
    }
  };

  const value = (name: string): SourceText | undefined => {
    const cached = cache.get(name);
    if (cached !== undefined) return cached;
    if (open.size >= READER_LIMITS.recipeDepth.most) {
      throw tooMuch(
        `Its variables ${[...open].slice(0, 3).join(', ')} and so on stand in each other`,
        'recipeDepth',
      );
    }
    open.add(name);
    const { variable, overrides } = nameParts(name, old);
    const found = slots.value(variable, overrides, expand) ?? builtIn(name);
    const expanded = found && without(expand(joined(found.parts)), found.removed.map(expand));
    open.delete(name);
    if (expanded === undefined) return undefined;
    reads(COST_OF_VALUE);
    cache.set(name, expanded);
    return expanded;
  };

  const builtIn = (name: string): OverriddenValue | undefined => {
    const composed = COMPOSED.get(name);
    if (composed !== undefined) return { parts: [foreign(composed)], removed: [] };
    const recipe = name === 'BPN' && !open.has('PN') ? value('PN') : undefined;
    return recipe && { parts: [withoutVariant(recipe)], removed: [] };
  };

  /** One pass over the references of a text; undefined where none was put in. */
  const pass = (source: SourceText): SourceText | undefined => {
    reads(source.text.length);
    const parts: SourceText[] = [];
    let end = 0;
    let length = source.text.length;
    for (const match of source.text.matchAll(REFERENCE)) {
      const [reference, name = ''] = match;
      const put = open.has(name) ? undefined : value(name);
      if (put === undefined || length + put.text.length > LONGEST_EXPANSION) continue;
      parts.push(sliced(source, end, match.index), put);
      end = match.index + reference.length;
      length += put.text.length;
    }
    return parts.length === 0 ? undefined : joined([...parts, sliced(source, end)]);
  };

  const expand = (source: SourceText): SourceText => {
    let current = source;
    for (let count = 0; count < MOST_PASSES; count++) {
      const next = pass(current);
      if (next === undefined) break;
      current = next;
    }
    return current;
  };

  const partsOf = (name: string) => nameParts(expand(foreign(name)).text, old);

  const set = (variable: string, text: string): void => {
    slots.assign({ variable, overrides: [] }, '=', foreign(text));
    cache.clear();
  };

  const assign = (assignment: Assignment): void => {
    if (assignment.flag !== undefined) return;
    const { name, operator, value: written } = assignment;
    slots.assign(partsOf(name), operator, operator === ':=' ? expand(written) : written);
    cache.clear();
  };

  for (const [name, text] of Object.entries(known)) set(name, text);
  return {
    apply(statement) {
      if (statement.kind === 'assignment') assign(statement.assignment);
      else if (statement.kind === 'unset') {
        slots.unset(partsOf(statement.name));
        cache.clear();
      }
    },
    set,
    value,
    expand,
  };
}

/** The text of `BPN`, which may stand in the file in one piece. */
function withoutVariant(recipe: SourceText): SourceText {
  const name = baseName(recipe.text);
  const start = recipe.text.indexOf(name);
  return sliced(recipe, start, start + name.length);
}

/** `source` without the words that stand in `removed`. */
function without(source: SourceText, removed: readonly SourceText[]): SourceText {
  if (removed.length === 0) return source;
  const words = new Set(removed.flatMap(({ text }) => text.split(BLANKS)));
  const kept = [...source.text.matchAll(WORD_OR_BLANKS)].filter(([word]) => !words.has(word));
  return joined(kept.map(({ 0: word, index }) => sliced(source, index, index + word.length)));
}
