/**
 * Keys of the S3 layout, and the public URLs of objects. All names are checked before (names.ts): nothing is
 * cleaned up in here. `prefix` may be empty.
 */

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('/');

/** `<prefix>/`: what every key of the layer begins with; '' without a prefix. */
export function layerFolder(prefix: string): string {
  return prefix === '' ? '' : `${prefix}/`;
}

/** The name of the file: the last segment of a key. */
export function nameInKey(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** `<prefix>/releases.json`: the index. */
export function indexKey(prefix: string): string {
  return join(prefix, 'releases.json');
}

/** `<prefix>/<tag>/<machine>/<file>`. */
export function machineKey(prefix: string, tag: string, machine: string, file: string): string {
  return join(prefix, tag, machine, file);
}

/** `<prefix>/<tag>/`: all machines of a tag. */
export function tagFolder(prefix: string, tag: string): string {
  return `${join(prefix, tag)}/`;
}

/** `<prefix>/<tag>/<machine>/`. */
export function machineFolder(prefix: string, tag: string, machine: string): string {
  return `${join(prefix, tag, machine)}/`;
}

/** `<machine>-<tag>.tar.gz`: the bundle of the flash images. */
export function bundleName(machine: string, tag: string, format: 'tar.gz' | 'tar.zst'): string {
  return `${machine}-${tag}.${format}`;
}

/** `pvexports-<machine>-<tag>.zip`: all pvrexports of the machine. */
export function pvexportsName(machine: string, tag: string): string {
  return `pvexports-${machine}-${tag}.zip`;
}

/** `<prefix>/<tag>/<machine>/manifest.json`. */
export function manifestKey(prefix: string, tag: string, machine: string): string {
  return machineKey(prefix, tag, machine, 'manifest.json');
}

/** `<prefix>/<tag>/<machine>/published.json`. */
export function publishedKey(prefix: string, tag: string, machine: string): string {
  return machineKey(prefix, tag, machine, 'published.json');
}

/** `<prefix>/<tag>/<machine>/SHA256SUMS`. */
export function checksumsKey(prefix: string, tag: string, machine: string): string {
  return machineKey(prefix, tag, machine, 'SHA256SUMS');
}

/** `<prefix>/<tag>/docs/<file>`. */
export function docsKey(prefix: string, tag: string, file: string): string {
  return join(prefix, tag, 'docs', file);
}

/** `<prefix>/docs/latest/<file>`: development docs. */
export function latestDocsKey(prefix: string, file: string): string {
  return join(prefix, 'docs', 'latest', file);
}

/** `<prefix>/docs/latest.json`: the pointer to the development docs. */
export function latestDocsPointerKey(prefix: string): string {
  return join(prefix, 'docs', 'latest.json');
}

/** The forms of a badge: the endpoint JSON of shields.io, and the picture. */
export type BadgeFormat = 'json' | 'svg';

/** `<prefix>/<tag>/badges/<machine>.json`, or `.svg`. */
export function badgeKey(prefix: string, tag: string, machine: string, format: BadgeFormat = 'json'): string {
  return join(prefix, tag, 'badges', `${machine}.${format}`);
}

/** `<prefix>/latest/<channel>/badges/`: the badges of the newest tag of a channel. */
export function latestBadgesFolder(prefix: string, channel: string): string {
  return `${join(prefix, 'latest', channel, 'badges')}/`;
}

/** `<prefix>/latest/<channel>/badges/<machine>.json`, or `.svg`. */
export function latestBadgeKey(
  prefix: string,
  channel: string,
  machine: string,
  format: BadgeFormat = 'json',
): string {
  return `${latestBadgesFolder(prefix, channel)}${machine}.${format}`;
}

/** `<prefix>/latest/<channel>/badges/tag.json`: the pointer to the newest tag of a channel; `tag.svg` is its picture. */
export function latestTagKey(prefix: string, channel: string, format: BadgeFormat = 'json'): string {
  return `${latestBadgesFolder(prefix, channel)}tag.${format}`;
}

/** `<prefix>/.pv-actions/<run>`: the object that probes whether the store obeys conditions. */
export function probeKey(prefix: string, run: string): string {
  return join(prefix, '.pv-actions', run);
}

/**
 * A key as a path of a URL: every segment percent-encoded but for `A-Za-z0-9-._~`. `+` becomes `%2B`, which S3 would
 * read as a blank.
 */
export function encodeKey(key: string): string {
  const encode = (segment: string): string =>
    encodeURIComponent(segment).replace(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return key.split('/').map(encode).join('/');
}

/**
 * The public URL of an object. `base` is the URL of `<prefix>/` without its final slash.
 *
 * @throws Error when `key` is not below `prefix`.
 */
export function publicUrl(base: string, prefix: string, key: string): string {
  const start = layerFolder(prefix);
  if (!key.startsWith(start) || key === start) throw new Error(`The key ${key} is not below ${start}.`);
  return `${base}/${encodeKey(key.slice(start.length))}`;
}

/**
 * The default of the input `public-url`: `https://<bucket>.s3.amazonaws.com/<prefix>`, or
 * `<endpoint>/<bucket>/<prefix>`, without a final slash.
 */
export function defaultPublicUrl(bucket: string, prefix: string, endpoint?: string): string {
  const host =
    endpoint === undefined || endpoint === ''
      ? `https://${bucket}.s3.amazonaws.com`
      : `${endpoint.replace(/\/+$/, '')}/${encodeKey(bucket)}`;
  return prefix === '' ? host : `${host}/${encodeKey(prefix)}`;
}
