import { quote } from '../action/inputs.ts';
import { shortList } from '../action/wording.ts';
import { FULL_DIGEST } from '../git/digest.ts';
import type { PlacedAssignment } from './recipe-files.ts';
import { readable, type SourceText, type Span, spanOf } from './recipe-text.ts';
import { type GitUri, standsInFile } from './recipe-uris.ts';
import type { RecipeVariables } from './recipe-variables.ts';

/** The revision of a URI. */
export type Revision =
  /** `variable` is where it stands as a person knows it: `SRCREV`, `SRCREV:pn-app`, `;rev=`. */
  | {
      readonly kind: 'digest';
      readonly variable: string;
      readonly digest: string;
      readonly places: readonly Span[];
      readonly notes: readonly string[];
    }
  /** One that is not a digest of this file. */
  | { readonly kind: 'kept'; readonly reason: string }
  /** `found` are variables that could have it, and do not say so. */
  | { readonly kind: 'none'; readonly found: readonly string[] };

/** A text that a revision is read from. */
interface Candidate {
  readonly variable: string;
  readonly value: SourceText;
}

const IN_URI = ';rev=';
const STANDARD = /^SRCREV(?:_|$)/;
const INVALID = 'INVALID';
const AUTOREV = `\${AUTOREV}`;

/**
 * The revision of a URI as bitbake's lib/bb/fetch2 finds it: `;rev=` of the URI, `SRCREV_<name>`, `SRCREV`; or, in a
 * file that sets none of these, a variable of another name that ends with `SRCREV`.
 *
 * @param assignments Without those of flags.
 * @param named The variable that the component names: no other is looked at.
 */
export function revisionOf(
  uri: GitUri,
  assignments: readonly PlacedAssignment[],
  variables: RecipeVariables,
  named: string | undefined,
): Revision {
  const standard = [`SRCREV_${uri.name}`, 'SRCREV'];
  if (named !== undefined) {
    const [taken] = standsInFile(uri) && STANDARD.test(named) ? valuesOf(standard, variables) : [];
    return ofVariable(named, taken, assignments, variables);
  }
  const candidates = [
    ...(uri.rev === undefined ? [] : [{ variable: IN_URI, value: uri.rev }]),
    ...valuesOf(standard, variables),
  ];
  const [first, second] = candidates.filter(({ value }) => value.text !== '' && value.text !== INVALID);
  if (first !== undefined)
    return revisionIn(first, uri.rev === first.value ? second : undefined, assignments);
  const invalid = candidates.find(({ value }) => value.text === INVALID);
  if (invalid !== undefined) {
    return { kind: 'kept', reason: `${invalid.variable} is "${INVALID}": another file is to set it.` };
  }
  const ofUri = assignments.filter(({ variable }) => standard.includes(variable));
  if (ofUri.length > 0) return underOverrides(ofUri);
  const others = namesThat(assignments, (name) => /^SRCREV_(?!FORMAT$)/.test(name));
  if (others.length > 0) return { kind: 'none', found: others };
  return ofAnotherName(uri, assignments, variables);
}

/** @param taken What bitbake takes for the URI, where that is known: it must be what the variable says. */
function ofVariable(
  variable: string,
  taken: Candidate | undefined,
  assignments: readonly PlacedAssignment[],
  variables: RecipeVariables,
): Revision {
  const [candidate] = valuesOf([variable], variables);
  if (candidate !== undefined && taken !== undefined && !isSamePlace(candidate.value, taken.value)) {
    return { kind: 'none', found: [taken.variable] };
  }
  if (candidate !== undefined) return revisionIn(candidate, undefined, assignments);
  const own = assignments.filter((each) => each.variable === variable);
  return own.length > 0
    ? underOverrides(own)
    : { kind: 'none', found: namesThat(assignments, (name) => /SRCREV/.test(name)) };
}

function isSamePlace(one: SourceText, other: SourceText): boolean {
  return one.text === other.text && one.offsets[0] === other.offsets[0];
}

function valuesOf(names: readonly string[], variables: RecipeVariables): Candidate[] {
  return names.flatMap((variable) => {
    const value = variables.value(variable);
    return value === undefined ? [] : [{ variable, value }];
  });
}

/** What is left of assignments that do not hold: those of other recipes, or of machines and the like. */
function underOverrides(assignments: readonly PlacedAssignment[]): Revision {
  const names = [...new Set(assignments.map(({ name }) => name))];
  const ofRecipes = assignments.every(({ overrides }) => overrides.every((each) => each.startsWith('pn-')));
  if (ofRecipes) return { kind: 'none', found: names };
  return {
    kind: 'kept',
    reason: `Its revision is set under overrides only: ${shortList(names, ', ')}. \`override\` of the component chooses one.`,
  };
}

