import { S3Error } from './errors.ts';
import { encodeRfc3986, queryValue, type S3Request } from './request.ts';

export interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins, or undefined on the last. */
  readonly next: Marker | undefined;
}

/** The last thing on a page: a key, or a common prefix, of which all keys are then done. */
export interface Marker {
  readonly kind: 'key' | 'prefix';
  readonly value: string;
}

/** Sorts by the bytes of UTF-8, as S3 lists. */
export function compareKeys(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** One page of `keys`, which begin with `prefix` and are sorted here. */
export function pageOf(
  keys: readonly string[],
  options: { prefix: string; delimiter: string; after: Marker | undefined; limit: number },
): Page {
  const { prefix, delimiter, after, limit } = options;
  const page: string[] = [];
  const commonPrefixes: string[] = [];
  let last: Marker | undefined;
  for (const key of [...keys].sort(compareKeys)) {
    if (after !== undefined && compareKeys(key, after.value) <= 0) continue;
    if (after?.kind === 'prefix' && key.startsWith(after.value)) continue;
    if (last?.kind === 'prefix' && key.startsWith(last.value)) continue;
    if (page.length + commonPrefixes.length >= limit) {
      return { keys: page, commonPrefixes, next: limit === 0 ? undefined : last };
    }
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut === -1) {
      page.push(key);
      last = { kind: 'key', value: key };
    } else {
      last = { kind: 'prefix', value: key.slice(0, cut + delimiter.length) };
      commonPrefixes.push(last.value);
    }
  }
  return { keys: page, commonPrefixes, next: undefined };
}

/** A marker as an opaque continuation token, and back. */
export function toToken(marker: Marker): string {
  return Buffer.from(`${marker.kind}:${marker.value}`).toString('base64url');
}

/** @throws S3Error InvalidArgument */
export function fromToken(token: string): Marker {
  const match = /^(key|prefix):([\s\S]*)$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  if (match?.[2] === undefined) throw new S3Error('InvalidArgument', 'The continuation token is not valid.');
  return { kind: match[1] === 'key' ? 'key' : 'prefix', value: match[2] };
}

/**
 * A number in the query (`max-keys`), at most 1000, which is also what is taken where it was not sent.
 *
 * @throws S3Error InvalidArgument
 */
export function queryLimit(request: S3Request, name: string): number {
  const value = queryValue(request, name) ?? '1000';
  if (!/^\d{1,9}$/.test(value))
    throw new S3Error('InvalidArgument', `${name} must be a number, not "${value}".`);
  return Math.min(1000, Number(value));
}

/** How names are written into a list: as they are, or percent-encoded but for slashes (`encoding-type=url`). */
export function nameEncoder(request: S3Request): (name: string) => string {
  const type = queryValue(request, 'encoding-type');
  if (type === undefined) return (name) => name;
  if (type !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (name) => name.split('/').map(encodeRfc3986).join('/');
}
