import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes, formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { publicUrl } from '@pv-actions/core/release/keys.ts';
import type { ManifestFile } from '@pv-actions/core/release/manifest.ts';
import { ObjectExists, type ObjectInfo, type Store } from '@pv-actions/core/store/types.ts';
import { contentOf } from './archives.ts';
import { readVerified } from './local-files.ts';
import type { PlannedObject } from './plan.ts';
import { CONTENT_ID, digestOf, type Step } from './published.ts';
import type { Release } from './release.ts';

/** A published object, and whether this run uploaded it. */
export interface Uploaded {
  readonly file: ManifestFile;
  readonly action: Step['action'];
}

/**
 * Brings one object to the store, unless it is there, and verifies it. A new one is made on the condition that there is none,
 * where the store can be asked for that; one of the same content that somebody else made in between is taken as it is.
 *
 * @throws UserError when the store does not have it in the end, or has other content under its name.
 */
export async function publishObject(
  step: Step,
  release: Release,
  folder: string,
  store: Store,
  deps: Deps,
): Promise<Uploaded> {
  const { object } = step;
  try {
    return await bring(step, release, folder, store, deps);
  } catch (thrown) {
    if (!(thrown instanceof ObjectExists)) throw thrown;
    const there = await store.head(object.key);
    if (there === undefined || !holds(there, object)) throw thrown;
    const found: Step = { object, action: 'keep', size: there.size, digest: undefined };
    return bring(found, release, folder, store, deps);
  }
}

/** Whether what is in the store is the planned content. */
export function holds(there: ObjectInfo, object: PlannedObject): boolean {
  return there.metadata[CONTENT_ID] === object.contentId;
}

async function bring(
  step: Step,
  release: Release,
  folder: string,
  store: Store,
  deps: Deps,
): Promise<Uploaded> {
  const { object } = step;
  const described = (size: number, sha256: string): Uploaded => ({
    action: step.action,
    file: {
      kind: object.kind,
      key: object.key,
      url: publicUrl(release.publicUrl, release.prefix, object.key),
      size,
      sha256,
      'media-type': object.mediaType,
    },
  });
  if (step.action === 'keep') {
    deps.log.info(`${object.name} is there already (${formatBytes(step.size)}).`);
    return described(step.size, step.digest ?? (await digestOf(store, object.key)));
  }
  const start = deps.clock.now().getTime();
  const { size, sha256 } = await upload(
    object,
    { folder, ifAbsent: step.action === 'upload' && release.conditional },
    store,
    deps,
  );
  const seconds = (deps.clock.now().getTime() - start) / 1000;
  deps.log.info(`Uploaded ${object.name}: ${formatBytes(size)} in ${formatDuration(seconds)}.`);
  return described(size, sha256);
}

async function upload(
  object: PlannedObject,
  how: { readonly folder: string; readonly ifAbsent: boolean },
  store: Store,
  deps: Deps,
): Promise<{ size: number; sha256: string }> {
  const total = object.sources.reduce((sum, source) => sum + source.size, 0);
  let read = 0;
  const count = (bytes: number): void => {
    read += bytes;
  };
  const body = contentOf(object, (file) => readVerified(how.folder, file, count));
  const done = await withProgress(
    deps,
    (elapsed) => describeProgress(object.name, read, total, elapsed),
    () =>
      store.upload(object.key, body, {
        contentType: object.mediaType,
        ifAbsent: how.ifAbsent,
        metadata: { [CONTENT_ID]: object.contentId },
      }),
  );
  const there = await store.head(object.key);
  if (there?.size === done.size && holds(there, object)) return done;
  throw new UserError(
    `${object.key} was uploaded to ${store.label}, but the store does not show it with its ${done.size} bytes and its metadata.`,
    'Another job may publish the same machine and tag, or the store lost the object. The index was not changed. Run this job again.',
  );
}

function describeProgress(name: string, read: number, total: number, elapsed: number): string {
  const rate = read / elapsed;
  const left = rate > 0 ? `, about ${formatDuration((total - read) / rate)} left` : '';
  return `${name}: ${formatBytes(read)} of ${formatBytes(total)}, ${formatBytes(rate)}/s${left}.`;
}
