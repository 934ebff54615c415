import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '@pv-actions/core/action/errors.ts';
import type { Answer, Call } from './answer.ts';
import { getObjectAcl, getObjectTagging } from './attributes.ts';
import { usesChecksums } from './body.ts';
import * as buckets from './bucket-operations.ts';
import type { ConditionQuirks } from './conditions.ts';
import { S3Error } from './errors.ts';
import { Uploads } from './multipart.ts';
import * as objects from './object-operations.ts';
import { Folder } from './objects.ts';
import { type Operation, operationOf } from './operations.ts';
import { parseTarget, type S3Request } from './request.ts';
import { type Authentication, authenticate, type Credentials } from './signature.ts';
import { toXml } from './xml.ts';

export interface S3Quirks extends ConditionQuirks {
  /** Checksum headers and trailers are answered with 501 NotImplemented, as by a store older than they are. */
  readonly refuseChecksums?: boolean;
}

export interface S3Options {
  /** The folder that holds the buckets, `<dir>/<bucket>/<key>`. Made where it is missing; by default a temporary one, which `close` removes. */
  readonly dir?: string;
  /** Any free port where it is not given. */
  readonly port?: number;
  /** Made where they are missing. */
  readonly buckets?: readonly string[];
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** Where it is given, requests must carry it; where it is not, a request with one is refused. */
  readonly sessionToken?: string;
  readonly quirks?: S3Quirks;
  /** Whether objects can be read without a signature. True unless it is said otherwise. */
  readonly anonymousRead?: boolean;
  /** Sees every request before it is judged. */
  readonly onRequest?: (request: S3RequestInfo) => void;
}

export interface S3RequestInfo {
  readonly method: string;
  /** Empty for a request to the service. */
  readonly bucket: string;
  /** Empty for a request to a bucket. */
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
}

export interface S3Server {
  readonly endpoint: string;
  readonly dir: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  /** Ends every connection, and resolves when nothing is written any more. */
  close(): Promise<void>;
}

const REGION = 'us-east-1';

const HANDLERS: Readonly<Record<Operation, (call: Call) => Promise<Answer>>> = {
  ListBuckets: buckets.listBuckets,
  CreateBucket: buckets.createBucket,
  HeadBucket: buckets.headBucket,
  GetBucketLocation: buckets.getBucketLocation,
  ListObjectsV2: buckets.listObjects,
  DeleteObjects: buckets.deleteObjects,
  ListMultipartUploads: buckets.listUploads,
  GetObject: objects.getObject,
  GetObjectTagging: getObjectTagging,
  GetObjectAcl: getObjectAcl,
  HeadObject: objects.getObject,
  PutObject: objects.putObject,
  CopyObject: objects.copyObject,
  DeleteObject: objects.deleteObject,
  CreateMultipartUpload: objects.createUpload,
  UploadPart: objects.uploadPart,
  CompleteMultipartUpload: objects.completeUpload,
  AbortMultipartUpload: objects.abortUpload,
  ListParts: buckets.listParts,
};

/** Stands in for the signature of an anonymous read, which has no body that could need one. */
const ANONYMOUS: Authentication = {
  payload: 'UNSIGNED-PAYLOAD',
  signature: '',
  timestamp: '',
  scope: '',
  signingKey: Buffer.alloc(0),
};

/**
 * Starts an S3 server on loopback over a folder (see `Folder` for how it is laid out). It speaks the path
 * style, takes Signature Version 4 for any region, and refuses with NotImplemented what it does not do.
 *
 * Rejects with Node's system error where the folder cannot be made or the port is taken.
 */
