import type { Assignment } from './recipe-assignments.ts';
import { foreign, joined, type SourceText } from './recipe-text.ts';

/** A value before variables are put in, and what `:remove` takes from it afterwards. */
export interface OverriddenValue {
  readonly parts: readonly SourceText[];
  readonly removed: readonly SourceText[];
}

type Name = Pick<Assignment, 'variable' | 'overrides'>;

/** What is set of variables, under their names with overrides each. */
export interface Slots {
  assign(name: Name, operator: Assignment['operator'], text: SourceText): void;
  /** Forgets a name, and what is set under overrides of it. */
  unset(name: Name): void;
  /** What bitbake takes, with the overrides that hold; undefined where nothing is set. */
  value(variable: string, overrides: readonly string[], expand: Expand): OverriddenValue | undefined;
}

/** Puts variables in. */
type Expand = (source: SourceText) => SourceText;

/** What is set under one name with its overrides: `SRCREV`, `SRCREV:pn-app`. */
interface Slot {
  readonly overrides: readonly string[];
  set: SourceText[] | undefined;
  /** What stands before `set`, the last one first. */
  before: SourceText[];
  default: SourceText | undefined;
  readonly operations: { readonly kind: string; readonly text: SourceText }[];
}

/** What an override of an assignment may be, and none of a build. */
export const OPERATIONS: readonly string[] = ['append', 'prepend', 'remove'];

/**
 * Keeps what is set as bitbake's lib/bb/data_smart.py does.
 *
 * @param active The overrides that hold, the weakest first.
 */
export function openSlots(active: readonly string[]): Slots {
  /** By variable, then by the overrides: only those that hold. */
  const variables = new Map<string, Map<string, Slot>>();
  const holds = (override: string): boolean => active.includes(override);

  const slotOf = ({ variable, overrides }: Name): Slot => {
    const slots = variables.get(variable) ?? new Map<string, Slot>();
    variables.set(variable, slots);
    const key = overrides.join(':');
    const slot = slots.get(key) ?? {
      ...{ overrides, set: undefined, before: [], default: undefined, operations: [] },
    };
    slots.set(key, slot);
    return slot;
  };

  const value = (
    variable: string,
    overrides: readonly string[],
    expand: Expand,
  ): OverriddenValue | undefined => {
    const slots = variables.get(variable);
    if (slots === undefined) return undefined;
    const slot = slots.get(overrides.join(':'));
    // The strongest one hides the others, also where it has no value.
    const [strongest] = [...slots.values()]
      .filter((each) => isBelow(each.overrides, overrides))
      .map(({ overrides: own }) => ({ own, rank: rankOf(own.slice(overrides.length), active) }))
      .toSorted((a, b) => compareRanks(b.rank, a.rank));
    const chosen = strongest && value(variable, strongest.own, expand);
    const of = (kind: string): SourceText[] =>
      (slot?.operations ?? []).filter((operation) => operation.kind === kind).map(({ text }) => text);
    const parts = [...of('prepend').reverse(), ...(chosen?.parts ?? partsOf(slot)), ...of('append')];
    if (chosen === undefined && slot?.set === undefined && parts.length === 0) return undefined;
    return { parts, removed: [...(chosen === undefined ? [] : effective(chosen, expand)), ...of('remove')] };
  };

  return {
    value,
    assign({ variable, overrides }, operator, text) {
      const at = operationAt(overrides);
      const operation = overrides[at];
      const own = operation === undefined ? overrides : overrides.slice(0, at);
      const added = operation === undefined ? [] : overrides.slice(at + 1);
      // The name of an operation has no value of its own: `+=` adds its blank to nothing, a default is never taken.
      if (operation !== undefined && operator === '??=') return;
      if (!own.every(holds) || new Set(own).size < own.length) return;
      const slot = slotOf({ variable, overrides: own });
      if (operation === undefined) change(slot, operator, text);
      else if (added.every(holds)) {
        const whole = operator === '+=' ? [BLANK, text] : operator === '=+' ? [text, BLANK] : [text];
        slot.operations.push({ kind: operation, text: joined(whole) });
      }
    },
    unset({ variable, overrides }) {
      const slots = variables.get(variable);
      slots?.delete(overrides.join(':'));
      for (const [key, slot] of slots ?? []) if (isBelow(slot.overrides, overrides)) slots?.delete(key);
    },
  };
}

const BLANK = foreign(' ');

/** Of what is to be removed only that goes on to a weaker value which takes something from the stronger one. */
function effective({ parts, removed }: OverriddenValue, expand: Expand): readonly SourceText[] {
  if (removed.length === 0) return [];
  const words = new Set(wordsOf(expand(joined(parts))));
  return removed.filter((each) => wordsOf(expand(each)).some((word) => words.has(word)));
}

/** ASCII only: a byte beyond it may be part of a character. */
function wordsOf({ text }: SourceText): readonly string[] {
  return text.split(/[ \t\v\f]+/).filter(Boolean);
}

/** Where the operation of a name stands: the first one, where no capital stands behind it. */
function operationAt(overrides: readonly string[]): number {
  const at = overrides.findIndex((override) => OPERATIONS.includes(override));
  return overrides.slice(at + 1).some((override) => /[A-Z]/.test(override)) ? -1 : at;
}

function isBelow(overrides: readonly string[], parents: readonly string[]): boolean {
  return overrides.length > parents.length && parents.every((parent, index) => overrides[index] === parent);
}

/**
 * How strong overrides are. bitbake goes through those that hold, the weakest first, takes each from the end of the names, and begins
 * again until nothing changes: the name that is used up last wins, and of names that become the same on the way the one that does so last.
 *
 * @returns When each override is taken: the last time first.
 */
function rankOf(overrides: readonly string[], active: readonly string[]): readonly number[] {
  const times: number[] = [];
  let time = -1;
  for (const override of overrides.toReversed()) {
    const position = active.lastIndexOf(override);
    const turn = time - (time % active.length);
    time = turn + position > time ? turn + position : turn + active.length + position;
    times.unshift(time);
  }
  return times;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((time, index) => time !== b[index]);
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
}

function change(slot: Slot, operator: Assignment['operator'], text: SourceText): void {
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
      slot.set.push(BLANK, text);
      break;
    case '=+':
      slot.set ??= [];
      slot.before.push(BLANK, text);
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
