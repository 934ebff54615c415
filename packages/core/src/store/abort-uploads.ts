import type { Store } from './types.ts';

/**
 * Aborts every unfinished multipart upload below a prefix, whoever began it.
 *
 * @param concerns Whether an upload of that key is to be aborted; all are by default.
 * @returns How many there were.
 * @throws UserError when they cannot be listed or aborted.
 */
export async function abortUploads(
  store: Store,
  below: string,
  concerns: (key: string) => boolean = () => true,
): Promise<number> {
  let count = 0;
  for await (const upload of store.uploads(below)) {
    if (!concerns(upload.key)) continue;
    await store.abortUpload(upload);
    count += 1;
  }
  return count;
}
