import { isObject } from '../json/json-merge.ts';
import { readValue } from '../json/json-text.ts';
import { type DeviceEntry, type DocsEntry, LISTS, type ListedFile, PARTS } from './device.ts';
import { type Index, openIndex } from './index-document.ts';
import type { IndexForm } from './releases-index.ts';

/** A tag of the index, as far as it can be read. */
interface IndexedTag {
  readonly channel: string;
  readonly tag: string;
  readonly form: IndexForm;
  /** `release-date` or `timestamp`, as it stands there. */
  readonly date?: string;
  readonly docs?: DocsEntry;
  /** Entries that have a name. Others, and values of another shape, are passed over. */
  readonly devices: readonly DeviceEntry[];
}

/**
 * The tags of releases.json in the order of the file, of one tag or of all. It reads as the readers do: entries
 * without a name and channels or tags of another shape are passed over. A part is read also where its URL or its
 * digest is missing or empty, as an empty string, so that a check can report it. `undefined` is a missing index.
 *
 * @throws UserError when the index is not JSON or its root is no object.
 */
export function readIndex(index: Index, tag?: string, where?: string): IndexedTag[] {
  const { text, channels } = openIndex(index, where);
  const tags: IndexedTag[] = [];
  for (const channel of lastOfEach(channels)) {
    const wanted = channel.members.filter((member) => tag === undefined || member.key === tag);
    for (const member of lastOfEach(wanted)) {
      const read = readTag(channel.key, member.key, readValue(text, member));
      if (read !== undefined) tags.push(read);
    }
  }
  return tags;
}

/**
 * The entry of a device, or undefined. Of several entries of one name it is the last.
 *
 * @throws UserError as `readIndex`.
 */
export function readDevice(
  index: Index,
  channel: string,
  tag: string,
  machine: string,
  where?: string,
): DeviceEntry | undefined {
  return readIndex(index, tag, where)
    .find((each) => each.channel === channel)
    ?.devices.findLast((device) => device.name === machine);
}

/** The members that count: the last one of each key. */
function lastOfEach<M extends { readonly key: string }>(members: readonly M[]): M[] {
  const last = new Map(members.map((member) => [member.key, member]));
  return members.filter((member) => last.get(member.key) === member);
}

function readTag(channel: string, tag: string, value: unknown): IndexedTag | undefined {
  const list = Array.isArray(value);
  if (!list && !isObject(value)) return undefined;
  const inner = list ? undefined : value['devices'];
  const entries = (list ? value : Array.isArray(inner) ? inner : []).filter(isObject);
  const rest = list ? entries.filter((entry) => entry['name'] === undefined) : [value];
  const date = rest.map((entry) => entry['release-date'] ?? entry['timestamp']).find(isText);
  const docs = rest.map((entry) => entry['docs']).find(isObject);
  return {
    channel,
    tag,
    form: list ? 'list' : 'devices',
    ...(date === undefined ? {} : { date }),
    ...(docs === undefined ? {} : { docs: readDocs(docs) }),
    devices: entries.flatMap(readEntry),
  };
}

function readDocs(entry: Readonly<Record<string, unknown>>): DocsEntry {
  const { name, url, sha256, hash, ...more } = entry;
  return {
    name: asText(name),
    sha256: asText(sha256 ?? hash),
    url: asText(url),
    ...(Object.keys(more).length === 0 ? {} : { more }),
  };
}

function readEntry(entry: Readonly<Record<string, unknown>>): DeviceEntry[] {
  const { name } = entry;
  if (!isText(name) || name === '') return [];
  const parts = PARTS.flatMap((key) => {
    const part = entry[key];
    return isObject(part)
      ? [[key, { url: asText(part['url']), sha256: asText(part['sha256']) }] as const]
      : [];
  });
  const lists = LISTS.flatMap((key) => {
    const list = entry[key];
    const files = Array.isArray(list) ? list.filter(isObject).map(readListed) : [];
    return files.length === 0 ? [] : [[key, files] as const];
  });
  return [{ name, ...Object.fromEntries([...parts, ...lists]) }];
}

function readListed({ name, url, sha256 }: Readonly<Record<string, unknown>>): ListedFile {
  return { name: asText(name), url: asText(url), sha256: asText(sha256) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function asText(value: unknown): string {
  return isText(value) ? value : '';
}
