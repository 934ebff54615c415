import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ObjectCannedACL,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { boundedBody, type Excess } from '../action/bounded-body.ts';
import { messageOf, UserError } from '../action/errors.ts';
import type { NetworkLimits } from '../action/limits.ts';
import { formatBytes } from '../action/progress.ts';
import { faultOf, incompleteBody, isNoSuchKey, isTransient, notOfS3, outOfBounds } from './faults.ts';
import type { ListedObject, ObjectInfo, PutOptions } from './types.ts';

/** Metadata that marks each streamed upload, so that one whose last answer was lost is known again. */
export const UPLOAD_MARK = 'pv-upload';

const HEAD_TRIES = 3;

/** The condition of a write: the ETag as the header is to have it, or that there is no such object. */
export type Condition = { readonly ifMatch: string } | { readonly ifNoneMatch: '*' };

/** The requests about one bucket. They throw the SDK's errors. */
export interface Objects {
  readonly client: S3Client;
  readonly bucket: string;
  readonly limits: NetworkLimits;
  /** Waits before attempt `attempt` (from 1) is repeated; false when there were enough of them. */
  readonly again: (attempt: number) => Promise<boolean>;
}

export async function headObject(objects: Objects, key: string): Promise<ObjectInfo | undefined> {
  const found = await headWithMark(objects, key);
  if (found === undefined) return undefined;
  const { [UPLOAD_MARK]: _mark, ...metadata } = found.metadata;
  return { ...found, metadata };
}

/** As `headObject`, with the mark of our own uploads in its metadata. */
export async function headWithMark(
  { client, bucket }: Objects,
  key: string,
): Promise<ObjectInfo | undefined> {
  const at = { Bucket: bucket, Key: key };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await client.send(new HeadObjectCommand(at));
      return {
        key,
        size: found.ContentLength ?? 0,
        etag: bareEtag(found.ETag),
        modified: found.LastModified ?? new Date(0),
        metadata: found.Metadata ?? {},
      };
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (fault?.status === undefined || isTransient(fault) || fault.code !== undefined) throw thrown;
      // An answer to HEAD has no body: no bucket, no key and wrong credentials look alike. GET gives the reason.
      if (await isAbsent(client, at)) return undefined;
      // An object that another writer made between the two is there now.
      if (fault.status !== 404 || attempt === HEAD_TRIES) throw thrown;
    }
  }
}

async function isAbsent(client: S3Client, at: { Bucket: string; Key: string }): Promise<boolean> {
  try {
    const found = await client.send(new GetObjectCommand({ ...at, Range: 'bytes=0-0' }));
    discardBody(found);
    return false;
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (isNoSuchKey(fault)) return true;
    // An empty object has no first byte.
    if (fault?.status === 416) return false;
    throw thrown;
  }
}

export async function getObject(
  objects: Objects,
  key: string,
): Promise<{ body: Buffer; etag: string } | undefined> {
  let suspect: Buffer | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await openObject(objects, key);
      if (found === undefined) return undefined;
      const body = await collect(found, objects.limits);
      const etag = bareEtag(found.ETag);
      // An ETag that looks like an MD5 is the body's, except where the store encrypts: then two reads must agree.
      if (!differsFromMd5(body, etag) || suspect?.equals(body)) return { body, etag };
      suspect = body;
      throw incompleteBody('the body differs from its ETag');
    } catch (thrown) {
      const fault = faultOf(thrown);
      const fromBody = fault !== undefined && fault.status === undefined && isTransient(fault);
      if (!fromBody || !(await objects.again(attempt))) throw thrown;
    }
  }
}

/** Undefined only for `NoSuchKey`. */
async function openObject(
  { client, bucket }: Objects,
  key: string,
): Promise<GetObjectCommandOutput | undefined> {
  try {
    return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  } catch (thrown) {
    if (isNoSuchKey(faultOf(thrown))) return undefined;
    throw thrown;
  }
}

function bodyOf({ Body }: GetObjectCommandOutput): Readable {
  if (Body instanceof Readable) return Body;
  throw new TypeError('The SDK returned a body that is no Node stream.');
}

/** Ends an answer whose body nobody reads. */
export function discardBody(found: GetObjectCommandOutput): void {
  bodyOf(found).destroy();
}

/**
 * The body's chunks. Ends with an error when it is shorter than the store said, has more than `mostBytes`, or comes too slowly. HTTP
 * ends a body of a known length there.
 */
