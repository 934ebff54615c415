import { messageOf, UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { layerFolder, tagFolder } from '@pv-actions/core/release/keys.ts';
import type { Store, UnfinishedUpload } from '@pv-actions/core/store/types.ts';
import type { Layer } from '../release.ts';

/** No upload of a run that is alive is as old. */
const OLD_MS = 24 * 60 * 60 * 1000;

/** Uploads that runs which died left behind. */
export interface LeftoverUploads {
  readonly uploads: readonly UnfinishedUpload[];
  /** Why the store gave no list. */
  readonly unknown: string | undefined;
}

/** Multipart uploads of a tag, or of the whole layer, that began over 24 hours ago by the clock of the store. */
export async function leftoverUploads(
  store: Store,
  { prefix }: Layer,
  tag: string | undefined,
): Promise<LeftoverUploads> {
  const uploads: UnfinishedUpload[] = [];
  try {
    for await (const upload of store.uploads(
      tag === undefined ? layerFolder(prefix) : tagFolder(prefix, tag),
    )) {
      if (store.now().getTime() - upload.initiated.getTime() > OLD_MS) uploads.push(upload);
    }
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { uploads: [], unknown: thrown.text };
  }
  return { uploads, unknown: undefined };
}

/** Aborts them, or says that it would. What the store refuses is a warning. */
export async function abortLeftovers(
  { uploads }: LeftoverUploads,
  dryRun: boolean,
  store: Store,
  log: Log,
): Promise<void> {
  for (const upload of uploads) {
    if (dryRun) {
      log.info(`Dry run: the unfinished upload of ${upload.key} would be aborted.`);
      continue;
    }
    try {
      await store.abortUpload(upload);
      log.info(`Aborted the unfinished upload of ${upload.key} of ${upload.initiated.toISOString()}.`);
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      log.warning(`The unfinished upload of ${upload.key} was not aborted: ${messageOf(thrown)}`);
    }
  }
}
