import type { IncomingHttpHeaders } from 'node:http';
import { S3Error } from './errors.ts';

/** A request as it was sent, taken apart and not yet judged. */
export interface S3Request {
  readonly method: string;
  /** Empty for a request to the service itself. */
  readonly bucket: string;
  /** Empty for a request to a bucket. */
  readonly key: string;
  /** The path with its percent-encoding, as it stood in the request line. */
  readonly path: string;
  /** The query's names and values, decoded, in the order they were sent. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: IncomingHttpHeaders;
  /** Every header with all of its values. */
  readonly allHeaders: NodeJS.Dict<string[]>;
}

/**
 * Takes a path-style URL apart. As on S3, a bare `+` is a blank, in the path as in the query.
 *
 * @throws S3Error InvalidURI where the percent-encoding is not UTF-8, KeyTooLongError over 1024 bytes.
 */
export function parseTarget(url: string): Pick<S3Request, 'bucket' | 'key' | 'path' | 'query'> {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  if (!path.startsWith('/')) throw new S3Error('InvalidURI');
  const slash = path.indexOf('/', 1);
  const bucket = decode(slash === -1 ? path.slice(1) : path.slice(1, slash));
  const key = slash === -1 ? '' : decode(path.slice(slash + 1));
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError');
  const query = (mark === -1 ? '' : url.slice(mark + 1))
    .split('&')
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const equals = part.indexOf('=');
      return equals === -1
        ? [decode(part), '']
        : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
  return { bucket, key, path, query };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw new S3Error('InvalidURI');
  }
}

/** The value of a query parameter (empty where it has none), or undefined where it was not sent. */
export function queryValue(request: S3Request, name: string): string | undefined {
  return request.query.find(([other]) => other === name)?.[1];
}

/** The one value of a header, or undefined. */
export function header(request: S3Request, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Percent-encodes as SigV4 and S3 do: everything but letters, digits and `-._~`. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
