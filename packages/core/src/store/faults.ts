import { systemCode } from '../action/errors.ts';

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const BROKEN_OFF = ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE'];
/** Of Node, for a proxy that does not make a tunnel. */
export const PROXY_REFUSES = 'ERR_PROXY_TUNNEL';
const SYSTEM_IN_TEXT = /\b(?:ERR_PROXY_TUNNEL|E(?:CONN|HOST|NET|NOT|AI_|PIPE|TIME|PROTO)[A-Z_]*)\b/;
const THROTTLED = [
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'RequestTimeout',
  'TooManyRequestsException',
];

/** What the SDK threw, reduced to what decisions need. */
export interface Fault {
  /** S3's code (`NoSuchKey`), or undefined where the answer had none (HEAD) or there was no answer. */
  readonly code: string | undefined;
  /** HTTP status, undefined where there was no answer. */
  readonly status: number | undefined;
  /** Code of Node's system or TLS error. */
  readonly system: string | undefined;
  /** Name of the error's class: `TimeoutError`, `CredentialsProviderError`. */
  readonly name: string;
  readonly message: string;
  /** Requests that the SDK sent for this call. */
  readonly attempts: number;
  /** The region that the store says is the right one. */
  readonly region: string | undefined;
}

/**
 * Reads an error of the SDK. Undefined for anything that neither the store, the network nor the credentials caused.
 */
export function faultOf(thrown: unknown): Fault | undefined {
  const error = recordOf(thrown);
  if (error === undefined) return undefined;
  const name = textOf(error['name']) ?? 'Error';
  const metadata = recordOf(error['$metadata']);
  const response = recordOf(error['$response']);
  const headers = recordOf(response?.['headers']);
  const status = numberOf(metadata?.['httpStatusCode']) ?? numberOf(response?.['statusCode']);
  const code = textOf(error['Code']);
  // The SDK wraps what it does not know as an error; then the code is in the text only.
  const message = textOf(error['message']) ?? '';
  const system = systemCode(thrown) ?? systemCode(error['cause']) ?? SYSTEM_IN_TEXT.exec(message)?.[0];
  const known =
    metadata !== undefined ||
    response !== undefined ||
    ['TimeoutError', 'CredentialsProviderError', 'TokenProviderError'].includes(name) ||
    (system !== undefined && [...UNREACHABLE, ...BROKEN_OFF, PROXY_REFUSES].includes(system));
  if (!known) return undefined;
  return {
    code,
    status,
    system,
    name,
    message,
    attempts: numberOf(metadata?.['attempts']) ?? 1,
    region: textOf(headers?.['x-amz-bucket-region']) ?? textOf(error['Region']),
  };
}

/** Whether the same request may well succeed a little later. */
export function isTransient(fault: Fault): boolean {
  if (fault.name === 'CredentialsProviderError') return false;
  if (fault.code !== undefined && THROTTLED.includes(fault.code)) return true;
  if (fault.status !== undefined && fault.status >= 300) {
    return fault.status === 429 || (fault.status >= 500 && fault.status !== 501);
  }
  return (
    fault.name === 'TimeoutError' ||
    fault.name === 'IncompleteBody' ||
    (fault.system !== undefined && (isUnreachable(fault) || BROKEN_OFF.includes(fault.system)))
  );
}

/** Whether no connection came about at all. */
export function isUnreachable(fault: Fault): boolean {
  return fault.system !== undefined && UNREACHABLE.includes(fault.system);
}

/** Whether the store says definitely that there is no such key. A 404 of anything else than an S3 store is not that. */
export function isNoSuchKey(fault: Fault | undefined): boolean {
  return fault?.status === 404 && fault.code === 'NoSuchKey';
}

/**
 * Whether an answer to a write may mean its checksums: a header that the store, or what stands before it, does not know; a signature
 * that is wrong since a header was left out or changed on the way; a body whose length is not said.
 */
export function mayRefuseChecksums(fault: Fault | undefined): boolean {
  const { status = 0, code } = fault ?? {};
  if (status === 403) return code === undefined || code === 'SignatureDoesNotMatch';
  return [400, 401, 411, 501].includes(status);
}

/** An answer that is none of S3, though its status says that all is well: of a page where a user signs in, for one. */
export function notOfS3(metadata: object): Error {
  return Object.assign(new Error('The answer is not one of S3.'), { $metadata: metadata });
}

/** A body that ended early or differs from its checksum: worth another attempt, like a reset. */
export function incompleteBody(what: string): Error {
  return Object.assign(new Error(what), { name: 'IncompleteBody', $metadata: {} });
}

/** What no store sends: endless, or slower than a network is. It is not asked for again. */
export function outOfBounds(what: string): Error {
  return Object.assign(new Error(what), { name: 'OutOfBounds', $metadata: {} });
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'UnknownError' ? value : undefined;
}
