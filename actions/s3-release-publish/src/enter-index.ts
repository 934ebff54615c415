import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import type { DeviceEntry } from '@pv-actions/core/release/device.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { type IndexForm, removeDevice, upsertDevices } from '@pv-actions/core/release/releases-index.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import { JSON_FILE } from '@pv-actions/core/store/write-options.ts';
import type { MachineRelease, Place } from './release.ts';

/** A machine whose manifest is complete, so that the index may name it. */
export interface Entrant {
  readonly at: MachineRelease;
  /** manifest.json as it stands in the bucket. */
  readonly manifestText: string;
  readonly entry: DeviceEntry;
}

/** Machines of one tag and channel. */
export interface TagEntrants {
  readonly channel: string;
  readonly tag: string;
  /** When the tag is released, for an index that does not have it. */
  readonly date: Date;
  readonly entrants: readonly Entrant[];
}

export interface Entered {
  readonly changed: boolean;
  /** The index after it. */
  readonly text: string;
  /** Machines that another run replaced meanwhile. They are not in the index, or not by us. */
  readonly replaced: readonly Entrant[];
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
export async function enterIndex(
  store: Store,
  place: Place,
  tags: readonly TagEntrants[],
  how: { readonly form: IndexForm; readonly options: PutOptions; readonly strict: boolean },
): Promise<Entered> {
  const where = store.describe(place.indexKey);
  const all = tags.flatMap(({ entrants }) => entrants);
  const options = { ...how.options, ...JSON_FILE };
  let before: readonly Entrant[] = [];
  const written = await store.update(
    place.indexKey,
    async (current) => {
      before = await replacedOf(store, all);
      if (before.length === all.length || (how.strict && before.length > 0)) throw takenOver(before);
      const text = tags.reduce<string | undefined>((edited, { entrants, channel, tag, date }) => {
        const devices = entrants.filter((each) => !before.includes(each)).map(({ entry }) => entry);
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
    place.indexKey,
    (text = '{}\n') =>
      after.reduce((edited, { at, entry }) => {
        const stands = readDevice(edited, at.channel, at.tag, at.machine, where);
        return isDeepStrictEqual(stands, entry) ? removeDevice(edited, { ...at, where }) : edited;
      }, text),
    options,
  );
  if (how.strict) throw takenOver(after);
  return { changed: true, text: mended.text, replaced: [...before, ...after] };
}

async function replacedOf(store: Store, entrants: readonly Entrant[]): Promise<Entrant[]> {
  const texts = await inParallel(entrants, ({ at }) => store.text(at.manifestKey));
  return entrants.filter(({ manifestText }, index) => texts[index] !== manifestText);
}

function takenOver(entrants: readonly Entrant[]): UserError {
  const names = entrants.map(({ at }) => `${at.machine} ${at.tag}`);
  return new UserError(
    `Another run replaced ${shortList(names, ', ')} while this one was about to name ${entrants.length === 1 ? 'it' : 'them'} in the index.`,
    'The index does not name what was replaced. See what the other run did, and run this job again if its build is the right one.',
  );
}
