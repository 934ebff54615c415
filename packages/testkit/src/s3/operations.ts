import { S3Error } from './errors.ts';
import { header, queryValue, type S3Request } from './request.ts';

/** What S3 calls the operations that are here, with the query parameters that each knows. */
const QUERIES = {
  ListBuckets: [],
  CreateBucket: [],
  HeadBucket: [],
  GetBucketLocation: ['location'],
  ListObjectsV2: [
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'start-after',
    'continuation-token',
    'encoding-type',
    'fetch-owner',
  ],
  DeleteObjects: ['delete'],
  ListMultipartUploads: [
    'uploads',
    'prefix',
    'key-marker',
    'upload-id-marker',
    'max-uploads',
    'encoding-type',
  ],
  GetObject: [
    'response-cache-control',
    'response-content-disposition',
    'response-content-encoding',
    'response-content-language',
    'response-content-type',
    'response-expires',
  ],
  GetObjectTagging: ['tagging'],
  GetObjectAcl: ['acl'],
  HeadObject: [],
  PutObject: [],
  CopyObject: [],
  DeleteObject: [],
  CreateMultipartUpload: ['uploads'],
  UploadPart: ['partNumber', 'uploadId'],
  CompleteMultipartUpload: ['uploadId'],
  AbortMultipartUpload: ['uploadId'],
  ListParts: ['uploadId', 'max-parts', 'part-number-marker', 'encoding-type'],
} as const satisfies Record<string, readonly string[]>;

export type Operation = keyof typeof QUERIES;

/** What may have an ACL and tags in these headers. */
const MAKES_OBJECT: readonly Operation[] = ['PutObject', 'CopyObject', 'CreateMultipartUpload'];

/** Headers `x-amz-…` that mean something here, or change nothing. */
const HEADERS = [
  /^x-amz-(date|content-sha256|security-token|user-agent|trailer|decoded-content-length|sdk-checksum-algorithm)$/,
  /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256|mode|algorithm|type)$/,
  /^x-amz-(copy-source|copy-source-if-[a-z-]+|metadata-directive|mp-object-size|meta-.+)$/,
];

/**
 * Names the operation that a request asks for.
 *
 * @throws S3Error NotImplemented for a query or a header that S3 may know and this server does not,
 *   MethodNotAllowed for a method that the service, a bucket or an object does not take.
 */
export function operationOf(request: S3Request): Operation {
  const operation = name(request);
  const known: readonly string[] = QUERIES[operation];
  for (const [query] of request.query) {
    if (known.includes(query) || query === 'x-id' || /^x-amz-/i.test(query)) continue;
    throw new S3Error('NotImplemented', `${operation} with the query ${query} is not implemented.`);
  }
  for (const field of Object.keys(request.headers)) {
    if (!field.startsWith('x-amz-') || HEADERS.some((pattern) => pattern.test(field))) continue;
    if (/^x-amz-(acl|tagging)$/.test(field) && MAKES_OBJECT.includes(operation)) continue;
    if (field === 'x-amz-storage-class' && header(request, field) === 'STANDARD') continue;
    throw new S3Error('NotImplemented', `${operation} with the header ${field} is not implemented.`);
  }
  return operation;
}

function name(request: S3Request): Operation {
  const { method, bucket, key } = request;
  const asks = (query: string): boolean => queryValue(request, query) !== undefined;
  if (bucket === '') {
    if (method === 'GET') return 'ListBuckets';
  } else if (key === '') {
    if (method === 'PUT') return 'CreateBucket';
    if (method === 'HEAD') return 'HeadBucket';
    if (method === 'POST' && asks('delete')) return 'DeleteObjects';
    if (method === 'GET' && asks('location')) return 'GetBucketLocation';
    if (method === 'GET' && asks('uploads')) return 'ListMultipartUploads';
    if (method === 'GET' && queryValue(request, 'list-type') === '2') return 'ListObjectsV2';
    if (method === 'GET') {
      const query = request.query.map(([other]) => other).join(', ');
      throw new S3Error(
        'NotImplemented',
        `GET of a bucket with the query "${query}" is not implemented. To list, send list-type=2.`,
      );
    }
    if (method === 'DELETE' || method === 'POST') {
      throw new S3Error('NotImplemented', `${method} of a bucket is not implemented.`);
    }
  } else {
    if (method === 'HEAD') return 'HeadObject';
    if (method === 'GET' && asks('tagging')) return 'GetObjectTagging';
    if (method === 'GET' && asks('acl')) return 'GetObjectAcl';
    if (method === 'GET') return asks('uploadId') ? 'ListParts' : 'GetObject';
    if (method === 'DELETE') return asks('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
    if (method === 'POST' && asks('uploads')) return 'CreateMultipartUpload';
    if (method === 'POST' && asks('uploadId')) return 'CompleteMultipartUpload';
    if (method === 'PUT') {
      const copies = header(request, 'x-amz-copy-source') !== undefined;
      if (!asks('uploadId') && !asks('partNumber')) return copies ? 'CopyObject' : 'PutObject';
      if (copies) throw new S3Error('NotImplemented', 'UploadPartCopy is not implemented.');
      return 'UploadPart';
    }
  }
  throw new S3Error('MethodNotAllowed');
}
