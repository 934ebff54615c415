import { type ManifestState, readManifestState } from '@pv-actions/core/release/claim.ts';
import { type DeviceEntry, filesOfDevice } from '@pv-actions/core/release/device.ts';
import { openIndex } from '@pv-actions/core/release/index-document.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { encodeKey } from '@pv-actions/core/release/keys.ts';
import type { Manifest } from '@pv-actions/core/release/manifest.ts';
import { upsertDevice } from '@pv-actions/core/release/releases-index.ts';
import type { ObjectText, Store } from '@pv-actions/core/store/types.ts';
import type { PlannedObject } from './plan.ts';
import type { MachineRelease } from './release.ts';

/** What the store already has of a machine. */
export interface Published {
  /** manifest.json as it stands. */
  readonly manifestObject: ObjectText | undefined;
  readonly manifest: ManifestState | undefined;
  readonly entry: DeviceEntry | undefined;
}

/**
 * Reads the index and the manifest of the machine.
 *
 * @throws UserError when the tag stands in another channel, or when the index or the manifest cannot be read.
 */
export async function readPublished(store: Store, release: MachineRelease): Promise<Published> {
  const where = store.describe(release.indexKey);
  const [text, manifestObject] = await Promise.all([
    store.text(release.indexKey),
    store.read(release.manifestKey),
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
    manifestObject,
    manifest:
      manifestObject === undefined
        ? undefined
        : readManifestState(manifestObject.text, store.describe(release.manifestKey)),
  };
}

/**
 * The manifest whose files are all there as it says: the complete one, or the one that a run kept in its claim which has not
 * begun to replace them.
 */
export function standingManifest({ manifest }: Published): Manifest | undefined {
  return manifest?.kind === 'claim' ? manifest.replaces : manifest?.manifest;
}

/** Keys of files that a run has begun to replace, and did not finish. */
export function withdrawnKeys({ manifest }: Published): readonly string[] {
  return (manifest?.kind === 'claim' ? manifest.withdrawn : undefined) ?? [];
}

/** Whether the manifest or the index names the object. The index may have been written under another public URL, so the name counts. */
export function isPublished(object: PlannedObject, published: Published): boolean {
  const endings = [object.name, encodeKey(object.name)].map((name) => `/${name}`);
  return (
    standingManifest(published)?.files.some((file) => file.key === object.key) === true ||
    indexedUrls(published).some((url) => endings.some((ending) => url.endsWith(ending)))
  );
}

/** The URLs in the machine's entry of the index. */
export function indexedUrls({ entry }: Published): string[] {
  return entry === undefined ? [] : filesOfDevice(entry).map(({ url }) => url);
}
