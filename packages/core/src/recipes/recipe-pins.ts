import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { shortList } from '../action/wording.ts';
import { nameParts } from './recipe-assignments.ts';
import { chooseUri, type FoundUris } from './recipe-choice.ts';
import type { PlacedAssignment, WholeRecipe } from './recipe-files.ts';
import { holderOf, revisionOf } from './recipe-revision.ts';
import { type Piece, piecesOf } from './recipe-rewrite.ts';
import { variablesFor } from './recipe-settings.ts';
import { OPERATIONS } from './recipe-slots.ts';
import { type RecipePlace, readable } from './recipe-text.ts';
import { type GitUri, standsInFile, type UnknownUri } from './recipe-uris.ts';
import type { RecipeVariables } from './recipe-variables.ts';

/** What the components file says of a component. */
export interface RecipeComponent {
  readonly name: string;
  readonly branch: string;
  /** Undefined where the recipe's own URI says where the repository is. */
  readonly repoOrg: string | undefined;
  /** The repository: which of the recipe's git URIs, or, where it has none, the address itself. */
  readonly uri?: string | undefined;
  /** The variable that has the revision, with overrides as it is written: `SRCREV_machine`. */
  readonly variable?: string | undefined;
  /** Overrides that hold, with colons between them: `star64`. */
  readonly override?: string | undefined;
  /** What it follows instead of the head of its branch. */
  readonly tag?: 'newest' | undefined;
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
  readonly places: readonly RecipePlace[];
  /** Of a component that follows tags. */
  readonly tag?: PinnedTag;
}

