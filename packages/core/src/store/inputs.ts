import { checked, flag, number, optionalFlag, requiredText, secret, text } from '../action/inputs.ts';
import { checkBucket, checkPrefix } from '../release/names.ts';
import { objectTagsProblem } from '../release/object-tags.ts';

const ACLS = [
  'private',
  'public-read',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];

/** Inputs about the object store, which every stage that uses it has: spread them into the stage's shape. */
export const storeInputs = {
  bucket: checked(requiredText('Give the name of the bucket.'), checkBucket),
  prefix: checked(text(), checkPrefix),
  region: checked(text(), regionProblem),
  endpoint: checked(text(), urlProblem),
  'force-path-style': optionalFlag(),
  'access-key-id': secret(),
  'secret-access-key': secret(),
  'session-token': secret(),
  'public-url': checked(text(), publicUrlProblem),
  'unconditional-index': flag(false),
  'run-id': checked(text(), runIdProblem),
  acl: checked(text(), aclProblem),
  'request-timeout-seconds': number(1, 3600).transform((seconds) => seconds ?? 60),
} as const;

/** Inputs about the files that a stage publishes, besides `storeInputs`. */
export const fileInputs = {
  'object-tags': checked(text(), objectTagsProblem),
  'cache-control': checked(text(), cacheControlProblem),
} as const;

function regionProblem(region: string): string | undefined {
  return /^[A-Za-z0-9-]{1,64}$/.test(region)
    ? undefined
    : 'Use the name of a region, for example eu-central-1.';
}

function urlProblem(value: string): string | undefined {
  const url = URL.parse(value);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    return 'Use a URL with http or https and no query, for example https://s3.example.org.';
  }
  return undefined;
}

function publicUrlProblem(value: string): string | undefined {
  if (value.endsWith('/')) return 'Leave out the slash at the end.';
  return urlProblem(value);
}

function runIdProblem(value: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,64}$/.test(value)
    ? undefined
    : 'Use letters, digits, hyphens and underscores, as github.run_id has.';
}

function cacheControlProblem(value: string): string | undefined {
  return /^[\x20-\x7e]{1,256}$/.test(value)
    ? undefined
    : 'Use the value of a Cache-Control header, such as public, max-age=31536000, immutable.';
}

function aclProblem(value: string): string | undefined {
  return ACLS.includes(value) ? undefined : `Use one of: ${ACLS.join(', ')}.`;
}
