import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { type JsonObject, mergeObject, removeMember, setMember } from '../json/json-merge.ts';
import {
  appendElement,
  appendMember,
  type Child,
  editEach,
  editWithin,
  elementsOf,
  kindOf,
  memberOf,
  type Place,
  readValue,
  removeChildren,
  type Style,
} from '../json/json-text.ts';
import { type DeviceEntry, type DocsEntry, LISTS, PARTS } from './device.ts';
import { type Channel, type Index, type IndexDocument, openIndex, requireKind } from './index-document.ts';

/** How a tag holds its devices: an object with `devices`, or, as older tags do, a list of entries. */
export type IndexForm = 'devices' | 'list';

/** The tag that an update of the index is about. */
interface IndexTarget {
  readonly channel: string;
  readonly tag: string;
  /** When it is released: written with the first entry of a tag, then left. */
  readonly date: Date;
  /** The form of a tag that the index does not have yet. */
  readonly form: IndexForm;
  /** The index as errors name it, e.g. `s3://bucket/prefix/releases.json`. */
  readonly where?: string;
}

/**
 * Puts a device into the text of releases.json. `undefined` is an index that does not exist yet.
 *
 * An entry of that name is updated in place: its parts and lists are set, those that the device does not have are taken out,
 * keys that are not ours stay, as does what is no list under the key of one. Where a name stands there several times, every entry is updated, so that it does not
 * matter which one a reader takes. Everything else is kept byte for byte; the very same text comes back when there is
 * nothing to change. A tag that has no date gets one with the first change.
 *
 * @throws UserError when the index is not JSON or of another shape, or has the tag under another channel only.
 */
export function upsertDevice(index: Index, entry: IndexTarget & { readonly device: DeviceEntry }): string {
  return upsertDevices(index, { ...entry, devices: [entry.device] });
}

/** Puts several devices into the index in one go, as `upsertDevice` does with each. */
export function upsertDevices(
  index: Index,
  entry: IndexTarget & { readonly devices: readonly DeviceEntry[] },
): string {
  const devices = entry.devices.map(ordered);
  if (devices.length === 0) return openIndex(index, entry.where).text;
  const fresh =
    entry.form === 'list'
      ? [...devices, { timestamp: minutes(entry.date) }]
      : { 'release-date': minutes(entry.date), devices };
  return updateTag(index, entry, fresh, (document, part, tag) => {
    let edited = part;
    for (const device of devices) edited = putDevice(document, edited, tag, device, entry);
    return edited;
  });
}

/**
 * Puts the docs of a tag into the text of releases.json, as `upsertDevice` does with a device.
 *
 * @throws UserError as `upsertDevice`.
 */
export function upsertDocs(index: Index, entry: IndexTarget & { readonly docs: DocsEntry }): string {
  const { name, sha256, url, more } = entry.docs;
  const docs = { ...more, name, hash: sha256, sha256, url };
  const date = minutes(entry.date);
  const fresh = entry.form === 'list' ? [{ docs }, { timestamp: date }] : { 'release-date': date, docs };
  return updateTag(index, entry, fresh, (document, part, tag) => {
    const { style } = document;
    if (kindOf(part, tag) === 'object') return setMember(part, tag, 'docs', docs, style);
    const isDocs = (element: Place): boolean => isDocsElement(part, element);
    return putElement(part, tag, isDocs, { docs }, style, (text, place) =>
      setMember(text, place, 'docs', docs, style),
    );
  });
}

/**
 * Takes a device out of a tag: all entries of that name. The same text comes back when there is none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
export function removeDevice(
  index: string | IndexDocument,
  entry: Pick<IndexTarget, 'channel' | 'tag' | 'where'> & { readonly machine: string },
): string {
  const document = openIndex(index, entry.where);
  const { text } = document;
  const tag = findTag(document, channelOf(document, entry.channel), entry.tag);
  if (tag === undefined) return text;
  return editWithin(text, tag, (part, place) => {
    const array = deviceArray(document, part, place, entry);
    if (array === undefined) return part;
    return removeChildren(
      part,
      array,
      elementsOf(part, array),
      (element) => nameOf(part, element) === entry.machine,
    );
  });
}

/**
 * Takes the docs out of a tag. The same text comes back when there are none.
 *
 * @throws UserError when the index is not JSON or of another shape.
 */
export function removeDocs(
  index: string | IndexDocument,
  entry: Pick<IndexTarget, 'channel' | 'tag' | 'where'>,
): string {
  const document = openIndex(index, entry.where);
  const { text } = document;
  const tag = findTag(document, channelOf(document, entry.channel), entry.tag);
  if (tag === undefined) return text;
  return editWithin(text, tag, (part, place) => {
    if (kindOf(part, place) === 'object') return removeMember(part, place, 'docs');
    return removeChildren(part, place, elementsOf(part, place), (element) => isDocsElement(part, element));
  });
}

