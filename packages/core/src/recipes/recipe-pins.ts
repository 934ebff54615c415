import { basename, extname } from 'node:path';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { shortList } from '../action/wording.ts';
import { type Assignment, recipeAssignments } from './recipe-assignments.ts';
import { ownRepositoryOf, repositoryName, repositoryOf } from './recipe-repository.ts';
import { revisionOf } from './recipe-revision.ts';
import { bytesAsText, foreign, readable, type Span } from './recipe-text.ts';
import { type GitUri, gitUris, type UnknownUri } from './recipe-uris.ts';
import { namedVariables, type RecipeVariables, recipeVariables } from './recipe-variables.ts';

/** What the components file says of a component. */
export interface RecipeComponent {
  readonly name: string;
  readonly branch: string;
  /** Undefined where the recipe's own URI says where the repository is. */
  readonly repoOrg: string | undefined;
}

/** A revision that a recipe pins. `url`, `branch` and `old` are those of updates/update.ts. */
export interface RecipePin {
  /** The component. */
  readonly name: string;
  readonly url: string;
  /** The component's branch. */
  readonly branch: string;
  /** The digest, in lower case. */
  readonly old: string;
  /** Where it stands, as a person knows it: `SRCREV`, `PANTAVISOR_SRCREV`, `;rev=`. */
  readonly variable: string;
  /** Its bytes. Several where the URI and SRCREV both say it. */
  readonly places: readonly Span[];
}

/** What a recipe says of a component's revision. All but `cause`, which names the file, are sentences about the recipe. */
export type RecipeReading =
  | {
      readonly kind: 'pin';
      readonly pin: RecipePin;
      /** What somebody should look at. */
      readonly warnings: readonly string[];
      /** What is good to know: assignments that are left as they are, and the like. */
      readonly notes: readonly string[];
    }
  /** A revision that is not to be moved. */
  | { readonly kind: 'kept'; readonly reason: string }
  /** The file, or what the components file says of it, is to be mended. */
  | { readonly kind: 'error'; readonly cause: string; readonly advice: string };

interface Found {
  readonly known: readonly GitUri[];
  readonly unknown: readonly UnknownUri[];
}

const SRC_URI = 'SRC_URI';
const NO_BRANCH = 'master';
const OF_RECIPE = 'pn-';

/**
 * Reads which revision of a component a recipe pins, and of which repository.
 *
 * Of several git URIs it is the one of the component's organisation, of these the one with its branch, of these the
 * one that has its name. The revision is found as bitbake finds it (recipe-revision.ts).
 *
 * @param text The file with one character for each byte (`bytesAsText`).
 * @param at `path` is the file's, as messages name it; `gitBaseUrl` is where the organisation's repositories are.
 */
export function readRecipePin(
  text: string,
  at: { readonly path: string; readonly component: RecipeComponent; readonly gitBaseUrl: string },
): RecipeReading {
  try {
    return readingOf(text, at);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { kind: 'error', cause: `${at.path}: ${thrown.message}`, advice: thrown.advice };
  }
}

