import { describe, expect, test } from '@jest/globals';
import { type DeviceEntry, type DocsEntry, PARTS } from '@pv-actions/core/release/device.ts';
import { type IndexForm, upsertDevice, upsertDocs } from '@pv-actions/core/release/releases-index.ts';
import fc from 'fast-check';
import { docsSite, flashingTool } from './readers.ts';
import { foreign, keyText, type Layout, layouts, type Written, write } from './written-json.ts';

const RUNS = { seed: 20260603, numRuns: 400 };
const DATE = '2026-06-03T10:00+00:00';
const CHANNELS: Readonly<Record<string, readonly string[]>> = {
  stable: ['029', '100', '7', 'v1.2.3'],
  'release-candidate': ['029-rc1', '12'],
  testing: ['nightly'],
};
const NAMES = ['rpi', '42', 'a b', 'name'];

type Operation = { readonly channel: string; readonly tag: string; readonly form: IndexForm } & (
  | { readonly device: DeviceEntry }
  | { readonly docs: DocsEntry }
);

const text = fc.constantFrom('aa', 'bb', 'https://h/a%2Bb', '"]}', 'é\u2028');
const part = fc.record({ url: text, sha256: text });
const device: fc.Arbitrary<DeviceEntry> = fc
  .tuple(fc.constantFrom(...NAMES), fc.dictionary(fc.constantFrom(...PARTS), part))
  .map(([name, parts]) => ({ name, ...parts }));
const docs: fc.Arbitrary<DocsEntry> = fc.record({ name: text, sha256: text, url: text });
const target = fc
  .constantFrom(
    ...Object.entries(CHANNELS).flatMap(([channel, tags]) => tags.map((tag) => ({ channel, tag }))),
  )
  .chain((place) => fc.constantFrom<IndexForm>('devices', 'list').map((form) => ({ ...place, form })));
const operation: fc.Arbitrary<Operation> = fc
  .tuple(
    target,
    fc.oneof(
      { weight: 3, arbitrary: device.map((each) => ({ device: each })) },
      docs.map((each) => ({ docs: each })),
    ),
  )
  .map(([place, what]) => ({ ...place, ...what }));

function apply(old: string | undefined, operation: Operation): string {
  const at = { ...operation, date: new Date('2026-06-03T10:00:30Z') };
  return 'device' in at ? upsertDevice(old, at) : upsertDocs(old, at);
}

/** An object of our formats, its keys in any order and perhaps escaped, with keys of others among them. */
function object(known: Readonly<Record<string, fc.Arbitrary<Written>>>): fc.Arbitrary<Written> {
  const others = fc.uniqueArray(fc.constantFrom('x', '10', '9', 'latest'), { maxLength: 2 });
  return fc
    .tuple(fc.subarray(Object.keys(known)), others, fc.boolean())
    .chain(([ours, extra, escaped]) =>
      fc
        .shuffledSubarray([...ours, ...extra], { minLength: ours.length + extra.length })
        .chain((keys) =>
          fc
            .tuple(
              ...keys.map((key) =>
                (known[key] ?? foreign).map((child) => [keyText(key, escaped), child] as const),
              ),
            )
            .map((members) => ({ members })),
        ),
    );
}

const scalar = text.map((each): Written => ({ raw: JSON.stringify(each) }));
const writtenPart = fc.oneof(object({ url: scalar, sha256: scalar }), scalar);
const partKeys = Object.fromEntries(PARTS.map((key) => [key, writtenPart]));
const writtenDevice = (name: string) =>
  object({ ...partKeys }).map(
    (node): Written =>
      'members' in node ? { members: [...node.members, ['"name"', { raw: JSON.stringify(name) }]] } : node,
  );
const writtenDocs = fc.oneof(object({ name: scalar, hash: scalar, sha256: scalar, url: scalar }), scalar);
const nameless = fc.oneof(
  fc.constantFrom('null', '1.0', '"rpi"', '[]', '{}').map((raw) => ({ raw })),
  foreign.map((child): Written => ({ members: [['"other"', child]] })),
);
const devices = fc
  .tuple(fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }), fc.array(nameless, { maxLength: 2 }))
  .chain(([names, others]) =>
    fc
      .tuple(...names.map(writtenDevice))
      .chain((list) => fc.shuffledSubarray([...list, ...others], { minLength: list.length + others.length })),
  );
