import { UserError } from '../action/errors.ts';
import type { InputsOf } from '../action/inputs.ts';
import { defaultPublicUrl } from '../release/keys.ts';
import type { storeInputs } from './inputs.ts';

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
  /** Write the index without conditions, because the user says that there is one writer only. */
  readonly unconditionalIndex: boolean;
}

/**
 * The settings that the shared inputs ask for. `env` gives `AWS_REGION`, the default of `region`.
 *
 * @throws UserError when credentials are incomplete or stand in a URL.
 */
export function storeSettings(
  inputs: InputsOf<typeof storeInputs>,
  env: Readonly<Record<string, string | undefined>>,
): StoreSettings {
  const { bucket } = inputs;
  const prefix = inputs.prefix ?? '';
  const endpoint = endpointOf(inputs.endpoint);
  refuseUser('public-url', inputs['public-url'], 'Leave them out: everybody reads this URL in the index.');
  const credentials = credentialsOf(
    inputs['access-key-id'],
    inputs['secret-access-key'],
    inputs['session-token'],
  );
  return {
    bucket,
    prefix,
    region: inputs.region ?? (env['AWS_REGION']?.trim() || 'us-east-1'),
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: inputs['force-path-style'] ?? endpoint !== undefined,
    ...(credentials === undefined ? {} : { credentials }),
    publicUrl: inputs['public-url'] ?? defaultPublicUrl(bucket, prefix, endpoint),
    runId: inputs['run-id'] ?? 'local',
    unconditionalIndex: inputs['unconditional-index'],
  };
}

function endpointOf(given: string | undefined): string | undefined {
  refuseUser('endpoint', given, 'Give them as `access-key-id` and `secret-access-key`.');
  return given?.replace(/\/+$/, '');
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