/** The tag that a recipe is at. */
export interface PinnedTag {
  /** What `;tag=` of the URI says, in pieces. None where it says nothing: then the revision alone says which tag it is. */
  readonly pieces: readonly Piece[];
  /** Whether bitbake does not ask that the revision is on the branch. */
  readonly nobranch: boolean;
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

const OLD_DEFAULT_BRANCH = 'master';
const COMMENT_BEHIND = /^SRCREV[\w:.+-]*[ \t]*[?:]*=[ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*#[^"'\r\n]*\r?$/m;
const SET_BY_PYTHON = /^[ \t]+[^\s#].*\.setVar\([ \t]*["']SRCREV/m;

/**
 * Reads which revision of a component a recipe pins, and of which repository.
 *
 * The URI is chosen as recipe-choice.ts says; the revision is found as bitbake finds it (recipe-revision.ts).
 *
 * @param at `gitBaseUrl` is where the organisation's repositories are.
 */
export function readRecipePin(
  recipe: WholeRecipe,
  at: { readonly component: RecipeComponent; readonly gitBaseUrl: string },
): RecipeReading {
  try {
    return readingOf(recipe, at);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    const of = thrown.message.startsWith(recipe.path) ? '' : `${recipe.path}: `;
    return { kind: 'error', cause: `${of}${thrown.message}`, advice: thrown.advice };
  }
}

function readingOf(recipe: WholeRecipe, at: Parameters<typeof readRecipePin>[1]): RecipeReading {
  const { path } = recipe;
  const { component } = at;
  const assignments = recipe.assignments.filter(({ flag }) => flag === undefined);
  const variables = variablesFor(recipe, component);
  const choice = chooseUri(component, at.gitBaseUrl, assignments, variables);
  if (choice.kind === 'none') return withoutUri(recipe, component, choice.found);
  if (choice.kind === 'several') {
    return {
      kind: 'error',
      cause: `${path} has several git URIs that ${component.name} could be: ${listed(choice.uris)}.`,
      advice:
        'Give one of them the name of the component (;name=), choose one with `uri` of the component, or correct its repo_org or branch.',
    };
  }
  const { uri, repository } = choice;
  if (repository.kind === 'wrong') {
    return {
      kind: 'error',
      cause: `${path} has the git URI ${shown(uri)}. ${repository.problem}`,
      advice: 'Correct the URI in the recipe.',
    };
  }
  if (repository.kind === 'local') return { kind: 'kept', reason: repository.reason };

  const variant = variantOf(uri, assignments, variables);
  const ofVariant = variant === undefined ? component : withVariant(component, variant);
  if (variant !== undefined && ofVariant !== component) {
    const reading = readingOf(recipe, { ...at, component: ofVariant });
    if (reading.kind !== 'pin') return reading;
    return { ...reading, warnings: [...reading.warnings, variantWarning(variant)] };
  }
  const revision = revisionOf(uri, assignments, variables, variableOf(component));
  if (uri.tag !== undefined && component.tag === undefined) {
    return { kind: 'kept', reason: besideTag(readable(uri.tag.text), revision.kind === 'digest') };
  }
  if (revision.kind === 'kept') return revision;
  if (revision.kind === 'none') return withoutRevision(recipe, component, uri, revision.found);
  const { digest, variable, places, notes } = revision;
  return {
    kind: 'pin',
    pin: {
      ...{ name: component.name, url: repository.url, branch: component.branch, old: digest, variable },
      places: places.map(recipe.placeOf),
      ...(component.tag === undefined ? {} : { tag: pinnedTag(uri, recipe) }),
    },
    warnings: [
      ...branchWarnings(uri, component),
      ...(variant === undefined ? [] : [variantWarning(variant)]),
    ],
    notes: [
      ...notes,
      ...(uri.nobranch
        ? ['Its git URI has nobranch=1: bitbake does not ask whether the revision is on a branch.']
        : []),
      ...unreadSentences(recipe),
    ],
  };
}

/** The variable that a component names, without overrides: those hold by themselves. */
function variableOf({ variable }: RecipeComponent): string | undefined {
  return variable === undefined ? undefined : nameParts(variable).variable;
}

function pinnedTag({ tag, nobranch }: GitUri, { placeOf }: WholeRecipe): PinnedTag {
  return { pieces: tag === undefined ? [] : piecesOf(tag, placeOf), nobranch };
}

function besideTag(tag: string, isPinned: boolean): string {
  const follow = '`"tag": "newest"` of the component moves';
  return isPinned
    ? `Its git URI has the tag ${quote(tag)} (;tag=), which bitbake holds the revision against: the one does not move without the other. ${follow} both.`
    : `Its git URI follows the tag ${quote(tag)} (;tag=), and no revision is pinned.`;
}

function withoutUri(
  recipe: WholeRecipe,
  { name, repoOrg, uri }: RecipeComponent,
  { known, unknown }: FoundUris,
): RecipeReading {
  const { path, assignments } = recipe;
  const [first] = unknown;
  const pins = assignments.some(
    ({ variable, flag }) => flag === undefined && variable !== 'SRCREV_FORMAT' && variable.includes('SRCREV'),
  );
  const unread = unreadSentences(recipe)
    .map((sentence) => ` ${sentence}`)
    .join('');
  if (first !== undefined && (pins || first.source.text.includes(';rev='))) {
    return {
      kind: 'kept',
      reason: `Its git URI is ${shown(first)}, of which another file sets a part. \`uri\` of the component says which repository it is.${unread}`,
    };
  }
  if (known.length > 0) {
    return {
      kind: 'error',
      cause: `${path} has no git URI of ${quote(uri ?? repoOrg ?? '')}: it has ${listed(known)}.`,
      advice: `Correct ${uri === undefined ? 'repo_org' : '`uri` or repo_org'} of the component ${name}, or the SRC_URI of the recipe.`,
    };
  }
  return {
    kind: 'error',
    cause: `${path} pins no revision: it has no git URI.${unread}`,
    advice:
      `Correct recipe_glob of the component ${name}, give the recipe a git URI, or give the component the address of the repository ` +
      '(`uri`), where a class or a file of another repository has it.',
  };
}

function withoutRevision(
  recipe: WholeRecipe,
  { variable }: RecipeComponent,
  uri: GitUri,
  found: readonly string[],
): RecipeReading {
  const others = found.length === 0 ? '' : ` It has ${shortList(found, ', ')}.`;
  const unread = unreadSentences(recipe)
    .map((sentence) => ` ${sentence}`)
    .join('');
  return {
    kind: 'error',
    cause: `${recipe.path} pins no revision for ${shown(uri)}${variable === undefined ? '' : ` in ${variable}`}.${others}${unread}`,
    advice:
      variable === undefined
        ? 'Give it a revision: SRCREV, or SRCREV_<name> where the URI has ;name=<name>.'
        : 'Correct `variable` of the component.',
  };
}

/** What is not read: files of other repositories and Python, which bitbake reads, and what it refuses. */
function unreadSentences({ missing, files }: WholeRecipe): string[] {
  const refused = files.filter(({ text }) => COMMENT_BEHIND.test(text)).map(({ path }) => path);
  const byPython = files.filter(({ text }) => SET_BY_PYTHON.test(text)).map(({ path }) => path);
  return [
    ...(missing.length === 0
      ? []
      : [`It requires ${shortList(missing.map(shownText), ', ')}, which this repository does not have.`]),
    ...(byPython.length === 0
      ? []
      : [`Python in ${shortList(byPython, ', ')} sets SRCREV, which is not read.`]),
    ...(refused.length === 0
      ? []
      : [`In ${shortList(refused, ', ')} a comment stands behind SRCREV on its line: bitbake refuses that.`]),
  ];
}

function branchWarnings(uri: GitUri, component: RecipeComponent): string[] {
  const { branch, nobranch } = uri;
  if (!standsInFile(uri)) return [];
  if (branch === undefined) {
    if (nobranch || component.branch === OLD_DEFAULT_BRANCH) return [];
    return [
      `Its git URI has no branch=: bitbake 2.0 takes ${OLD_DEFAULT_BRANCH}, and refuses a revision that is not on it; newer ones refuse such a URI. Give it ;branch=${component.branch}.`,
    ];
  }
  if (branch === component.branch || branch.includes('${')) return [];
  return [
    `Its git URI has the branch ${quote(branch)}, but the component follows ${quote(component.branch)}.`,
  ];
}

/** The assignment that a URI stands in, where it is of one variant only, which nobody has chosen. */
function variantOf(
  { source }: GitUri,
  assignments: readonly PlacedAssignment[],
  variables: RecipeVariables,
): PlacedAssignment | undefined {
  const start = source.offsets.find((offset) => offset >= 0);
  const holder = holderOf(start, assignments);
  if (holder === undefined || holder.variable !== 'SRC_URI') return undefined;
  return variables.value('SRC_URI')?.offsets.includes(start ?? -1) === true ? undefined : holder;
}

/** The component with the overrides of that variant: the revision is the one that bitbake takes there. */
function withVariant(component: RecipeComponent, { overrides }: PlacedAssignment): RecipeComponent {
  const chosen = component.override?.split(':') ?? [];
  const added = overrides.filter((each) => !OPERATIONS.includes(each) && !chosen.includes(each));
  return added.length === 0 ? component : { ...component, override: [...chosen, ...added].join(':') };
}

function variantWarning({ name }: PlacedAssignment): string {
  return `Its git URI stands in ${name}, which is not for every build. \`override\` of the component says that it is meant.`;
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