function readingOf(text: string, at: Parameters<typeof readRecipePin>[1]): RecipeReading {
  const { path, component } = at;
  const assignments = recipeAssignments(text).filter(({ flag }) => flag === undefined);
  const variables = variablesOf(path, component, assignments);
  const uris = urisOf(assignments, variables);
  const repositoryFor = (uri: GitUri) =>
    component.repoOrg === undefined
      ? ownRepositoryOf(uri)
      : repositoryOf(uri, { repoOrg: component.repoOrg, gitBaseUrl: at.gitBaseUrl });

  const [ours] = uris
    .map(({ known }) => known.filter((uri) => repositoryFor(uri) !== undefined))
    .filter((known) => known.length > 0);
  if (ours === undefined) return withoutUri(path, component, merged(uris), assignments);
  const [uri, another] = narrowed(ours, component);
  const repository = uri && repositoryFor(uri);
  if (uri === undefined || repository === undefined || another !== undefined) {
    return {
      kind: 'error',
      cause: `${path} has several git URIs that ${component.name} could be: ${listed(ours)}.`,
      advice: 'Give one of them the name of the component (;name=), or correct its repo_org or branch.',
    };
  }
  if (repository.kind === 'wrong') {
    return {
      kind: 'error',
      cause: `${path} has the git URI ${shown(uri)}. ${repository.problem}`,
      advice: 'Correct the URI in the recipe.',
    };
  }
  if (repository.kind === 'local') return { kind: 'kept', reason: repository.reason };

  const revision = revisionOf(uri, assignments, variables);
  if (revision.kind === 'kept') return revision;
  if (revision.kind === 'none') return withoutRevision(path, uri, revision.found);
  const { digest, variable, places, notes } = revision;
  return {
    kind: 'pin',
    pin: {
      name: component.name,
      url: repository.url,
      branch: component.branch,
      old: digest,
      variable,
      places,
    },
    warnings: otherBranch(uri, component),
    notes: [
      ...notes,
      ...(uri.nobranch
        ? ['Its git URI has nobranch=1: bitbake does not ask whether the revision is on a branch.']
        : []),
    ],
  };
}

function variablesOf(
  path: string,
  component: RecipeComponent,
  assignments: readonly Assignment[],
): RecipeVariables {
  const named = namedVariables(path);
  const own = recipeVariables(assignments, named, []).value('PN');
  const recipes =
    named['PN'] === undefined ? recipesOfInclude(path, component, assignments) : [own?.text ?? named['PN']];
  return recipeVariables(
    assignments,
    named,
    recipes.map((recipe) => `${OF_RECIPE}${recipe}`),
  );
}

/** An include file can be of several recipes: of the component, of the one that has its name, of the only one it names. */
function recipesOfInclude(
  path: string,
  component: RecipeComponent,
  assignments: readonly Assignment[],
): readonly string[] {
  const mentioned = new Set(
    assignments
      .filter(({ variable }) => /^SRCREV(?:_|$)/.test(variable))
      .flatMap(({ overrides }) => overrides.filter((override) => override.startsWith(OF_RECIPE)))
      .map((override) => override.slice(OF_RECIPE.length)),
  );
  const names = [component.name, basename(path, extname(path))];
  return [...new Set([...names, ...(mentioned.size === 1 ? mentioned : [])])];
}

/** Git URIs in the order of their rank: those of SRC_URI, those that it has under overrides only, those of other variables. */
function urisOf(assignments: readonly Assignment[], variables: RecipeVariables): readonly Found[] {
  const of = (variable: string): Found => gitUris(variables.value(variable) ?? foreign(''));
  const plain = of(SRC_URI);
  const overridden = assignments.filter(
    ({ variable, overrides }) =>
      variable === SRC_URI && overrides.length > 0 && !overrides.includes('remove'),
  );
  const sources = [plain, merged(overridden.map(({ value }) => gitUris(variables.expand(value))))];
  if (sources.some(({ known }) => known.length > 0)) return sources;
  const names = assignments.map(({ variable }) => variable);
  const others = merged([...new Set(names)].filter((name) => name !== SRC_URI).map(of));
  return [...sources, { known: others.known, unknown: [] }];
}

/** What was found, each URI once: of one that stands in a variable and is used in another the longer one. */
function merged(found: readonly Found[]): Found {
  const known = found.flatMap((each) => each.known);
  const longest = new Map<number, GitUri['source']>();
  for (const { source } of known) {
    const start = startOf(source);
    if (source.text.length > (longest.get(start)?.text.length ?? 0)) longest.set(start, source);
  }
  return {
    known: known.filter(({ source }) => longest.get(startOf(source)) === source),
    unknown: found.flatMap(({ unknown }) => unknown),
  };
}

