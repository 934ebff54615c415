import { createHash, createHmac } from 'node:crypto';
import { S3Error } from './errors.ts';
import { encodeRfc3986, header, queryValue, type S3Request } from './request.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Where it is set, every request must carry it. */
  readonly sessionToken?: string;
}

/** What a valid signature leaves behind for the body: how it is hashed, and the seed of signed chunks. */
export interface Authentication {
  /** `x-amz-content-sha256`: a digest, `UNSIGNED-PAYLOAD` or `STREAMING-…`. */
  readonly payload: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly scope: string;
  readonly signingKey: Buffer;
}

interface Claim {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly timestamp: string;
  readonly payload: string;
  readonly query: S3Request['query'];
}

const SKEW_MS = 15 * 60 * 1000;

/**
 * Verifies Signature Version 4, in the Authorization header or in a presigned URL, for any region
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). Undefined where the
 * request is not signed at all.
 *
 * @throws S3Error with the code that S3 gives.
 */
export function authenticate(
  request: S3Request,
  credentials: Credentials,
  now: Date,
): Authentication | undefined {
  const claim =
    header(request, 'authorization') === undefined ? presigned(request, now) : signed(request, now);
  if (claim === undefined) return undefined;
  const [accessKeyId, date, region, service, end] = claim.credential.split('/');
  if (!accessKeyId || !region || service !== 's3' || end !== 'aws4_request') {
    throw new S3Error('AuthorizationHeaderMalformed', `The credential "${claim.credential}" is malformed.`);
  }
  if (date !== claim.timestamp.slice(0, 8)) {
    throw new S3Error('SignatureDoesNotMatch', "Date in Credential scope does not match the request's date.");
  }
  if (accessKeyId !== credentials.accessKeyId) throw new S3Error('InvalidAccessKeyId');
  if (!claim.signedHeaders.includes('host')) {
    throw new S3Error('SignatureDoesNotMatch', 'The host header must be signed.');
  }
  const unsigned = Object.keys(request.headers).find(
    (name) => name.startsWith('x-amz-') && !claim.signedHeaders.includes(name),
  );
  if (unsigned !== undefined && header(request, 'authorization') !== undefined) {
    throw new S3Error('AccessDenied', `The header ${unsigned} is present and was not signed.`);
  }
  const scope = `${date}/${region}/s3/aws4_request`;
  const signingKey = [date, region, 's3', 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac(key, part),
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  const text = ['AWS4-HMAC-SHA256', claim.timestamp, scope, sha256(canonicalRequest(request, claim))];
  if (hmac(signingKey, text.join('\n')).toString('hex') !== claim.signature) {
    throw new S3Error('SignatureDoesNotMatch');
  }
  const token = header(request, 'x-amz-security-token') ?? queryValue(request, 'X-Amz-Security-Token');
  if (token !== credentials.sessionToken) throw new S3Error('InvalidToken');
  return {
    payload: claim.payload,
    signature: claim.signature,
    timestamp: claim.timestamp,
    scope,
    signingKey,
  };
}

function signed(request: S3Request, now: Date): Claim {
  const authorization = header(request, 'authorization') ?? '';
  const [algorithm, ...rest] = authorization.split(' ');
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw new S3Error(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  const fields = new Map(
    rest
      .join('')
      .split(',')
      .map((field): [string, string] => [
        field.slice(0, field.indexOf('=')),
        field.slice(field.indexOf('=') + 1),
      ]),
  );
  const [credential, names, signature] = ['Credential', 'SignedHeaders', 'Signature'].map((name) =>
    fields.get(name),
  );
  if (!credential || !names || !signature) throw new S3Error('AuthorizationHeaderMalformed');
  const timestamp = header(request, 'x-amz-date') ?? '';
  if (Math.abs(instant(timestamp) - now.getTime()) > SKEW_MS) throw new S3Error('RequestTimeTooSkewed');
  const payload = header(request, 'x-amz-content-sha256');
  if (payload === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  return { credential, signedHeaders: names.split(';'), signature, timestamp, payload, query: request.query };
}

function presigned(request: S3Request, now: Date): Claim | undefined {
  const signature = queryValue(request, 'X-Amz-Signature');
  if (signature === undefined) return undefined;
  const [algorithm, credential, timestamp, expires, names] = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-SignedHeaders',
  ].map((name) => queryValue(request, name));
  if (
    algorithm !== 'AWS4-HMAC-SHA256' ||
    !credential ||
    !timestamp ||
    !names ||
    !/^\d{1,6}$/.test(expires ?? '')
  ) {
    throw new S3Error('AuthorizationHeaderMalformed', 'The query of the presigned URL is incomplete.');
  }
  const start = instant(timestamp);
  if (now.getTime() > start + Number(expires) * 1000)
    throw new S3Error('AccessDenied', 'Request has expired');
  if (start > now.getTime() + SKEW_MS) throw new S3Error('AccessDenied', 'Request is not yet valid');
  return {
    credential,
    signedHeaders: names.split(';'),
    signature,
    timestamp,
    payload: queryValue(request, 'X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    query: request.query.filter(([name]) => name !== 'X-Amz-Signature'),
  };
}

/** Milliseconds since the epoch of `20260102T030405Z`. */
function instant(timestamp: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (match === null) throw new S3Error('AccessDenied', 'AWS authentication requires a valid x-amz-date.');
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function canonicalRequest(request: S3Request, claim: Claim): string {
  const path = request.path.split('/').map((segment) => encodeRfc3986(decodeURIComponent(segment)));
  const query = claim.query
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue));
  const headers = claim.signedHeaders.map((name) => {
    const values = (request.allHeaders[name] ?? []).map((value) => value.trim().replace(/ +/g, ' '));
    return `${name}:${values.join(',')}\n`;
  });
  return [
    request.method,
    path.join('/'),
    query.map(([name, value]) => `${name}=${value}`).join('&'),
    headers.join(''),
    claim.signedHeaders.join(';'),
    claim.payload,
  ].join('\n');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** HMAC-SHA256 of a text. */
export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** SHA-256 in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
