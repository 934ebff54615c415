import { createHash } from 'node:crypto';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { publishedText } from '@pv-actions/core/release/manifest.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import { JSON_FILE } from '@pv-actions/core/store/write-options.ts';
import type { Entrant } from './enter-index.ts';

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
  { at, manifestText }: Entrant,
  options: PutOptions,
  deps: Deps,
): Promise<boolean> {
  const manifestSha256 = manifestDigest(manifestText);
  const before = await store.text(at.publishedKey);
  // A mark that cannot be read is as good as none, so it is not parsed.
  if (before?.includes(manifestSha256)) return false;
  const { run } = sourceOf(deps.env);
  const mark = { time: deps.clock.now(), manifestSha256, ...(run === undefined ? {} : { run }) };
  await store.put(at.publishedKey, publishedText(mark), {
    ...options,
    ...JSON_FILE,
  });
  return true;
}
