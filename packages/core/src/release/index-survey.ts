import { isObject, type JsonObject } from '../json/json-merge.ts';
import { LISTS, PARTS } from './device.ts';
import { openIndex } from './index-document.ts';
import { SHA256_HEX } from './schema.ts';

/** The part that the docs of a tag are. */
const DOCS = 'docs';

/** What is wrong with the index, and where. What does not apply is empty. */
export interface IndexProblem {
  readonly tag: string;
  readonly machine: string;
  /** `full_image`, `docs`, `sbom`, or another key. */
  readonly part: string;
  readonly url: string;
  /** Full sentences. */
  readonly problem: string;
}

/** A download that the index names, as it stands there: `url` and `sha256` may be empty or anything. */
export interface IndexedFile {
  readonly channel: string;
  readonly tag: string;
  /** Empty for docs. */
  readonly machine: string;
  readonly part: string;
  /** Whether it stands in a list of ours. */
  readonly listed?: true;
  readonly url: string;
  readonly sha256: string;
  /** What is wrong with its own form, besides the URL. */
  readonly problems: readonly string[];
}

/** A device of the index. */
export interface IndexedDevice {
  readonly channel: string;
  readonly tag: string;
  readonly name: string;
  readonly files: readonly IndexedFile[];
}

/** All that the index says, and what is wrong with its form. */
export interface IndexSurvey {
  readonly tags: readonly { readonly channel: string; readonly tag: string }[];
  readonly devices: readonly IndexedDevice[];
  /** Of devices, of entries without a name, and docs. */
  readonly files: readonly IndexedFile[];
  readonly problems: readonly IndexProblem[];
}

interface Found {
  readonly devices: IndexedDevice[];
  readonly files: IndexedFile[];
  readonly problems: IndexProblem[];
}

const DATES = ['release-date', 'timestamp'];

/**
 * Reads the whole of releases.json, of one tag or of all, in both forms of a tag, and passes over nothing that a reader could trip
 * over. Keys that are not ours are left alone, unless they look like a part: an object with `url` and `sha256`. `undefined` is a
 * missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
export function surveyIndex(text: string | undefined, tag?: string, where?: string): IndexSurvey {
  const root = JSON.parse(openIndex(text, where).text) as JsonObject;
  const tags: { channel: string; tag: string }[] = [];
  const found: Found = { devices: [], files: [], problems: [] };
  for (const [channel, value] of Object.entries(root)) {
    if (!isObject(value)) continue;
    for (const [name, entry] of Object.entries(value)) {
      if (tag !== undefined && name !== tag) continue;
      tags.push({ channel, tag: name });
      surveyTag({ channel, tag: name }, entry, found);
    }
  }
  return { tags, ...found };
}

interface At {
  readonly channel: string;
  readonly tag: string;
}

function surveyTag(at: At, entry: unknown, found: Found): void {
  const before = found.devices.length;
  if (Array.isArray(entry)) {
    for (const element of entry) surveyElement(at, element, found);
  } else if (isObject(entry)) {
    const { devices = [], docs } = entry;
    if (docs !== undefined) found.files.push(fileOf(at, '', DOCS, docs));
    if (Array.isArray(devices)) for (const device of devices) surveyDevice(at, device, found);
    else found.problems.push(problemOf(at, '', 'Its devices are not a list.'));
  } else {
    found.problems.push(problemOf(at, '', 'The tag is neither an object nor a list.'));
  }
  const [names, twice] = [new Set<string>(), new Set<string>()];
  for (const { name } of found.devices.slice(before)) (names.has(name) ? twice : names).add(name);
  for (const name of twice) found.problems.push(problemOf(at, name, 'Several entries have this name.'));
}

/** An element of the older form: a device, the docs, or the date. */
function surveyElement(at: At, element: unknown, found: Found): void {
  const nameless = isObject(element) && element['name'] === undefined;
  if (nameless && element[DOCS] !== undefined) found.files.push(fileOf(at, '', DOCS, element[DOCS]));
  else if (!nameless || !DATES.some((key) => element[key] !== undefined)) surveyDevice(at, element, found);
}

function surveyDevice(at: At, device: unknown, found: Found): void {
  if (!isObject(device)) {
    found.problems.push(problemOf(at, '', 'An entry is not an object.'));
    return;
  }
  const { name } = device;
  const named = typeof name === 'string' && name !== '';
  if (!named) found.problems.push(problemOf(at, '', 'An entry has no name, so readers pass over it.'));
  const files = Object.entries(device)
    .flatMap(([key, value]) => partsUnder(key, value))
    .map(({ part, value, ...more }) => ({ ...fileOf(at, named ? name : '', part, value), ...more }));
  for (const file of files) found.files.push(file);
  if (named) found.devices.push({ ...at, name, files });
}

function fileOf(at: At, machine: string, part: string, value: unknown): IndexedFile {
  if (!isObject(value)) {
    return { ...at, machine, part, url: '', sha256: '', problems: ['It is not an object.'] };
  }
  const { url, sha256, hash } = value;
  const digest = part === DOCS ? (sha256 ?? hash) : sha256;
  const problems = [
    ...digestProblem(digest),
    ...(part === DOCS && hash !== undefined && hash !== digest ? ['Its hash is not its sha256.'] : []),
  ];
  return { ...at, machine, part, url: textOf(url), sha256: textOf(digest), problems };
}

function digestProblem(digest: unknown): string[] {
  if (digest === undefined || digest === '') return ['It has no sha256.'];
  if (typeof digest === 'string' && SHA256_HEX.test(digest)) return [];
  return ['Its sha256 is not 64 lower-case hex digits.'];
}

/** What a key of a device names: one part, or each file of a list of ours. */
function partsUnder(
  part: string,
  value: unknown,
): { readonly part: string; readonly value: unknown; readonly listed?: true }[] {
  if (Array.isArray(value) && LISTS.some((list) => list === part)) {
    return value.map((each) => ({ part, value: each, listed: true }));
  }
  return isPart(part) || looksLikePart(value) ? [{ part, value }] : [];
}

function isPart(key: string): boolean {
  return PARTS.some((part) => part === key);
}

function looksLikePart(value: unknown): boolean {
  return isObject(value) && typeof value['url'] === 'string' && typeof value['sha256'] === 'string';
}

function problemOf({ tag }: At, machine: string, problem: string): IndexProblem {
  return { tag, machine, part: '', url: '', problem };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
