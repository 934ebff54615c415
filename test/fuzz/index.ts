import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { mergeObject, removeMember, setMember } from '@pv-actions/core/json/json-merge.ts';
import { endOf, membersOf, rootOf, styleOf } from '@pv-actions/core/json/json-text.ts';
import { type DeviceEntry, LISTS, PARTS } from '@pv-actions/core/release/device.ts';
import { openIndex } from '@pv-actions/core/release/index-document.ts';
import { readIndex } from '@pv-actions/core/release/index-reading.ts';
import { surveyIndex } from '@pv-actions/core/release/index-survey.ts';
import {
  removeDevice,
  removeDocs,
  upsertDevice,
  upsertDocs,
} from '@pv-actions/core/release/releases-index.ts';
import { hostileKey, hostileLong, hostileText } from '@pv-actions/testkit/fuzz/hostile.ts';
import { mutated } from '@pv-actions/testkit/fuzz/mutate.ts';
import { property } from '@pv-actions/testkit/fuzz/property.ts';
import fc from 'fast-check';
import { expectEqual, expectThat, orUserError } from './expect.ts';

const DATE = '2026-06-03T10:00+00:00';
const CHANNELS = ['stable', 'release-candidate', '__proto__', 'constructor'];
const TAGS = ['029', '1', '__proto__', 'v1.2.3', 'length'];
const NAMES = ['rpi', '__proto__', 'a"b\\c', 'é\u2028', ''];

/** JSON that somebody else wrote: any value, keys twice and escaped, white space everywhere. */
const blank = fc.constantFrom('', '', ' ', '\n', '\r\n\t', '\n    ');
const escaped = fc
  .tuple(
    fc.oneof(
      hostileKey,
      fc.constantFrom(
        ...CHANNELS,
        ...TAGS,
        ...PARTS,
        ...LISTS,
        'name',
        'docs',
        'devices',
        'url',
        'sha256',
        'timestamp',
        'release-date',
      ),
    ),
    fc.boolean(),
  )
  .map(([text, all]) =>
    all
      ? `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`
      : JSON.stringify(text),
  );
const scalar = fc.oneof(
  fc.constantFrom(
    'null',
    'true',
    '1.0',
    '-0',
    '1e400',
    '12345678901234567890',
    '"rpi"',
    '""',
    '[]',
    '{}',
    '"\\ud800"',
    '"]}"',
    '"\\\\"',
  ),
  hostileText.map((text) => JSON.stringify(text)),
);
const { json } = fc.letrec<{ json: string; object: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('object'),
    fc
      .tuple(blank, fc.array(tie('json'), { maxLength: 3 }), blank)
      .map(([before, all, after]) => `[${before}${all.join(`,${after}`)}${after}]`),
  ),
  object: fc
    .tuple(blank, fc.array(fc.tuple(escaped, blank, tie('json')), { maxLength: 4 }), blank)
    .map(
      ([before, all, after]) =>
        `{${before}${all.map(([key, colon, value]) => `${key}${colon}:${colon}${value}`).join(`${before},${after}`)}${after}}`,
    ),
}));
const members = (keys: readonly string[], value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      blank,
      fc.array(
        fc.tuple(
          fc.oneof(
            { weight: 5, arbitrary: fc.constantFrom(...keys).map((key) => JSON.stringify(key)) },
            escaped,
          ),
          value,
        ),
        { maxLength: 4 },
      ),
    )
    .map(([gap, all]) => `{${gap}${all.map(([key, each]) => `${key}: ${each}`).join(`,${gap}`)}${gap}}`);
const device = members(
  ['name', ...PARTS, ...LISTS.slice(0, 3), 'x'],
  fc.oneof(
    fc.constantFrom(...NAMES).map((name) => JSON.stringify(name)),
    members(['url', 'sha256', 'x'], scalar),
    json,
  ),
);
const devices = fc
  .tuple(blank, fc.array(fc.oneof(device, json), { maxLength: 4 }))
  .map(([gap, all]) => `[${gap}${all.join(`,${gap}`)}${gap}]`);
