import { basename } from 'node:path';
import { READER_LIMITS } from '../action/reader-limits.ts';
import { type Assignment, nameParts, tooMuch } from './recipe-assignments.ts';
import { foreign, joined, type SourceText, sliced } from './recipe-text.ts';

/** The variables of one recipe. */
export interface RecipeVariables {
  /** What bitbake takes for the variable's value, expanded; undefined where this file does not set it. */
  value(variable: string): SourceText | undefined;
  /** `source` with the variables put in that are set here. The others stay: `${X}`. */
  expand(source: SourceText): SourceText;
}

/** What is set under one name with its overrides: `SRCREV`, `SRCREV:pn-app`. */
interface Slot {
  set: SourceText[] | undefined;
  /** What stands before `set`, the last one first. */
  before: SourceText[];
  default: SourceText | undefined;
  readonly operations: { readonly kind: string; readonly text: SourceText }[];
}

const OPERATIONS: readonly string[] = ['append', 'prepend', 'remove'];
const REFERENCE = /\$\{([^{}@\n\t :]+)\}/g;
/** ASCII only: a byte beyond it may be part of a character. */
const BLANKS = /[ \t\v\f]+/;
const WORD_OR_BLANKS = /[ \t\v\f]+|[^ \t\v\f]+/g;
const MOST_PASSES = 10;
const LONGEST_EXPANSION = 64 * 1024;
/** What a value costs besides its characters, in characters. */
const COST_OF_VALUE = 64;

/**
 * `PN`, `BPN` and `PV` as bitbake takes them from the name of a recipe or of a file that is appended to one. An include
 * file has none, a wildcard is no version.
 */
export function namedVariables(path: string): Readonly<Record<string, string>> {
  const [, stem] = /^(.+)\.(?:bb|bbappend)$/.exec(basename(path)) ?? [];
  if (stem === undefined) return {};
  const [PN = stem, version = '1.0'] = stem.split('_');
  const BPN = PN.replace(/^nativesdk-|-(?:native|cross|crosssdk|cross-canadian)$/, '');
  return { PN, BPN, ...(version.includes('%') ? {} : { PV: version }) };
}

/**
 * The variables of a recipe, from what the file itself sets: `=` and `:=` replace, `?=` sets what is not set, the last
 * `??=` is the default of what is not set, `+=` and its like and `:append`, `:prepend` and `:remove` change what is
 * there. The rules are those of bitbake's lib/bb/parse/ast.py and lib/bb/data_smart.py.
 *
 * @param known Values that the file does not set, as its name gives them.
 * @param active The overrides that hold, the strongest first. Values under others are not looked at.
 * @throws UserError with a sentence about the recipe, now or from its functions, where its variables are more than READER_LIMITS
 * allows.
 */
export function recipeVariables(
  assignments: readonly Assignment[],
  known: Readonly<Record<string, string>>,
  active: readonly string[],
): RecipeVariables {
  const slots = new Map<string, Slot>();
  const open = new Set<string>();
  const cache = new Map<string, SourceText>();
  let read = 0;

  const reads = (characters: number): void => {
    read += characters;
    if (read > READER_LIMITS.recipeExpansion.most) {
      throw tooMuch(`Its variables are expanded to ${read} characters and more`, 'recipeExpansion');
    }
  };

  const slotOf = (key: string): Slot => {
    const slot = slots.get(key) ?? { set: undefined, before: [], default: undefined, operations: [] };
    slots.set(key, slot);
    return slot;
  };

  const value = (variable: string): SourceText | undefined => {
    const cached = cache.get(variable);
    if (cached !== undefined) return cached;
    const plain = slots.get(variable);
    const strong = active.flatMap((override) => slots.get(`${variable}:${override}`) ?? []);
    const chosen = [...strong, plain].find((slot) => slot?.set !== undefined || slot?.default !== undefined);
    const operations = [...new Set([chosen, plain, ...strong])].flatMap((slot) => slot?.operations ?? []);
    const of = (kind: string): SourceText[] =>
      operations.filter((operation) => operation.kind === kind).map(({ text }) => text);
    const parts = partsOf(chosen);
    const whole = [...of('prepend').reverse(), ...parts, ...of('append')];
    if (chosen === undefined && whole.length === 0) return undefined;
    if (open.size >= READER_LIMITS.recipeDepth.most) {
      throw tooMuch(
        `Its variables ${[...open].slice(0, 3).join(', ')} and so on stand in each other`,
        'recipeDepth',
      );
    }
    reads(COST_OF_VALUE);
    open.add(variable);
    const expanded = without(expand(joined(whole)), of('remove').map(expand));
    open.delete(variable);
    cache.set(variable, expanded);
    return expanded;
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

  for (const [name, text] of Object.entries(known)) slotOf(name).set = [foreign(text)];
  for (const assignment of assignments) {
    if (assignment.flag !== undefined) continue;
    const parts = nameParts(expand(foreign(assignment.name)).text);
    const text = assignment.operator === ':=' ? expand(assignment.value) : assignment.value;
    assign(slotOf, parts, active, assignment.operator, text);
    cache.clear();
  }
  return { value, expand };
}

function assign(
  slotOf: (key: string) => Slot,
  { variable, overrides }: Pick<Assignment, 'variable' | 'overrides'>,
  active: readonly string[],
  operator: Assignment['operator'],
  text: SourceText,
): void {
  const at = overrides.findIndex((override) => OPERATIONS.includes(override));
  const operation = overrides[at];
  if (operation !== undefined) {
    if (!overrides.slice(at + 1).every((override) => active.includes(override))) return;
    const slot = slotOf([variable, ...overrides.slice(0, at)].join(':'));
    slot.operations.push({ kind: operation, text });
    return;
  }
  const slot = slotOf([variable, ...overrides].join(':'));
  switch (operator) {
    case '=':
    case ':=':
      slot.set = [text];
      slot.before = [];
      break;
    case '?=':
      slot.set ??= [text];
      break;
    case '??=':
      slot.default = text;
      break;
    case '+=':
      slot.set ??= [];
      slot.set.push(foreign(' '), text);
      break;
    case '=+':
      slot.set ??= [];
      slot.before.push(foreign(' '), text);
      break;
    case '.=':
      slot.set ??= [];
      slot.set.push(text);
      break;
    case '=.':
      slot.set ??= [];
      slot.before.push(text);
      break;
  }
}

function partsOf(slot: Slot | undefined): readonly SourceText[] {
  if (slot?.set !== undefined) return [...slot.before.toReversed(), ...slot.set];
  return slot?.default === undefined ? [] : [slot.default];
}

/** `source` without the words that stand in `removed`. */
function without(source: SourceText, removed: readonly SourceText[]): SourceText {
  if (removed.length === 0) return source;
  const words = new Set(removed.flatMap(({ text }) => text.split(BLANKS)));
  const kept = [...source.text.matchAll(WORD_OR_BLANKS)].filter(([word]) => !words.has(word));
  return joined(kept.map(({ 0: word, index }) => sliced(source, index, index + word.length)));
}
