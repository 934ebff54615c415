import { type Answer, type Call, checksumElement, isoSeconds, xmlAnswer } from './answer.ts';
import { receiveText, usesChecksums } from './body.ts';
import { writeCheck } from './conditions.ts';
import { S3Error } from './errors.ts';
import { compareKeys, fromToken, type Marker, nameEncoder, pageOf, queryLimit, toToken } from './listing.ts';
import { header, queryValue, type S3Request } from './request.ts';
import { childText, parseXml, type XmlContent } from './xml.ts';

const OWNER = { ID: 'local', DisplayName: 'local' };

export async function listBuckets({ folder }: Call): Promise<Answer> {
  const buckets = await folder.buckets();
  return xmlAnswer('ListAllMyBucketsResult', {
    Owner: OWNER,
    Buckets: {
      Bucket: buckets.map(({ name, created }) => ({ Name: name, CreationDate: isoSeconds(created) })),
    },
  });
}

export async function createBucket(call: Call): Promise<Answer> {
  const text = await receiveText(call);
  if (text !== '') parseXml(text);
  const { bucket } = call.request;
  if (!(await call.folder.createBucket(bucket))) throw new S3Error('BucketAlreadyOwnedByYou');
  return { status: 200, headers: { location: `/${bucket}` } };
}

export async function headBucket({ region }: Call): Promise<Answer> {
  return { status: 200, headers: { 'x-amz-bucket-region': region } };
}

export async function getBucketLocation({ region }: Call): Promise<Answer> {
  return xmlAnswer('LocationConstraint', region === 'us-east-1' ? '' : region);
}

export async function listObjects({ request, folder }: Call): Promise<Answer> {
  const { bucket } = request;
  const encode = nameEncoder(request);
  const prefix = queryValue(request, 'prefix') ?? '';
  const delimiter = queryValue(request, 'delimiter') ?? '';
  const startAfter = queryValue(request, 'start-after');
  const token = queryValue(request, 'continuation-token');
  const limit = queryLimit(request, 'max-keys');
  const keys = await folder.keys(bucket, prefix);
  const page = pageOf(keys, { prefix, delimiter, after: pageStart(token, startAfter), limit });
  const found = await Promise.all(page.keys.map((key) => folder.find(bucket, key)));
  const contents = found
    .filter((object) => object !== undefined)
    .map((object) => ({
      Key: encode(object.key),
      LastModified: isoSeconds(object.modified),
      ETag: `"${object.etag}"`,
      ...(object.checksum === undefined
        ? {}
        : { ChecksumAlgorithm: object.checksum.algorithm.toUpperCase(), ChecksumType: object.checksum.type }),
      Size: object.size,
      ...(queryValue(request, 'fetch-owner') === 'true' ? { Owner: OWNER } : {}),
      StorageClass: 'STANDARD',
    }));
  return xmlAnswer('ListBucketResult', {
    Name: bucket,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(startAfter === undefined ? {} : { StartAfter: encode(startAfter) }),
    ...(token === undefined ? {} : { ContinuationToken: token }),
    ...(page.next === undefined ? {} : { NextContinuationToken: toToken(page.next) }),
    KeyCount: contents.length + page.commonPrefixes.length,
    MaxKeys: limit,
    ...encodingType(request),
    IsTruncated: page.next !== undefined,
    Contents: contents,
    CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

function pageStart(token: string | undefined, startAfter: string | undefined): Marker | undefined {
  if (token !== undefined) return fromToken(token);
  return startAfter === undefined ? undefined : { kind: 'key', value: startAfter };
}

function encodingType(request: S3Request): Record<string, string> {
  const type = queryValue(request, 'encoding-type');
  return type === undefined ? {} : { EncodingType: type };
}

export async function deleteObjects(call: Call): Promise<Answer> {
  const { request, folder } = call;
  if (header(request, 'content-md5') === undefined && !usesChecksums(request)) {
    throw new S3Error(
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  const root = parseXml(await receiveText(call));
  const objects = root.children.filter(({ name }) => name === 'Object');
  if (root.name !== 'Delete' || objects.length === 0 || objects.length > 1000)
    throw new S3Error('MalformedXML');
  const quiet = childText(root, 'Quiet') === 'true';
  const deleted: XmlContent[] = [];
  const errors: XmlContent[] = [];
  for (const object of objects) {
    const key = childText(object, 'Key');
    if (!key) throw new S3Error('MalformedXML');
    try {
      const other = object.children.find(({ name }) => name !== 'Key' && name !== 'ETag');
      if (other) throw new S3Error('NotImplemented', `Deleting by ${other.name} is not implemented.`);
      const etag = childText(object, 'ETag');
      const headers = etag === undefined ? {} : { 'if-match': etag };
      await folder.remove(request.bucket, key, writeCheck({ ...request, headers }, call.quirks));
      if (!quiet) deleted.push({ Key: key });
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      errors.push({ Key: key, Code: error.code, Message: error.message });
    }
  }
  return xmlAnswer('DeleteResult', { Deleted: deleted, Error: errors });
}

export async function listUploads({ request, uploads }: Call): Promise<Answer> {
  const encode = nameEncoder(request);
  const prefix = queryValue(request, 'prefix') ?? '';
  const keyMarker = queryValue(request, 'key-marker') ?? '';
  const idMarker = queryValue(request, 'upload-id-marker') ?? '';
  const limit = queryLimit(request, 'max-uploads');
  const all = (await uploads.list(request.bucket)).filter(({ key }) => key.startsWith(prefix));
  // The upload that the marker names may be gone by now.
  const rest = all.filter(({ key, uploadId }) => {
    const order = compareKeys(key, keyMarker);
    return order > 0 || (order === 0 && idMarker !== '' && uploadId > idMarker);
  });
  const page = rest.slice(0, limit);
  const last = page.length < rest.length ? page.at(-1) : undefined;
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: request.bucket,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    ...(last === undefined ? {} : { NextKeyMarker: encode(last.key), NextUploadIdMarker: last.uploadId }),
    Prefix: encode(prefix),
    ...encodingType(request),
    MaxUploads: limit,
    IsTruncated: last !== undefined,
    Upload: page.map(({ key, uploadId, initiated }) => ({
      Key: encode(key),
      UploadId: uploadId,
      Initiator: OWNER,
      Owner: OWNER,
      StorageClass: 'STANDARD',
      Initiated: isoSeconds(new Date(initiated)),
    })),
  });
}

export async function listParts({ request, uploads }: Call): Promise<Answer> {
  const { bucket, key } = request;
  const uploadId = queryValue(request, 'uploadId') ?? '';
  await uploads.get(bucket, key, uploadId);
  const limit = queryLimit(request, 'max-parts');
  const marker = Number(queryValue(request, 'part-number-marker') ?? '0');
  const rest = (await uploads.parts(bucket, uploadId)).filter(({ number }) => number > marker);
  const page = rest.slice(0, limit);
  return xmlAnswer('ListPartsResult', {
    Bucket: bucket,
    Key: nameEncoder(request)(key),
    UploadId: uploadId,
    PartNumberMarker: marker,
    ...(page.length < rest.length ? { NextPartNumberMarker: page.at(-1)?.number } : {}),
    MaxParts: limit,
    IsTruncated: page.length < rest.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: isoSeconds(new Date(part.modified)),
      ETag: `"${part.md5}"`,
      Size: part.size,
      ...checksumElement(part.checksum),
    })),
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: 'STANDARD',
  });
}