/** `APP_SRCREV` for the URI that stands in `APP_URI`, or the only one that there is. */
function ofAnotherName(
  uri: GitUri,
  assignments: readonly PlacedAssignment[],
  variables: RecipeVariables,
): Revision {
  const names = namesThat(assignments, (name) => name.endsWith('SRCREV'));
  const holder = holderOf(uri.source.offsets[0], assignments)?.variable ?? '';
  const related = names
    .filter((name) => name.length > 'SRCREV'.length && holder.startsWith(name.slice(0, -'SRCREV'.length)))
    .toSorted((a, b) => b.length - a.length);
  const [variable] = related.length > 0 ? related : names;
  if (variable === undefined || (related.length === 0 && names.length > 1)) {
    return { kind: 'none', found: names };
  }
  const [candidate] = valuesOf([variable], variables);
  if (candidate !== undefined) return revisionIn(candidate, undefined, assignments);
  return underOverrides(assignments.filter((each) => each.variable === variable));
}

/** @param besides What SRCREV says of a URI that has a `;rev=` itself: newer bitbakes refuse it where the two differ. */
function revisionIn(
  candidate: Candidate,
  besides: Candidate | undefined,
  assignments: readonly PlacedAssignment[],
): Revision {
  const { variable, value } = candidate;
  if (!FULL_DIGEST.test(value.text)) return { kind: 'kept', reason: reasonOf(variable, value.text) };
  const place = spanOf(value);
  if (place === undefined) {
    return { kind: 'kept', reason: `${variable} is put together from texts of several places.` };
  }
  const digest = value.text.toLowerCase();
  const same = besides?.value.text.toLowerCase() === digest ? spanOf(besides.value) : undefined;
  const places = same === undefined || same.start === place.start ? [place] : [place, same];
  const notes = [
    ...(value.text === digest
      ? []
      : [`The digest of ${variable} has upper-case letters: bitbake takes it for a name.`]),
    ...(besides !== undefined && same === undefined
      ? [`${besides.variable} is another revision than the ;rev= of the URI.`]
      : []),
    ...leftOf(variable, places, assignments),
  ];
  return { kind: 'digest', variable: nameAt(place, assignments), digest, places, notes };
}

/** Why a revision is none that may be moved. */
function reasonOf(variable: string, text: string): string {
  if (text === 'AUTOINC' || text.includes(AUTOREV)) {
    return `${variable} is ${AUTOREV}: each build takes the head of the branch.`;
  }
  if (text.includes('${@')) return `${variable} is computed: ${quote(readable(text))}.`;
  if (text.includes('${')) return `${variable} is ${quote(readable(text))}, which another file sets.`;
  if (/^[0-9a-f]{7,}$/i.test(text)) {
    return `${variable} is ${quote(text)}, which is not the whole digest of a commit.`;
  }
  return `${variable} is ${quote(readable(text))}, a tag or a branch.`;
}

/** The other assignments of the variables that hold the revision. */
function leftOf(
  variable: string,
  places: readonly Span[],
  assignments: readonly PlacedAssignment[],
): string[] {
  const holders = places.flatMap(({ start }) => holderOf(start, assignments) ?? []);
  const names = variable === IN_URI ? [] : [variable, ...holders.map((holder) => holder.variable)];
  return assignments
    .filter((each) => names.includes(each.variable) && !holders.includes(each))
    .filter(({ overrides, value }) => overrides.length > 0 || FULL_DIGEST.test(value.text))
    .map(({ name, line, path }) => {
      const file = path === holders[0]?.path ? '' : ` of ${path}`;
      return `${name} of line ${line}${file} is left as it is.`;
    });
}

/** The name that a person knows a place by. */
function nameAt(place: Span, assignments: readonly PlacedAssignment[]): string {
  const holder = holderOf(place.start, assignments);
  const before = holder?.value.text.slice(0, holder.value.offsets.indexOf(place.start)) ?? '';
  return holder === undefined || before.endsWith(IN_URI) ? IN_URI : holder.name;
}

/** The assignment whose value an offset lies in. */
export function holderOf(
  offset: number | undefined,
  assignments: readonly PlacedAssignment[],
): PlacedAssignment | undefined {
  if (offset === undefined) return undefined;
  return assignments.find(({ value: { offsets } }) => {
    const [first, last] = [offsets[0], offsets.at(-1)];
    return first !== undefined && last !== undefined && first <= offset && offset <= last;
  });
}

function namesThat(
  assignments: readonly PlacedAssignment[],
  matches: (variable: string) => boolean,
): string[] {
  const names = assignments.map(({ variable }) => variable);
  return [...new Set(names)].filter(matches);
}
