import { describe, expect, test } from '@jest/globals';
import type { DeviceEntry } from '@pv-actions/core/release/device.ts';
import { openIndex } from '@pv-actions/core/release/index-document.ts';
import { readDevice, readIndex } from '@pv-actions/core/release/index-reading.ts';
import {
  type IndexForm,
  removeDevice,
  removeDocs,
  upsertDevice,
  upsertDevices,
  upsertDocs,
} from '@pv-actions/core/release/releases-index.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { docsSite, flashingTool } from './readers.ts';

const date = new Date('2026-06-03T10:00:59Z');
const at = (tag: string, form: IndexForm = 'devices', channel = 'stable') => ({ channel, tag, date, form });
const device = (name: string, sha256 = 'aa'): DeviceEntry => ({
  name,
  sdk: { url: `https://h/${name}.sh`, sha256 },
});
const docs = { name: 'd+1.zst', sha256: 'dd', url: 'https://h/d%2B1.zst' };

const errorOf = (action: () => unknown): string => userErrorOf(action).text;

describe('a new index', () => {
  test('in the current form', () => {
    const full: DeviceEntry = {
      sdk: { url: 'u4', sha256: '4' },
      bsp: { url: 'u3', sha256: '3' },
      pvrexports: { sha256: '2', url: 'u2' },
      full_image: { url: 'u1', sha256: '1' },
      name: 'rpi',
    };
    const text = upsertDocs(upsertDevice(undefined, { ...at('029'), device: full }), { ...at('029'), docs });
    expect(text).toBe(`{
  "stable": {
    "029": {
      "release-date": "2026-06-03T10:00+00:00",
      "devices": [
        {
          "name": "rpi",
          "full_image": {
            "url": "u1",
            "sha256": "1"
          },
          "pvrexports": {
            "url": "u2",
            "sha256": "2"
          },
          "bsp": {
            "url": "u3",
            "sha256": "3"
          },
          "sdk": {
            "url": "u4",
            "sha256": "4"
          }
        }
      ],
      "docs": {
        "name": "d+1.zst",
        "hash": "dd",
        "sha256": "dd",
        "url": "https://h/d%2B1.zst"
      }
    }
  }
}
`);
  });

  test('in the older form', () => {
    const first = upsertDevice(undefined, { ...at('029', 'list'), device: { name: 'rpi' } });
    const text = upsertDocs(first, { ...at('029', 'devices'), docs });
    expect(JSON.parse(text)).toEqual({
      stable: {
        '029': [
          { name: 'rpi' },
          { timestamp: '2026-06-03T10:00+00:00' },
          { docs: { name: 'd+1.zst', hash: 'dd', sha256: 'dd', url: 'https://h/d%2B1.zst' } },
        ],
      },
    });
  });

  test('is read by the flashing tool and the documentation site', () => {
    let text: string | undefined;
    for (const form of ['devices', 'list'] as const) {
      const tag = form === 'list' ? '028' : '029';
      text = upsertDocs(text, { ...at(tag, form), docs });
      text = upsertDevices(text, { ...at(tag, form), devices: [device('b'), device('a')] });
      expect(docsSite(text, 'stable', tag)).toEqual({ url: docs.url, digests: ['dd', 'dd'] });
    }
    const devices = [device('b'), device('a')];
    expect(flashingTool(text ?? '', 'stable')).toEqual([
      { version: '028', date: '2026-06-03T10:00+00:00', devices },
      { version: '029', date: '2026-06-03T10:00+00:00', devices },
    ]);
  });
});

