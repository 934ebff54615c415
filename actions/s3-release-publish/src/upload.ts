import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes, formatDuration, transferLine, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { publicUrl } from '@pv-actions/core/release/keys.ts';
import type { ManifestFile } from '@pv-actions/core/release/manifest.ts';
import { partSizeFor } from '@pv-actions/core/store/part-stream.ts';
import { ObjectExists, UploadAborted } from '@pv-actions/core/store/types.ts';
import { contentOf } from './archive/archives.ts';
import { TakenOver } from './claim.ts';
import { CONTENT_ID, holds, type Step } from './decide.ts';
import { type Machine, readVerified } from './machine.ts';

/** A published object, and what this run did with it. */
export interface PublishedObject {
  readonly file: ManifestFile;
  readonly action: Step['action'];
  /** Bytes that were read from the staged folder. */
  readonly read: number;
}

/** What may end an upload before its object is visible. */
interface UploadLimits {
  /** Called before an object becomes visible; undefined where nothing is written. @throws TakenOver */
  readonly guard: (() => Promise<void>) | undefined;
  readonly signal: AbortSignal;
}

/** Room for the headers of an archive, and for what does not compress. */
const OVERHEAD = 1.01;
const OVERHEAD_BYTES = 16 * 1024 * 1024;
const MIB = 1024 * 1024;
const TRIES = 3;

/**
 * Brings one object to the store, unless it is there, and verifies it. What a run without the claim left there in between is
 * taken as it is when it is the same content, and replaced otherwise.
 *
 * @throws UserError when the store does not have it in the end, or when another run took the machine over.
 */
export async function publishObject(
  step: Step,
  machine: Machine,
  limits: UploadLimits,
  deps: Deps,
): Promise<PublishedObject> {
  const { object } = step;
  const { store } = machine;
  let next = step;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await publishOnce(next, machine, limits, deps);
    } catch (thrown) {
      const crossed =
        thrown instanceof ObjectExists || thrown instanceof UploadAborted || thrown instanceof TakenOver;
      if (!crossed || attempt === TRIES) throw thrown;
      const there = await store.head(object.key);
      if (there !== undefined && holds(there, object)) {
        next = { object, action: 'keep', size: there.size, digest: undefined };
        continue;
      }
      // Whoever took the claim over has a better message than an upload that was aborted.
      await limits.guard?.();
      if (thrown instanceof TakenOver) throw thrown;
      next = { object, action: there === undefined ? 'upload' : 'replace' };
    }
  }
}

async function publishOnce(
  step: Step,
  machine: Machine,
  limits: UploadLimits,
  deps: Deps,
): Promise<PublishedObject> {
  const { object, action } = step;
  const { release, store } = machine;
  const brought = (size: number, sha256: string, read: number): PublishedObject => ({
    action,
    read,
    file: {
      kind: object.kind,
      key: object.key,
      url: publicUrl(release.publicUrl, release.prefix, object.key),
      size,
      sha256,
      'media-type': object.mediaType,
    },
  });
  if (action === 'keep') {
    deps.log.info(`${object.name} is there already (${formatBytes(step.size)}).`);
    if (step.digest !== undefined) return brought(step.size, step.digest, 0);
    const found = await withProgress(
      deps,
      (elapsed) => `${object.name}: read back for its digest, ${formatDuration(elapsed)}.`,
      () => store.digest(object.key),
    );
    if (found === undefined) throw lost(`${object.key} was in ${store.label} a moment ago and is gone.`);
    return brought(found.size, found.sha256, 0);
  }
  const start = deps.clock.now().getTime();
  const { size, sha256, read } = await upload(step, machine, limits, deps);
  const seconds = (deps.clock.now().getTime() - start) / 1000;
  deps.log.info(`Uploaded ${object.name}: ${formatBytes(size)} in ${formatDuration(seconds)}.`);
  return brought(size, sha256, read);
}

async function upload(
  { object, action }: Step,
  { folder, store, compression, options, partSize, concurrency }: Machine,
  { guard, signal }: UploadLimits,
  deps: Deps,
): Promise<{ size: number; sha256: string; read: number }> {
  const total = object.sources.reduce((sum, source) => sum + source.size, 0);
  let read = 0;
  const onBytes = (bytes: number): void => {
    read += bytes;
  };
  // yazl pipes what it reads. All others are done with a chunk before they ask for the next.
  const reuse = object.format !== 'zip';
  const body = contentOf(object, (file) => readVerified(folder, file, { onBytes, reuse }), compression);
  const wanted = partSize === undefined ? undefined : partSize * MIB;
  const done = await withProgress(
    deps,
    (elapsed) => transferLine(object.name, read, total, elapsed),
    () =>
      store.upload(object.key, body, {
        ...options.files,
        contentType: object.mediaType,
        metadata: { [CONTENT_ID]: object.contentId },
        ifAbsent: action === 'upload' && guard !== undefined,
        partSize: partSizeFor(total * OVERHEAD + OVERHEAD_BYTES, wanted),
        signal,
        concurrency,
        ...(guard === undefined ? {} : { guard }),
      }),
  );
  const there = await store.head(object.key);
  if (there?.size === done.size && holds(there, object)) return { ...done, read };
  throw lost(
    `${object.key} was uploaded to ${store.label}, but the store does not show it with its size and its metadata.`,
  );
}

function lost(what: string): UserError {
  return new UserError(
    what,
    'Somebody removed or replaced it, or the store lost it. The index does not name it. Run this job again.',
  );
}
