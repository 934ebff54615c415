import { formatBytes, formatDuration, transferLine, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { abortUploads } from '@pv-actions/core/store/abort-uploads.ts';
import { partSizeFor } from '@pv-actions/core/store/part-stream.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import type { DocsFile } from './docs-file.ts';

/** Metadata of an object: the SHA-256 of its bytes. */
const SHA256 = 'pv-sha256';

/** What is at the key of the docs: nothing, this file, or something else. */
export type Content = 'nothing' | 'ours' | 'other';

/** The object of the docs in the bucket. */
export interface DocsObject {
  /** What it is called in messages. */
  readonly label: string;
  look(): Promise<Content>;
  /** The SHA-256 of what is there. */
  digest(): Promise<string | undefined>;
  /** Uploads the file. Nothing is visible before `guard` was called. */
  upload(guard: () => Promise<void>): Promise<void>;
  /** Aborts the unfinished uploads of this object, whoever began them. */
  abortUploads(): Promise<void>;
}

export function docsObject(
  store: Store,
  key: string,
  file: DocsFile,
  options: PutOptions,
  deps: Deps,
): DocsObject {
  /** ETags of objects of other programs that were read, and hold the file. */
  const read = new Map<string, boolean>();

  async function digest(): Promise<string | undefined> {
    const found = await withProgress(
      deps,
      (elapsed) => `Reading ${file.name} in the bucket for its digest: ${formatDuration(elapsed)}.`,
      () => store.digest(key),
    );
    return found?.sha256;
  }

  return {
    label: store.describe(key),
    async look() {
      const there = await store.head(key);
      if (there === undefined) return 'nothing';
      if (there.size !== file.size) return 'other';
      const known = there.metadata[SHA256];
      if (known !== undefined) return known === file.sha256 ? 'ours' : 'other';
      const ours = read.get(there.etag) ?? (await digest()) === file.sha256;
      read.set(there.etag, ours);
      return ours ? 'ours' : 'other';
    },
    digest,
    async upload(guard) {
      let sent = 0;
      const body = file.open((count) => {
        sent += count;
      });
      const start = deps.clock.now().getTime();
      await withProgress(
        deps,
        (elapsed) => transferLine(file.name, sent, file.size, elapsed),
        () =>
          store.upload(key, body, {
            ...options,
            contentType: file.mediaType,
            metadata: { [SHA256]: file.sha256 },
            partSize: partSizeFor(file.size),
            guard,
          }),
      );
      const seconds = (deps.clock.now().getTime() - start) / 1000;
      deps.log.info(`Uploaded ${file.name}: ${formatBytes(file.size)} in ${formatDuration(seconds)}.`);
    },
    async abortUploads() {
      await abortUploads(store, key, (each) => each === key);
    },
  };
}
