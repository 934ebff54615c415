import { isIP } from 'node:net';
import { UserError } from '../action/errors.ts';
import { type InputsOf, quote } from '../action/inputs.ts';
import { type HttpProxy, proxyFor } from '../action/proxy.ts';
import { defaultPublicUrl } from '../release/keys.ts';
import type { storeInputs } from './inputs.ts';

/** Where a bucket is a name below the store's: no store has a name of its own there. */
const PROVIDERS = /\.(?:amazonaws\.com(?:\.cn)?|r2\.cloudflarestorage\.com|wasabisys\.com)\.?$/;

interface StoreCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where the objects are, and how to reach them. */
export interface StoreSettings {
  readonly bucket: string;
  /** Path of the layer in the bucket, without slashes around it; empty for the whole bucket. */
  readonly prefix: string;
  readonly region: string;
  /** URL of an S3-compatible store, without a final slash. AWS where it is missing. */
  readonly endpoint?: string;
  readonly forcePathStyle: boolean;
  /** The AWS SDK's default chain where they are missing. */
  readonly credentials?: StoreCredentials;
  /** The URL of `<prefix>/`, without a final slash. */
  readonly publicUrl: string;
  /** Goes into the key of the probe for conditional writes. */
  readonly runId: string;
  /** Write without conditions, because the user says that there is one writer of the index only. */
  readonly unconditionalIndex: boolean;
  /** Whether the SDK's checksums are sent where no request needs one: AWS_REQUEST_CHECKSUM_CALCULATION. By default they are. */
  readonly checksums?: 'when_required';
  /** Whether what is read is held against the store's checksums: AWS_RESPONSE_CHECKSUM_VALIDATION. By default it is. */
  readonly readChecksums?: 'when_required';
  /** The proxy between this machine and the store. */
  readonly proxy?: HttpProxy;
}

/**
 * The settings that the shared inputs ask for. `env` gives `AWS_REGION`, the default of `region`, and what the SDK reads of it itself.
 *
 * @throws UserError when credentials are incomplete or stand in a URL, and when the endpoint names the bucket.
 */
export function storeSettings(
  inputs: InputsOf<typeof storeInputs>,
  env: Readonly<Record<string, string | undefined>>,
): StoreSettings {
  const { bucket } = inputs;
  const prefix = inputs.prefix ?? '';
  const endpoint = endpointOf(inputs.endpoint);
  if (endpoint !== undefined) refuseBucketIn(endpoint, bucket, inputs['force-path-style']);
  refuseUser('public-url', inputs['public-url'], 'Leave them out: everybody reads this URL in the index.');
  const credentials = credentialsOf(
    inputs['access-key-id'],
    inputs['secret-access-key'],
    inputs['session-token'],
  );
  const region = inputs.region ?? (env['AWS_REGION']?.trim() || 'us-east-1');
  const forcePathStyle = inputs['force-path-style'] ?? endpoint !== undefined;
  const proxy = proxyFor(storeUrl({ bucket, region, endpoint, forcePathStyle }), env);
  return {
    bucket,
    prefix,
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle,
    ...(proxy === undefined ? {} : { proxy }),
    ...(credentials === undefined ? {} : { credentials }),
    publicUrl: inputs['public-url'] ?? defaultPublicUrl(bucket, prefix, endpoint),
    runId: inputs['run-id'] ?? 'local',
    unconditionalIndex: inputs['unconditional-index'],
    ...(isWhenRequired(env['AWS_REQUEST_CHECKSUM_CALCULATION']) ? { checksums: 'when_required' } : {}),
    ...(isWhenRequired(env['AWS_RESPONSE_CHECKSUM_VALIDATION']) ? { readChecksums: 'when_required' } : {}),
  };
}

function isWhenRequired(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'when_required';
}

/** Where requests about objects go: with the name of the bucket before the host, unless that is in the path or the host is an address. */
function storeUrl({
  bucket,
  region,
  endpoint,
  forcePathStyle,
}: Pick<StoreSettings, 'bucket' | 'region' | 'forcePathStyle'> & {
  readonly endpoint: string | undefined;
}): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = new URL(endpoint ?? `https://s3.${region}.${domain}`);
  return forcePathStyle || isAddress(url) ? url.origin : `${url.protocol}//${bucket}.${url.host}`;
}

function endpointOf(given: string | undefined): string | undefined {
  refuseUser('endpoint', given, 'Give them as `access-key-id` and `secret-access-key`.');
  return given?.replace(/\/+$/, '');
}

function isAddress({ hostname }: URL): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) > 0;
}

/**
 * Stores show the address of a bucket, with its name in the path or before the host. As an endpoint it would be another place:
 * `<bucket>/<bucket>/…`.
 *
 * @param pathStyle what the user says: with `true` a host may have that name, but for those of PROVIDERS
 */
function refuseBucketIn(endpoint: string, bucket: string, pathStyle: boolean | undefined): void {
  const url = new URL(endpoint);
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const name = bucket.toLowerCase();
  const at = parts.findIndex((part) => decoded(part).toLowerCase() === name);
  const mayBeOwn = !PROVIDERS.test(url.hostname);
  const isInHost =
    !(pathStyle === true && mayBeOwn) && url.hostname.startsWith(`${name}.`) && !isAddress(url);
  if (at < 0 && !isInHost) return;
  const port = url.port === '' ? '' : `:${url.port}`;
  const host = isInHost ? `${url.hostname.slice(bucket.length + 1)}${port}` : url.host;
  const path = at < 0 ? parts : parts.slice(0, at);
  const right = [`${url.protocol}//${host}`, ...path].join('/');
  const below = at < 0 ? [] : parts.slice(at + 1);
  const prefix = below.length === 0 ? '' : `, and \`prefix: ${below.join('/')}\``;
  const meant =
    isInHost && at < 0 && mayBeOwn ? ' If the store itself has that name, set `force-path-style: true`.' : '';
  throw new UserError(
    `Input "endpoint" has the name of the bucket in it: ${quote(endpoint)}. The objects would be in another place.`,
    `Use \`endpoint: ${right}\` and \`bucket: ${bucket}\`${prefix}.${meant}`,
  );
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function refuseUser(name: string, given: string | undefined, advice: string): void {
  if (given === undefined) return;
  const url = new URL(given);
  if (url.username === '' && url.password === '') return;
  throw new UserError(`Input "${name}" has a user name or a password in its URL.`, advice);
}

function credentialsOf(
  accessKeyId: string | undefined,
  secretAccessKey: string | undefined,
  sessionToken: string | undefined,
): StoreCredentials | undefined {
  if (accessKeyId === undefined && secretAccessKey === undefined && sessionToken === undefined) {
    return undefined;
  }
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = accessKeyId === undefined ? 'access-key-id' : 'secret-access-key';
    throw new UserError(
      `Input "${missing}" is missing, while other parts of the credentials are given.`,
      'Give `access-key-id` and `secret-access-key` together, or neither, to use the credentials of the environment. ' +
        'A secret that the repository does not have, or that a fork may not see, is empty.',
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
