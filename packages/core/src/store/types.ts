import type { Readable } from 'node:stream';
import type { Clock } from '../action/clock.ts';
import { UserError } from '../action/errors.ts';
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
}

/** An upload with `ifAbsent` found that somebody else had made the object in between. */
export class ObjectExists extends UserError {}

export interface UploadOptions extends PutOptions {
  /**
   * Only where there is no such object: fails with `ObjectExists` otherwise. Some stores (Ceph 16) obey it for objects of one
   * part only.
   */
  readonly ifAbsent?: boolean;
  /** Ends the upload: nothing becomes visible, and its reason is thrown. */
  readonly signal?: AbortSignal;
  /** Called with the bytes that the store has taken so far. */
  readonly onProgress?: (bytes: number) => void;
  /** Bytes of a part: 8 MiB unless told; S3 takes 5 MiB and more, and at most 10,000 parts. */
  readonly partSize?: number;
  /** Parts on their way at a time: 4 unless told. Memory is about this many parts and one more. */
  readonly concurrency?: number;
}

export interface StoreDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A number from 0 to 1, for jitter. */
  readonly random?: () => number;
  /** Attempts of one request: 8 unless told. */
  readonly maxAttempts?: number;
  /** How long a connection may be without a byte in either direction: 60 s unless told. */
  readonly requestTimeoutMs?: number;
}

/** One bucket of an S3-compatible store. Keys are whole: they begin with the prefix. */
export interface Store {
  readonly bucket: string;
  /** What it is called in messages: `s3://<bucket>/<prefix> at <endpoint>`. */
  readonly label: string;
  /** What an object is called in messages: `s3://<bucket>/<key> at <endpoint>`. */
  describe(key: string): string;
  /** Undefined only when the store says definitely that there is no such key. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** The whole object in memory. Undefined only when the store says definitely that there is no such key. */
  get(key: string): Promise<{ body: Buffer; etag: string } | undefined>;
  /** The whole object as text. Undefined as for `get`. @throws UserError when it is not UTF-8. */
  text(key: string): Promise<string | undefined>;
  /** The object as a stream, which fails when it ends early. Undefined as for `get`. */
  read(key: string): Promise<Readable | undefined>;
  /** All objects whose keys begin with `prefix`, in the store's order, page after page. */
  list(prefix: string): AsyncIterable<ListedObject>;
  put(key: string, body: Buffer | string, options?: PutOptions): Promise<void>;
  /**
   * Streams `body` to the store in parts and hashes it on its way: nothing on disk, memory bounded. When
   * the source fails, the upload is aborted, nothing is visible, and the source's error is thrown.
   */
  upload(
    key: string,
    body: Readable,
    options?: UploadOptions,
  ): Promise<{ readonly size: number; readonly sha256: string }>;
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
   * object yet; the same text writes nothing. It is called once for each attempt, and when a write's answer
   * was lost also on a text that has the change already, so it must be idempotent. What it throws ends
   * this update, with nothing written.
   *
   * `changed` says whether this update wrote, `text` is what the store holds after it.
   */
  update(
    key: string,
    change: (current: string | undefined) => string,
    options?: PutOptions,
  ): Promise<{ readonly changed: boolean; readonly text: string }>;
}
