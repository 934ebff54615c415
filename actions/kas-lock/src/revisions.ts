import type { Log } from '@pv-actions/core/action/log.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Finder, RemoteBranch, Remotes } from '@pv-actions/core/git/remote.ts';
import { rewritePins } from '@pv-actions/core/kas/kas-pins.ts';
import { type LookupResult, lookUp, shortSha } from '@pv-actions/core/updates/look-up.ts';
import type { Pin, Update } from '@pv-actions/core/updates/update.ts';
import type { Inputs } from './inputs.ts';
import { type FormerBranch, type Switch, switches } from './switched.ts';
import type { ChangedFile, LayerBranch, PlannedFile, PlannedLayer } from './types.ts';

/** What the remotes say of the layers, and the revision that each is to have. */
export interface LayerRevisions extends LookupResult {
  /** Undefined for a layer that stays where it is. */
  revisionOf(layer: LayerBranch): string | undefined;
  /** Sentences. */
  readonly notes: readonly string[];
  /** The files with layers that could not be looked at, relative to the repository. */
  readonly unseenFiles: readonly string[];
  /** Layers of which the configuration names another branch than before. */
  readonly switched: readonly Switch[];
}

type Options = Pick<Inputs, 'keep-revisions' | 'allow-rewind' | 'max-log-lines'>;

/**
 * Asks for the heads of all layers that follow a branch, each remote once. Where a branch was forced back and that is not taken, no
 * file moves along it, so that files that agree go on to. A layer that a file gets anew has the revision that it has in the other
 * files, and where there is none the head. With `keep-revisions` only such heads are asked for. A lock file names no branch: where the
 * configuration names another one than before, its head is taken, whatever it lacks.
 */
export async function layerRevisions(
  files: readonly PlannedFile[],
  remotes: Remotes & Finder,
  given: Options,
  deps: { readonly log: Log; readonly formerBranch: FormerBranch },
): Promise<LayerRevisions> {
  const all = layerPins(files);
  const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
  const isUnsaid = unsaidPins(files);
  const unsaid = given['keep-revisions'] ? [] : all.filter(isUnsaid);
  const switched = await switches(unsaid, remotes, deps.formerBranch, how.maxLogLines);
  const gone = new Set(switched.map(({ pin }) => pin));
  const pins = all.filter((pin) => !gone.has(pin));
  const looked = await lookUp(given['keep-revisions'] ? [] : pins, remotes, how, deps);
  const stuck = new Set(looked.refused.map(branchId));
  const updates = looked.updates.filter((update) => !stuck.has(branchId(update)));
  const left = looked.updates.filter((update) => stuck.has(branchId(update)));
  const heads = new Map([
    ...updates.map((update) => [revisionId(update, update.old), update.new] as const),
    ...switched.map(({ pin, head }) => [revisionId(pin, pin.old), head] as const),
  ]);
  const fresh = new Map([
    // Of several the first one counts, and a head over all of them.
    ...pins.toReversed().map((pin) => [branchId(pin), pin.old] as const),
    ...updates.map((update) => [branchId(update), update.new] as const),
    ...switched.map(({ pin, head }) => [branchId(pin), head] as const),
  ]);
  const missing = newBranches(files).filter((branch) => !fresh.has(branchId(branch)));
  const asked = await remotes.heads(missing);
  for (const [at, branch] of missing.entries()) {
    const head = asked[at];
    if (head?.kind === 'head') fresh.set(branchId(branch), head.sha);
  }
  const failed = new Set(looked.failures.map(({ name }) => name));
  return {
    ...looked,
    updates,
    switched,
    unseenFiles: pins.filter(({ name }) => failed.has(name)).flatMap(({ files }) => files),
    revisionOf: (layer) =>
      layer.old === undefined ? fresh.get(branchId(layer)) : heads.get(revisionId(layer, layer.old)),
    notes: [
      ...looked.notes,
      ...left.map(leftSentence),
      ...looked.refused
        .filter((update) => update.history.count === undefined && isUnsaid(update))
        .map(movedSentence),
    ],
  };
}

function leftSentence({ name, old, files }: Update): string {
  return `${name} stays at ${shortSha(old)} in ${shortList(files, ', ', 5)}, too, since the head of its branch is not taken.`;
}

/** Whether all files of a pin name no URL, as lock files do: what is pinned may be of another URL or branch than the present. */
function unsaidPins(files: readonly PlannedFile[]): (pin: Pin) => boolean {
  const unsaid = new Set(
    files.flatMap(({ path, oldLayers }) =>
      oldLayers.filter(({ url }) => url === undefined).map(({ revision }) => pinId(path, revision)),
    ),
  );
  return ({ files: paths, old }) => paths.every((path) => unsaid.has(pinId(path, old)));
}

function movedSentence({ name, url, old, files }: Update): string {
  return `${name}: ${url} does not have ${shortSha(old)}. ${shortList(files, ', ', 5)} names no URL, so that the layer may also have moved there: then \`allow-rewind: true\` loses nothing.`;
}

function pinId(path: string, revision: string): string {
  return JSON.stringify([path, revision]);
}

function branchId({ url, branch }: { readonly url: string; readonly branch: string }): string {
  return JSON.stringify([url, branch]);
}

function revisionId(at: { readonly url: string; readonly branch: string }, old: string): string {
  return JSON.stringify([at.url, at.branch, old]);
}

type Followed = PlannedLayer & { readonly url: string; readonly branch: string };

/** The revisions that are pinned now and follow a branch: each URL, branch and revision once, in the order of the files. */
export function layerPins(files: readonly PlannedFile[]): Pin[] {
  const pins = new Map<string, Pin>();
  for (const { path, layers } of files) {
    for (const { key, url, branch, old } of layers.filter(isFollowed)) {
      if (old === undefined) continue;
      const id = JSON.stringify([url, branch, old]);
      const pin = pins.get(id) ?? { name: key, url, branch, old, files: [] };
      pins.set(id, { ...pin, files: [...new Set([...pin.files, path])] });
    }
  }
  return [...pins.values()];
}

/** The branches of layers that a file gets anew: their heads are needed, too. Each once. */
export function newBranches(files: readonly PlannedFile[]): RemoteBranch[] {
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
export function changedFiles(
  files: readonly PlannedFile[],
  revisionOf: (layer: LayerBranch) => string | undefined,
  keepRevisions: boolean,
): ChangedFile[] {
  return files.flatMap(({ names, path, before, oldLayers, text, layers: made }) => {
    const layers = made.map((layer) => {
      const { key, url, branch } = layer;
      return { key, url, branch, revision: revisionFor(layer, revisionOf, keepRevisions) };
    });
    const revisions = new Map(layers.map(({ key, revision }) => [key, revision]));
    const after = Buffer.from(rewritePins({ path, text }, revisions));
    return before?.equals(after) === true ? [] : [{ path, before, after, names, oldLayers, layers }];
  });
}

function revisionFor(
  layer: PlannedLayer,
  revisionOf: (layer: LayerBranch) => string | undefined,
  keepRevisions: boolean,
): string {
  const { follows, old, revision } = layer;
  if (isFollowed(layer)) return revisionOf({ url: layer.url, branch: layer.branch, old }) ?? old ?? revision;
  return follows === 'tag' && keepRevisions ? (old ?? revision) : revision;
}

export function isFollowed(layer: PlannedLayer): layer is Followed {
  return layer.follows === 'branch' && layer.url !== undefined && layer.branch !== undefined;
}
