import type { RemoteBranch, Remotes, Span, TagRemotes, Tags } from '@pv-actions/core/git/remote.ts';
import { pieceChange } from '@pv-actions/core/recipes/recipe-rewrite.ts';
import { headFailure, shortSha, unreachable } from '@pv-actions/core/updates/look-up.ts';
import { newerTags, newestTag } from '@pv-actions/core/updates/tag-series.ts';
import type { Failure, Pin } from '@pv-actions/core/updates/update.ts';
import { type Bump, isUpdateOf } from './bump.ts';
import { type PinnedRecipe, pinsOf, type Said } from './survey.ts';

/** What the remotes say of the components that follow tags. */
interface NewestTags {
  readonly updates: readonly Bump[];
  readonly failures: readonly Failure[];
  /** Sentences: what is not moved, and why. */
  readonly kept: readonly string[];
  /** How tags change. */
  readonly changes: readonly Said[];
  /** How many are at the newest tag. */
  readonly current: number;
}

/** The recipes of components that follow tags, and the others. */
export function byTag(
  pinned: readonly PinnedRecipe[],
): readonly [readonly PinnedRecipe[], readonly PinnedRecipe[]] {
  const isTagged = ({ pin }: PinnedRecipe): boolean => pin.tag !== undefined;
  return [pinned.filter(isTagged), pinned.filter((each) => !isTagged(each))];
}

/** A pin that is at a tag. */
interface TaggedPin {
  readonly pin: Pin;
  readonly recipes: readonly PinnedRecipe[];
}

/** How many tags are asked for at a time whether the branch has them: mostly the newest one does. */
const AT_ONCE = [1, 10, 100];

/**
 * Finds the newest tag of the series that each pin is at, among those that its branch has: bitbake refuses a revision that is not on it,
 * unless the URI says `nobranch=1`.
 */
export async function lookUpTags(
  pinned: readonly PinnedRecipe[],
  remotes: Remotes & TagRemotes,
  maxLogLines: number,
): Promise<NewestTags> {
  const found = {
    updates: [] as Bump[],
    failures: [] as Failure[],
    kept: [] as string[],
    changes: [] as Said[],
    current: 0,
  };
  const pins = pinsOf(pinned).map((pin) => ({
    pin,
    recipes: pinned.filter((each) => isUpdateOf(pin, each.pin)),
  }));
  const asked = await remotes.tags(pins.map(({ pin }) => pin.url));
  for (const [at, tagged] of pins.entries()) {
    const { pin } = tagged;
    const said = await newestOf(tagged, asked[at], remotes, maxLogLines);
    if (said === undefined) found.current += 1;
    else if ('unreachable' in said) found.failures.push(said);
    else if (typeof said.update === 'string') found.kept.push(`${pin.name}: ${said.update}`);
    else {
      found.updates.push(said.update);
      if (said.from !== said.update.tag) {
        const sentence = `${pin.name}: the tag ${said.from} becomes ${said.update.tag ?? ''}.`;
        found.changes.push({ name: pin.name, sentence });
      }
    }
  }
  return found;
}

/** An update, or a sentence why there is none; undefined where the newest tag is pinned. */
async function newestOf(
  { pin, recipes }: TaggedPin,
  asked: Tags | undefined,
  remotes: Remotes,
  maxLogLines: number,
): Promise<{ readonly update: Bump | string; readonly from: string } | Failure | undefined> {
  if (asked?.kind !== 'tags') return unreachable(pin, asked?.reason);
  const { tags } = asked;
  const [ofObject] = [...asked.objects].find(([, object]) => object === pin.old) ?? [];
  const pinned = tags.get(ofObject ?? '') ?? pin.old;
  const pieces = recipes.flatMap((each) => (each.pin.tag?.pieces.length ? [each.pin.tag.pieces] : []));
  const [inUri] = pieces;
  const written = inUri?.map(({ text }) => text).join('');
  const from = written ?? ofObject ?? newestTag(tagsAt(tags, pin.old));
  const kept = (update: string) => ({ update, from: from ?? '' });
  if (from === undefined) {
    return kept(
      `no tag of ${pin.url} is at ${shortSha(pin.old)}, so that nothing says which tags are to be followed.`,
    );
  }
  if (from.includes('${')) return kept(`its tag is ${from} (;tag=), of which another file sets a part.`);
  const newer = newerTags(from, tags.keys());
  const nobranch = recipes.every((each) => each.pin.tag?.nobranch === true);
  const newest = nobranch ? newer[0] : await newestOnBranch(pin, newer, tags, remotes);
  if (newest !== undefined && typeof newest !== 'string') return newest;
  const commit = tags.get(newest ?? '');
  if (commit === pinned && pieces.length === 0) return undefined;
  if (newest === undefined || commit === undefined) {
    return pieces.length === 0 ? undefined : notNewer(pin, from, tags, kept);
  }
  if (pieces.some((each) => pieceChange(each, newest) === undefined)) {
    return kept(
      `the tag ${newest} is newer than ${from}, and is not taken: ;tag= is put together of what cannot be moved, such as PV of the ` +
        "recipe's file name. Rename the file, and bring the revision to " +
        `${commit}.`,
    );
  }
  const { url, branch, old } = pin;
  const [said] = await remotes.histories([{ url, branch, from: old, to: commit }], maxLogLines);
  if (said?.kind !== 'history') return unreachable(pin, said?.reason);
  // A release branch need not be on the way to the next release: that is no rewind.
  const history = { ...said.history, relation: 'ahead' as const };
  return { update: { ...pin, new: commit, history, tag: newest }, from };
}

/** There is no newer tag. Then the one that is there must be the revision's. */
function notNewer<T>(
  pin: Pin,
  tag: string,
  tags: ReadonlyMap<string, string>,
  kept: (sentence: string) => T,
): T | undefined {
  const commit = tags.get(tag);
  if (commit === pin.old) return undefined;
  if (commit === undefined) return kept(`${pin.url} has no tag ${tag}, and none that is newer.`);
  return kept(
    `its tag ${tag} is the commit ${shortSha(commit)}, but ${shortSha(pin.old)} is pinned: bitbake refuses the two, or the tag was moved.`,
  );
}

function tagsAt(tags: ReadonlyMap<string, string>, commit: string): string[] {
  return [...tags].flatMap(([name, sha]) => (sha === commit ? [name] : []));
}

/** The first of `names` that the branch has. */
async function newestOnBranch(
  pin: Pin,
  names: readonly string[],
  tags: ReadonlyMap<string, string>,
  remotes: Remotes,
): Promise<string | Failure | undefined> {
  if (names.length === 0) return undefined;
  const branch: RemoteBranch = { url: pin.url, branch: pin.branch };
  const [head] = await remotes.heads([branch]);
  if (head?.kind !== 'head') return headFailure(pin, head);
  let start = 0;
  for (const count of AT_ONCE) {
    const some = names.slice(start, start + count);
    const spans = some.map((name): Span => ({ ...branch, from: tags.get(name) ?? '', to: head.sha }));
    const said = await remotes.histories(spans, 0);
    const at = said.findIndex((each) => each.kind === 'history' && each.history.relation === 'ahead');
    if (at >= 0) return some[at];
    const [failed] = said;
    if (failed?.kind === 'unreachable') return unreachable(pin, failed.reason);
    start += count;
  }
  return undefined;
}
