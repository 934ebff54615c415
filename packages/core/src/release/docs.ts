import { UserError } from '../action/errors.ts';
import { isObject, type JsonObject, mergeObject, removeMember } from '../json/json-merge.ts';
import { type Place, readValue, rootOf, styleOf } from '../json/json-text.ts';
import type { DocsEntry } from './device.ts';
import { checkFileName } from './names.ts';
import { requireObject } from './object-text.ts';

/** The tag of the development docs, which are in no release. */
export const LATEST = 'latest';

const YOCTO = /^pantavisor-starter-(.+)\.rootfs\.docs\.tar\.zst$/;

/** The forms that the docs site unpacks, by the end of the name: the media type, and the bytes that such a file begins with. */
const FORMATS = [
  { end: '.tar.gz', mediaType: 'application/gzip', magic: '1f8b' },
  { end: '.tar.zst', mediaType: 'application/zstd', magic: '28b52ffd' },
] as const;

type DocsFormat = (typeof FORMATS)[number];

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

/**
 * Names `entry` in the text of `docs/latest.json`; `undefined` is a file that is not there. Keys of others stay byte for byte, and the
 * same text comes back when there is nothing to change.
 *
 * @param where The object as errors name it.
 * @throws UserError when the text is not a JSON object.
 */
export function nameLatestDocs(text: string | undefined, entry: DocsEntry, where: string): string {
  const { name, url, sha256 } = entry;
  const named = { name, url, hash: sha256, sha256 };
  if (text === undefined) return `${JSON.stringify(named, null, 2)}\n`;
  return mergeObject(text, openObject(text, where), named, styleOf(text));
}

/** Has the text of `docs/latest.json` name nothing. @throws UserError as `nameLatestDocs`. */
export function unnameLatestDocs(text: string, where: string): string {
  const root = openObject(text, where);
  return ['name', 'url', 'hash', 'sha256'].reduce((edited, key) => removeMember(edited, root, key), text);
}

/** What the text of `docs/latest.json` names, if anything. @throws UserError as `nameLatestDocs`. */
export function readLatestDocs(text: string | undefined, where: string): DocsEntry | undefined {
  if (text === undefined) return undefined;
  const { name, url, hash, sha256 } = readValue(text, openObject(text, where)) as JsonObject;
  const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
  const entry = { name: asText(name), url: asText(url), sha256: asText(sha256 ?? hash) };
  return entry.url === '' ? undefined : entry;
}

function openObject(text: string, where: string): Place {
  requireObject(text, where, 'docs/latest.json');
  try {
    if (isObject(JSON.parse(text))) return rootOf(text);
  } catch (thrown) {
    throw unreadable(where, thrown);
  }
  throw unreadable(where, undefined);
}

function unreadable(where: string, cause: unknown): UserError {
  return new UserError(
    `${where} is not the JSON object that names the development docs. It was left as it is.`,
    'Look at it, mend it or remove it, and run this step again.',
    { cause },
  );
}