const stamp = fc.constant<Written>({ members: [['"timestamp"', { raw: '"2020"' }]] });
const listTag = fc
  .tuple(devices, fc.option(stamp, { nil: undefined }), fc.option(writtenDocs, { nil: undefined }))
  .map(
    ([list, date, found]): Written => ({
      elements: [
        ...list,
        ...(date ? [date] : []),
        ...(found ? [{ members: [['"docs"', found]] as const }] : []),
      ],
    }),
  );
const objectTag = object({
  'release-date': scalar,
  docs: writtenDocs,
  devices: devices.map((elements) => ({ elements })),
});
const channel = (tags: readonly string[]) =>
  object(Object.fromEntries(tags.map((tag) => [tag, fc.oneof(listTag, objectTag)])));
const index = object(
  Object.fromEntries(Object.entries(CHANNELS).map(([name, tags]) => [name, channel(tags)])),
);
const layout = fc.constantFrom(...layouts);

// The model: what the format says, on plain objects.

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function modelPut(list: unknown[], wanted: DeviceEntry): void {
  const entries = list.filter((each) => isObject(each) && each['name'] === wanted.name) as Json[];
  if (entries.length === 0) list.push({ ...wanted });
  for (const entry of entries) {
    for (const key of PARTS) {
      const old = entry[key];
      delete entry[key];
      if (wanted[key]) entry[key] = isObject(old) ? { ...old, ...wanted[key] } : { ...wanted[key] };
    }
  }
}

function modelApply(root: Json, operation: Operation): void {
  root[operation.channel] ??= {};
  const tags = root[operation.channel] as Json;
  tags[operation.tag] ??= operation.form === 'list' ? [] : {};
  const tag = tags[operation.tag] as Json | unknown[];
  const before = JSON.stringify(sorted(tag));
  if (!Array.isArray(tag) && 'device' in operation) tag['devices'] ??= [];
  const list = Array.isArray(tag) ? tag : ((tag['devices'] ?? []) as unknown[]);
  if ('device' in operation) modelPut(list, operation.device);
  else {
    const { name, sha256, url } = operation.docs;
    const holders = Array.isArray(tag)
      ? tag.filter((each) => isObject(each) && 'docs' in each && !('name' in each))
      : [tag];
    if (holders.length === 0) list.push({ docs: { name, sha256, url, hash: sha256 } });
    for (const holder of holders as Json[]) {
      holder['docs'] = {
        ...(isObject(holder['docs']) ? holder['docs'] : {}),
        name,
        sha256,
        url,
        hash: sha256,
      };
    }
  }
  if (JSON.stringify(sorted(tag)) === before) return;
  const dated = (each: unknown): boolean => isObject(each) && ('release-date' in each || 'timestamp' in each);
  if (!Array.isArray(tag)) tag['release-date'] ??= DATE;
  else if (!tag.some((each) => dated(each) && !('name' in (each as Json)))) tag.push({ timestamp: DATE });
}

/** A value whose text does not depend on the order of keys or elements. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (!isObject(value)) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** The texts that `operations` must not change, in the order of the document. */
function untouched(
  root: Written,
  chunks: ReadonlyMap<string, string>,
  operations: readonly Operation[],
): string[] {
  const kept: string[] = [];
  const keep = (path: string): void => void kept.push(chunks.get(path) ?? 'a chunk without text');
  const walk = (node: Written, path: string, ours: readonly Operation[], level: number): void => {
    const children =
      'members' in node
        ? node.members.map(([key, child]) => [String(JSON.parse(key)), child] as const)
        : 'elements' in node
          ? node.elements.map((child, at) => [String(at), child] as const)
          : [];
    for (const [key, child] of children) {
      const at = `${path}/${key}`;
      if (level === 0)
        enter(
          child,
          at,
          ours.filter((each) => each.channel === key),
          1,
        );
      else if (level === 1)
        enter(
          child,
          at,
          ours.filter((each) => each.tag === key),
          2,
        );
      else if ('members' in node && level === 2 && key === 'devices')
        enter(
          child,
          at,
          ours.filter((each) => 'device' in each),
          2,
        );
      else if ('members' in node && level === 2)
        enter(child, at, key === 'docs' ? ours.filter((each) => 'docs' in each) : [], 9);
      else if (level === 2)
        enter(
          child,
          at,
          ours.filter((each) => concerns(child, each)),
          3,
        );
      else if (level === 3 && !(PARTS as readonly string[]).includes(key) && key !== 'docs') keep(at);
    }
  };
  const enter = (child: Written, at: string, ours: readonly Operation[], level: number): void =>
    ours.length === 0 ? keep(at) : walk(child, at, ours, level);
  walk(root, '', operations, 0);
  return kept;
}

