import type { FileChange, Layer, SettledFile } from './made.ts';

interface InFiles {
  /** Relative to the repository. */
  readonly files: readonly string[];
}

type Address = Pick<Layer, 'url' | 'branch'>;

/** A layer that a file has and had not, or the reverse. */
export interface LayerMember extends Layer, InFiles {}

/** A layer that comes from another URL or branch than before. */
export interface LayerMove extends InFiles {
  readonly key: string;
  readonly from: Address;
  readonly to: Address;
}

/** A layer that stays where it is, at another revision. */
export interface LayerRevision extends InFiles, Address {
  readonly key: string;
  readonly old: string;
  readonly new: string;
}

/** What changes between files as they are and as they should be. The same change of several files is one. */
export interface LayerChanges {
  readonly came: readonly LayerMember[];
  readonly went: readonly LayerMember[];
  readonly moved: readonly LayerMove[];
  readonly revised: readonly LayerRevision[];
  /** The names of targets that get a file, and the paths of files that go. What is in them is not listed. */
  readonly targets: { readonly came: readonly string[]; readonly went: readonly string[] };
}

/** @param removed the files that go. */
export function layerChanges(files: readonly SettledFile[], removed: readonly FileChange[]): LayerChanges {
  const came = collector<Layer>();
  const went = collector<Layer>();
  const moved = collector<Omit<LayerMove, 'files'>>();
  const revised = collector<Omit<LayerRevision, 'files'>>();
  for (const { path, before, stood, layers } of files) {
    if (before === undefined) continue;
    const earlier = new Map(stood.map((layer) => [layer.key, layer]));
    for (const layer of layers) {
      const was = earlier.get(layer.key);
      earlier.delete(layer.key);
      const { key, url, branch, revision } = layer;
      if (was === undefined) came.add(layer, path);
      else if (isElsewhere(was, layer)) moved.add({ key, from: address(was), to: address(layer) }, path);
      else if (was.revision !== revision)
        revised.add({ key, url, branch, old: was.revision, new: revision }, path);
    }
    for (const layer of earlier.values()) went.add(layer, path);
  }
  return {
    came: came.all(),
    went: went.all(),
    moved: moved.all(),
    revised: revised.all(),
    targets: {
      came: files.filter(({ before }) => before === undefined).flatMap(({ names }) => names),
      went: removed.map(({ path }) => path),
    },
  };
}

/** Whether a layer comes from another place than it did. What a file does not say is no difference. */
export function isElsewhere(was: Address, is: Address): boolean {
  const differs = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b;
  return differs(was.url, is.url) || differs(was.branch, is.branch);
}

function address({ url, branch }: Address): Address {
  return { url, branch };
}

/** Gathers the files of equal items, in the order in which the items come. */
function collector<T extends object>() {
  const items = new Map<string, T & { readonly files: readonly string[] }>();
  return {
    add(item: T, file: string): void {
      const id = JSON.stringify(item);
      items.set(id, { ...item, files: [...(items.get(id)?.files ?? []), file] });
    },
    all: () => [...items.values()],
  };
}
