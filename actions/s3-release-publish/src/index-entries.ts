import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { DeviceEntry } from '@pv-actions/core/release/device.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { machineFolder, nameInKey, publicUrl } from '@pv-actions/core/release/keys.ts';
import {
  deviceOf,
  type Manifest,
  type ManifestFile,
  publishedText,
} from '@pv-actions/core/release/manifest.ts';
import { type IndexForm, removeDevice, upsertDevices } from '@pv-actions/core/release/releases-index.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import { JSON_FILE } from '@pv-actions/core/store/write-options.ts';
import { type Layer, type MachineRelease, machineRelease, type Release } from './release.ts';

/** A machine whose manifest is complete, so that the index may name it. */
export interface CompleteMachine {
  readonly release: MachineRelease;
  readonly manifest: Manifest;
  /** manifest.json as it stands in the bucket. */
  readonly manifestText: string;
  readonly entry: DeviceEntry;
}

export function completeMachine(release: Release, manifest: Manifest, manifestText: string): CompleteMachine {
  const machine = machineRelease(release, manifest.name);
  return { release: machine, manifest, manifestText, entry: deviceOf(manifest) };
}

/**
 * What is strange about the files that a manifest names, by file as a sentence: each lies below the folder of its machine, and has the URL
 * that follows from its key.
 */
export function strangeFiles(
  layer: Layer,
  { tag, name, files }: Manifest,
): readonly { readonly file: ManifestFile; readonly problem: string }[] {
  const folder = machineFolder(layer.prefix, tag, name);
  return files.flatMap((file) => {
    const { key, url } = file;
    if (!key.startsWith(folder)) {
      return [{ file, problem: `A file of it is ${quote(key)}, which is not below ${folder}.` }];
    }
    const expected = publicUrl(layer.publicUrl, layer.prefix, key);
    if (url === expected) return [];
    return [{ file, problem: `Its file ${nameInKey(key)} has the URL ${quote(url)}, not ${expected}.` }];
  });
}

/** Machines of one tag and channel. */
export interface TagMachines {
  readonly channel: string;
  readonly tag: string;
  /** When the tag is released, for an index that does not have it. */
  readonly date: Date;
  readonly machines: readonly CompleteMachine[];
}

export interface IndexWrite {
  readonly changed: boolean;
  /** The index after it. */
  readonly text: string;
  /** Machines that another run replaced meanwhile. They are not in the index, or not by us. */
  readonly replaced: readonly CompleteMachine[];
}

/**
 * Names machines in the index, in one write. A run with `overwrite: always` may replace one of them meanwhile: it changes
 * the manifest before it touches an object. So the manifests are looked at after each reading of the index, which may be written
 * only as it was read, and once more after the write: a machine whose manifest is another one leaves the index again.
 *
 * @param how With `strict` a machine that was replaced is an error, and before the write nothing is changed then. Otherwise it is
 *   left out, and an error only when all are.
 * @throws UserError when the index cannot be changed, or for such machines.
 */
export async function addToIndex(
  store: Store,
  layer: Layer,
  tags: readonly TagMachines[],
  how: { readonly form: IndexForm; readonly options: PutOptions; readonly strict: boolean },
): Promise<IndexWrite> {
  const where = store.describe(layer.indexKey);
  const all = tags.flatMap(({ machines }) => machines);
  const options = { ...how.options, ...JSON_FILE };
  let before: readonly CompleteMachine[] = [];
  const written = await store.update(
    layer.indexKey,
    async (current) => {
      before = await replacedOf(store, all);
      if (before.length === all.length || (how.strict && before.length > 0)) throw takenOver(before);
      const text = tags.reduce<string | undefined>((edited, { machines, channel, tag, date }) => {
        const devices = machines.filter((each) => !before.includes(each)).map(({ entry }) => entry);
        if (devices.length === 0) return edited;
        return upsertDevices(edited, { channel, tag, date, devices, form: how.form, where });
      }, current);
      return text ?? '{}\n';
    },
    options,
  );
  if (!written.changed) return { ...written, replaced: before };
  const after = (await replacedOf(store, all)).filter((each) => !before.includes(each));
  if (after.length === 0) return { ...written, replaced: before };
  const mended = await store.update(
    layer.indexKey,
    (text = '{}\n') =>
      after.reduce((edited, { release, entry }) => {
        const stands = readDevice(edited, release.channel, release.tag, release.machine, where);
        return isDeepStrictEqual(stands, entry) ? removeDevice(edited, { ...release, where }) : edited;
      }, text),
    options,
  );
  if (how.strict) throw takenOver(after);
  return { changed: true, text: mended.text, replaced: [...before, ...after] };
}

async function replacedOf(store: Store, machines: readonly CompleteMachine[]): Promise<CompleteMachine[]> {
  const texts = await inParallel(machines, ({ release }) => store.text(release.manifestKey));
  return machines.filter(({ manifestText }, index) => texts[index] !== manifestText);
}

function takenOver(machines: readonly CompleteMachine[]): UserError {
  const names = machines.map(({ release }) => `${release.machine} ${release.tag}`);
  return new UserError(
    `Another run replaced ${shortList(names, ', ')} while this one was about to name ${machines.length === 1 ? 'it' : 'them'} in the index.`,
    'The index does not name what was replaced. See what the other run did, and run this job again if its build is the right one.',
  );
}

/** The digest by which published.json names a manifest. */
export function manifestDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Writes the published.json of a machine that the index names, unless it is there.
 *
 * @returns Whether it was written.
 */
export async function markPublished(
  store: Store,
  { release, manifestText }: CompleteMachine,
  options: PutOptions,
  deps: Deps,
): Promise<boolean> {
  const manifestSha256 = manifestDigest(manifestText);
  const before = await store.text(release.publishedKey);
  // A mark that cannot be read is as good as none, so it is not parsed.
  if (before?.includes(manifestSha256)) return false;
  const { run } = sourceOf(deps.env);
  const mark = { time: store.now(), manifestSha256, ...(run === undefined ? {} : { run }) };
  await store.put(release.publishedKey, publishedText(mark), { ...options, ...JSON_FILE });
  return true;
}
