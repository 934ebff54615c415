import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { DocsEntry } from './device.ts';
import { isObject } from './json-merge.ts';
import { checkFileName } from './names.ts';

/** The tag of the development docs, which are in no release. */
export const LATEST = 'latest';

const YOCTO = /^pantavisor-starter-(.+)\.rootfs\.docs\.tar\.zst$/;

/** The forms that the docs site unpacks, by the end of the name: the media type, and the bytes that such a file begins with. */
const FORMATS = [
  { end: '.tar.gz', mediaType: 'application/gzip', magic: '1f8b' },
  { end: '.tar.zst', mediaType: 'application/zstd', magic: '28b52ffd' },
] as const;

export type DocsFormat = (typeof FORMATS)[number];

/**
 * The name that a docs tarball is published under: `pantavisor-starter-<rest>.rootfs.docs.tar.zst`, as Yocto names it, becomes
 * `pantavisor-<rest>.docs.tar.zst`. Other names stay.
 */
export function docsName(file: string): string {
  const rest = YOCTO.exec(file)?.[1];
  return rest === undefined ? file : `pantavisor-${rest}.docs.tar.zst`;
}

/** Whether `docsName` has another name for a file. */
export function isRenamed(file: string): boolean {
  return docsName(file) !== file;
}

/** The form of a tarball by its name; undefined for one that the docs site does not unpack. */
export function docsFormat(name: string): DocsFormat | undefined {
  return FORMATS.find(({ end }) => name.endsWith(end) && name.length > end.length);
}

/**
 * Whether `name` may name published docs.
 *
 * @returns undefined, or what is wrong and what is valid.
 */
export function checkDocsName(name: string): string | undefined {
  const problem = checkFileName(name);
  if (problem !== undefined) return problem;
  if (docsFormat(name) !== undefined) return undefined;
  return 'The docs site unpacks .tar.zst and .tar.gz only. Use a name that ends so.';
}

/** The text of `docs/latest.json`, which names the development docs. */
export function latestDocsText({ name, url, sha256 }: DocsEntry): string {
  return `${JSON.stringify({ name, url, hash: sha256, sha256 }, null, 2)}\n`;
}

/**
 * Reads `docs/latest.json`. What it lacks is empty.
 *
 * @param where The object as errors name it.
 * @throws UserError when it is not a JSON object.
 */
export function parseLatestDocs(text: string, where: string): DocsEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw unreadable(where, thrown);
  }
  if (!isObject(value)) throw unreadable(where, undefined);
  const member = (key: string): string => (typeof value[key] === 'string' ? value[key] : '');
  return { name: member('name'), url: member('url'), sha256: member('sha256') || member('hash') };
}

function unreadable(where: string, cause: unknown): UserError {
  return new UserError(
    `${where} is not the JSON object that names the development docs. It was left as it is.`,
    `Look at ${quote(where)}, mend it or remove it, and run this step again.`,
    { cause },
  );
}
