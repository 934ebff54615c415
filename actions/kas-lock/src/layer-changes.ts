import { shortList } from '@pv-actions/core/action/wording.ts';
import { FULL_DIGEST } from '@pv-actions/core/git/digest.ts';
import { shortSha } from '@pv-actions/core/updates/look-up.ts';
import type { Update } from '@pv-actions/core/updates/update.ts';
import type { Expansion } from './pinned.ts';
import { type Switch, switchSentence } from './switched.ts';
import type { ChangedFile, FileChange, FixedLayer, Layer } from './types.ts';

interface InFiles {
  /** Relative to the repository. */
  readonly files: readonly string[];
}

type Address = Pick<Layer, 'url' | 'branch'>;

/** A layer that a file has and had not, or the reverse. */
interface LayerMember extends Layer, InFiles {}

/** A layer that comes from another URL or branch than before. */
export interface LayerMove extends InFiles {
  readonly key: string;
  readonly from: Address;
  readonly to: Address;
}

/** A layer that stays where it is, at another revision. */
interface LayerRevision extends InFiles, Address {
  readonly key: string;
  readonly old: string;
  readonly new: string;
}

/** What changes between files as they are and as they should be. The same change of several files is one. */
export interface LayerChanges {
  readonly added: readonly LayerMember[];
  readonly removed: readonly LayerMember[];
  readonly moved: readonly LayerMove[];
  readonly updated: readonly LayerRevision[];
  /** The names of targets that get a file, and the paths of files that go. What is in them is not listed. */
  readonly targets: { readonly came: readonly string[]; readonly went: readonly string[] };
}

/** @param removedFiles the files that go. */
export function layerChanges(
  files: readonly ChangedFile[],
  removedFiles: readonly FileChange[],
): LayerChanges {
  const added = collector<Layer>();
  const removed = collector<Layer>();
  const moved = collector<Omit<LayerMove, 'files'>>();
  const updated = collector<Omit<LayerRevision, 'files'>>();
  for (const { path, before, oldLayers, layers } of files) {
    if (before === undefined) continue;
    const earlier = new Map(oldLayers.map((layer) => [layer.key, layer]));
    for (const layer of layers) {
      const was = earlier.get(layer.key);
      earlier.delete(layer.key);
      const { key, url, branch, revision } = layer;
      if (was === undefined) added.add(layer, path);
      else if (isElsewhere(was, layer)) moved.add({ key, from: address(was), to: address(layer) }, path);
      else if (was.revision !== revision)
        updated.add({ key, url, branch, old: was.revision, new: revision }, path);
    }
    for (const layer of earlier.values()) removed.add(layer, path);
  }
  return {
    added: added.all(),
    removed: removed.all(),
    moved: moved.all(),
    updated: updated.all(),
    targets: {
      came: files.filter(({ before }) => before === undefined).flatMap(({ names }) => names),
      went: removedFiles.map(({ path }) => path),
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

/** How many files or machines a sentence names. */
const SHOWN = 5;

/** What is said of the layers of which a branch or a digest was looked at closer. */
interface Special {
  readonly switched?: readonly Switch[];
  readonly expanded?: readonly Expansion[];
}

/**
 * What changes besides the revisions of layers that follow a branch: layers and files that came, went or moved, layers of which
 * a tag moved or the branch of the configuration changed, digests that are written out, and files that change for another reason.
 */
export function changeSentences(
  changes: LayerChanges,
  updates: readonly Update[],
  files: readonly ChangedFile[],
  { switched = [], expanded = [] }: Special = {},
): string[] {
  const { added, removed, moved, updated, targets } = changes;
  const told = [...updates, ...switched.map(({ pin, head }) => ({ ...pin, new: head }))];
  const others = updated.filter(
    (change) =>
      !told.some((update) =>
        (['url', 'branch', 'old', 'new'] as const).every((key) => update[key] === change[key]),
      ),
  );
  const listed = new Set([
    ...[...added, ...removed, ...moved, ...updated].flatMap((each) => each.files),
    ...files.filter(({ before }) => before === undefined).map(({ path }) => path),
    ...expanded.map(({ path }) => path),
  ]);
  return [
    ...targets.came.map((name) => `${name} came.`),
    ...targets.went.map((path) => `${path} went: it belongs to no machine.`),
    ...added.map(
      ({ key, url, revision, files: at }) =>
        `The layer ${key} came${from(url)} at ${shortSha(revision)}: ${named(at)}.`,
    ),
    ...removed.map(({ key, files: at }) => `The layer ${key} went: ${named(at)}.`),
    ...moved.map(moveSentence),
    ...switched.map(switchSentence),
    ...expanded
      .filter(({ key, sha, path }) => revisionIn(files, path, key) === sha)
      .map(
        ({ key, short, sha, path }) =>
          `The digest ${short} of the layer ${key} is written ${short.length === sha.length ? 'in lower case' : 'in full'}, ${sha}: ${path}.`,
      ),
    ...others.map(
      ({ key, old, new: head, files: at }) =>
        `The layer ${key} goes from ${shortSha(old)} to ${shortSha(head)}: ${named(at)}.`,
    ),
    ...files.filter(({ path }) => !listed.has(path)).map(({ path }) => `${path}: the configuration changed.`),
  ];
}

function revisionIn(files: readonly ChangedFile[], path: string, key: string): string | undefined {
  return files.find((file) => file.path === path)?.layers.find((layer) => layer.key === key)?.revision;
}

/** Layers that the configuration itself fixes. */
export function noteSentences(fixed: readonly FixedLayer[]): string[] {
  return fixed.map(
    ({ key, revision, names }) =>
      `The configuration itself fixes the layer ${key} to ${shortSha(revision)}: ${named(names)}.${FULL_DIGEST.test(revision) ? '' : ' Write the whole digest there: kas will refuse a part of it.'}`,
  );
}

function moveSentence({ key, from: was, to, files }: LayerMove): string {
  const change =
    was.url === to.url
      ? `the branch ${was.branch ?? 'unknown'} to ${to.branch ?? 'unknown'}`
      : `${was.url ?? 'an unknown URL'} to ${to.url ?? 'an unknown URL'}`;
  return `The layer ${key} moved from ${change}: ${named(files)}.`;
}

function from(url: string | undefined): string {
  return url === undefined ? '' : ` from ${url}`;
}

function named(items: readonly string[]): string {
  return shortList(items, ', ', SHOWN);
}
