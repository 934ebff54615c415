import type { Log } from '../action/log.ts';
import type { Doing } from './failures.ts';
import { type Fault, faultOf, isTransient } from './faults.ts';
import { isNoSuchUpload } from './multipart.ts';
import { headWithMark, type Objects, UPLOAD_MARK } from './objects.ts';
import { ObjectExists, UploadAborted } from './types.ts';

export interface UploadTarget {
  readonly objects: Objects;
  readonly key: string;
  /** What messages call the object. */
  readonly where: string;
  readonly log: Log;
  /** What is thrown for a failed request. */
  readonly explain: (thrown: unknown, doing: Doing) => unknown;
}

/** What became of a multipart upload that was to be discarded. `none`: there never was one. */
export type Discarded = 'discarded' | 'gone' | 'failed' | 'none';

interface Commit {
  /** The mark in the metadata of the new object. */
  readonly mark: string;
  readonly ifAbsent: boolean;
  /** The request that makes the object visible. Resolves with the ETag, empty where the store does not say it. */
  readonly send: () => Promise<string>;
  readonly discard: () => Promise<Discarded>;
}

/**
 * Makes an uploaded object visible and returns its ETag. The answer can be lost after the store obeyed; asked again, it knows no
 * such upload, or finds that the object is there. So after a failure the mark of the object decides, and after an unclear one it is
 * looked at once more when the upload is discarded: then nothing can become visible later.
 *
 * @throws ObjectExists, UploadAborted, or what `target.explain` makes of the failure. Nothing of ours is visible then.
 */
export async function commitUpload(target: UploadTarget, commit: Commit): Promise<string> {
  let thrown: unknown;
  try {
    const etag = await commit.send();
    return etag === '' ? ((await ours(target, commit.mark)) ?? '') : etag;
  } catch (failure) {
    thrown = failure;
  }
  const fault = faultOf(thrown);
  const etag = await ours(target, commit.mark);
  if (etag !== undefined) return etag;
  const discarded = await commit.discard();
  const unclear = fault !== undefined && (fault.status === undefined || isTransient(fault));
  if (unclear) {
    const late = await ours(target, commit.mark);
    if (late !== undefined) return late;
  }
  if (commit.ifAbsent && isConflict(fault)) throw exists(target, thrown);
  if (isNoSuchUpload(fault) || (unclear && discarded === 'gone')) {
    throw await uploadGone(target, commit.ifAbsent, thrown);
  }
  throw target.explain(thrown, 'write');
}

/** What is thrown when the store says that our multipart upload, which is not finished, does not exist. */
export async function uploadGone(
  target: UploadTarget,
  ifAbsent: boolean,
  cause: unknown,
): Promise<ObjectExists | UploadAborted> {
  if (ifAbsent && (await look(target)) !== undefined) return exists(target, cause);
  return new UploadAborted(
    `The upload of ${target.where} was aborted: another run took it over, or a rule of the bucket discarded it.`,
    'Nothing of this upload is visible. Let one run at a time publish it, and run this job again.',
    { cause },
  );
}

async function ours(target: UploadTarget, mark: string): Promise<string | undefined> {
  const there = await look(target);
  return there?.metadata[UPLOAD_MARK] === mark ? there.etag : undefined;
}

/** What is there now, or undefined where there is nothing, and where the store does not say. */
async function look({ objects, key }: UploadTarget) {
  return headWithMark(objects, key).catch(() => undefined);
}

function isConflict(fault: Fault | undefined): boolean {
  return fault?.status === 412 || fault?.status === 409 || fault?.code === 'PreconditionFailed';
}

function exists({ key }: UploadTarget, cause: unknown): ObjectExists {
  return new ObjectExists(
    `${key} was written by somebody else while it was uploaded.`,
    'Another job may publish the same machine and tag. Nothing of theirs was changed. Run this job again.',
    { cause },
  );
}