export async function* chunksOf(
  found: GetObjectCommandOutput,
  mostBytes: number,
  limits: NetworkLimits,
): AsyncGenerator<Buffer> {
  let size = 0;
  const error = (excess: Excess): Error =>
    outOfBounds(
      excess === 'size'
        ? `it has more than ${formatBytes(mostBytes)}`
        : `it comes more slowly than ${formatBytes(limits.slowestBytesPerSecond)}/s`,
    );
  if ((found.ContentLength ?? 0) > mostBytes) {
    discardBody(found);
    throw error('size');
  }
  try {
    for await (const chunk of boundedBody<Buffer>(bodyOf(found), { bytes: mostBytes, error, limits })) {
      size += chunk.length;
      yield chunk;
    }
  } catch (thrown) {
    if (/checksum mismatch/i.test(messageOf(thrown))) {
      throw incompleteBody('the body differs from its checksum');
    }
    throw thrown;
  }
  if (found.ContentLength !== undefined && size !== found.ContentLength) {
    throw incompleteBody(`the body ended after ${size} of ${found.ContentLength} bytes`);
  }
}

async function collect(found: GetObjectCommandOutput, limits: NetworkLimits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(found, limits.storeTextBytes, limits)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function differsFromMd5(body: Buffer, etag: string): boolean {
  return /^[0-9a-f]{32}$/.test(etag) && createHash('md5').update(body).digest('hex') !== etag;
}

export async function* listObjects(
  { client, bucket, limits }: Objects,
  prefix: string,
): AsyncGenerator<ListedObject> {
  const count = countList(limits);
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    if (page.IsTruncated === undefined && page.Name === undefined) throw notOfS3(page.$metadata);
    count(page.Contents?.length ?? 0);
    for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
      if (Key === undefined) continue;
      yield { key: Key, size: Size ?? 0, etag: bareEtag(ETag), modified: LastModified ?? new Date(0) };
    }
    const next = page.IsTruncated ? page.NextContinuationToken : undefined;
    if (page.IsTruncated && (next === undefined || next === token)) {
      throw incompleteBody('the list goes on, but the store does not say where');
    }
    token = next;
  } while (token !== undefined);
}

/** Counts the pages of a list and what is on them. The returned function throws where the list has no end. */
export function countList({ storeListPages, storeListEntries }: NetworkLimits): (entries: number) => void {
  let pages = 0;
  let all = 0;
  return (entries) => {
    pages += 1;
    all += entries;
    if (pages > storeListPages) throw outOfBounds(`the list goes on after ${counted(storeListPages)} pages`);
    if (all > storeListEntries)
      throw outOfBounds(`the list goes on after ${counted(storeListEntries)} entries`);
  };
}

function counted(count: number): string {
  return count.toLocaleString('en-US');
}

/** Writes an object and returns its ETag, empty where the store does not say it. */
export async function putObject(
  { client, bucket }: Objects,
  key: string,
  body: Buffer | string,
  options: PutOptions,
  condition?: Condition,
): Promise<string> {
  const { ETag } = await client.send(
    new PutObjectCommand({
      ...paramsOf(bucket, key, options),
      Body: typeof body === 'string' ? Buffer.from(body) : body,
      ...(condition !== undefined && 'ifMatch' in condition ? { IfMatch: condition.ifMatch } : {}),
      ...(condition !== undefined && 'ifNoneMatch' in condition ? { IfNoneMatch: '*' } : {}),
    }),
  );
  return bareEtag(ETag);
}

/** Whether the bucket keeps versions; undefined where that may not be asked. */
export async function isVersioned({ client, bucket }: Objects): Promise<boolean | undefined> {
  try {
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    return Status === 'Enabled';
  } catch (thrown) {
    if (faultOf(thrown) === undefined) throw thrown;
    return undefined;
  }
}

export async function removeObject({ client, bucket }: Objects, key: string): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

export type ObjectParams = ReturnType<typeof paramsOf>;

/** What the requests that make an object have in common. */
export function paramsOf(bucket: string, key: string, options: PutOptions) {
  const tags = Object.entries(options.tags ?? {});
  return {
    Bucket: bucket,
    Key: key,
    Metadata: { ...options.metadata },
    ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
    ...(options.cacheControl === undefined ? {} : { CacheControl: options.cacheControl }),
    ...(tags.length === 0
      ? {}
      : { Tagging: tags.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join('&') }),
    // The SDK's type knows the ACLs of AWS only.
    ...(options.acl === undefined ? {} : { ACL: options.acl as ObjectCannedACL }),
  };
}

/** A blank as %20: not every store reads a plus sign as one. */
function escaped(text: string): string {
  return encodeURIComponent(text);
}

export function bareEtag(etag: string | undefined): string {
  return (etag ?? '').replace(/^"|"$/g, '');
}

/**
 * The text of an object. A byte order mark is kept.
 *
 * @param where What the object is called in an error.
 * @throws UserError when the bytes are not UTF-8: decoded loosely and written back, they would change.
 */
export function textOf(body: Buffer, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (thrown) {
    throw new UserError(
      `${where} is not UTF-8 text.`,
      'Look at this object, and correct it or restore an earlier version. It was not changed.',
      { cause: thrown },
    );
  }
}
