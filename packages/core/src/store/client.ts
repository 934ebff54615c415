import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { boundedBody } from '../action/bounded-body.ts';
import { NETWORK_LIMITS, type NetworkLimits } from '../action/limits.ts';
import type { Log } from '../action/log.ts';
import { formatBytes } from '../action/progress.ts';
import { faultOf, isTransient, mayRefuseChecksums, outOfBounds } from './faults.ts';
import type { StoreSettings } from './settings.ts';

const MAX_ATTEMPTS = 8;
const CONNECTION_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** As the SDK's own. */
const AGENT = { keepAlive: true, maxSockets: 50 };
const WITH_CHECKSUMS = [
  'PutObjectCommand',
  'CreateMultipartUploadCommand',
  'UploadPartCommand',
  'GetObjectCommand',
];
/** Those whose body has one. */
const CARRIERS = ['PutObjectCommand', 'UploadPartCommand'];
/** What a store answers when a body is not what was sent: bytes were changed or lost on the way. It has taken nothing then. */
const SPOILED = ['BadDigest', 'XAmzContentSHA256Mismatch', 'IncompleteBody'];
const SPOILED_ATTEMPTS = 3;
const REFUSALS = [
  'NotImplemented',
  'InvalidArgument',
  'InvalidRequest',
  'XAmzContentSHA256Mismatch',
  'InvalidDigest',
];

/** Whether checksums are sent. */
interface ChecksumMode {
  checksums: boolean;
  /** Whether it is known that the store takes them, or that it was not they which it refused. */
  isSettled: boolean;
}

export interface ClientTuning {
  readonly maxAttempts?: number | undefined;
  readonly requestTimeoutMs?: number | undefined;
  /** `NETWORK_LIMITS` by default. */
  readonly limits?: NetworkLimits | undefined;
  /** Is told `Date` of each answer. */
  readonly onDate?: ((header: string | undefined) => void) | undefined;
}

/**
 * The SDK's client for `settings`. It retries transient faults itself (standard mode: exponential backoff from 50 ms to 20 s
 * with jitter, Retry-After), and sends the SDK's default checksums until the store refuses them.
 */
export function makeClient(settings: StoreSettings, tuning: ClientTuning, log: Log): S3Client {
  const mode: ChecksumMode = { checksums: settings.checksums !== 'when_required', isSettled: false };
  const config: S3ClientConfig = {
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    maxAttempts: tuning.maxAttempts ?? MAX_ATTEMPTS,
    retryMode: 'standard',
    requestChecksumCalculation: async () => (mode.checksums ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED'),
    responseChecksumValidation: async () =>
      mode.checksums && settings.readChecksums === undefined ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED',
    // The idle time of the socket, not the time of a whole request: a slow line is not a fault.
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: tuning.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      ...agentsFor(settings.proxy),
    },
    logger: warningsOnly(log),
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...(settings.credentials === undefined ? {} : { credentials: { ...settings.credentials } }),
  };
  const client = new S3Client(config);
  hearTheTime(client, tuning.onDate);
  leaveOutRefusedChecksums(client, mode);
  sendSpoiledBodiesAgain(client);
  boundAnswers(client, tuning.limits ?? NETWORK_LIMITS);
  return client;
}

/** Which hosts go through the proxy is decided by now: Node's agents would read NO_PROXY in a way of their own. */
function agentsFor(proxy: StoreSettings['proxy']) {
  if (proxy === undefined) return {};
  const proxyEnv = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
  return { httpAgent: { ...AGENT, proxyEnv }, httpsAgent: { ...AGENT, proxyEnv } };
}

/** What the SDK warns of goes into our log. Failed requests are thrown, and the rest tells of every request, with its inputs. */
function warningsOnly(log: Log): Required<S3ClientConfig>['logger'] {
  const silent = (): void => undefined;
  const show = (...said: unknown[]): void => log.foreign(said.map(String).join(' '));
  return { trace: silent, debug: silent, info: silent, warn: show, error: silent };
}

function hearTheTime(client: S3Client, onDate: ClientTuning['onDate']): void {
  if (onDate === undefined) return;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      onDate((result.response as { headers?: Record<string, string> } | undefined)?.headers?.['date']);
      return result;
    },
    { step: 'deserialize', name: 'hearTheTime', priority: 'low' },
  );
}