describe('an update', () => {
  test('of a tag without anything gives it a date and keeps the rest', () => {
    const old = '{"stable": {"1": 1.0, "029": {}, "100": []},\r\n "release-candidate": {"029-rc1": {}}}';
    expect(upsertDevice(old, { ...at('029'), device: { name: 'a' } })).toBe(
      '{"stable": {"1": 1.0, "029": {"release-date": "2026-06-03T10:00+00:00", "devices": [{"name": "a"}]}, "100": []},\r\n "release-candidate": {"029-rc1": {}}}',
    );
  });

  test('follows tabs, CRLF and a missing final newline', () => {
    const old =
      '{\r\n\t"stable": {\r\n\t\t"029": {\r\n\t\t\t"release-date": "x",\r\n\t\t\t"devices": []\r\n\t\t}\r\n\t}\r\n}';
    expect(upsertDevice(old, { ...at('029'), device: { name: 'a' } })).toBe(
      old.replace('[]', '[\r\n\t\t\t  {\r\n\t\t\t    "name": "a"\r\n\t\t\t  }\r\n\t\t\t]'),
    );
  });

  test('follows JSON without blanks', () => {
    const old = '{"stable":{"029":{"devices":[{"name":"b"}],"timestamp":1}}}';
    expect(upsertDevice(old, { ...at('029'), device: { name: 'a', bsp: { url: 'u', sha256: 's' } } })).toBe(
      '{"stable":{"029":{"devices":[{"name":"b"},{"name":"a","bsp":{"url":"u","sha256":"s"}}],"timestamp":1}}}',
    );
  });

  test('sets our parts, takes out those that are not built, and keeps keys that are not ours', () => {
    const old = `{"stable": {"029": {"release-date": "d", "devices": [null, {"x": 1}, {
      "size": 1e3, "name": "a",
      "sdk": {"url": "https://h/", "sha256": ""},
      "full_image": {"sha256": "old", "note": "n", "url": "u"}
    }, "name"]}}}`;
    const image = { url: 'u', sha256: 'new' };
    expect(upsertDevice(old, { ...at('029'), device: { name: 'a', full_image: image } })).toBe(
      old.replace(/"sdk".*\n\s*/, '').replace('old', 'new'),
    );
  });

  test('puts a new tag behind all tags, and a new channel behind all channels', () => {
    const old = '{\n "stable": {\n  "028": [],\n  "100": []\n },\n "testing": {}\n}';
    const open = '{\n    "release-date": "2026-06-03T10:00+00:00",';
    const tag = upsertDevice(old, { ...at('029'), device: { name: 'a' } });
    expect(tag.startsWith(old.replace(']\n },\n "testing": {}\n}', `],\n  "029": ${open}`))).toBe(true);
    const channel = upsertDevice(old, { ...at('029', 'devices', 'x'), device: { name: 'a' } });
    expect(channel.startsWith(old.replace('{}\n}', '{},\n "x": {\n   "029": {\n     "release-date"'))).toBe(
      true,
    );
  });

  test('of equal content gives the very same text', () => {
    const old =
      '{ "stable":{"029":[ {"sdk":{"sha256":"aa" ,"url":"https:\\/\\/h/a.sh"},"name":"\\u0061"} ]}} \n\n';
    expect(upsertDevice(old, { ...at('029'), device: device('a') })).toBe(old);
    expect(upsertDevices(old, { ...at('030'), devices: [] })).toBe(old);
  });

  test('keeps the date of the first write', () => {
    const first = upsertDevice(undefined, { ...at('029'), device: device('a') });
    const later = { ...at('029'), date: new Date('2027-01-01T00:00:00Z'), device: device('b') };
    expect(upsertDevice(first, later)).toContain('"release-date": "2026-06-03T10:00+00:00"');
    expect(upsertDevice(first, later)).not.toContain('2027');
  });

  test('of a name that stands there twice updates both', () => {
    const old = '{"stable": {"029": [{"name": "a"}, {"name": "a", "x": 1}, {"timestamp": "t"}]}}';
    const sdk = '"sdk": {"url": "https://h/a.sh", "sha256": "aa"}';
    expect(upsertDevice(old, { ...at('029'), device: device('a') })).toBe(
      `{"stable": {"029": [{"name": "a", ${sdk}}, {"name": "a", "x": 1, ${sdk}}, {"timestamp": "t"}]}}`,
    );
  });

  test('takes the last of duplicate keys, as readers do, and finds escaped ones', () => {
    const old = '{"stable": {}, "st\\u0061ble": {"029": [1], "02\\u0039": {"devices": 7, "devices": []}}}';
    const text = upsertDevice(old, { ...at('029'), device: { name: 'a' } });
    expect(text).toContain('"029": [1], "02\\u0039": {"devices": 7, "devices": [{"name": "a"}]');
    expect(readDevice(text, 'stable', '029', 'a')).toEqual({ name: 'a' });
  });

  test('of a tag and a channel called __proto__', () => {
    const target = { ...at('__proto__'), channel: '__proto__' };
    const text = upsertDevice(upsertDevice(undefined, { ...target, device: device('__proto__') }), {
      ...target,
      device: device('b'),
    });
    expect(readIndex(text).map((each) => [each.channel, each.tag, each.devices.length])).toEqual([
      ['__proto__', '__proto__', 2],
    ]);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['__proto__']);
  });

  test('brings docs of the older form up to date, wherever they stand', () => {
    const old =
      '{"stable": {"029": [{"timestamp": "t"}, {"docs": {"name": "x", "more": 1, "url": "v", "sha256": "0"}}]}}';
    expect(upsertDocs(old, { ...at('029'), docs })).toBe(
      '{"stable": {"029": [{"timestamp": "t"}, {"docs": {"name": "d+1.zst", "more": 1, "url": "https://h/d%2B1.zst", "sha256": "dd", "hash": "dd"}}]}}',
    );
  });
});

