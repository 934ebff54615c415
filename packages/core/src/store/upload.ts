import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { messageOf } from '../action/errors.ts';
import { unlessAborted } from '../action/unless-aborted.ts';
import { commitUpload, type Discarded, type UploadTarget, uploadGone } from './commit.ts';
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
import { cutStream, DEFAULT_PART_SIZE, type Part } from './part-stream.ts';
import type { Uploaded, UploadOptions } from './types.ts';

const CONCURRENCY = 4;
const DISCARD_LIMIT_MS = 30_000;

/**
 * Streams `body` into an object, as `Store.upload` says.
 *
 * @throws what the source or the guard threw, the reason of `signal`, or an explained failure.
 */
export async function uploadStream(
  target: UploadTarget,
  body: Readable,
  options: UploadOptions,
): Promise<Uploaded> {
  const { objects, key } = target;
  const { guard, ifAbsent = false, concurrency = CONCURRENCY } = options;
  const mark = randomUUID();
  const marked = { ...options, metadata: { ...options.metadata, [UPLOAD_MARK]: mark } };
  const attempt = abortable(body, options.signal);
  const stream = cutStream(body, options.partSize ?? DEFAULT_PART_SIZE, concurrency + 1);
  const parts: CompletedPart[] = [];
  const onTheirWay = new Set<Promise<void>>();
  let begun: Promise<UploadName> | undefined;
  let discarded: Promise<Discarded> | undefined;

  function begin(): Promise<UploadName> {
    attempt.signal.throwIfAborted();
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
      parts.push(await sendPart(objects, upload, part.number, part.bytes, attempt.signal));
    } catch (thrown) {
      attempt.signal.throwIfAborted();
      if (isNoSuchUpload(faultOf(thrown))) throw await uploadGone(target, ifAbsent, thrown);
      throw target.explain(thrown, 'write');
    }
    part.release();
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
      attempt.signal.throwIfAborted();
      const sending = send(upload, part)
        .catch(attempt.fail)
        .finally(() => onTheirWay.delete(sending));
      onTheirWay.add(sending);
    }
    const upload = await begin();
    await Promise.all(onTheirWay);
    attempt.signal.throwIfAborted();
    parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
    await guard?.();
    return () => completeUpload(objects, upload, parts, ifAbsent);
  }

  function discard(): Promise<Discarded> {
    discarded ??= begun === undefined ? Promise.resolve('none') : discardBegun(target, begun);
    return discarded;
  }

  try {
    const last = await attempt.run(prepare);
    const { size, sha256 } = stream.result();
    const etag = await commitUpload(target, { mark, ifAbsent, send: last, discard });
    if (begun !== undefined) await ensureTags(target, options.tags);
    return { size, sha256, etag };
  } catch (thrown) {
    await discard();
    throw thrown;
  }
}

/**
 * The part of an upload that can be given up. The first of its reasons counts, and destroys `body`: an error of `body`, the abort of
 * `signal`, what `fail` is given, and what `work` throws. When `run` has ended there are no more reasons.
 */
function abortable(body: Readable, signal: AbortSignal | undefined) {
  const control = new AbortController();
  let ended = false;
  const fail = (reason: unknown): void => {
    if (ended) return;
    ended = true;
    control.abort(reason);
    body.destroy();
  };
  const onAbort = (): void => fail(signal?.reason);
  // The listener stays: a source that is destroyed may say so later, and nobody else listens.
  body.on('error', fail);
  signal?.addEventListener('abort', onAbort);
  return {
    signal: control.signal,
    fail,
    /** Rejects with the reason as soon as there is one, also while `work` hangs. */
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (signal?.aborted) onAbort();
      else if (body.errored) fail(body.errored);
      try {
        return await unlessAborted(control.signal, work);
      } catch (thrown) {
        fail(thrown);
        throw control.signal.reason;
      } finally {
        ended = true;
        signal?.removeEventListener('abort', onAbort);
      }
    },
  };
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

/** The object is visible by now, so a failure is a warning and not thrown. */
async function ensureTags(target: UploadTarget, tags: UploadOptions['tags']): Promise<void> {
  if (tags === undefined || Object.keys(tags).length === 0) return;
  try {
    await keepTags(target.objects, target.key, tags);
  } catch (thrown) {
    const cause = messageOf(target.explain(thrown, 'tag'));
    target.log.warning(`${target.where} was uploaded, but may lack its tags: ${cause}`);
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
      `The unfinished upload ${upload.uploadId} of ${target.where} could not be aborted, and its parts stay for the time being: ` +
        messageOf(target.explain(thrown, 'abort an upload of')),
    );
    return 'failed';
  }
}