function updateTag(
  index: Index,
  target: IndexTarget,
  fresh: JsonObject | readonly JsonObject[],
  edit: (document: IndexDocument, part: string, tag: Place) => string,
): string {
  const document = openIndex(index, target.where);
  const { text, root, channels, style } = document;
  const channel = channelOf(document, target.channel);
  const tag = findTag(document, channel, target.tag);
  if (tag !== undefined) {
    return editWithin(text, tag, (part, place) => {
      const dated = withDate(part, place, target.date, style);
      const edited = edit(document, dated, place);
      return edited === dated ? part : edited;
    });
  }
  refuseOtherChannel(document, target);
  if (channel !== undefined) {
    return appendMember(text, channel, target.tag, fresh, style, channel.members.at(-1));
  }
  return appendMember(text, root, target.channel, { [target.tag]: fresh }, style, channels.at(-1));
}

/** The channel that counts: the last one of that name, as all readers do. */
function channelOf(document: IndexDocument, name: string): Channel | undefined {
  return document.channels.findLast((channel) => channel.key === name);
}

function findTag(document: IndexDocument, channel: Channel | undefined, tag: string): Place | undefined {
  if (channel === undefined) return undefined;
  requireKind(document, channel, [channel.key], ['object']);
  const place = channel.members.findLast((member) => member.key === tag);
  if (place !== undefined) requireKind(document, place, [channel.key, tag], ['object', 'array']);
  return place;
}

function refuseOtherChannel(document: IndexDocument, { channel, tag }: IndexTarget): void {
  const other = document.channels.find(
    (each) => each.key !== channel && each.members.some((member) => member.key === tag),
  );
  if (other === undefined) return;
  throw new UserError(
    `${document.where} has the tag ${quote(tag)} under the channel ${quote(other.key)}, not under ${quote(channel)}.`,
    `Set the input "channel" to ${other.key}, or take the tag out of the index first.`,
  );
}

/** The array of a tag that holds devices: the tag itself, or its `devices`, which may be absent. */
function deviceArray(
  document: IndexDocument,
  part: string,
  tag: Place,
  target: Pick<IndexTarget, 'channel' | 'tag'>,
): Place | undefined {
  if (kindOf(part, tag) === 'array') return tag;
  const devices = memberOf(part, tag, 'devices');
  if (devices === undefined) return undefined;
  const path = [target.channel, target.tag, 'devices'];
  requireKind({ ...document, text: part }, devices, path, ['array']);
  return devices;
}

function putDevice(
  document: IndexDocument,
  part: string,
  tag: Place,
  device: DeviceEntry & JsonObject,
  target: IndexTarget,
): string {
  const { style } = document;
  const array = deviceArray(document, part, tag, target);
  if (array === undefined) return appendMember(part, tag, 'devices', [device], style);
  const isIt = (element: Place): boolean => nameOf(part, element) === device.name;
  return putElement(part, array, isIt, device, style, (text, place) => {
    const lists = LISTS.filter((key) => isList(text, place, key));
    const cleared = [...PARTS, ...lists]
      .filter((key) => device[key] === undefined)
      .reduce((edited, key) => removeMember(edited, place, key), text);
    return mergeObject(cleared, place, device, style);
  });
}

/** Edits all elements that `matches` finds, or appends `fresh` when there is none. */
function putElement(
  text: string,
  array: Place,
  matches: (element: Child) => boolean,
  fresh: JsonObject,
  style: Style,
  edit: (text: string, place: Place) => string,
): string {
  const found = elementsOf(text, array).filter(matches);
  if (found.length === 0) return appendElement(text, array, fresh, style);
  return editEach(text, found, edit);
}

/** The entry of the docs in the older form of a tag. */
function isDocsElement(text: string, element: Place): boolean {
  return has(text, element, 'docs') && !has(text, element, 'name');
}

function withDate(part: string, tag: Place, date: Date, style: Style): string {
  const dated = (place: Place): boolean => has(part, place, 'release-date') || has(part, place, 'timestamp');
  if (kindOf(part, tag) === 'object') {
    return dated(tag) ? part : appendMember(part, tag, 'release-date', minutes(date), style);
  }
  const isDate = (element: Place): boolean => dated(element) && !has(part, element, 'name');
  if (elementsOf(part, tag).some(isDate)) return part;
  return appendElement(part, tag, { timestamp: minutes(date) }, style);
}

function isList(text: string, place: Place, key: string): boolean {
  const member = memberOf(text, place, key);
  return member !== undefined && kindOf(text, member) === 'array';
}

function has(text: string, place: Place, key: string): boolean {
  return kindOf(text, place) === 'object' && memberOf(text, place, key) !== undefined;
}

function nameOf(text: string, element: Place): unknown {
  if (kindOf(text, element) !== 'object') return undefined;
  const name = memberOf(text, element, 'name');
  return name && readValue(text, name);
}

/** Our keys only, in the order of the format. */
function ordered(device: DeviceEntry): DeviceEntry & JsonObject {
  const parts = PARTS.flatMap((key) => {
    const part = device[key];
    return part === undefined ? [] : [[key, { url: part.url, sha256: part.sha256 }] as const];
  });
  const lists = LISTS.flatMap((key) => {
    const files = device[key]?.map(({ name, url, sha256 }) => ({ name, url, sha256 })) ?? [];
    return files.length === 0 ? [] : [[key, files] as const];
  });
  return { name: device.name, ...Object.fromEntries([...parts, ...lists]) };
}

/** `2026-06-03T10:00+00:00`. */
function minutes(date: Date): string {
  return `${date.toISOString().slice(0, 16)}+00:00`;
}
