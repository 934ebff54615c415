import type { Readable } from 'node:stream';
import type { Clock } from '../action/clock.ts';
import { UserError } from '../action/errors.ts';
import type { NetworkLimits } from '../action/limits.ts';
import type { Log } from '../action/log.ts';

/** An object as a listing shows it. ETags have no quotes around them, everywhere in here. */
export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
  readonly modified: Date;
}

/** An object as HEAD shows it. Names of metadata are in lower case. */
export interface ObjectInfo extends ListedObject {
  readonly metadata: Readonly<Record<string, string>>;
}

export interface PutOptions {
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** Tags of the object (`x-amz-tagging`), as lifecycle rules and policies see them: at most 10, values may be empty. */
  readonly tags?: Readonly<Record<string, string>>;
  /** A canned ACL (`x-amz-acl`): `public-read`, `bucket-owner-full-control`, and the others that the store knows. */
  readonly acl?: string;
}

/** What an upload made. */
export interface Uploaded {
  /** Bytes. */
  readonly size: number;
  /** Of the bytes that were sent, in lower-case hex. */
  readonly sha256: string;
  /** As `head` shows it, where the store says it at all; otherwise empty. */
  readonly etag: string;
}

/** A multipart upload that was begun and neither completed nor aborted. Its parts are stored, and paid for. */
export interface UnfinishedUpload {
  readonly key: string;
  readonly uploadId: string;
  /** When it was begun, by the store's clock. */
  readonly initiated: Date;
}

/** An upload with `ifAbsent` found that somebody else had made the object in between. */
export class ObjectExists extends UserError {}

/** Somebody else aborted our upload, with `abortUpload` or by a lifecycle rule, before its object was visible. It never will be. */
export class UploadAborted extends UserError {}

export interface UploadOptions extends PutOptions {
  /**
   * Only where there is no such object: fails with `ObjectExists` otherwise. Some stores (Ceph 16) obey it for an object of one
   * part only, and replace with one of several: check it in `guard`.
   */
  readonly ifAbsent?: boolean;
  /**
   * Called once, when the source has ended and all parts are at the store, right before the request that makes the object
   * visible. What it throws ends the upload, is thrown as it is, and nothing becomes visible.
   *
   * With a guard and without `ifAbsent` also a small object is uploaded in parts (an empty one is not: S3 knows no empty part),
   * so that an upload that was aborted with `abortUpload` cannot become visible any more: it fails with `UploadAborted`. With
   * `ifAbsent` an object of one part is a single conditional PutObject, and the guard is called before it.
   */
  readonly guard?: () => Promise<void>;
  /** Ends the upload: nothing becomes visible, and its reason is thrown. Too late once the last request is on its way. */
  readonly signal?: AbortSignal;
  /** Bytes of a part, 8 MiB by default: `partSizeFor` the greatest size that is expected. */
  readonly partSize?: number;
  /** Parts on their way at a time: 4 by default. Memory is this many parts and one more; less for a small object. */
  readonly concurrency?: number;
}

export interface StoreDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A number from 0 to 1, for jitter. */
  readonly random?: () => number;
  /** A canned ACL for the probe of `requireConditions`, where the bucket's policy demands one. */
  readonly acl?: string | undefined;
  /** Attempts of one request: 8 by default. */
  readonly maxAttempts?: number;
  /** How long a connection may be without a byte in either direction: 60 s by default. */
  readonly requestTimeoutMs?: number;
  /** `NETWORK_LIMITS` by default. */
  readonly limits?: NetworkLimits;
}

/** An object as text, and which of its versions that is. */
export interface ObjectText {
  readonly text: string;
  /** Without quotes. */
  readonly etag: string;
}

/** What the store held a moment ago. */
export interface KnownText {
  /** Undefined: there was no object. */
  readonly current: ObjectText | undefined;
}

