import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { redactFields, secretForms } from '../action/secrets.ts';
import {
  type Fault,
  faultOf,
  isTransient,
  isUnreachable,
  mayRefuseChecksums,
  PROXY_REFUSES,
} from './faults.ts';
import type { StoreSettings } from './settings.ts';
import type { UploadOptions } from './types.ts';

/** What a request was for. */
export type Doing =
  | 'read'
  | 'look at'
  | 'write'
  | 'remove'
  | 'tag'
  | 'list'
  | 'list the uploads of'
  | 'abort an upload of';

const PERMISSION: Readonly<Record<Doing, string>> = {
  read: 's3:GetObject',
  'look at': 's3:GetObject',
  write: 's3:PutObject',
  remove: 's3:DeleteObject',
  tag: 's3:PutObjectTagging',
  list: 's3:ListBucket',
  'list the uploads of': 's3:ListBucketMultipartUploads',
  'abort an upload of': 's3:AbortMultipartUpload',
};
const WRONG_KEYS = [
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'AuthFailure',
  'InvalidSecurity',
];
const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'];
/** In codes that may be about a checksum. Most others say what was wrong. */
const OF_CHECKSUMS = /Trailer|Checksum|Header|Length|NotImplemented|Unauthorized|Signature/;
const PUBLIC_ACLS = ['public-read', 'authenticated-read'];
/** Codes by which stores refuse an ACL or tags. */
const OF_ATTRIBUTES = /^InvalidArgument$|^InvalidRequest$|Header|Acl|AccessControl/i;
/** Where a store takes reads and no writes. */
const CHECKSUMS =
  " If it can be read and not written, the store may refuse the SDK's checksums: set AWS_REQUEST_CHECKSUM_CALCULATION=when_required in the job's " +
  '`env`.';
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Where the store is, as messages name it: its endpoint, or AWS and the region. */
export function storeAddress(settings: StoreSettings): string {
  return settings.endpoint ?? `AWS (${settings.region})`;
}

/**
 * What is thrown for a failed request: a UserError that says what failed, where and what to do, or `thrown` itself when
 * neither the store, the network nor the credentials caused it. `written` is what a write asked for.
 */
export function failureOf(
  thrown: unknown,
  doing: Doing,
  key: string,
  settings: StoreSettings,
  written: Written = {},
): unknown {
  if (thrown instanceof UserError) return thrown;
  const fault = faultOf(thrown);
  if (fault === undefined) return thrown;
  const cleaned = redactFields(fault, secretsOf(settings));
  const region = cleaned.region === undefined ? undefined : quote(cleaned.region).slice(1, -1);
  const { what, advice } = explain({ ...cleaned, region }, { doing, ...written }, settings);
  const cause = `Could not ${doing} s3://${settings.bucket}/${key} at ${storeAddress(settings)}: ${what}.`;
  return new UserError(cause, advice, { cause: thrown });
}

interface Explanation {
  readonly what: string;
  readonly advice: string;
}

/** What a write asked for besides the object. */
type Written = Pick<UploadOptions, 'tags' | 'acl' | 'ifAbsent'>;

interface Request extends Written {
  readonly doing: Doing;
}

function explain(fault: Fault, request: Request, settings: StoreSettings): Explanation {
  return (
    explainCredentials(fault, request, settings) ??
    explainPlace(fault, settings) ??
    explainConnection(fault, settings) ??
    explainAttributes(fault, request) ??
    explainAnswer(fault, request, settings)
  );
}

