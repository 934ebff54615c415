import { isDeepStrictEqual } from 'node:util';
import { type DeviceEntry, type FileOfDevice, filesOfDevice, keyOfKind, PARTS } from './device.ts';
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
  const namedAs = keyOfKind(named.kind) ?? named.kind;
  if (namedAs !== file.part) return `The manifest.json of the machine has this file as ${namedAs}.`;
  if (named.sha256 !== file.sha256) {
    return `The manifest.json of the machine has the sha256 ${named.sha256}, the index has ${file.sha256}.`;
  }
  const part = PARTS.find((each) => each === file.part);
  const { url } = (part && deviceOf(manifest)[part]) ?? named;
  return url === file.url ? undefined : `The manifest.json of the machine has the URL ${url}.`;
}

/** The parts that a manifest has and the entry of the index has not, and the lists that lack one of its files. */
export function partsNotIndexed(manifest: Manifest, device: IndexedDevice): string[] {
  const entry = deviceOf(manifest);
  const parts = new Set(device.files.map(({ part }) => part));
  const listed = new Set(
    device.files.flatMap(({ part, url, sha256 }) => [`${part} ${url}`, `${part} ${sha256}`]),
  );
  const isThere = ({ key, url, sha256 }: FileOfDevice): boolean =>
    isPart(key) ? parts.has(key) : listed.has(`${key} ${url}`) || listed.has(`${key} ${sha256}`);
  const missing = filesOfDevice(entry).filter((file) => !isThere(file));
  return [...new Set(missing.map(({ key }) => key))];
}

/** Whether a device of the index has the files of `entry`, and no others. Keys that are not ours do not count. */
export function sameParts(device: IndexedDevice, entry: DeviceEntry): boolean {
  const ours = device.files.filter(({ part, listed }) => isPart(part) || listed === true);
  const stated = ours.map(({ part, url, sha256 }) => JSON.stringify([part, url, sha256]));
  const wanted = filesOfDevice(entry).map(({ key, url, sha256 }) => JSON.stringify([key, url, sha256]));
  return isDeepStrictEqual(new Set(stated), new Set(wanted));
}

function isPart(key: string): boolean {
  return PARTS.some((part) => part === key);
}
