import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@pv-actions/core/action/errors.ts';
import type { DeviceEntry } from '@pv-actions/core/release/device.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { removeDevice } from '@pv-actions/core/release/releases-index.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import type { PlannedObject } from './plan.ts';
import type { Release } from './release.ts';
import { holds, type Uploaded } from './upload.ts';

/**
 * Looks once more at the objects that the index names now. Another run of the same machine and tag may have written over one
 * between its upload and the index; then the machine leaves the index and its manifest goes: absent, never wrong.
 *
 * @throws UserError in that case.
 */
export async function confirm(
  store: Store,
  release: Release,
  entry: DeviceEntry,
  uploaded: readonly Uploaded[],
  planned: readonly PlannedObject[],
): Promise<void> {
  const changed: string[] = [];
  for (const object of planned) {
    const size = uploaded.find(({ file }) => file.key === object.key)?.file.size;
    const there = await store.head(object.key);
    if (there === undefined || there.size !== size || !holds(there, object)) changed.push(object.key);
  }
  if (changed.length === 0) return;
  const { channel, tag, machine } = release;
  const where = store.describe(release.indexKey);
  await store.update(release.indexKey, (text = '{}') => {
    const mine = isDeepStrictEqual(readDevice(text, channel, tag, machine, where), entry);
    return mine ? removeDevice(text, { channel, tag, machine, where }) : text;
  });
  await store.remove(release.manifestKey);
  throw new UserError(
    `Another run published other content of ${machine} ${tag} at the same time, over these objects:\n${changed.join('\n')}`,
    'The machine was taken out of the index again. Let one run at a time publish a tag (`concurrency`), and run one of them again.',
  );
}
