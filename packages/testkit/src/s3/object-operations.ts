import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import {
  type Answer,
  type Call,
  checksumElement,
  checksumHeaders,
  isoSeconds,
  writtenHeaders,
  xmlAnswer,
} from './answer.ts';
import { type ObjectAttributes, requestedAttributes } from './attributes.ts';
import { receive, receiveFile, receiveText, writeAll } from './body.ts';
import { CHECKSUM_ALGORITHMS, checksumAlgorithm } from './checksums.ts';
import { checkRead, requestedRange, writeCheck } from './conditions.ts';
import { S3Error } from './errors.ts';
import type { ListedPart, UploadInfo } from './multipart.ts';
import type { StoredObject } from './objects.ts';
import { header, queryValue, type S3Request } from './request.ts';
import { childText, parseXml } from './xml.ts';

const KEPT = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const MAX_METADATA = 2048;

export async function getObject({ request, folder }: Call): Promise<Answer> {
  const found = await folder.open(request.bucket, request.key);
  if (found === undefined) throw new S3Error('NoSuchKey');
  const { object, handle } = found;
  try {
    checkRead(request, object);
    const range = requestedRange(request, object);
    const { start, end } = range ?? { start: 0, end: object.size - 1 };
    const checksums =
      range === undefined && header(request, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
    const headers: Record<string, string> = {
      ...object.headers,
      ...responseOverrides(request),
      ...tagCount(object),
      etag: `"${object.etag}"`,
      'last-modified': object.modified.toUTCString(),
      'accept-ranges': 'bytes',
      'content-length': String(end - start + 1),
      ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${object.size}` }),
      ...(checksums ? checksumHeaders(object) : {}),
    };
    const status = range === undefined ? 200 : 206;
    if (request.method !== 'HEAD' && end >= start) return { status, headers, body: { handle, start, end } };
    await handle.close();
    return { status, headers };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function tagCount({ attributes }: StoredObject): Record<string, string> {
  const count = attributes?.tags?.length ?? 0;
  return count === 0 ? {} : { 'x-amz-tagging-count': String(count) };
}

function responseOverrides(request: S3Request): Record<string, string> {
  const overrides = request.query.filter(([name]) => name.startsWith('response-'));
  return Object.fromEntries(overrides.map(([name, value]) => [name.slice('response-'.length), value]));
}

export async function putObject(call: Call): Promise<Answer> {
  const { request, folder, quirks } = call;
  const check = writeCheck(request, quirks);
  const headers = storedHeaders(request);
  const attributes = requestedAttributes(request);
  const temporary = folder.temporary();
  try {
    check(await folder.find(request.bucket, request.key));
    const { size, md5, checksum } = await receiveFile(call, temporary);
    const info = {
      key: request.key,
      size,
      etag: md5,
      headers,
      attributes,
      ...(checksum === undefined ? {} : { checksum: { ...checksum, type: 'FULL_OBJECT' as const } }),
    };
    const stored = await folder.commit(request.bucket, temporary, info, check);
    return { status: 200, headers: writtenHeaders(stored) };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The headers of a request that an object keeps. */
function storedHeaders(request: S3Request): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  let size = 0;
  for (const name of Object.keys(request.headers)) {
    const value = header(request, name) ?? '';
    if (name === 'content-encoding') {
      const encodings = value.split(',').map((encoding) => encoding.trim());
      const kept = encodings.filter((encoding) => encoding !== '' && encoding !== 'aws-chunked');
      if (kept.length > 0) headers[name] = kept.join(',');
    } else if (KEPT.includes(name)) {
      headers[name] = value;
    } else if (name.startsWith('x-amz-meta-')) {
      size += name.length - 'x-amz-meta-'.length + value.length;
      headers[name] = value;
    }
  }
  if (size > MAX_METADATA) throw new S3Error('MetadataTooLarge');
  return headers;
}

export async function copyObject(call: Call): Promise<Answer> {
  const { request, folder, quirks } = call;
  await receive(call, async () => undefined);
  if (header(request, 'x-amz-checksum-algorithm') !== undefined) {
    throw new S3Error('NotImplemented', 'CopyObject with x-amz-checksum-algorithm is not implemented.');
  }
  const check = writeCheck(request, quirks);
  const requested = requestedAttributes(request);
  const directive = header(request, 'x-amz-metadata-directive') ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE')
    throw new S3Error('InvalidArgument', 'Unknown metadata directive.');
  const source = copySource(header(request, 'x-amz-copy-source') ?? '');
  if (directive === 'COPY' && source.bucket === request.bucket && source.key === request.key) {
    throw new S3Error(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
    );
  }
  if (!(await folder.hasBucket(source.bucket))) throw new S3Error('NoSuchBucket');
  const found = await folder.open(source.bucket, source.key);
  if (found === undefined) throw new S3Error('NoSuchKey');
  const temporary = folder.temporary();
  try {
    checkRead(request, found.object, 'x-amz-copy-source-');
    const md5 = createHash('md5');
    const target = await open(temporary, 'wx');
    try {
      const stream = found.handle.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 });
      for await (const bytes of stream) {
        md5.update(bytes);
        await writeAll(target, bytes);
      }
    } finally {
      await target.close();
    }
    const { size, checksum } = found.object;
    const info = {
      key: request.key,
      size,
      etag: md5.digest('hex'),
      headers: directive === 'COPY' ? found.object.headers : storedHeaders(request),
      // Tags are copied, an ACL is not.
      attributes: { ...tagsOf(found.object), ...(requested.acl === undefined ? {} : { acl: requested.acl }) },
      ...(checksum?.type === 'FULL_OBJECT' ? { checksum } : {}),
    };
    const stored = await folder.commit(request.bucket, temporary, info, check);
    return xmlAnswer('CopyObjectResult', {
      ETag: `"${stored.etag}"`,
      LastModified: isoSeconds(stored.modified),
      ...checksumElement(stored.checksum),
    });
  } finally {
    await found.handle.close();
    await rm(temporary, { force: true });
  }
}

function tagsOf({ attributes }: StoredObject): ObjectAttributes {
  return attributes?.tags === undefined ? {} : { tags: attributes.tags };
}

function copySource(value: string): { bucket: string; key: string } {
  let path: string;
  try {
    path = decodeURIComponent(value).replace(/^\//, '');
  } catch {
    throw new S3Error('InvalidArgument', 'The copy source is not percent-encoded UTF-8.');
  }
  if (/\?versionId=/.test(value)) throw new S3Error('NotImplemented', 'Versions are not implemented.');
  const slash = path.indexOf('/');
  if (slash < 1 || slash === path.length - 1) {
    throw new S3Error(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    );
  }
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

export async function deleteObject(call: Call): Promise<Answer> {
  const { request, folder } = call;
  await folder.remove(request.bucket, request.key, writeCheck(request, call.quirks));
  return { status: 204 };
}

export async function createUpload(call: Call): Promise<Answer> {
  const { request, uploads } = call;
  const headers = storedHeaders(request);
  const attributes = requestedAttributes(request);
  await receive(call, async () => undefined);
  const { bucket, key } = request;
  const upload = await uploads.create(bucket, { key, headers, attributes, ...uploadChecksum(request) });
  const { algorithm, type } = upload.checksum ?? {};
  const result = { Bucket: bucket, Key: key, UploadId: upload.uploadId };
  if (algorithm === undefined || type === undefined)
    return xmlAnswer('InitiateMultipartUploadResult', result);
  return xmlAnswer('InitiateMultipartUploadResult', result, {
    'x-amz-checksum-algorithm': algorithm.toUpperCase(),
    'x-amz-checksum-type': type,
  });
}

function uploadChecksum(request: S3Request): Pick<UploadInfo, 'checksum'> {
  const name = header(request, 'x-amz-checksum-algorithm');
  const type = header(request, 'x-amz-checksum-type');
  if (name === undefined && type === undefined) return {};
  const algorithm = checksumAlgorithm(name ?? '');
  if (algorithm === undefined)
    throw new S3Error('InvalidRequest', 'Checksum algorithm provided is unsupported.');
  const whole = algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
  const chosen = type ?? whole;
  const takesWhole = algorithm.startsWith('crc');
  const takesParts = algorithm !== 'crc64nvme';
  if (!(chosen === 'FULL_OBJECT' && takesWhole) && !(chosen === 'COMPOSITE' && takesParts)) {
    throw new S3Error('InvalidRequest', `The ${chosen} checksum type cannot be used with ${algorithm}.`);
  }
  return { checksum: { algorithm, type: chosen } };
}

export async function uploadPart(call: Call): Promise<Answer> {
  const { request, folder, uploads } = call;
  const number = queryValue(request, 'partNumber') ?? '';
  if (!/^[1-9]\d{0,4}$/.test(number) || Number(number) > 10_000) {
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  }
  const upload = await uploads.get(request.bucket, request.key, queryValue(request, 'uploadId') ?? '');
  const temporary = folder.temporary();
  try {
    const received = await receiveFile(call, temporary, upload.checksum?.algorithm);
    if (upload.checksum !== undefined && received.checksum?.algorithm !== upload.checksum.algorithm) {
      throw new S3Error('InvalidRequest', 'Checksum Type mismatch occurred between the upload and its part.');
    }
    const part = await uploads.addPart(request.bucket, upload, Number(number), temporary, received);
    const checksum = part.checksum && { [`x-amz-checksum-${part.checksum.algorithm}`]: part.checksum.value };
    return { status: 200, headers: { etag: `"${part.md5}"`, ...checksum } };
  } finally {
    await rm(temporary, { force: true });
  }
}

export async function completeUpload(call: Call): Promise<Answer> {
  const { request, uploads } = call;
  const check = writeCheck(request, call.quirks);
  const listed = listedParts(await receiveText({ ...call, request: withoutChecksums(request) }));
  const size = header(request, 'x-amz-mp-object-size');
  const checksum = CHECKSUM_ALGORITHMS.map((name) => header(request, `x-amz-checksum-${name}`)).find(Boolean);
  const uploadId = queryValue(request, 'uploadId') ?? '';
  const stored = await uploads.complete(request.bucket, request.key, uploadId, listed, check, {
    ...(size === undefined ? {} : { size: Number(size) }),
    ...(checksum === undefined ? {} : { checksum }),
  });
  return xmlAnswer('CompleteMultipartUploadResult', completed(request, stored));
}

function completed(request: S3Request, stored: StoredObject): Record<string, string> {
  return {
    Location: `http://${header(request, 'host') ?? ''}${request.path}`,
    Bucket: request.bucket,
    Key: request.key,
    ETag: `"${stored.etag}"`,
    ...checksumElement(stored.checksum),
    ...(stored.checksum === undefined ? {} : { ChecksumType: stored.checksum.type }),
  };
}

/** On completion a checksum header speaks of the object, not of the body. */
function withoutChecksums(request: S3Request): S3Request {
  const headers = Object.entries(request.headers).filter(([name]) => !name.startsWith('x-amz-checksum-'));
  return { ...request, headers: Object.fromEntries(headers) };
}

function listedParts(text: string): ListedPart[] {
  const root = parseXml(text);
  if (root.name !== 'CompleteMultipartUpload') throw new S3Error('MalformedXML');
  return root.children.map((element) => {
    const number = childText(element, 'PartNumber');
    const etag = childText(element, 'ETag');
    if (element.name !== 'Part' || !/^[1-9]\d{0,4}$/.test(number ?? '') || !etag)
      throw new S3Error('MalformedXML');
    for (const algorithm of CHECKSUM_ALGORITHMS) {
      const value = childText(element, `Checksum${algorithm.toUpperCase()}`);
      if (value) return { number: Number(number), etag: bare(etag), checksum: { algorithm, value } };
    }
    return { number: Number(number), etag: bare(etag) };
  });
}

function bare(etag: string): string {
  return etag.trim().replace(/^"(.*)"$/, '$1');
}

export async function abortUpload({ request, uploads }: Call): Promise<Answer> {
  await uploads.abort(request.bucket, request.key, queryValue(request, 'uploadId') ?? '');
  return { status: 204 };
}
