import type { Log } from '@pv-actions/core/action/log.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Remotes } from '@pv-actions/core/git/remote.ts';
import { type Looked, lookUp, short } from '@pv-actions/core/updates/look-up.ts';
import type { Update } from '@pv-actions/core/updates/update.ts';
import type { Inputs } from './inputs.ts';
import type { LayerBranch, MadeFile } from './made.ts';
import { layerPins, newBranches } from './settle.ts';

/** What the remotes say of the layers, and the revision that each is to have. */
export interface Revised extends Looked {
  /** Undefined for a layer that stays where it is. */
  revisionOf(layer: LayerBranch): string | undefined;
  /** Sentences. */
  readonly notes: readonly string[];
  /** The files with layers that could not be looked at, relative to the repository. */
  readonly unseenFiles: readonly string[];
}

type Options = Pick<Inputs, 'keep-revisions' | 'allow-rewind' | 'max-log-lines'>;

/**
 * Asks for the heads of all layers that follow a branch, each remote once. Where a branch was forced back and that is not taken, no
 * file moves along it, so that files that agree go on to. A layer that a file gets anew has the revision that it has in the other
 * files, and where there is none the head. With `keep-revisions` only such heads are asked for.
 */
export async function reviseLayers(
  files: readonly MadeFile[],
  remotes: Remotes,
  given: Options,
  deps: { readonly log: Log },
): Promise<Revised> {
  const pins = layerPins(files);
  const how = { allowRewind: given['allow-rewind'], maxLogLines: given['max-log-lines'] };
  const looked = await lookUp(given['keep-revisions'] ? [] : pins, remotes, how, deps);
  const stuck = new Set(looked.refused.map(branchId));
  const updates = looked.updates.filter((update) => !stuck.has(branchId(update)));
  const left = looked.updates.filter((update) => stuck.has(branchId(update)));
  const heads = new Map(updates.map((update) => [revisionId(update, update.old), update.new]));
  const fresh = new Map([
    // Of several the first one counts, and a head over all of them.
    ...pins.toReversed().map((pin) => [branchId(pin), pin.old] as const),
    ...updates.map((update) => [branchId(update), update.new] as const),
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
    unseenFiles: pins.filter(({ name }) => failed.has(name)).flatMap(({ places }) => places),
    revisionOf: (layer) =>
      layer.old === undefined ? fresh.get(branchId(layer)) : heads.get(revisionId(layer, layer.old)),
    notes: [...left.map(leftSentence), ...looked.refused.filter(mayHaveMoved(files)).map(movedSentence)],
  };
}

function leftSentence({ name, old, places }: Update): string {
  return `${name} stays at ${short(old)} in ${shortList(places, ', ', 5)}, too, since its branch was forced back or rewritten.`;
}

/** Lock files name no URL: whether a revision that is not there is of the present one, they do not tell. */
function mayHaveMoved(files: readonly MadeFile[]) {
  const unsaid = new Set(
    files.flatMap(({ path, stood }) =>
      stood.filter(({ url }) => url === undefined).map(({ revision }) => pinId(path, revision)),
    ),
  );
  return ({ history, places, old }: Update): boolean =>
    history.count === undefined && places.every((path) => unsaid.has(pinId(path, old)));
}

function movedSentence({ name, url, old, places }: Update): string {
  return `${name}: ${url} does not have ${short(old)}. ${shortList(places, ', ', 5)} names no URL, so that the layer may also have moved there: then \`allow-rewind: true\` loses nothing.`;
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
