import { FULL_DIGEST } from '@pv-actions/core/git/digest.ts';
import type { Finder, Remotes } from '@pv-actions/core/git/remote.ts';
import { findTags } from '@pv-actions/core/git/tags.ts';
import { isFollowed } from './revisions.ts';
import type { PlannedFile, PlannedLayer } from './types.ts';

/** Files of which it is known what their layers are pinned to. */
export interface PinnedFiles {
  readonly files: readonly PlannedFile[];
  /** Sentences about what stays as it is. */
  readonly notes: readonly string[];
  /** Digests that are written out. */
  readonly expanded: readonly Expansion[];
}

export interface Expansion {
  readonly key: string;
  readonly short: string;
  readonly sha: string;
  readonly path: string;
}

/**
 * Asks the remotes what a layer is pinned to where the files alone do not say: the whole of a digest of which only the beginning is
 * pinned, or which has capitals, and whether the refspec of a configuration that kas did not read is a tag. Neither follows a branch as it is.
 */
export async function pinnedFiles(
  files: readonly PlannedFile[],
  remotes: Remotes & Finder,
): Promise<PinnedFiles> {
  const tagged = await withoutTags(files, remotes);
  const layers = tagged.files.flatMap((file) => file.layers.filter(isFollowed));
  const short = layers.filter(({ old }) => old !== undefined && !isWhole(old));
  const queries = new Map(
    short.map(({ url, branch, old = '' }) => [idOf(url, branch, old), { url, branch, revision: old }]),
  );
  const answers = queries.size === 0 ? [] : await remotes.commits([...queries.values()]);
  const found = new Map([...queries.keys()].map((id, at) => [id, answers[at]]));
  const notes: string[] = [...tagged.notes];
  const expanded: Expansion[] = [];
  const settled = tagged.files.map((file): PlannedFile => {
    const full = new Map<string, string>();
    const made = file.layers.map((layer): PlannedLayer => {
      const { key, url, branch, old } = layer;
      const answer = isFollowed(layer) ? found.get(idOf(url, branch, old)) : undefined;
      if (old === undefined || answer === undefined || answer.kind === 'unreachable') return layer;
      if (answer.kind === 'no-commit') {
        notes.push(
          `${key}: ${old}, which ${file.path} pins, is the beginning of no commit that a branch or a tag of ${url} has, or of several. It stays: write the whole digest.`,
        );
        return { ...layer, revision: old, follows: 'fixed' };
      }
      full.set(key, answer.sha);
      expanded.push({ key, short: old, sha: answer.sha, path: file.path });
      return { ...layer, old: answer.sha, revision: layer.revision === old ? answer.sha : layer.revision };
    });
    const oldLayers = file.oldLayers.map((layer) => ({
      ...layer,
      revision: full.get(layer.key) ?? layer.revision,
    }));
    return { ...file, layers: made, oldLayers };
  });
  return { files: settled, notes, expanded };
}

/** Whether a digest is as git writes it. kas 5.5 refuses capitals. */
function isWhole(digest: string): boolean {
  return FULL_DIGEST.test(digest) && digest === digest.toLowerCase();
}

const DIGEST_START = /^[0-9a-f]{4,64}$/i;

/** A refspec that is no branch is a tag, or the beginning of a digest: a pin in any case. */
async function withoutTags(files: readonly PlannedFile[], remotes: Remotes & Finder) {
  const unclear = files.flatMap(({ layers }) => layers.filter(isFollowed).filter((layer) => layer.mayBeTag));
  const heads = unclear.length === 0 ? [] : await remotes.heads(unclear);
  const missing = unclear.filter((_, at) => heads[at]?.kind === 'no-branch');
  const asked = missing.map(({ url, branch }) => ({ url, tag: branch.replace(/^tags\//, '') }));
  const answers = await findTags(remotes, asked);
  const kinds = new Map(
    missing.flatMap(({ url, branch }, at): [string, string][] => {
      if (answers[at]?.kind === 'tag') return [[idOf(url, branch), 'a tag']];
      return DIGEST_START.test(branch) ? [[idOf(url, branch), 'the beginning of a digest']] : [];
    }),
  );
  const notes = new Set<string>();
  const settled = files.map((file) => ({
    ...file,
    layers: file.layers.map((layer): PlannedLayer => {
      const { key, url, branch, old } = layer;
      const kind = kinds.get(idOf(url, branch));
      if (!isFollowed(layer) || layer.mayBeTag !== true || kind === undefined) return layer;
      notes.add(`${key}: ${branch} is ${kind} for ${url}, and not a branch. It stays.`);
      return { ...layer, revision: old ?? layer.revision, follows: 'tag' };
    }),
  }));
  return { files: settled, notes };
}

function idOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}
