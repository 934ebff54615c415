import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { messageOf } from '../action/errors.ts';
import { commitUpload, type Discarded, type UploadTarget, uploadGone } from './commit.ts';
import { startCourse } from './course.ts';
import { faultOf } from './faults.ts';
import {
  beginUpload,
  completeUpload,
  discardUpload,
  isNoSuchUpload,
  keepTags,
  sendPart,
  type UploadName,
} from './multipart.ts';
import { paramsOf, putObject, UPLOAD_MARK } from './objects.ts';
import { DEFAULT_PART_SIZE } from './part-size.ts';
import { cutStream, type Part } from './part-stream.ts';
import type { Uploaded, UploadOptions } from './types.ts';

const CONCURRENCY = 4;
const DISCARD_LIMIT_MS = 30_000;

/**
 * Streams `body` into an object, as `Store.upload` says.
 *
 * @throws what the source, the guard or `onProgress` threw, the reason of `signal`, or an explained failure.
 */
export async function uploadStream(
  target: UploadTarget,
  body: Readable,
  options: UploadOptions,
): Promise<Uploaded> {
  const { objects, key } = target;
  const { guard, ifAbsent = false, concurrency = CONCURRENCY, onProgress = () => {} } = options;
  const mark = randomUUID();
  const marked = { ...options, metadata: { ...options.metadata, [UPLOAD_MARK]: mark } };
  const course = startCourse(body, options.signal);
  const stream = cutStream(body, options.partSize ?? DEFAULT_PART_SIZE, concurrency + 1);
  const parts: CompletedPart[] = [];
  const onTheirWay = new Set<Promise<void>>();
  let begun: Promise<UploadName> | undefined;
  let discarded: Promise<Discarded> | undefined;
  let taken = 0;

  function begin(): Promise<UploadName> {
    course.signal.throwIfAborted();
    begun ??= beginUpload(objects, paramsOf(objects.bucket, key, marked)).then(
      (uploadId) => ({ key, uploadId }),
      (thrown: unknown) => {
        throw target.explain(thrown, 'write');
      },
    );
    return begun;
  }

  async function send(upload: UploadName, part: Part): Promise<void> {
    try {
      parts.push(await sendPart(objects, upload, part.number, part.bytes, course.signal));
    } catch (thrown) {
      course.signal.throwIfAborted();
      if (isNoSuchUpload(faultOf(thrown))) throw await uploadGone(target, ifAbsent, thrown);
      throw target.explain(thrown, 'write');
    }
    taken += part.bytes.length;
    part.release();
    onProgress(taken);
  }

  /** Brings everything to the store. Returns the one request that is left. */
  async function prepare(): Promise<() => Promise<string>> {
    for await (const part of stream.parts()) {
      const only = part.number === 1 && part.last;
      if (only && (guard === undefined || ifAbsent || part.bytes.length === 0)) {
        await guard?.();
        return () => putWhole(target, part.bytes, marked);
      }
      const upload = await begin();
      if (onTheirWay.size >= concurrency) await Promise.race(onTheirWay);
      course.signal.throwIfAborted();
      const sending = send(upload, part)
        .catch(course.fail)
        .finally(() => onTheirWay.delete(sending));
      onTheirWay.add(sending);
    }
    const upload = await begin();
    await Promise.all(onTheirWay);
    course.signal.throwIfAborted();
    parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
    await guard?.();
    return () => completeUpload(objects, upload, parts, ifAbsent);
  }

  function discard(): Promise<Discarded> {
    discarded ??= begun === undefined ? Promise.resolve('none') : discardBegun(target, begun);
    return discarded;
  }

  try {
    const last = await course.run(prepare);
    const { size, sha256 } = stream.result();
    const etag = await commitUpload(target, { mark, ifAbsent, send: last, discard });
    if (begun === undefined) onProgress(size);
    else await tagged(target, options.tags);
    return { size, sha256, etag };
  } catch (thrown) {
    await discard();
    throw thrown;
  }
}

/** Sends a whole object in one request. One that met another conditional write at the store is repeated, as AWS wants it. */
async function putWhole(
  { objects, key }: UploadTarget,
  bytes: Buffer,
  options: UploadOptions,
): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await putObject(
        objects,
        key,
        bytes,
        options,
        options.ifAbsent ? { ifNoneMatch: '*' } : undefined,
      );
    } catch (thrown) {
      if (faultOf(thrown)?.status !== 409 || !(await objects.again(attempt))) throw thrown;
    }
  }
}

/** The object is visible by now, so a failure is told and not thrown. */
async function tagged(target: UploadTarget, tags: UploadOptions['tags']): Promise<void> {
  if (tags === undefined || Object.keys(tags).length === 0) return;
  try {
    await keepTags(target.objects, target.key, tags);
  } catch (thrown) {
    const cause = messageOf(target.explain(thrown, 'tag'));
    target.log.warning(`${target.place} was uploaded, but may lack its tags: ${cause}`);
  }
}

/** Discards an upload as well as it can. That this failed never hides why it was tried. */
async function discardBegun(target: UploadTarget, begun: Promise<UploadName>): Promise<Discarded> {
  const upload = await begun.catch(() => undefined);
  if (upload === undefined) return 'none';
  try {
    const signal = AbortSignal.timeout(DISCARD_LIMIT_MS);
    return (await discardUpload(target.objects, upload, signal)) ? 'discarded' : 'gone';
  } catch (thrown) {
    target.log.warning(
      `The unfinished upload ${upload.uploadId} of ${target.place} could not be aborted, and its parts stay for the time being: ` +
        messageOf(target.explain(thrown, 'abort an upload of')),
    );
    return 'failed';
  }
}
