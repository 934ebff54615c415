import type { RemoteBranch } from '@pv-actions/core/git/remote.ts';
import { rewritePins } from '@pv-actions/core/kas/kas-pins.ts';
import type { Pin } from '@pv-actions/core/updates/update.ts';
import type { LayerBranch, MadeFile, MadeLayer, SettledFile } from './made.ts';

type Followed = MadeLayer & { readonly url: string; readonly branch: string };

/** The revisions that are pinned now and follow a branch: each URL, branch and revision once, in the order of the files. */
export function layerPins(files: readonly MadeFile[]): Pin[] {
  const pins = new Map<string, Pin>();
  for (const { path, layers } of files) {
    for (const { key, url, branch, old } of layers.filter(isFollowed)) {
      if (old === undefined) continue;
      const id = JSON.stringify([url, branch, old]);
      const pin = pins.get(id) ?? { name: key, url, branch, old, places: [] };
      pins.set(id, { ...pin, places: [...pin.places, path] });
    }
  }
  return [...pins.values()];
}

/** The branches of layers that a file gets anew: their heads are needed, too. Each once. */
export function newBranches(files: readonly MadeFile[]): RemoteBranch[] {
  const branches = new Map<string, RemoteBranch>();
  for (const { url, branch, old } of files.flatMap(({ layers }) => layers.filter(isFollowed))) {
    if (old === undefined) branches.set(JSON.stringify([url, branch]), { url, branch });
  }
  return [...branches.values()];
}

/**
 * The files with their final revisions; those that stay as they are are left out.
 *
 * @param revisionOf the revision that a layer is to have. Where it says nothing, the layer stays where it is, and one that is new gets
 * what kas found.
 * @param keepRevisions whether layers that follow a tag stay where they are, too.
 */
export function settleFiles(
  files: readonly MadeFile[],
  revisionOf: (layer: LayerBranch) => string | undefined,
  keepRevisions: boolean,
): SettledFile[] {
  return files.flatMap(({ names, path, before, stood, text, layers: made }) => {
    const layers = made.map((layer) => {
      const { key, url, branch } = layer;
      return { key, url, branch, revision: settled(layer, revisionOf, keepRevisions) };
    });
    const revisions = new Map(layers.map(({ key, revision }) => [key, revision]));
    const after = Buffer.from(rewritePins({ path, text }, revisions));
    return before?.equals(after) === true ? [] : [{ path, before, after, names, stood, layers }];
  });
}

function settled(
  layer: MadeLayer,
  revisionOf: (layer: LayerBranch) => string | undefined,
  keepRevisions: boolean,
): string {
  const { follows, old, revision } = layer;
  if (isFollowed(layer)) return revisionOf({ url: layer.url, branch: layer.branch, old }) ?? old ?? revision;
  return follows === 'tag' && keepRevisions ? (old ?? revision) : revision;
}

function isFollowed(layer: MadeLayer): layer is Followed {
  return layer.follows === 'branch' && layer.url !== undefined && layer.branch !== undefined;
}
