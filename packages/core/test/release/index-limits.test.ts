import { describe, expect, test } from '@jest/globals';
import { readIndex } from '@pv-actions/core/release/index-reading.ts';
import { surveyIndex } from '@pv-actions/core/release/index-survey.ts';
import {
  removeDevice,
  removeDocs,
  upsertDevice,
  upsertDocs,
} from '@pv-actions/core/release/releases-index.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { within } from '@pv-actions/testkit/within.ts';

const MANY = 20_000;
const AT = {
  channel: 'stable',
  tag: '030',
  machine: 'rpi',
  date: new Date('2026-06-03T10:00:30Z'),
  form: 'devices',
} as const;
const DEVICE = { name: 'rpi', full_image: { url: 'https://h/new', sha256: 'bb' } };
const DOCS = { name: 'd', url: 'https://h/d', sha256: 'cc' };
const indexOf = (tag: string): string => `{"stable": {"030": ${tag}}}`;
const many = (text: (at: number) => string): string =>
  Array.from({ length: MANY }, (_, at) => text(at)).join(',\n');

const DOCUMENTS: readonly (readonly [string, string])[] = [
  ['equal keys in a device', `{"devices": [{"name": "rpi",\n${many((at) => `"bsp": {"url": "${at}"}`)}}]}`],
  ['equal keys in a list', `[{"name": "rpi",\n${many((at) => `"sdk": {"url": "${at}"}`)}}]`],
  ['equal docs', `{${many((at) => `"docs": {"url": "${at}"}`)}}`],
  ['devices of one name', `{"devices": [${many((at) => `{"name": "rpi", "at": ${at}, "bsp": {}}`)}]}`],
  ['devices of one name in a list', `[${many((at) => `{"name": "rpi", "at": ${at}, "bsp": {}}`)}]`],
  ['devices', `{"devices": [${many((at) => `{"name": "${at}", "bsp": {}}`)}]}`],
  ['docs in a list', `[${many((at) => `{"docs": {"at": ${at}}}`)}]`],
];

describe.each(DOCUMENTS)('an index with many %s', (_, tag) => {
  const index = indexOf(tag);
  test.each<[string, (text: string) => unknown]>([
    ['a device is put in', (text) => upsertDevice(text, { ...AT, device: DEVICE })],
    ['docs are put in', (text) => upsertDocs(text, { ...AT, docs: DOCS })],
    ['a device is taken out', (text) => removeDevice(text, AT)],
    ['docs are taken out', (text) => removeDocs(text, AT)],
    ['it is read', (text) => readIndex(text)],
    ['it is looked through', (text) => surveyIndex(text)],
  ])('%s in a moment', (_, work) => {
    expect(within(30_000, () => work(index))).toBeDefined();
  });
});

test('of many equal keys none is left, and of many devices of one name each is updated', () => {
  const [first = ['', ''], , docs = ['', ''], second = ['', '']] = DOCUMENTS;
  const one = upsertDevice(indexOf(first[1]), { ...AT, device: DEVICE });
  expect(JSON.parse(one)).toEqual({
    stable: { '030': { devices: [DEVICE], 'release-date': '2026-06-03T10:00+00:00' } },
  });
  expect(one).not.toContain('bsp');
  expect(removeDocs(indexOf(docs[1]), AT)).toBe('{"stable": {"030": {}}}');
  const all = JSON.parse(upsertDevice(indexOf(second[1]), { ...AT, device: DEVICE })) as {
    stable: { '030': { devices: unknown[] } };
  };
  expect(all.stable['030'].devices).toHaveLength(MANY);
  expect(all.stable['030'].devices[MANY - 1]).toEqual({ ...DEVICE, at: MANY - 1 });
  expect(removeDevice(indexOf(second[1]), AT)).toBe('{"stable": {"030": {"devices": []}}}');
});

describe('an index that is refused', () => {
  const sentence = 'A tag of an index may be nested at most 100 deep.';
  test.each([
    ['in a tag', indexOf(`{"docs": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
    ['in a channel', `{"stable": ${'[{"a": '.repeat(50_000)}1${'}]'.repeat(50_000)}}`],
    ['a little', indexOf(`{"docs": ${'['.repeat(100)}${']'.repeat(100)}}`)],
  ])('is too deep %s', (_, index) => {
    for (const read of [
      () => upsertDocs(index, { ...AT, docs: DOCS }),
      () => readIndex(index),
      () => surveyIndex(index),
    ]) {
      const error = within(30_000, () => userErrorOf(read));
      expect(error.message).toBe(`releases.json is nested too deep. ${sentence}`);
      expect(error.advice).toContain('The index was left as it is.');
    }
  });

  test('is not: 100 deep', () => {
    const docs = `{"more": ${'['.repeat(98)}${']'.repeat(98)}}`;
    expect(upsertDocs(indexOf(`{"docs": ${docs}}`), { ...AT, docs: DOCS })).toContain('https://h/d');
  });

  test('is larger than any', () => {
    const error = userErrorOf(() => readIndex(' '.repeat(128 * 1024 * 1024 + 1)));
    expect(error.message).toBe(
      'releases.json has 134217729 characters. An index may have at most 134,217,728 characters (128 MiB).',
    );
  });
});
