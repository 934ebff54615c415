import { type Answer, type Call, xmlAnswer } from './answer.ts';
import { S3Error } from './errors.ts';
import { header, type S3Request } from './request.ts';

/** What a writer may give an object that its readers do not get with it. */
export interface ObjectAttributes {
  /** Names and values, in the order that they were sent. */
  readonly tags?: readonly (readonly [string, string])[];
  /** The canned ACL. */
  readonly acl?: string;
}

const CANNED_ACLS = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
];
const MAX_TAGS = 10;
const TAG_TEXT = /^[\p{L}\p{N}\p{Zs}+\-=._:/@]*$/u;
const GROUPS = 'http://acs.amazonaws.com/groups/global/';
const OWNER = { ID: 'local', DisplayName: 'local' };

/**
 * The tags and the canned ACL of a request that makes an object
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html). The ACL is kept and shown, and changes nothing.
 *
 * @throws S3Error InvalidArgument, InvalidTag or BadRequest
 */
export function requestedAttributes(request: S3Request): ObjectAttributes {
  const tagging = header(request, 'x-amz-tagging');
  const acl = header(request, 'x-amz-acl');
  if (acl !== undefined && !CANNED_ACLS.includes(acl)) throw new S3Error('InvalidArgument');
  const tags = tagging === undefined ? [] : parseTags(tagging);
  return { ...(tags.length === 0 ? {} : { tags }), ...(acl === undefined ? {} : { acl }) };
}

function parseTags(tagging: string): [string, string][] {
  const tags = tagging
    .split('&')
    .filter((tag) => tag !== '')
    .map((tag): [string, string] => {
      const [name = '', ...value] = tag.split('=');
      return [decode(name), decode(value.join('='))];
    });
  if (tags.length > MAX_TAGS) throw new S3Error('BadRequest', 'Object tags cannot be greater than 10');
  if (new Set(tags.map(([name]) => name)).size < tags.length) throw malformed();
  for (const [name, value] of tags) {
    if (name === '' || name.length > 128 || name.startsWith('aws:') || !TAG_TEXT.test(name)) {
      throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid');
    }
    if (value.length > 256 || !TAG_TEXT.test(value)) {
      throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid');
    }
  }
  return tags;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed();
  }
}

function malformed(): S3Error {
  return new S3Error(
    'InvalidArgument',
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
  );
}

/** Answers GET `?tagging`: the tags of an object, none where it has none. @throws S3Error NoSuchKey. */
export async function getObjectTagging({ request, folder }: Call): Promise<Answer> {
  const object = await folder.find(request.bucket, request.key);
  if (object === undefined) throw new S3Error('NoSuchKey');
  const tags = object.attributes?.tags ?? [];
  return xmlAnswer('Tagging', { TagSet: { Tag: tags.map(([Key, Value]) => ({ Key, Value })) } });
}

/** Answers GET `?acl`: the grants that the canned ACL of an object stands for. @throws S3Error NoSuchKey. */
export async function getObjectAcl({ request, folder }: Call): Promise<Answer> {
  const object = await folder.find(request.bucket, request.key);
  if (object === undefined) throw new S3Error('NoSuchKey');
  const acl = object.attributes?.acl ?? 'private';
  const group = acl.startsWith('public-') ? 'AllUsers' : 'AuthenticatedUsers';
  const permissions = [
    ...(/-read\b/.test(acl) && /^(public|authenticated)/.test(acl) ? ['READ'] : []),
    ...(acl === 'public-read-write' ? ['WRITE'] : []),
  ];
  return xmlAnswer('AccessControlPolicy', {
    Owner: OWNER,
    AccessControlList: {
      Grant: [
        { Grantee: OWNER, Permission: 'FULL_CONTROL' },
        ...permissions.map((Permission) => ({ Grantee: { URI: `${GROUPS}${group}` }, Permission })),
      ],
    },
  });
}