function leaveOutRefusedChecksums(client: S3Client, mode: ChecksumMode): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!WITH_CHECKSUMS.includes(String(context['commandName']))) return next(args);
      const plain = () => next({ ...args, input: withoutChecksums(args.input) });
      if (!mode.checksums) return plain();
      const isRefusal = (thrown: unknown): boolean =>
        refusesChecksums(thrown) || (!mode.isSettled && mayRefuseChecksums(faultOf(thrown)));
      try {
        // The SDK's own middleware writes into the input: the second attempt needs it as it was.
        const result = await next({ ...args, input: { ...args.input } });
        if (CARRIERS.includes(String(context['commandName']))) mode.isSettled = true;
        return result;
      } catch (refused) {
        if (!isRefusal(refused)) throw refused;
        mode.checksums = false;
        try {
          return await plain();
        } catch (again) {
          const fault = faultOf(again);
          if (isRefusal(again) || fault === undefined || isTransient(fault)) {
            mode.checksums = true;
            if (isRefusal(again)) mode.isSettled = true;
          }
          throw again;
        }
      }
    },
    { step: 'initialize', name: 'leaveOutRefusedChecksums', priority: 'high' },
  );
}

function sendSpoiledBodiesAgain(client: S3Client): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      let sent = 0;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await next({ ...args, input: { ...args.input } });
        } catch (thrown) {
          const fault = faultOf(thrown);
          countAttempts(thrown, sent);
          sent += fault?.attempts ?? 1;
          const spoiled = fault?.status === 400 && SPOILED.includes(fault.code ?? '');
          if (!spoiled || attempt === SPOILED_ATTEMPTS) throw thrown;
        }
      }
    },
    { step: 'initialize', name: 'sendSpoiledBodiesAgain', priority: 'low' },
  );
}

/** Whatever is no object is parsed from memory: it is read here, as far as it may go. */
function boundAnswers(client: S3Client, limits: NetworkLimits): void {
  const bounds = {
    bytes: limits.storeAnswerBytes,
    seconds: limits.storeAnswerSeconds,
    error: (excess: string) =>
      outOfBounds(
        excess === 'time'
          ? `the answer takes more than ${limits.storeAnswerSeconds} s`
          : `the answer has more than ${formatBytes(limits.storeAnswerBytes)}`,
      ),
    // A store sends a blank from time to time while it joins parts.
    limits: { slowestBytesPerSecond: 0, slowAfterSeconds: 0 },
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const response = result.response as { readonly statusCode: number; body?: unknown };
      const isObject = context['commandName'] === 'GetObjectCommand' && response.statusCode < 300;
      if (isObject || !(response.body instanceof Readable)) return result;
      const chunks: Buffer[] = [];
      for await (const chunk of boundedBody<Buffer>(response.body, bounds)) chunks.push(chunk);
      response.body = Readable.from(chunks, { objectMode: false });
      return result;
    },
    { step: 'deserialize', name: 'boundAnswers', priority: 'low' },
  );
}

/** Adds to an error the attempts before it: whoever asks whether an earlier one may have been obeyed has to know them. */
function countAttempts(thrown: unknown, before: number): void {
  const metadata = (thrown as { $metadata?: { attempts?: number } } | undefined)?.$metadata;
  if (metadata !== undefined && before > 0) metadata.attempts = (metadata.attempts ?? 1) + before;
}

function refusesChecksums(thrown: unknown): boolean {
  const fault = faultOf(thrown);
  return (
    (fault?.status === 400 || fault?.status === 501) &&
    fault.code !== undefined &&
    REFUSALS.includes(fault.code)
  );
}

function withoutChecksums<T extends object>(input: T): T {
  const { ChecksumAlgorithm: _algorithm, ...rest } = input as T & { ChecksumAlgorithm?: unknown };
  const body: unknown = Reflect.get(input, 'Body');
  const md5 =
    Buffer.isBuffer(body) || typeof body === 'string'
      ? { ContentMD5: createHash('md5').update(body).digest('base64') }
      : {};
  return { ...rest, ...md5 } as unknown as T;
}