function concerns(element: Written, operation: Operation): boolean {
  if (!('members' in element)) return false;
  const value = (key: string): Written | undefined =>
    element.members.find(([each]) => JSON.parse(each) === key)?.[1];
  const name = value('name');
  if ('docs' in operation) return name === undefined && value('docs') !== undefined;
  return name !== undefined && 'raw' in name && JSON.parse(name.raw) === operation.device.name;
}

function expectInOrder(result: string, chunks: readonly string[]): void {
  let from = 0;
  for (const chunk of chunks) {
    const found = result.indexOf(chunk, from);
    if (found < 0) throw new Error(`Lost from\n${result}\nis\n${chunk}`);
    from = found + chunk.length;
  }
}

function written(root: Written, how: Layout): { old: string; chunks: Map<string, string> } {
  const chunks = new Map<string, string>();
  const old = write(root, how, chunks);
  return { old, chunks };
}

describe('any sequence of upserts', () => {
  const operations = fc.array(operation, { minLength: 1, maxLength: 6 });

  test('keeps every other entry byte for byte, and gives what the model gives', () => {
    const property = fc.property(index, layout, operations, (root, how, list) => {
      const { old, chunks } = written(root, how);
      const result = list.reduce(apply, old);
      expectInOrder(result, untouched(root, chunks, list));
      const model = JSON.parse(old) as Json;
      for (const each of list) modelApply(model, each);
      expect(sorted(JSON.parse(result))).toEqual(sorted(model));
    });
    fc.assert(property, RUNS);
  });

  test('changes nothing outside of the tag that it is about', () => {
    const property = fc.property(index, layout, operation, (root, how, one) => {
      const { old, chunks } = written(root, how);
      const result = apply(old, one);
      const tag = chunks.get(`/${one.channel}/${one.tag}`) ?? '';
      const channelText = chunks.get(`/${one.channel}`) ?? old;
      const start = tag === '' ? undefined : old.indexOf(channelText) + channelText.indexOf(tag);
      if (start === undefined) return;
      expect(result.startsWith(old.slice(0, start))).toBe(true);
      expect(result.endsWith(old.slice(start + tag.length))).toBe(true);
    });
    fc.assert(property, RUNS);
  });

  test('twice is once', () => {
    const property = fc.property(index, layout, operation, (root, how, one) => {
      const once = apply(written(root, how).old, one);
      expect(apply(once, one)).toBe(once);
    });
    fc.assert(property, RUNS);
  });

  test('of different names gives the same in any order, up to the order of appearance', () => {
    const property = fc.property(
      fc.option(index, { nil: undefined }),
      layout,
      operations,
      (root, how, list) => {
        const names = new Map(
          list.map((each) => [
            JSON.stringify([each.channel, each.tag, 'device' in each && each.device.name]),
            each,
          ]),
        );
        const old = root && written(root, how).old;
        const form = (each: Operation): Operation => ({ ...each, form: 'list' });
        const distinct = [...names.values()].map(form);
        const forwards = JSON.parse(distinct.reduce<string | undefined>(apply, old) ?? '{}') as unknown;
        const backwards = JSON.parse(
          distinct.reverse().reduce<string | undefined>(apply, old) ?? '{}',
        ) as unknown;
        expect(sorted(backwards)).toEqual(sorted(forwards));
      },
    );
    fc.assert(property, RUNS);
  });

  test('is what the flashing tool and the documentation site read', () => {
    const property = fc.property(index, layout, operation, (root, how, one) => {
      const result = apply(written(root, how).old, one);
      if ('docs' in one) {
        const { url, sha256 } = one.docs;
        expect(docsSite(result, one.channel, one.tag)).toEqual({ url, digests: [sha256, sha256] });
        return;
      }
      const release = flashingTool(result, one.channel).find((each) => each.version === one.tag);
      const found = release?.devices.filter((each) => each.name === one.device.name);
      expect(found).toHaveLength(1);
      expect(found?.[0]).toMatchObject(one.device);
    });
    fc.assert(property, RUNS);
  });
});