function explainCredentials(
  fault: Fault,
  { doing }: Request,
  settings: StoreSettings,
): Explanation | undefined {
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
      advice: `${
        settings.credentials === undefined
          ? 'Check the credentials of the environment, and that they belong to this store.'
          : 'Check `access-key-id`, `secret-access-key` and `session-token`, and that they belong to this store.'
      }${checksumAdvice(fault, doing)}`,
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
  const { proxy } = settings;
  // In a tunnel a proxy can answer for no store.
  const isOfProxy = settings.endpoint?.startsWith('http:') === true && fault.code === undefined;
  const isRefused = isOfProxy && (fault.status === 403 || fault.status === 511);
  if (proxy !== undefined && (system === PROXY_REFUSES || fault.status === 407 || isRefused)) {
    const said = /: (HTTP\/1\.\d \d{3}[^\r\n]*)$/.exec(fault.message)?.[1] ?? answerOf(fault);
    return {
      what: `the proxy ${proxy.shown} of ${proxy.variable} does not let the request through${said === '' ? '' : ` (${said})`}`,
      advice: `Check the user and the password in ${proxy.variable}, and whether the proxy may connect to the store; or add its host to NO_PROXY.`,
    };
  }
  if (isUnreachable(fault)) {
    const through = proxy === undefined ? '' : ` through the proxy ${proxy.shown}`;
    const check =
      proxy === undefined
        ? 'that the runner may connect to it'
        : `${proxy.variable}, or add the host of the store to NO_PROXY`;
    return {
      what: `it cannot be reached${through} (${system})`,
      advice: `Check ${settings.endpoint === undefined ? '`region`' : '`endpoint`'}, and ${check}.`,
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
  if (fault.name === 'OutOfBounds') {
    return {
      what: fault.message,
      advice:
        'Nothing that is read there is so large or so slow. Look at it, and check that `endpoint` is the URL of the S3 service.',
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

/** Tags and an ACL are refused by stores and buckets that take the object without them. */
function explainAttributes(fault: Fault, request: Request): Explanation | undefined {
  const { code } = fault;
  const { acl, tags } = request;
  if (acl !== undefined && code === 'AccessControlListNotSupported') {
    return {
      what: `the bucket does not take ACLs: ${answerOf(fault)}`,
      advice: "Leave out the input `acl`. Access to the objects is then the matter of the bucket's policy.",
    };
  }
  if (tags !== undefined && code === 'InvalidTag') {
    return { what: `the tags are refused: ${answerOf(fault)}`, advice: 'Correct the input `object-tags`.' };
  }
  const given = request.doing === 'write' ? inputsOf(request) : '';
  const isUnknown = code === 'NotImplemented' || fault.status === 501;
  if (isUnknown && request.doing === 'write' && request.ifAbsent === true) {
    const also = given === '' ? '' : ` It had ${given}, too: leave that out if this store does not know it.`;
    return {
      what: `the store does not know what it is asked: ${answerOf(fault)}`,
      advice:
        `The request had a condition (If-None-Match). If one job at a time writes the index, and only then, \`unconditional-index: true\` leaves ` +
        `conditions out of all writes.${also}`,
    };
  }
  if (given !== '' && (isUnknown || OF_ATTRIBUTES.test(code ?? ''))) {
    return {
      what: `the store refuses the request: ${answerOf(fault)}`,
      advice: `The request had ${given}. Correct that, or leave it out if this store does not know it.`,
    };
  }
  return undefined;
}

function inputsOf({ acl, tags }: Request): string {
  const names = [
    ...(tags === undefined ? [] : ['`object-tags`']),
    ...(acl === undefined ? [] : [`\`acl\` (${quote(acl)})`]),
  ];
  return names.join(' and ');
}

function permissionsOf({ doing, acl, tags }: Request, listing: boolean): string {
  const names = [
    PERMISSION[doing],
    ...(doing !== 'write' || tags === undefined ? [] : ['s3:PutObjectTagging']),
    ...(doing !== 'write' || acl === undefined ? [] : ['s3:PutObjectAcl']),
    ...(listing ? ['s3:ListBucket'] : []),
  ];
  const last = names.pop();
  return names.length === 0 ? `${last}` : `${names.join(', ')} and ${last}`;
}

function explainAnswer(fault: Fault, request: Request, settings: StoreSettings): Explanation {
  const { doing } = request;
  if (fault.status === 401 || fault.status === 403 || fault.code === 'AccessDenied') {
    const listing =
      doing === 'read' || doing === 'look at'
        ? ' A key that may not list the bucket (s3:ListBucket) gets 403 also where there is no such object.'
        : '';
    return {
      what: `access denied: ${answerOf(fault)}.${listing}`.replace(/\.$/, ''),
      advice:
        `Allow ${permissionsOf(request, listing !== '')} on the bucket ${settings.bucket} to these credentials.` +
        (doing === 'write' && PUBLIC_ACLS.includes(request.acl ?? '')
          ? ' Where the bucket blocks public access, leave out the input `acl`.'
          : '') +
        checksumAdvice(fault, doing),
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
      advice:
        'Check that `endpoint` is the URL of the S3 service, not of its console or of a web page.' +
        checksumAdvice(fault, doing),
    };
  }
  return {
    what: answerOf(fault),
    advice: `The store refused the request; its documentation explains the code.${checksumAdvice(fault, doing)}`,
  };
}

function checksumAdvice(fault: Fault, doing: Doing): string {
  const mayBe = mayRefuseChecksums(fault) && (fault.code === undefined || OF_CHECKSUMS.test(fault.code));
  return doing === 'write' && mayBe ? CHECKSUMS : '';
}

function attemptsOf(fault: Fault): string {
  return fault.attempts === 1 ? '1 attempt' : `${fault.attempts} attempts`;
}

function answerOf(fault: Fault): string {
  const status = fault.status === undefined ? '' : `HTTP ${fault.status}`;
  if (fault.code === undefined) return status;
  const message = fault.message === '' || fault.message === fault.code ? '' : `, ${quote(fault.message)}`;
  return `${quote(fault.code).slice(1, -1)} (${status}${message})`;
}

/** What the store says may repeat what it was sent, in any field; it is cleaned before anything is cut to length. */
function secretsOf({ credentials, proxy }: StoreSettings): string[] {
  const { accessKeyId = '', secretAccessKey = '', sessionToken = '' } = credentials ?? {};
  const own = secretForms([accessKeyId, secretAccessKey, sessionToken]);
  return [...own, ...(proxy?.secrets ?? [])].sort((a, b) => b.length - a.length);
}
