import { UserError } from '@pv-actions/core/action/errors.ts';
import { type ManifestState, readManifestState } from '@pv-actions/core/release/claim.ts';
import type { DeviceEntry } from '@pv-actions/core/release/device.ts';
import { PARTS } from '@pv-actions/core/release/device.ts';
import { openIndex } from '@pv-actions/core/release/index-document.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { encodeKey } from '@pv-actions/core/release/keys.ts';
import { upsertDevice } from '@pv-actions/core/release/releases-index.ts';
import type { ObjectInfo, Store } from '@pv-actions/core/store/types.ts';
import type { PlannedObject } from './plan.ts';
import type { MachineRelease } from './release.ts';

/** The name of the metadata that carries an object's content id. */
export const CONTENT_ID = 'pv-content-id';

/** What the store already has of a machine. */
export interface Published {
  /** manifest.json as it stands. */
  readonly manifestText: string | undefined;
  readonly manifest: ManifestState | undefined;
  readonly entry: DeviceEntry | undefined;
}

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
  /** Whether published content is replaced: the machine has to leave the index before. */
  readonly withdraw: boolean;
  /** Keys of published objects that this build does not have. */
  readonly obsolete: readonly string[];
}

/**
 * Reads the index and the manifest of the machine.
 *
 * @throws UserError when the tag stands in another channel, or when the index or the manifest cannot be read.
 */
export async function readPublished(store: Store, release: MachineRelease): Promise<Published> {
  const where = store.describe(release.indexKey);
  const [text, manifestText] = await Promise.all([
    store.text(release.indexKey),
    store.text(release.manifestKey),
  ]);
  const index = openIndex(text, where);
  // Refuses now what the update would refuse after the upload.
  upsertDevice(index, {
    ...release,
    where,
    device: { name: release.machine },
    date: new Date(0),
    form: 'devices',
  });
  return {
    entry: readDevice(index, release.channel, release.tag, release.machine, where),
    manifestText,
    manifest:
      manifestText === undefined
        ? undefined
        : readManifestState(manifestText, store.describe(release.manifestKey)),
  };
}

/**
 * Decides for each planned object whether it is there already.
 *
 * @throws UserError with `overwrite` `never`, when other content is published under one of the names.
 */
export async function decide(
  store: Store,
  release: MachineRelease,
  planned: readonly PlannedObject[],
  published: Published,
  overwrite: 'never' | 'always',
): Promise<Decision> {
  const there = await Promise.all(planned.map((object) => store.head(object.key)));
  const steps = planned.map((object, at) => stepOf(object, there[at], published));
  const changed = steps.filter((step) => step.action === 'replace' && isPublished(step.object, published));
  const keys = new Set(planned.map((object) => object.key));
  const obsolete = publishedFiles(published)
    .map((file) => file.key)
    .filter((key) => !keys.has(key));
  if (overwrite === 'never' && changed.length + obsolete.length > 0) {
    throw new UserError(
      [
        `${release.machine} ${release.tag} is published already in ${store.label}, and this build differs:`,
        ...changed.map(({ object }) => `${object.key}: published with other content.`),
        ...obsolete.map((key) => `${key}: published, but not part of this build.`),
      ].join('\n'),
      'Readers may have the published files by now, so they stay as they are. Publish this build under a new tag. If the published ' +
        'files have to be replaced all the same, set `overwrite: always`.',
    );
  }
  return { steps, withdraw: changed.length + obsolete.length > 0, obsolete };
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
  const known = publishedFiles(published).find((file) => file.key === object.key);
  return known?.size === size ? known.sha256 : undefined;
}

function publishedFiles({ manifest }: Published) {
  return manifest?.kind === 'complete' ? manifest.manifest.files : [];
}

/** Whether the manifest or the index names the object. The index may have been written under another public URL, so the name counts. */
function isPublished(object: PlannedObject, published: Published): boolean {
  const endings = [object.name, encodeKey(object.name)].map((name) => `/${name}`);
  return (
    publishedFiles(published).some((file) => file.key === object.key) ||
    PARTS.some((part) => endings.some((ending) => published.entry?.[part]?.url.endsWith(ending)))
  );
}
