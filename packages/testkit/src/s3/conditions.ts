import { S3Error } from './errors.ts';
import type { StoredObject, WriteCheck } from './objects.ts';
import { header, type S3Request } from './request.ts';

export interface ConditionQuirks {
  /** If-Match and If-None-Match on writes are ignored, as by a store that does not know them. */
  readonly ignoreConditions?: boolean;
  /** If-Match is compared with the bare ETag: a quoted one never matches. */
  readonly bareEtags?: boolean;
}

/**
 * The check that a conditional write asks for: `If-None-Match: *` and `If-Match: <etag>`
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
 *
 * @throws S3Error NotImplemented for an If-None-Match other than `*`.
 */
export function writeCheck(request: S3Request, quirks: ConditionQuirks): WriteCheck {
  const noneMatch = header(request, 'if-none-match');
  const match = header(request, 'if-match');
  if (quirks.ignoreConditions) return () => undefined;
  if (noneMatch !== undefined && noneMatch.trim() !== '*') {
    throw new S3Error('NotImplemented', 'If-None-Match on a write takes * only.');
  }
  return (current) => {
    if (noneMatch !== undefined && current !== undefined) throw new S3Error('PreconditionFailed');
    if (match === undefined) return;
    if (current === undefined) throw new S3Error('NoSuchKey');
    const matches = quirks.bareEtags ? match.trim() === current.etag : namesEtag(match, current.etag);
    if (!matches) throw new S3Error('PreconditionFailed');
  };
}

/**
 * Holds a read against its conditional headers, in the order of RFC 9110. `prefix` is `x-amz-copy-source-` for
 * the source of a copy, where all of them answer 412.
 *
 * @throws S3Error PreconditionFailed or NotModified.
 */
export function checkRead(request: S3Request, object: StoredObject, prefix = ''): void {
  const value = (name: string): string | undefined => header(request, `${prefix}${name}`);
  const seconds = Math.floor(object.modified.getTime() / 1000) * 1000;
  const match = value('if-match');
  const unmodified = Date.parse(value('if-unmodified-since') ?? '');
  if (match !== undefined ? !namesEtag(match, object.etag) : seconds > unmodified) {
    throw new S3Error('PreconditionFailed');
  }
  const noneMatch = value('if-none-match');
  const since = Date.parse(value('if-modified-since') ?? '');
  if (noneMatch !== undefined ? namesEtag(noneMatch, object.etag) : seconds <= since) {
    if (prefix !== '') throw new S3Error('PreconditionFailed');
    throw new S3Error('NotModified', undefined, {
      etag: `"${object.etag}"`,
      'last-modified': object.modified.toUTCString(),
    });
  }
}

/** Whether a list of ETags, quoted or bare, names this one. */
function namesEtag(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const bare = item.trim().replace(/^"(.*)"$/, '$1');
    return bare === '*' || bare === etag;
  });
}

/**
 * The first and last byte that a GET asks for, or undefined for all of them: no Range, more than one, or one
 * that If-Range takes back.
 *
 * @throws S3Error InvalidRange
 */
export function requestedRange(
  request: S3Request,
  object: StoredObject,
): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header(request, 'range')?.trim() ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const only = header(request, 'if-range');
  if (only !== undefined && !namesEtag(only, object.etag)) return undefined;
  const { size } = object;
  const [, first, last] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(first) > Number(last)) return undefined;
  if (start >= size) throw new S3Error('InvalidRange', undefined, { 'content-range': `bytes */${size}` });
  return { start, end };
}