export async function startS3(options: S3Options = {}): Promise<S3Server> {
  const dir = options.dir === undefined ? await mkdtemp(join(tmpdir(), 'pv-s3-')) : resolve(options.dir);
  const folder = new Folder(dir);
  await mkdir(dir, { recursive: true });
  await folder.prepare();
  for (const bucket of options.buckets ?? []) await folder.createBucket(bucket);
  const credentials: Credentials = {
    accessKeyId: options.accessKeyId ?? 'local',
    secretAccessKey: options.secretAccessKey ?? 'local-secret',
    ...(options.sessionToken === undefined ? {} : { sessionToken: options.sessionToken }),
  };
  const context = { folder, uploads: new Uploads(folder), credentials, options };
  const running = new Set<Promise<void>>();
  const server = createServer((message, response) => {
    const work = serve(context, message, response).finally(() => running.delete(work));
    running.add(work);
  });
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((started, failed) => {
    server.once('error', failed);
    server.listen(options.port ?? 0, '127.0.0.1', started);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    dir,
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey,
    region: REGION,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await Promise.all([closed, ...running]);
      if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}

interface Context {
  readonly folder: Folder;
  readonly uploads: Uploads;
  readonly credentials: Credentials;
  readonly options: S3Options;
}

/** Answers one request. Never rejects. */
async function serve(context: Context, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase();
  response.setHeader('x-amz-request-id', requestId);
  response.setHeader('server', 'pv-testkit-s3');
  let answer: Answer;
  try {
    answer = await handle(context, message);
  } catch (error) {
    answer = refusal(error, message, requestId);
  }
  // What is left of a refused body is read, so that the client gets to see the answer.
  message.resume();
  await send(answer, message, response).catch(() => response.destroy());
}

async function handle(context: Context, message: IncomingMessage): Promise<Answer> {
  const { credentials, folder, uploads, options } = context;
  const request: S3Request = {
    method: message.method ?? '',
    ...parseTarget(message.url ?? ''),
    headers: message.headers,
    allHeaders: message.headersDistinct,
  };
  const { method, bucket, key, headers } = request;
  options.onRequest?.({ method, bucket, key, query: Object.fromEntries(request.query), headers });
  const authentication = authenticate(request, credentials, new Date());
  const operation = operationOf(request);
  const reads = operation === 'GetObject' || operation === 'HeadObject';
  if (authentication === undefined && !(reads && options.anonymousRead !== false)) {
    throw new S3Error('AccessDenied');
  }
  if (options.quirks?.refuseChecksums && usesChecksums(request)) {
    throw new S3Error('NotImplemented', 'Checksums are not implemented.');
  }
  if (bucket !== '' && operation !== 'CreateBucket' && !(await folder.hasBucket(bucket))) {
    throw new S3Error('NoSuchBucket');
  }
  return HANDLERS[operation]({
    request,
    body: message,
    authentication: authentication ?? ANONYMOUS,
    folder,
    uploads,
    quirks: options.quirks ?? {},
    region: REGION,
  });
}

function refusal(thrown: unknown, message: IncomingMessage, requestId: string): Answer {
  const error = thrown instanceof S3Error ? thrown : new S3Error('InternalError', messageOf(thrown));
  if (error.status === 304) return { status: 304, headers: error.headers };
  const content = {
    Code: error.code,
    Message: error.message,
    Resource: (message.url ?? '').split('?')[0],
    RequestId: requestId,
  };
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.headers },
    body: toXml('Error', content, ''),
  };
}

async function send(answer: Answer, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers = {}, body } = answer;
  if (typeof body === 'object') {
    const { handle, start, end } = body;
    try {
      if (response.closed || response.destroyed) return;
      response.writeHead(status, headers);
      await pipeline(handle.createReadStream({ start, end, highWaterMark: 1024 * 1024 }), response);
    } finally {
      // A stream that never began to read leaves it open.
      await handle.close();
    }
    return;
  }
  const text = body === undefined || message.method === 'HEAD' ? '' : body;
  const length =
    headers['content-length'] ?? (status === 204 || status === 304 ? undefined : Buffer.byteLength(text));
  if (response.closed || response.destroyed) return;
  response.writeHead(status, { ...headers, ...(length === undefined ? {} : { 'content-length': length }) });
  await new Promise<void>((sent) => {
    response.once('close', sent);
    response.end(text);
  });
}