/** One bucket of an S3-compatible store. Keys are whole: they begin with the prefix. */
export interface Store {
  readonly bucket: string;
  /** What it is called in messages: `s3://<bucket>/<prefix> at <endpoint>`. */
  readonly label: string;
  /** What an object is called in messages: `s3://<bucket>/<key> at <endpoint>`. */
  describe(key: string): string;
  /**
   * The time for what is written: by the clock, or by that of the store's last answer where the two are far apart, with a warning.
   */
  now(): Date;
  /** Undefined only when the store says definitely that there is no such key. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** The whole object as text, in memory. Undefined as for `head`. @throws UserError when it is not UTF-8. */
  text(key: string): Promise<string | undefined>;
  /** As `text`, with its ETag. */
  read(key: string): Promise<ObjectText | undefined>;
  /**
   * Reads the whole object and hashes it: its bytes, and its SHA-256 in lower-case hex. Memory is bounded. A body that breaks off is
   * read on from there, and from the start when somebody replaced the object meanwhile. Undefined as for `head`.
   */
  digest(key: string): Promise<{ readonly size: number; readonly sha256: string } | undefined>;
  /** As `digest`, but an object that has not `wanted` bytes is not read: it has no sha256 then. */
  digestOfSize(
    key: string,
    wanted: number | undefined,
  ): Promise<{ readonly size: number; readonly sha256: string | undefined } | undefined>;
  /** All objects whose keys begin with `prefix`, in the store's order, page after page. */
  list(prefix: string): AsyncIterable<ListedObject>;
  put(key: string, body: Buffer | string, options?: PutOptions): Promise<void>;
  /**
   * Streams `body` to the store in parts and hashes it on its way: nothing on disk, memory bounded, the source is read no faster
   * than the store takes it. The object becomes visible with the last request, whole; what was there before stays until then.
   *
   * When anything fails, nothing becomes visible, the multipart upload is aborted, the source is destroyed, and the first cause is
   * thrown: the source's own error, the reason of `signal`, what `guard` threw, `ObjectExists`, `UploadAborted`, or a UserError. Only
   * where the answer to the last request was lost, and nothing can be asked afterwards either, may the object be there all the same.
   */
  upload(key: string, body: Readable, options?: UploadOptions): Promise<Uploaded>;
  /** The unfinished multipart uploads of keys that begin with `prefix`, also those of other processes, page after page. */
  uploads(prefix: string): AsyncIterable<UnfinishedUpload>;
  /** Discards a multipart upload and its parts; one that is not there any more, finished or aborted, is no error. */
  abortUpload(upload: Pick<UnfinishedUpload, 'key' | 'uploadId'>): Promise<void>;
  /** Removes an object; one that is not there is no error. */
  remove(key: string): Promise<void>;
  /**
   * Finds out, once, whether the store obeys conditional writes, as `update` needs it. Does nothing where the settings say that
   * there is one writer only. @throws UserError when the store ignores them.
   */
  requireConditions(): Promise<void>;
  /**
   * Compare-and-swap of a text: reads it, applies `change`, and writes the result on the condition that
   * nobody wrote in between; otherwise again from the start. `change` gets undefined where there is no
   * object yet; the same text, and undefined, write nothing. It is called once for each attempt, and when a write's answer
   * was lost, or where the settings say that there is one writer only, also on a text that has the change already, so it must be idempotent. It may look at other objects meanwhile: what it
   * sees there is later than the text that it gets. What it throws ends this update, with nothing written.
   *
   * Where there is one writer only, nothing is written on a condition. The text is then read again a little later, and the change made
   * again where somebody has replaced it all the same.
   *
   * `changed` says whether this update wrote, `text` is what the store holds after it: empty where there is no object.
   *
   * @param known What the store held a moment ago: it is changed without being read again. When it is out of date the store refuses the write,
   *   and the update goes on as any other. The `known` of an update is for the next one.
   */
  update(
    key: string,
    change: (current: string | undefined) => string | undefined | Promise<string | undefined>,
    options?: PutOptions,
    known?: KnownText,
  ): Promise<{
    readonly changed: boolean;
    readonly text: string;
    readonly known: KnownText | undefined;
  }>;
}
