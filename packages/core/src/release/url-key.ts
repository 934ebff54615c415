import { encodeKey, layerFolder } from './keys.ts';

/** What a URL of the index is to a layer. */
type Address =
  /** An object of the layer, as `publicUrl` makes its URL. */
  | { readonly kind: 'key'; readonly key: string }
  /** Somewhere else: an older public URL, a mirror. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'wrong'; readonly problem: string };

/**
 * Reads a URL of the index: the inverse of `publicUrl`. Below `base` a URL must be spelled exactly as `publicUrl` spells it, since
 * stores differ in how they read any other (S3 reads a bare `+` as a blank, HTTP clients resolve `..`).
 *
 * @param base The URL of `<prefix>/` without its final slash.
 */
export function addressOf(base: string, prefix: string, url: string): Address {
  const malformed = urlProblem(url);
  if (malformed !== undefined) return { kind: 'wrong', problem: malformed };
  if (url !== base && !url.startsWith(`${base}/`)) return { kind: 'elsewhere' };
  const path = url.slice(base.length + 1);
  const segments = decoded(path)?.split('/');
  if (segments === undefined) {
    return { kind: 'wrong', problem: 'The URL holds a % that begins no encoded character.' };
  }
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return { kind: 'wrong', problem: 'The URL leaves its folder, or has an empty part.' };
  }
  const below = segments.join('/');
  if (encodeKey(below) !== path) {
    return { kind: 'wrong', problem: `The URL is not encoded as keys are: ${base}/${encodeKey(below)}.` };
  }
  return { kind: 'key', key: `${layerFolder(prefix)}${below}` };
}

/** What is wrong with the form of a URL, wherever it leads. */
function urlProblem(url: string): string | undefined {
  if (url === '') return 'It has no URL.';
  if (!/^https?:/i.test(url)) return 'The URL does not begin with http or https.';
  const parsed = URL.parse(url);
  if (parsed === null) return 'The URL is malformed.';
  if (parsed.username !== '' || parsed.password !== '') return 'The URL holds a user name or a password.';
  return url.endsWith('/') ? 'The URL ends in a slash, so it names no file.' : undefined;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