function startOf({ offsets }: GitUri['source']): number {
  return offsets[0] ?? 0;
}

function narrowed(uris: readonly GitUri[], { branch, name }: RecipeComponent): readonly GitUri[] {
  const criteria: readonly ((uri: GitUri) => boolean)[] = [
    (uri) => (uri.branch ?? NO_BRANCH) === branch,
    (uri) => uri.name === name || repositoryName(uri) === name,
  ];
  let left = uris;
  for (const meets of criteria) {
    const better = left.filter(meets);
    if (better.length > 0) left = better;
  }
  return left;
}

function withoutUri(
  path: string,
  { name, repoOrg }: RecipeComponent,
  { known, unknown }: Found,
  assignments: readonly Assignment[],
): RecipeReading {
  const [first] = unknown;
  const pins = assignments.some(
    ({ variable }) => variable !== 'SRCREV_FORMAT' && variable.includes('SRCREV'),
  );
  if (first !== undefined && (pins || first.source.text.includes(';rev='))) {
    return { kind: 'kept', reason: `Its git URI is ${shown(first)}, of which another file sets a part.` };
  }
  if (known.length > 0) {
    return {
      kind: 'error',
      cause: `${path} has no git URI of ${quote(repoOrg ?? '')}: it has ${listed(known)}.`,
      advice: `Correct repo_org of the component ${name}, or the SRC_URI of the recipe.`,
    };
  }
  return {
    kind: 'error',
    cause: `${path} pins no revision: it has no git URI.`,
    advice: `Correct recipe_glob of the component ${name}, or give the recipe a git URI.`,
  };
}

function withoutRevision(path: string, uri: GitUri, found: readonly string[]): RecipeReading {
  const others = found.length === 0 ? '' : ` It has ${shortList(found, ', ')}.`;
  return {
    kind: 'error',
    cause: `${path} pins no revision for ${shown(uri)}.${others}`,
    advice: 'Give it a revision: SRCREV, or SRCREV_<name> where the URI has ;name=<name>.',
  };
}

function otherBranch({ branch }: GitUri, component: RecipeComponent): string[] {
  if (branch === undefined || branch === component.branch || branch.includes('${')) return [];
  return [
    `Its git URI has the branch ${quote(branch)}, but the component follows ${quote(component.branch)}.`,
  ];
}

function listed(uris: readonly GitUri[]): string {
  return shortList([...new Set(uris.map(({ source }) => source.text))].map(shownText), ', ');
}

function shown({ source }: UnknownUri): string {
  return shownText(source.text);
}

function shownText(text: string): string {
  return quote(readable(text));
}

/** A pin of a file, and what it is to have. */
export interface NewRevision {
  readonly pin: Pick<RecipePin, 'old' | 'places'>;
  readonly new: string;
}

const DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The file with other revisions where the pins have theirs. All other bytes stay.
 *
 * @param bytes The file that the pins were read from.
 * @param revisions `new` is the whole digest of a commit.
 * @throws Error where another text stands in a place, or the revision is no digest.
 */
export function rewriteRevisions(bytes: Buffer, revisions: readonly NewRevision[]): Buffer {
  const places = revisions
    .flatMap(({ pin: { old, places }, new: revision }) =>
      places.map((place) => ({ ...place, old, revision })),
    )
    .toSorted((a, b) => a.start - b.start);
  const parts: Buffer[] = [];
  let end = 0;
  for (const place of places) {
    if (!DIGEST.test(place.revision)) throw new Error(`${place.revision} is not a digest.`);
    const stands = bytesAsText(bytes.subarray(place.start, place.end)).toLowerCase();
    if (place.start < end || stands !== place.old) throw new Error(`${place.old} is not at ${place.start}.`);
    parts.push(bytes.subarray(end, place.start), Buffer.from(place.revision));
    end = place.end;
  }
  return Buffer.concat([...parts, bytes.subarray(end)]);
}
