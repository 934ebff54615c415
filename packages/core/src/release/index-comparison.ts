import { type DeviceEntry, PARTS } from './device.ts';
import type { IndexedDevice, IndexedFile } from './index-survey.ts';
import { deviceOf, type Manifest, type ManifestFile } from './manifest.ts';

/** The file of a manifest that the index means, by its key where the URL is of this layer, or by the URL. */
export function fileInManifest(
  manifest: Manifest,
  file: IndexedFile,
  key: string | undefined,
): ManifestFile | undefined {
  return manifest.files.find((each) => each.key === key || each.url === file.url);
}

/**
 * Holds a file of the index against the manifest of its machine.
 *
 * @param key The key that its URL stands for, when it is one of the layer.
 * @returns undefined, or what is wrong, as a full sentence.
 */
export function comparedToManifest(
  manifest: Manifest,
  file: IndexedFile,
  key: string | undefined,
): string | undefined {
  const named = fileInManifest(manifest, file, key);
  if (named === undefined) return 'The manifest.json of the machine does not name this file.';
  if (named.kind !== file.part) return `The manifest.json of the machine has this file as ${named.kind}.`;
  if (named.sha256 !== file.sha256) {
    return `The manifest.json of the machine has the sha256 ${named.sha256}, the index has ${file.sha256}.`;
  }
  const part = PARTS.find((each) => each === file.part);
  const { url } = (part && deviceOf(manifest)[part]) ?? named;
  return url === file.url ? undefined : `The manifest.json of the machine has the URL ${url}.`;
}

/** The parts that a manifest has and the entry of the index has not. */
export function partsNotIndexed(manifest: Manifest, device: IndexedDevice): string[] {
  const entry = deviceOf(manifest);
  return PARTS.filter(
    (part) => entry[part] !== undefined && !device.files.some((file) => file.part === part),
  );
}

/** Whether a device of the index has the parts of `entry`, and no others. Keys that are no parts do not count. */
export function sameParts(device: IndexedDevice, entry: DeviceEntry): boolean {
  return PARTS.every((part) => {
    const file = device.files.find((each) => each.part === part);
    const wanted = entry[part];
    return file?.url === wanted?.url && file?.sha256 === wanted?.sha256;
  });
}