const tagValue = fc.oneof(
  devices,
  members(
    ['devices', 'docs', 'release-date', 'x'],
    fc.oneof(devices, members(['name', 'hash', 'sha256', 'url'], scalar), scalar),
  ),
  json,
);
const index = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(members(CHANNELS, members(TAGS, tagValue)), blank)
      .map(([text, end]) => `${end}${text}${end}`),
  },
  json,
  mutated(
    [
      '{"stable": {"029": {"release-date": "2020", "devices": [{"name": "rpi", "bsp": {"url": "u", "sha256": "s"}}]}}}\n',
    ],
    fc.oneof(json, hostileText),
  ),
);
const part = fc.record({ url: hostileText, sha256: fc.constantFrom('a', 'b') });
const listed = fc.record({ name: hostileText, url: hostileText, sha256: fc.constantFrom('a', 'b') });
const entry: fc.Arbitrary<DeviceEntry> = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.dictionary(fc.constantFrom(...PARTS), part),
    fc.dictionary(fc.constantFrom(...LISTS), fc.array(listed, { minLength: 1, maxLength: 2 }), {
      maxKeys: 2,
    }),
  )
  .map(([name, all, lists]) => ({ name, ...all, ...lists }));
const at = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  tag: fc.constantFrom(...TAGS),
  form: fc.constantFrom<'devices' | 'list'>('devices', 'list'),
});

type Json = Map<string, unknown>;

/** JSON as maps, so that no key is special: the last of a key counts. */
function parsed(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  return asMaps(plain);
}

function asMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMaps);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  return new Map(Object.entries(value).map(([key, each]) => [key, asMaps(each)]));
}

const isMap = (value: unknown): value is Json => value instanceof Map;
const child = (value: unknown, key: string): unknown => (isMap(value) ? value.get(key) : undefined);

/** The model of an update: what the format says, on maps. `undefined` where it is to be refused. */
function updated(
  root: unknown,
  { channel, tag, form }: { readonly channel: string; readonly tag: string; readonly form: string },
  wanted: DeviceEntry,
): unknown {
  if (!isMap(root)) return undefined;
  const tags = root.get(channel) ?? (root.has(channel) ? undefined : new Map());
  if (!isMap(tags)) return undefined;
  const old = tags.get(tag);
  if (!tags.has(tag)) {
    const other = [...root].some(([key, value]) => key !== channel && isMap(value) && value.has(tag));
    if (other) return undefined;
  } else if (!isMap(old) && !Array.isArray(old)) return undefined;
  const fresh = tags.has(tag) ? structuredClone(old) : form === 'list' ? [] : new Map();
  if (isMap(fresh) && fresh.has('devices') && !Array.isArray(fresh.get('devices'))) return undefined;
  const list = Array.isArray(fresh) ? fresh : ((child(fresh, 'devices') ?? []) as unknown[]);
  const before = structuredClone(fresh);
  if (isMap(fresh)) fresh.set('devices', list);
  const found = list.filter((each) => child(each, 'name') === wanted.name) as Json[];
  if (found.length === 0) list.push(asMaps(JSON.parse(JSON.stringify(wanted))));
  for (const each of found) {
    for (const key of PARTS) {
      const put = wanted[key];
      const there = each.get(key);
      if (put === undefined) each.delete(key);
      else each.set(key, new Map([...(isMap(there) ? there : []), ...Object.entries(put)]));
    }
    for (const key of LISTS) {
      const put = wanted[key];
      if (put !== undefined) each.set(key, asMaps(put));
      else if (Array.isArray(each.get(key))) each.delete(key);
    }
  }
  if (tags.has(tag) && isDeepStrictEqual(fresh, before)) return root;
  const dated = (value: unknown): boolean =>
    isMap(value) && (value.has('release-date') || value.has('timestamp'));
  if (isMap(fresh)) {
    if (!dated(fresh)) fresh.set('release-date', DATE);
  } else if (!list.some((each) => dated(each) && !(isMap(each) && each.has('name'))))
    list.push(new Map([['timestamp', DATE]]));
  return new Map([...root, [channel, new Map([...tags, [tag, fresh]])]]);
}

/** A value without the order of its keys and elements. */
function unordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(unordered).sort().join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  return `{${[...value]
    .map(([key, each]) => `${JSON.stringify(key)}:${unordered(each)}`)
    .sort()
    .join(',')}}`;
}

/** Whether a channel that no reader sees, because one of its name follows, has the tag. */
function isHidden(text: string, tag: string): boolean {
  const { channels } = openIndex(text);
  return channels.some(
    (each, at) =>
      each.members.some(({ key }) => key === tag) &&
      channels.findLastIndex(({ key }) => key === each.key) !== at,
  );
}

