import type { PlacedAssignment } from './recipe-files.ts';
import type { RecipeComponent } from './recipe-pins.ts';
import { ownRepositoryOf, type Repository, repositoryName, repositoryOf } from './recipe-repository.ts';
import { foreign, type SourceText } from './recipe-text.ts';
import { type GitUri, gitUris, sameRepository, UNNAMED, type UnknownUri, uriFrom } from './recipe-uris.ts';
import type { RecipeVariables } from './recipe-variables.ts';

/** The git URIs that a recipe has. */
export interface FoundUris {
  readonly known: readonly GitUri[];
  readonly unknown: readonly UnknownUri[];
}

/** Which of them is the component's. */
export type Choice =
  | { readonly kind: 'one'; readonly uri: GitUri; readonly repository: Repository }
  | { readonly kind: 'several'; readonly uris: readonly GitUri[] }
  | { readonly kind: 'none'; readonly found: FoundUris };

const SRC_URI = 'SRC_URI';
const NO_BRANCH = 'master';
/** Names of variables have capitals, overrides have none. */
const OLD_OVERRIDE = /^SRC_URI_[a-z0-9-]+$/;

/**
 * Chooses the git URI of a component: the one that it names, else one of its organisation; of several the one with its name
 * (`;name=`), then with its branch, then of a repository of its name. A recipe without git URIs has the one that the component names.
 */
export function chooseUri(
  component: RecipeComponent,
  gitBaseUrl: string,
  assignments: readonly PlacedAssignment[],
  variables: RecipeVariables,
): Choice {
  const { repoOrg, variable = '' } = component;
  const named = component.uri === undefined ? undefined : uriFrom(component.uri);
  const repositoryFor = (uri: GitUri): Repository | undefined => {
    const ofOrganisation = repoOrg === undefined ? undefined : repositoryOf(uri, { repoOrg, gitBaseUrl });
    // A URI that the component names may be at any host.
    return (
      ofOrganisation ?? (repoOrg === undefined || named !== undefined ? ownRepositoryOf(uri) : undefined)
    );
  };
  const isOurs = (uri: GitUri): boolean =>
    (named === undefined || sameRepository(uri, named)) && repositoryFor(uri) !== undefined;

  const groups = urisOf(assignments, variables);
  const found = merged(groups);
  const wanted = [nameOfVariable(variable), component.name];
  // One that stands behind a condition, or under an override, is meant where the recipe has a revision of its name.
  const hasOwnRevision = wanted.some((name) =>
    assignments.some((each) => each.variable === `SRCREV_${name}`),
  );
  const isNamed = (uri: GitUri): boolean => hasOwnRevision && wanted.includes(uri.name);
  const mine = groups.map(({ known }) => known.filter(isOurs));
  const ours = mine.find((known) => known.some(isNamed)) ?? mine.find((known) => known.length > 0);
  if (ours === undefined) {
    const repository = named && repositoryFor(named);
    const stands = found.known.length === 0 || variable !== '';
    return named !== undefined && repository !== undefined && stands
      ? { kind: 'one', uri: named, repository }
      : { kind: 'none', found };
  }
  const left = narrowed(ours, component);
  const [uri, ...others] = left;
  const repository = uri && repositoryFor(uri);
  if (uri === undefined || repository === undefined || others.some((other) => !isSame(uri, other))) {
    return { kind: 'several', uris: left };
  }
  return { kind: 'one', uri, repository };
}

/** Whether one revision is that of both. */
function isSame(uri: GitUri, other: GitUri): boolean {
  return (
    sameRepository(uri, other) &&
    uri.name === other.name &&
    uri.branch === other.branch &&
    uri.rev?.text === other.rev?.text &&
    uri.tag?.text === other.tag?.text
  );
}

/** The name of the URI whose revision a variable has. */
function nameOfVariable(variable: string): string | undefined {
  const [found, name = UNNAMED] = /^SRCREV(?:_([^:]+))?(?=:|$)/.exec(variable) ?? [];
  return found === undefined ? undefined : name;
}

/** Git URIs in the order of their rank: those of SRC_URI, those that it has under overrides only, those of other variables. */
function urisOf(assignments: readonly PlacedAssignment[], variables: RecipeVariables): readonly FoundUris[] {
  const of = (variable: string): FoundUris => gitUris(variables.value(variable) ?? foreign(''));
  const plain = of(SRC_URI);
  const overridden = assignments.filter(
    ({ variable, overrides }) =>
      variable === SRC_URI && overrides.length > 0 && !overrides.includes('remove'),
  );
  const sources = [plain, merged(overridden.map(({ value }) => gitUris(variables.expand(value))))];
  const hasSource = sources.some(({ known }) => known.length > 0);
  const names = [...new Set(assignments.map(({ variable }) => variable))];
  const others = merged(
    names.filter((name) => name !== SRC_URI && !(hasSource && OLD_OVERRIDE.test(name))).map(of),
  );
  return [...sources, { known: others.known, unknown: [] }];
}

/** What was found, each URI once: of one that stands in a variable and is used in another the longer one. */
function merged(found: readonly FoundUris[]): FoundUris {
  const known = found.flatMap((each) => each.known);
  const longest = new Map<number, SourceText>();
  for (const { source } of known) {
    const start = startOf(source);
    if (source.text.length > (longest.get(start)?.text.length ?? 0)) longest.set(start, source);
  }
  return {
    known: known.filter(({ source }) => longest.get(startOf(source)) === source),
    unknown: found.flatMap(({ unknown }) => unknown),
  };
}

function startOf({ offsets }: SourceText): number {
  return offsets[0] ?? 0;
}

function narrowed(uris: readonly GitUri[], component: RecipeComponent): readonly GitUri[] {
  const { branch, name, variable = '' } = component;
  const ofVariable = nameOfVariable(variable);
  const criteria: readonly ((uri: GitUri) => boolean)[] = [
    (uri) => uri.name === ofVariable,
    (uri) => uri.name === name,
    (uri) => (uri.branch ?? NO_BRANCH) === branch,
    (uri) => repositoryName(uri) === name,
  ];
  let left = uris;
  for (const meets of criteria) {
    const better = left.filter(meets);
    if (better.length > 0) left = better;
  }
  return left;
}