describe('taking a device out', () => {
  const old =
    '{"stable": {"029": {"devices": [{"name": "a"}, 1.0, {"name": "a"}, {"name": "b"}]}, "028": [{"name": "b"}]}}';
  const remove = (tag: string, machine: string) => removeDevice(old, { channel: 'stable', tag, machine });

  test('takes all entries of the name and nothing else', () => {
    expect(remove('029', 'a')).toBe(old.replaceAll('{"name": "a"}, ', ''));
    expect(remove('029', 'b')).toBe(old.replace(', {"name": "b"}]}', ']}'));
    expect(remove('028', 'b')).toBe(old.replace('"028": [{"name": "b"}]', '"028": []'));
  });

  test('of nothing changes nothing', () => {
    for (const tag of ['029', '028', '027']) expect(remove(tag, 'c')).toBe(old);
    expect(removeDevice(old, { channel: 'x', tag: '029', machine: 'a' })).toBe(old);
  });

  test('and putting it back ends with one entry', () => {
    const first = upsertDevice(undefined, { ...at('029'), device: device('a') });
    const removed = removeDevice(first, { channel: 'stable', tag: '029', machine: 'a' });
    expect(readDevice(removed, 'stable', '029', 'a')).toBeUndefined();
    expect(upsertDevice(removed, { ...at('029'), device: device('a') })).toBe(first);
  });
});

describe('taking the docs out', () => {
  const remove = (old: string, tag = '029') => removeDocs(old, { channel: 'stable', tag });

  test.each([
    [
      '{"stable": {"029": {"release-date": "d", "docs": {"name": "x"}, "devices": [1.0]}}}',
      '{"stable": {"029": {"release-date": "d", "devices": [1.0]}}}',
    ],
    ['{"stable": {"029": {"docs": 7, "docs": {}}}}', '{"stable": {"029": {}}}'],
    [
      '{"stable": {"029": [{"name": "docs", "docs": 1}, {"docs": {"name": "x"}}, {"timestamp": "t"}]}}',
      '{"stable": {"029": [{"name": "docs", "docs": 1}, {"timestamp": "t"}]}}',
    ],
    ['{"stable": {"029": [{"docs": {}}]}, "100": 1.0}', '{"stable": {"029": []}, "100": 1.0}'],
  ])('of %s', (old, rest) => expect(remove(old)).toBe(rest));

  test('of nothing changes nothing', () => {
    const old = '{"stable": {"029": {"devices": []}, "028": [{"name": "a"}]}}';
    for (const tag of ['029', '028', '027']) expect(remove(old, tag)).toBe(old);
  });

  test('and putting them back keeps what others wrote into the entry', () => {
    const old = '{"stable": {"029": {"docs": {"theirs": [1], "name": "x", "url": "u", "hash": "h"}}}}';
    const [read] = readIndex(old, '029');
    expect(read?.docs).toEqual({ name: 'x', url: 'u', sha256: 'h', more: { theirs: [1] } });
    const back = upsertDocs(remove(old), { ...at('029'), docs: { ...docs, more: read?.docs?.more ?? {} } });
    expect(JSON.parse(back).stable['029'].docs).toEqual({
      theirs: [1],
      name: 'd+1.zst',
      hash: 'dd',
      sha256: 'dd',
      url: 'https://h/d%2B1.zst',
    });
  });
});