export const properties = [
  property(
    'any index: a device is put in as the model puts it, or is refused in words',
    fc.tuple(index, at, entry),
    3000,
    ([text, place, wanted]) => {
      const target = { ...place, date: new Date('2026-06-03T10:00:30Z'), device: wanted };
      const result = orUserError(() => upsertDevice(text, target));
      let root: unknown;
      try {
        root = parsed(text);
      } catch {
        expectThat(result instanceof UserError, 'It is no JSON, and was taken.');
        return;
      }
      const model = updated(root, place, wanted);
      if (result instanceof UserError)
        return expectThat(
          model === undefined || isHidden(text, place.tag),
          `It was refused: ${result.message}`,
        );
      expectEqual(unordered(parsed(result)), unordered(model));
      expectEqual(upsertDevice(result, target), result);
      readIndex(result);
      surveyIndex(result);
    },
  ),
  property(
    'any index: what is taken out is gone, and the rest is as it was',
    fc.tuple(index, at, fc.constantFrom(...NAMES)),
    3000,
    ([text, place, machine]) => {
      const removed = orUserError(() => removeDevice(text, { ...place, machine }));
      const undocumented = orUserError(() => removeDocs(text, place));
      for (const result of [removed, undocumented]) {
        if (result instanceof UserError) continue;
        expectThat(result.length <= text.length, 'It has grown.');
        JSON.parse(result);
      }
      if (!(removed instanceof UserError)) {
        const value = child(child(parsed(removed), place.channel), place.tag);
        const list = Array.isArray(value) ? value : child(value, 'devices');
        const names = Array.isArray(list) ? list.map((each) => child(each, 'name')) : [];
        expectThat(!names.includes(machine), 'The device is still there.');
        expectEqual(removeDevice(removed, { ...place, machine }), removed);
      }
      const docs = { name: 'd', sha256: 's', url: 'u' };
      const put = orUserError(() =>
        upsertDocs(text, { ...place, date: new Date('2026-06-03T10:00:30Z'), docs }),
      );
      if (!(put instanceof UserError))
        expectEqual(upsertDocs(put, { ...place, date: new Date(0), docs }), put);
    },
  ),
  property(
    'any object: a member is set, merged and taken out, and no other byte changes',
    fc.tuple(json, hostileKey, json, hostileKey),
    6000,
    ([text, key, raw, other]) => {
      const root = rootOf(text);
      expectEqual(endOf(text, root.start), text.length);
      if (!text.startsWith('{')) return;
      const value: unknown = JSON.parse(raw);
      const style = styleOf(text);
      const set = setMember(text, root, key, value, style);
      const before = child(parsed(text), key);
      const wanted =
        isMap(before) && isMap(asMaps(value)) ? undefined : asMaps(JSON.parse(JSON.stringify(value)));
      if (wanted !== undefined) expectEqual(child(parsed(set), key), wanted);
      const rest = (from: string): string[] =>
        membersOf(from, rootOf(from))
          .filter((each) => each.key !== key)
          .map((each) => from.slice(each.anchor, each.end));
      expectEqual(rest(set), rest(text));
      expectEqual(rest(removeMember(set, root, key)), rest(text));
      JSON.parse(removeMember(text, root, other));
      const merged = mergeObject(text, root, { [key]: value }, style);
      expectEqual(parsed(merged), parsed(set));
    },
  ),
  property(
    'a long index takes no time',
    fc.tuple(
      fc.oneof(
        fc
          .tuple(fc.constantFrom(100, 20_000), fc.constantFrom(...NAMES))
          .map(
            ([times, name]) =>
              `[${Array.from({ length: times }, () => JSON.stringify({ name, x: 1 })).join(',')}]`,
          ),
        fc
          .constantFrom(100, 20_000)
          .map((times) => `[${Array.from({ length: times }, (_, n) => `{"name": "m${n}"}`).join(',')}]`),
        fc
          .tuple(fc.constantFrom(100, 20_000), fc.constantFrom('bsp', 'name', 'x'))
          .map(([times, key]) => `[{${`"${key}": {"url": "u"},`.repeat(times)}"name": "rpi"}]`),
        fc.constantFrom(100, 5000, 100_000).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`),
        hostileLong.map((long) => JSON.stringify([{ name: long, bsp: { url: long, sha256: long } }])),
        fc.constantFrom('\\', '\\\\', '"').map((unit) => JSON.stringify([unit.repeat(100_000)])),
      ),
      entry,
    ),
    18,
    ([list, wanted]) => {
      const text = `{"stable": {"029": ${list}}}`;
      const place = { channel: 'stable', tag: '029' };
      orUserError(() => upsertDevice(text, { ...place, form: 'list', date: new Date(0), device: wanted }));
      orUserError(() => removeDevice(text, { ...place, machine: 'rpi' }));
      orUserError(() => surveyIndex(text));
      orUserError(() => readIndex(text));
      orUserError(() => openIndex(text.slice(0, -1)));
    },
  ),
];
