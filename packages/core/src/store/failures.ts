import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { type Fault, faultOf, isTransient, isUnreachable } from './faults.ts';
import type { StoreSettings } from './settings.ts';

/** What a request was for. */
export type Doing = 'read' | 'look at' | 'write' | 'remove' | 'list';

const PERMISSION: Readonly<Record<Doing, string>> = {
  read: 's3:GetObject',
  'look at': 's3:GetObject',
  write: 's3:PutObject',
  remove: 's3:DeleteObject',
  list: 's3:ListBucket',
};
const WRONG_KEYS = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'AuthFailure',
  'InvalidSecurity',
];
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'];
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Where the store is, as messages name it: its endpoint, or AWS and the region. */
export function placeOf(settings: StoreSettings): string {
  return settings.endpoint ?? `AWS (${settings.region})`;
}

/**
 * What is thrown for a failed request: a UserError that says what failed, where and what to do, or `thrown` itself when
 * neither the store, the network nor the credentials caused it.
 */
export function failureOf(thrown: unknown, doing: Doing, key: string, settings: StoreSettings): unknown {
  if (thrown instanceof UserError) return thrown;
  const fault = faultOf(thrown);
  if (fault === undefined) return thrown;
  const { what, advice } = explain({ ...fault, message: redact(fault.message, settings) }, doing, settings);
  const cause = `Could not ${doing} s3://${settings.bucket}/${key} at ${placeOf(settings)}: ${what}.`;
  return new UserError(cause, advice, { cause: thrown });
}

interface Explanation {
  readonly what: string;
  readonly advice: string;
}

function explain(fault: Fault, doing: Doing, settings: StoreSettings): Explanation {
  return (
    explainCredentials(fault, settings) ??
    explainPlace(fault, settings) ??
    explainConnection(fault, settings) ??
    explainAnswer(fault, doing, settings)
  );
}

function explainCredentials(fault: Fault, settings: StoreSettings): Explanation | undefined {
  const { code = '' } = fault;
  if (['CredentialsProviderError', 'TokenProviderError'].includes(fault.name)) {
    return {
      what: 'no credentials were found',
      advice:
        'Give `access-key-id` and `secret-access-key`, or run aws-actions/configure-aws-credentials in an earlier step ' +
        'of the job (it needs `permissions: id-token: write`).',
    };
  }
  if (WRONG_KEYS.includes(code)) {
    return {
      what: `the store does not accept the credentials: ${answerOf(fault)}`,
      advice:
        settings.credentials === undefined
          ? 'Check the credentials of the environment, and that they belong to this store.'
          : 'Check `access-key-id`, `secret-access-key` and `session-token`, and that they belong to this store.',
    };
  }
  if (EXPIRED.includes(code)) {
    return {
      what: `the credentials have expired: ${answerOf(fault)}`,
      advice:
        'Get new ones shortly before this step, or for longer (`role-duration-seconds` of ' +
        'aws-actions/configure-aws-credentials), and run the job again.',
    };
  }
  if (code === 'RequestTimeTooSkewed') {
    return {
      what: `the clocks differ: ${answerOf(fault)}`,
      advice: "Set the clock of the runner's machine.",
    };
  }
  return undefined;
}

function explainPlace(fault: Fault, settings: StoreSettings): Explanation | undefined {
  const redirected =
    ['PermanentRedirect', 'TemporaryRedirect'].includes(fault.code ?? '') || fault.status === 301;
  if (redirected || (fault.code === 'AuthorizationHeaderMalformed' && fault.region !== undefined)) {
    const right = fault.region === undefined ? '' : `, not ${settings.region} but ${fault.region}`;
    return {
      what: `the bucket is in another region${right}: ${answerOf(fault)}`,
      advice:
        fault.region === undefined
          ? 'Set the input `region` to the region of the bucket.'
          : `Set the input \`region\` to ${fault.region}.`,
    };
  }
  if (fault.code === 'NoSuchBucket' || fault.code === 'InvalidBucketName') {
    return {
      what: `there is no bucket ${quote(settings.bucket)}: ${answerOf(fault)}`,
      advice: `Check \`bucket\`${settings.endpoint === undefined ? '' : ' and `endpoint`'}. A bucket is never made here.`,
    };
  }
  return undefined;
}

function explainConnection(fault: Fault, settings: StoreSettings): Explanation | undefined {
  const { system = '' } = fault;
  if (isUnreachable(fault)) {
    return {
      what: `it cannot be reached (${system})`,
      advice: `Check ${settings.endpoint === undefined ? '`region`' : '`endpoint`'}, and that the runner may connect to it.`,
    };
  }
  if (TLS.test(system)) {
    return {
      what: `its TLS certificate is not accepted (${system})`,
      advice:
        'Check the host name in `endpoint`. For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in the ' +
        "job's `env` to the file with the authority's certificate.",
    };
  }
  if (system === 'EPROTO' || system.startsWith('HPE_')) {
    return {
      what: `it does not speak ${settings.endpoint?.startsWith('http:') ? 'http' : 'https'} (${system})`,
      advice: 'Check whether `endpoint` begins with http or https as it should, and its port.',
    };
  }
  if (fault.name === 'IncompleteBody') {
    return {
      what: fault.message,
      advice: 'Run the job again. If it stays, the network or the store is at fault.',
    };
  }
  if (fault.status === undefined || (fault.status < 300 && isTransient(fault))) {
    const what =
      system === '' || system === 'ETIMEDOUT' ? 'no answer in time' : `the connection broke off (${system})`;
    return {
      what: `${what}, after ${attemptsOf(fault)}`,
      advice: 'Run the job again. If it stays, the network or the store is at fault.',
    };
  }
  return undefined;
}

function explainAnswer(fault: Fault, doing: Doing, settings: StoreSettings): Explanation {
  if (fault.status === 401 || fault.status === 403) {
    const listing =
      doing === 'read' || doing === 'look at'
        ? ' A key that may not list the bucket (s3:ListBucket) gets 403 also where there is no such object.'
        : '';
    return {
      what: `access denied: ${answerOf(fault)}.${listing}`.replace(/\.$/, ''),
      advice: `Allow ${PERMISSION[doing]}${listing === '' ? '' : ' and s3:ListBucket'} on the bucket ${settings.bucket} to these credentials.`,
    };
  }
  if (isTransient(fault)) {
    return {
      what: `${answerOf(fault)}, after ${attemptsOf(fault)}`,
      advice: 'The store is overloaded or has a fault. Run the job again later.',
    };
  }
  if (fault.code === undefined) {
    return {
      what: `the answer is not one of S3: ${answerOf(fault)}`,
      advice: 'Check that `endpoint` is the URL of the S3 service, not of its console or of a web page.',
    };
  }
  return {
    what: answerOf(fault),
    advice: 'The store refused the request; its documentation explains the code.',
  };
}

function attemptsOf(fault: Fault): string {
  return fault.attempts === 1 ? '1 attempt' : `${fault.attempts} attempts`;
}

function answerOf(fault: Fault): string {
  const status = fault.status === undefined ? '' : `HTTP ${fault.status}`;
  if (fault.code === undefined) return status;
  const message = fault.message === '' || fault.message === fault.code ? '' : `, ${quote(fault.message)}`;
  return `${fault.code} (${status}${message})`;
}

/** What the store says may repeat what it was sent. */
function redact(text: string, { credentials }: StoreSettings): string {
  const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = credentials ?? {};
  // The longest first: one may be a part of another.
  return [accessKeyId, secretAccessKey, sessionToken]
    .filter((secret) => secret !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}
