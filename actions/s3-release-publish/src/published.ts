import { createHash } from 'node:crypto';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { DeviceEntry } from '@pv-actions/core/release/device.ts';
import { PARTS } from '@pv-actions/core/release/device.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { encodeKey } from '@pv-actions/core/release/keys.ts';
import { type Manifest, parseManifest } from '@pv-actions/core/release/manifest.ts';
import { upsertDevice } from '@pv-actions/core/release/releases-index.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import type { PlannedObject } from './plan.ts';
import type { Release } from './release.ts';

/** The name of the metadata that carries an object's content id. */
export const CONTENT_ID = 'pv-content-id';

/** What the store already has of a machine. */
export interface Published {
  readonly manifest: Manifest | undefined;
  /** manifest.json as it stands. */
  readonly manifestText: string | undefined;
  readonly entry: DeviceEntry | undefined;
}

/** What happens to a planned object. `digest` is the sha256 of the object that is there already. */
export type Step =
  | { readonly object: PlannedObject; readonly action: 'upload' | 'replace' }
  | {
      readonly object: PlannedObject;
      readonly action: 'keep';
      readonly size: number;
      readonly digest: string | undefined;
    };

/**
 * Reads the index and the manifest of the machine.
 *
 * @throws UserError when the tag stands in another channel, or when the index cannot be read.
 */
export async function readPublished(store: Store, release: Release): Promise<Published> {
  const where = store.describe(release.indexKey);
  const index = await store.text(release.indexKey);
  // Refuses now what the update would refuse after the upload.
  upsertDevice(index, {
    ...release,
    where,
    device: { name: release.machine },
    date: new Date(0),
    form: 'devices',
  });
  const manifest = await store.text(release.manifestKey);
  return {
    entry: readDevice(index, release.channel, release.tag, release.machine, where),
    manifest:
      manifest === undefined ? undefined : parseManifest(manifest, store.describe(release.manifestKey)),
    manifestText: manifest,
  };
}

/**
 * Decides for each planned object whether it is there already.
 *
 * @throws UserError when other content is published under one of the names: what was published never changes.
 */
export async function decide(
  store: Store,
  release: Release,
  planned: readonly PlannedObject[],
  published: Published,
): Promise<Step[]> {
  const steps: Step[] = [];
  const conflicts: string[] = [];
  const keys = new Set(planned.map((object) => object.key));
  for (const file of published.manifest?.files ?? []) {
    if (!keys.has(file.key)) conflicts.push(`${file.key}: published, but not part of this build.`);
  }
  for (const object of planned) {
    const existing = await store.head(object.key);
    if (existing === undefined) {
      steps.push({ object, action: 'upload' });
    } else if (existing.metadata[CONTENT_ID] === object.contentId) {
      steps.push({
        object,
        action: 'keep',
        size: existing.size,
        digest: knownDigest(object, existing.size, published),
      });
    } else if (isPublished(object, published)) {
      conflicts.push(`${object.key}: published with other content.`);
    } else {
      steps.push({ object, action: 'replace' });
    }
  }
  if (conflicts.length === 0) return steps;
  throw new UserError(
    `${release.machine} ${release.tag} is published already in ${store.label}, and this build differs:\n${conflicts.join('\n')}`,
    'Readers may have the published files by now, so they stay as they are. Publish this build under a new tag.',
  );
}

/** The digest of an object in the store, from its own bytes. */
export async function digestOf(store: Store, key: string): Promise<string> {
  const body = await store.read(key);
  if (body === undefined) throw new Error(`${key} was there a moment ago and is gone.`);
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function knownDigest(object: PlannedObject, size: number, published: Published): string | undefined {
  if (object.format === 'file') return object.sources[0]?.sha256;
  const known = published.manifest?.files.find((file) => file.key === object.key);
  return known?.size === size ? known.sha256 : undefined;
}

/** Whether the manifest or the index names the object. The index may have been written under another public URL, so the name counts. */
function isPublished(object: PlannedObject, { manifest, entry }: Published): boolean {
  const endings = [object.name, encodeKey(object.name)].map((name) => `/${name}`);
  return (
    manifest?.files.some((file) => file.key === object.key) === true ||
    PARTS.some((part) => endings.some((ending) => entry?.[part]?.url.endsWith(ending)))
  );
}
