import type { TagRemotes } from '@pv-actions/core/git/remote.ts';
import type { RecipeChange } from '@pv-actions/core/recipes/recipe-rewrite.ts';
import { bytesAsText, readable } from '@pv-actions/core/recipes/recipe-text.ts';
import { pinnedCommit } from '@pv-actions/core/updates/rewind.ts';
import {
  type VersionComment,
  versionComments,
  versionOfComment,
} from '@pv-actions/core/updates/version-comments.ts';
import { type Bump, isUpdateOf } from './bump.ts';
import type { PinnedRecipe, Said } from './survey.ts';

/** A comment with a version beside a revision that moves. */
interface MovedComment {
  readonly path: string;
  readonly comment: VersionComment;
  readonly update: Bump;
}

/** A change of a file for a component. */
export interface NamedChange extends RecipeChange {
  readonly name: string;
}

/** What becomes of such comments. */
export interface Comments {
  readonly changes: readonly NamedChange[];
  /** Sentences, with the component that each is about: of comments that change, and of those that are left. */
  readonly changed: readonly Said[];
  readonly left: readonly Said[];
}

/**
 * The comments beside the revisions that move which name a version: `# v9.12.0`. With `renew` those are changed whose new revision has a
 * tag like it.
 */
export async function commentsOf(
  pinned: readonly PinnedRecipe[],
  updates: readonly Bump[],
  renew: boolean,
  remotes: TagRemotes,
): Promise<Comments> {
  const moved = movedComments(pinned, updates);
  const urls = renew ? [...new Set(moved.map(({ update }) => update.url))] : [];
  const asked = await remotes.tags(urls);
  const tagsOf = new Map(urls.map((url, at) => [url, asked[at]]));
  const found = { changes: [] as NamedChange[], changed: [] as Said[], left: [] as Said[] };
  for (const { path, comment, update } of moved) {
    const { name } = update;
    const tags = tagsOf.get(update.url);
    const known = tags?.kind === 'tags' ? [...tags.tags] : [];
    const at = (commit: string) => known.flatMap(([tag, sha]) => (sha === commit ? [tag] : []));
    const version = versionOfComment(comment, at(pinnedCommit(update)), at(update.new));
    const shown = `${name}: ${path}: the comment "${readable(comment.comment)}" beside the revision`;
    if (version === undefined) {
      const advice = renew
        ? 'the new revision has no tag like it, or it could not be asked for.'
        : '`version-comments: true` changes it where the new revision has a tag like it.';
      found.left.push({ name, sentence: `${shown} is as it was: ${advice}` });
    } else if (version !== comment.version) {
      found.changes.push({
        name,
        place: { ...comment.place, path },
        old: comment.version,
        new: version,
      });
      found.changed.push({ name, sentence: `${shown} names ${version}.` });
    }
  }
  return found;
}

function movedComments(pinned: readonly PinnedRecipe[], updates: readonly Bump[]): MovedComment[] {
  const moved = new Map<string, MovedComment>();
  for (const { pin, files } of pinned) {
    const update = updates.find((each) => isUpdateOf(each, pin));
    if (update === undefined) continue;
    for (const place of pin.places) {
      const file = files.find(({ path }) => path === place.path);
      const text = file === undefined ? '' : bytesAsText(file.content);
      for (const comment of versionComments(text, place)) {
        moved.set(JSON.stringify([place.path, comment.place.start]), { path: place.path, comment, update });
      }
    }
  }
  return [...moved.values()];
}
