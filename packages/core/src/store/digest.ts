import { createHash, type Hash } from 'node:crypto';
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { faultOf, incompleteBody, isNoSuchKey, isTransient } from './faults.ts';
import { bareEtag, chunksOf, discardBody, type Objects } from './objects.ts';

const PROGRESS_BYTES = 8 * 1024 * 1024;
const NOTHING: Reading = { etag: '', total: undefined, size: 0, hashes: [] };

/** An object as far as it was read. */
interface Reading {
  /** As the store writes it. */
  readonly etag: string;
  readonly total: number | undefined;
  size: number;
  /** SHA-256, and MD5 where the ETag may be one. */
  readonly hashes: readonly Hash[];
}

/** What an object was found to be. */
interface Digest {
  readonly size: number;
  readonly sha256: string;
}

/**
 * Reads and hashes an object. A body that breaks off is read on with Range and If-Match. It is read from the start again when the
 * object was replaced meanwhile, and when the whole differs from its checksum or its ETag. Attempts that bring nearly nothing are
 * bounded.
 *
 * Undefined only for `NoSuchKey`.
 *
 * @param wanted An object of another size is not read, and has no sha256 then.
 */
export function digestObject(objects: Objects, key: string): Promise<Digest | undefined>;
export function digestObject(
  objects: Objects,
  key: string,
  wanted: number | undefined,
): Promise<Digest | { readonly size: number; readonly sha256: undefined } | undefined>;
export async function digestObject(
  objects: Objects,
  key: string,
  wanted?: number,
): Promise<{ size: number; sha256: string | undefined } | undefined> {
  let reading = NOTHING;
  let suspect: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    let read = 0;
    try {
      const found = await openRest(objects, key, reading);
      if (found === undefined) return undefined;
      const stated = found.ContentLength ?? wanted;
      if (reading === NOTHING && wanted !== undefined && stated !== undefined && stated !== wanted) {
        discardBody(found);
        return { size: stated, sha256: undefined };
      }
      reading = continued(reading, found);
      const most = stated ?? objects.limits.storeObjectBytes;
      for await (const chunk of chunksOf(found, most, objects.limits)) {
        for (const hash of reading.hashes) hash.update(chunk);
        reading.size += chunk.length;
        read += chunk.length;
      }
      const { size, sha256, differs } = finished(reading);
      // As in `getObject`: where the store encrypts, the ETag is no MD5, and two reads must agree.
      if (!differs || suspect === sha256) return { size, sha256 };
      suspect = sha256;
      throw incompleteBody('the body differs from its ETag');
    } catch (thrown) {
      const fault = faultOf(thrown);
      const fromBody = fault !== undefined && fault.status === undefined && isTransient(fault);
      if (read >= PROGRESS_BYTES && fault?.name !== 'IncompleteBody') attempt = 0;
      if (!fromBody || !(await objects.again(Math.max(1, attempt)))) throw thrown;
      // What does not stand any more, or came whole and was wrong, is no beginning.
      if (fault.name === 'IncompleteBody') reading = NOTHING;
    }
  }
}

/** The object from where `reading` ends. */
async function openRest(
  { client, bucket }: Objects,
  key: string,
  { size, etag }: Reading,
): Promise<GetObjectCommandOutput | undefined> {
  const rest = size === 0 ? {} : { Range: `bytes=${size}-`, IfMatch: etag };
  try {
    return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...rest }));
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (isNoSuchKey(fault)) return undefined;
    const stale = size > 0 && (fault?.status === 412 || fault?.status === 416);
    throw stale ? incompleteBody('the object is replaced again and again while it is read') : thrown;
  }
}

/** `reading` with the answer that goes on with it, or a new one where the answer is the whole object. */
function continued(
  reading: Reading,
  { ETag = '', ContentLength, ContentRange }: GetObjectCommandOutput,
): Reading {
  if (reading.size === 0 || ContentRange === undefined) {
    const md5 = /^[0-9a-f]{32}$/.test(bareEtag(ETag)) ? [createHash('md5')] : [];
    return { etag: ETag, total: ContentLength, size: 0, hashes: [createHash('sha256'), ...md5] };
  }
  const { size, total } = reading;
  if (ContentRange === `bytes ${size}-${(total ?? 0) - 1}/${total}` && ETag === reading.etag) return reading;
  throw incompleteBody(`the store answers ${ContentRange} where bytes ${size} to ${total} were asked for`);
}

function finished({ etag, total, size, hashes }: Reading): {
  size: number;
  sha256: string;
  differs: boolean;
} {
  if (total !== undefined && size !== total)
    throw incompleteBody(`the body ended after ${size} of ${total} bytes`);
  const [sha256 = '', md5] = hashes.map((hash) => hash.digest('hex'));
  return { size, sha256, differs: md5 !== undefined && md5 !== bareEtag(etag) };
}
