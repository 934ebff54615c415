import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type Fault, faultOf, incompleteBody, isNoSuchKey, notOfS3 } from './faults.ts';
import { bareEtag, countList, type ObjectParams, type Objects } from './objects.ts';
import type { UnfinishedUpload } from './types.ts';

/** A multipart upload, as the requests about it name it. */
export interface UploadName {
  readonly key: string;
  readonly uploadId: string;
}

/** Begins a multipart upload and returns its id. */
export async function beginUpload({ client }: Objects, params: ObjectParams): Promise<string> {
  // The parts come with this checksum where the store takes it, and an upload must announce it.
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...params, ChecksumAlgorithm: 'CRC32' }),
  );
  if (UploadId === undefined || UploadId === '')
    throw incompleteBody('the store began an upload without an id');
  return UploadId;
}

/** Sends a part, and returns what the completion is to say of it. `signal` ends the request. */
export async function sendPart(
  { client, bucket }: Objects,
  { key, uploadId }: UploadName,
  number: number,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<CompletedPart> {
  const { ETag, ChecksumCRC32 } = await client.send(
    new UploadPartCommand({
      Bucket: bucket,
      Key: key,
      UploadId: uploadId,
      PartNumber: number,
      Body: bytes,
    }),
    { abortSignal: signal },
  );
  if (ETag === undefined) throw incompleteBody(`the store did not say the ETag of part ${number}`);
  return { PartNumber: number, ETag, ...(ChecksumCRC32 === undefined ? {} : { ChecksumCRC32 }) };
}

/** Joins the parts into the object. Returns its ETag, empty where the store does not say it (Ceph). */
export async function completeUpload(
  { client, bucket }: Objects,
  { key, uploadId }: UploadName,
  parts: readonly CompletedPart[],
  ifAbsent: boolean,
): Promise<string> {
  const { ETag } = await client.send(
    new CompleteMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      UploadId: uploadId,
      MultipartUpload: { Parts: [...parts] },
      ...(ifAbsent ? { IfNoneMatch: '*' } : {}),
    }),
  );
  return bareEtag(ETag);
}

/**
 * Gives an object that came in parts its tags where they are missing: Ceph 16 forgets those that the upload was begun with. The
 * number of tags is in the answer to HEAD, not for everybody; they are given once more then.
 */
export async function keepTags(
  { client, bucket }: Objects,
  key: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const at = { Bucket: bucket, Key: key };
  const { TagCount } = await client.send(new HeadObjectCommand(at));
  if (TagCount === TagSet.length) return;
  await client.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet } }));
}

/** Discards a multipart upload. Returns false when there is none, finished or aborted. `signal` ends the request. */
export async function discardUpload(
  { client, bucket }: Objects,
  { key, uploadId }: UploadName,
  signal?: AbortSignal,
): Promise<boolean> {
  try {
    await client.send(
      new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }),
      signal === undefined ? {} : { abortSignal: signal },
    );
    return true;
  } catch (thrown) {
    if (isNoSuchUpload(faultOf(thrown))) return false;
    throw thrown;
  }
}

/** Whether the store says that there is no such multipart upload. Ceph may take the upload for a key. */
export function isNoSuchUpload(fault: Fault | undefined): boolean {
  return fault?.code === 'NoSuchUpload' || isNoSuchKey(fault);
}

export async function* listUploads(
  { client, bucket, limits }: Objects,
  prefix: string,
): AsyncGenerator<UnfinishedUpload> {
  const count = countList(limits);
  let after: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (after !== undefined) {
    const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(after);
    if (page.IsTruncated === undefined && page.Bucket === undefined) throw notOfS3(page.$metadata);
    count(page.Uploads?.length ?? 0);
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined) continue;
      yield { key: Key, uploadId: UploadId, initiated: Initiated ?? new Date(0) };
    }
    const { NextKeyMarker, NextUploadIdMarker } = page;
    if (!page.IsTruncated) return;
    const stays = NextKeyMarker === after.KeyMarker && NextUploadIdMarker === after.UploadIdMarker;
    if (!NextKeyMarker || stays) throw incompleteBody('the list goes on, but the store does not say where');
    after = {
      KeyMarker: NextKeyMarker,
      ...(NextUploadIdMarker === undefined ? {} : { UploadIdMarker: NextUploadIdMarker }),
    };
  }

  function nextPage(from: { KeyMarker?: string; UploadIdMarker?: string }) {
    return client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...from }));
  }
}
