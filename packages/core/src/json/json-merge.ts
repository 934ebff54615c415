import { isDeepStrictEqual } from 'node:util';
import {
  appendMember,
  kindOf,
  memberOf,
  membersOf,
  type Place,
  readValue,
  removeChildren,
  replaceValue,
  type Style,
} from './json-text.ts';

/** A JSON object that we write. */
export type JsonObject = { readonly [key: string]: unknown };

/**
 * Sets a member of an object in JSON text. An object is merged into an object that stands there: members that `value`
 * does not have are kept. An equal value is left as it is written.
 */
export function setMember(text: string, object: Place, key: string, value: unknown, style: Style): string {
  const member = memberOf(text, object, key);
  if (member === undefined) return appendMember(text, object, key, value, style);
  if (isObject(value) && kindOf(text, member) === 'object') return mergeObject(text, member, value, style);
  if (isDeepStrictEqual(readValue(text, member), value)) return text;
  return replaceValue(text, member, value, style);
}

/** Sets all members of `value` in an object in JSON text, as `setMember` does. */
export function mergeObject(text: string, object: Place, value: JsonObject, style: Style): string {
  return Object.entries(value).reduce(
    (edited, [key, each]) => setMember(edited, object, key, each, style),
    text,
  );
}

/** Takes out all members of one key. */
export function removeMember(text: string, object: Place, key: string): string {
  return removeChildren(text, object, membersOf(text, object), (member) => member.key === key);
}

/** Whether `value` is a JSON object: no array, no null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
