import { UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { encodeKey } from '@pv-actions/core/release/keys.ts';
import { fileName } from '@pv-actions/core/release/manifest.ts';
import type { ObjectInfo } from '@pv-actions/core/store/types.ts';
import type { Machine } from './machine.ts';
import type { PlannedObject } from './plan.ts';
import { indexedUrls, isPublished, type Published, standingManifest, withdrawnKeys } from './published.ts';

/** The name of the metadata that carries an object's content id. */
export const CONTENT_ID = 'pv-content-id';

/** What happens to a planned object. `digest` is the sha256 of the object that is there already, where it is known. */
export type Step =
  | { readonly object: PlannedObject; readonly action: 'upload' | 'replace' }
  | {
      readonly object: PlannedObject;
      readonly action: 'keep';
      readonly size: number;
      readonly digest: string | undefined;
    };

/** What a run is going to do. */
export interface Decision {
  readonly steps: readonly Step[];
  /** Whether something that the index or a manifest names changes: the machine has to leave the index before. */
  readonly withdraw: boolean;
  /** Keys of published objects that this build does not have. */
  readonly obsolete: readonly string[];
}

/**
 * Decides for each planned object whether it is there already.
 *
 * @throws UserError with `overwrite: never`, when other content is published under one of the names; with `phase: stage`, when the
 *   index names something that would change.
 */
export async function decide(machine: Machine, published: Published): Promise<Decision> {
  const { store, planned } = machine;
  const there = await inParallel(planned, (object) => store.head(object.key));
  const steps = planned.map((object, at) => stepOf(object, there[at], published));
  const named = steps.filter((step) => isPublished(step.object, published));
  const changed = named.filter(({ action }) => action === 'replace').map(({ object }) => object.key);
  const missing = named.filter(({ action }) => action === 'upload').map(({ object }) => object.key);
  const keys = new Set(planned.map((object) => object.key));
  const dropped = (standingManifest(published)?.files ?? [])
    .map(({ key }) => key)
    .filter((key) => !keys.has(key));
  const { tag, machine: name } = machine.release;
  const droppedNames = dropped.map((key) => fileName({ tag, name }, key));
  const parts = droppedParts([...planned.map((object) => object.name), ...droppedNames], published);
  const conflicts = [
    ...changed.map((key) => `${key}: published with other content.`),
    ...dropped.map((key) => `${key}: published, but not part of this build.`),
    ...parts.map((url) => `${url}: named by the index, but not part of this build.`),
  ];
  if (!machine.overwrite && conflicts.length > 0) throw differs(machine, conflicts);
  const withdraw = conflicts.length + missing.length > 0;
  if (machine.staged && withdraw && published.entry !== undefined) throw namedByIndex(machine);
  const obsolete = [...dropped, ...withdrawnKeys(published).filter((key) => !keys.has(key))];
  return { steps, withdraw, obsolete };
}

/** Whether what is in the store is the planned content. */
export function holds(there: ObjectInfo, object: PlannedObject): boolean {
  return there.metadata[CONTENT_ID] === object.contentId;
}

function stepOf(object: PlannedObject, there: ObjectInfo | undefined, published: Published): Step {
  if (there === undefined) return { object, action: 'upload' };
  if (!holds(there, object)) return { object, action: 'replace' };
  return { object, action: 'keep', size: there.size, digest: knownDigest(object, there.size, published) };
}

function knownDigest(object: PlannedObject, size: number, published: Published): string | undefined {
  if (object.format === 'file') return object.sources[0]?.sha256;
  const known = standingManifest(published)?.files.find((file) => file.key === object.key);
  return known?.size === size ? known.sha256 : undefined;
}

/** URLs of the index entry that none of the names stands for, of objects of this build and files of the manifest. */
function droppedParts(names: readonly string[], published: Published): string[] {
  const known = new Set(names.flatMap((name) => [name, encodeKey(name)]));
  const deepest = names.reduce((most, name) => Math.max(most, name.split('/').length), 0);
  return indexedUrls(published).filter((url) => {
    const last = url.split('/').slice(-deepest);
    return !last.some((_, at) => known.has(last.slice(at).join('/')));
  });
}

function differs({ store, release }: Machine, conflicts: readonly string[]): UserError {
  return new UserError(
    [
      `${release.machine} ${release.tag} is published already in ${store.label}, and this build differs:`,
      ...conflicts,
    ].join('\n'),
    'Readers may have the published files by now, so they stay as they are. Publish this build under a new tag. If the published ' +
      'files have to be replaced all the same, set `overwrite: always`.',
  );
}

function namedByIndex({ store, release }: Machine): UserError {
  return new UserError(
    `The index of ${store.label} names ${release.machine} ${release.tag}, and this build would change its files. ` +
      '`phase: stage` leaves the index as it is.',
    'Use `phase: publish`, which takes the machine out of the index before and puts it back.',
  );
}
