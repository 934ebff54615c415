import { UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { DeviceEntry } from '@pv-actions/core/release/device.ts';
import { surveyIndex } from '@pv-actions/core/release/index-survey.ts';
import { publicUrl, publishedKey } from '@pv-actions/core/release/keys.ts';
import { deviceOf, manifestText, parsePublished } from '@pv-actions/core/release/manifest.ts';
import { checkMachine, checkTag } from '@pv-actions/core/release/names.ts';
import { faultOf } from '@pv-actions/core/store/faults.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { manifestDigest } from '../index-entries.ts';
import { findStaged, readStaged, type StagedFolder, type StagedMachine } from '../promote/staged.ts';
import type { Layer } from '../release.ts';

/** A machine of the bucket, and whether it was ever put into the index as it is now. */
export interface BucketMachine extends StagedMachine {
  readonly manifestUrl: string;
  /** Its entry, where its manifest is complete. */
  readonly entry: DeviceEntry | undefined;
  /** Whether its published.json is of its manifest. */
  readonly published: boolean;
}

export interface BucketMachines {
  readonly machines: readonly BucketMachine[];
  /** Whether these are all. Without s3:ListBucket they are those that the index names. */
  readonly listed: boolean;
}

/** `<tag>/<machine>`. */
export function folderOf(tag: string, machine: string): string {
  return `${tag}/${machine}`;
}

/**
 * Reads what the bucket says about its machines, of one tag or of all.
 *
 * @param mustList Whether a key that may not list the bucket is an error.
 * @throws UserError when the store gives no answer.
 */
export async function readMachines(
  store: Store,
  layer: Layer,
  tag: string | undefined,
  mustList: boolean,
): Promise<BucketMachines> {
  let folders: StagedFolder[];
  try {
    folders = await findStaged(store, layer, tag);
  } catch (thrown) {
    if (mustList || !isDenied(thrown)) throw thrown;
    const named = await namedByIndex(store, layer, tag);
    const machines = await readStaged(store, layer, named, isDenied);
    return { machines: await withMarks(store, layer, machines), listed: false };
  }
  const machines = await readStaged(store, layer, folders);
  return { machines: await withMarks(store, layer, machines), listed: true };
}

async function namedByIndex(store: Store, layer: Layer, tag: string | undefined): Promise<StagedFolder[]> {
  const text = await store.text(layer.indexKey);
  const { devices } = surveyIndex(text, tag, store.describe(layer.indexKey));
  const valid = devices.filter(
    (device) => checkTag(device.tag) === undefined && checkMachine(device.name) === undefined,
  );
  const folders = valid.map((device) => ({ tag: device.tag, machine: device.name, marked: false }));
  return [...new Map(folders.map((folder) => [folderOf(folder.tag, folder.machine), folder])).values()];
}

function withMarks(store: Store, layer: Layer, machines: readonly StagedMachine[]): Promise<BucketMachine[]> {
  return inParallel(machines, async (found) => {
    const machine = asBeforeTheClaim(found);
    return {
      ...machine,
      manifestUrl: publicUrl(layer.publicUrl, layer.prefix, machine.manifestKey),
      entry: machine.state.kind === 'complete' ? deviceOf(machine.state.manifest) : undefined,
      published: await isPublished(store, layer, found),
    };
  });
}

/** A run that has claimed a machine, and has not touched its files, leaves it as published as it was. */
function asBeforeTheClaim(machine: StagedMachine): StagedMachine {
  const { state } = machine;
  if (state.kind !== 'claim' || state.replaces === undefined) return machine;
  return { ...machine, state: { kind: 'complete', manifest: state.replaces, text: state.text } };
}

async function isPublished(
  store: Store,
  { prefix }: Layer,
  { tag, machine, marked, state }: StagedMachine,
): Promise<boolean> {
  const manifest = completeText(state);
  if (!marked || manifest === undefined) return false;
  const key = publishedKey(prefix, tag, machine);
  const text = await store.text(key);
  if (text === undefined) return false;
  try {
    return parsePublished(text, key).manifestSha256 === manifestDigest(manifest);
  } catch (thrown) {
    // A mark that cannot be read is as good as none.
    if (thrown instanceof UserError) return false;
    throw thrown;
  }
}

/** The complete manifest.json, also where a claim keeps it. */
function completeText(state: StagedMachine['state']): string | undefined {
  if (state.kind === 'complete') return state.text;
  if (state.kind !== 'claim' || state.replaces === undefined) return undefined;
  return manifestText(state.replaces);
}

/** Whether the store refused a request for want of a permission. */
function isDenied(thrown: unknown): boolean {
  return thrown instanceof UserError && faultOf(thrown.cause)?.status === 403;
}