describe('an index of another shape', () => {
  const where = 's3://b/p/releases.json at http://127.0.0.1:9000';
  test.each([
    ['', 'It is empty.'],
    [' \n', 'It is empty.'],
    ['<!DOCTYPE html><p>', 'looks like an HTML'],
    ['\uFEFF{}', 'byte order mark'],
    ['{"stable": {}', 'is not JSON'],
    ['[]', 'is an array, not an object with channels'],
    ['null', 'is null, not an object'],
    ['{"stable": []}', '"stable" is an array, not an object'],
    ['{"stable": {"029": "x"}}', '"stable" > "029" is a string, not an object or an array'],
    ['{"stable": {"029": {"devices": {}}}}', '"stable" > "029" > "devices" is an object, not an array'],
    ['{"stable": {"029": {"devices": null}}}', '"devices" is null'],
  ])('%j is an error that says where and how to look', (text, part) => {
    const message = errorOf(() => upsertDevice(text, { ...at('029'), device: device('a'), where }));
    expect(message).toContain(part);
    expect(message).toContain('`aws s3 cp s3://b/p/releases.json - --endpoint-url http://127.0.0.1:9000`');
  });

  test.each([
    ['s3://b/p/releases.json at AWS (us-east-1)', '`aws s3 cp s3://b/p/releases.json -`'],
    ['s3://b/releases.json at https://h', '`aws s3 cp s3://b/releases.json - --endpoint-url https://h`'],
    ["s3://b/it's at/releases.json at AWS (x)", "`aws s3 cp 's3://b/it'\\''s at/releases.json' -`"],
    [
      's3://b/$(x) y/releases.json at https://h',
      "`aws s3 cp 's3://b/$(x) y/releases.json' - --endpoint-url https://h`",
    ],
    ['releases.json', '`aws s3 cp s3://<bucket>/<prefix>/releases.json -`'],
  ])('%s is looked at with %s', (place, command) => {
    const { text } = userErrorOf(() => openIndex('[]', place));
    expect(text).toContain(`Look at it with ${command}, mend it`);
  });

  test('a tag that stands under another channel', () => {
    const old = '{"release-candidate": {"029": {}}, "note": "x"}';
    expect(readIndex(old, '029').map(({ channel }) => channel)).toEqual(['release-candidate']);
    expect(errorOf(() => upsertDevice(old, { ...at('029'), device: device('a') }))).toContain(
      'has the tag "029" under the channel "release-candidate", not under "stable"',
    );
    const both = '{"release-candidate": {"029": {}}, "stable": {"029": []}}';
    expect(readIndex(both, '029').map(({ channel }) => channel)).toEqual(['release-candidate', 'stable']);
    expect(
      readDevice(upsertDevice(both, { ...at('029'), device: device('a') }), 'stable', '029', 'a'),
    ).toEqual(device('a'));
  });
});

test('reading shows what is wrong with parts and passes over what is no entry', () => {
  const text = `{"$schema": "x", "stable": {"100": {"release-date": "d", "devices": [null, {"bsp": {}}, {"name": "a",
    "sdk": {"url": "https://h/", "sha256": ""}, "bsp": {"sha256": 1}, "full_image": "no"}]}, "028": [{"name": "b"},
    {"timestamp": "t"}, {"docs": {"name": "n", "url": "u", "hash": "h"}}], "027": "x", "026": {"devices": {}}}}`;
  expect(readIndex(text)).toEqual([
    {
      channel: 'stable',
      tag: '100',
      form: 'devices',
      date: 'd',
      devices: [{ name: 'a', bsp: { url: '', sha256: '' }, sdk: { url: 'https://h/', sha256: '' } }],
    },
    {
      channel: 'stable',
      tag: '028',
      form: 'list',
      date: 't',
      docs: { name: 'n', sha256: 'h', url: 'u' },
      devices: [{ name: 'b' }],
    },
    { channel: 'stable', tag: '026', form: 'devices', devices: [] },
  ]);
  expect(readIndex(undefined)).toEqual([]);
  expect(readIndex('{"a": {"1": [], "2": []}, "a": {"1": {}, "3": [], "1": []}, "b": []}')).toEqual([
    { channel: 'a', tag: '3', form: 'list', devices: [] },
    { channel: 'a', tag: '1', form: 'list', devices: [] },
  ]);
  expect(readIndex(text, '028')).toHaveLength(1);
});

test('an index of 10,000 tags is updated in a few passes over its text', () => {
  const tags = Array.from({ length: 10_000 }, (_, n) => [
    `v1.${n}`,
    { devices: ['a', 'b', 'c'].map((m) => device(m)) },
  ]);
  const text = `${JSON.stringify({ stable: Object.fromEntries(tags) as unknown }, null, 2)}\n`;
  const start = performance.now();
  const updated = upsertDevice(text, { ...at('v1.9999'), device: device('b', 'new') });
  expect(performance.now() - start).toBeLessThan(3000);
  expect(readDevice(updated, 'stable', 'v1.9999', 'b')).toEqual(device('b', 'new'));
  expect(updated).toHaveLength(
    text.length + '"new"'.length - '"aa"'.length + '"release-date": "2026-06-03T10:00+00:00",\n      '.length,
  );
});
