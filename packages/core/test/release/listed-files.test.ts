import { describe, expect, test } from '@jest/globals';
import { type DeviceEntry, keyOfKind, keysOfDevice, LISTS, PARTS } from '@pv-actions/core/release/device.ts';
import { comparedToManifest, partsNotIndexed, sameParts } from '@pv-actions/core/release/index-comparison.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { type IndexedDevice, surveyIndex } from '@pv-actions/core/release/index-survey.ts';
import { KINDS } from '@pv-actions/core/release/kinds.ts';
import { deviceOf, type ManifestFile, makeManifest } from '@pv-actions/core/release/manifest.ts';
import { removeDevice, upsertDevice } from '@pv-actions/core/release/releases-index.ts';
import { docsSite, flashingTool } from './readers.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const BASE = 'https://h/p/029/rpi';
const file = (kind: string, name: string, sha256 = A): ManifestFile => ({
  kind,
  key: `p/029/rpi/${name}`,
  url: `${BASE}/${name.replace('+', '%2B')}`,
  size: 1,
  sha256,
  'media-type': 'application/octet-stream',
});
const FILES = [
  file('sbom', 'z.spdx.json'),
  file('sbom', 'a+b.spdx.tar.zst', B),
  file('full_image', 'rpi-029.tar.gz'),
  file('image', 'x.wic.bz2', B),
  file('flash-bundle', 'pv-flash-bundle-rpi.tar.gz'),
  file('docs', 'pantavisor-x.docs.tar.zst'),
  file('pvtest-distro', 'distro-1/test.sh'),
  file('pvtest-distro', 'distro-1/images/a.tar'),
  file('hologram', 'h'),
];
const manifest = makeManifest({
  name: 'rpi',
  tag: '029',
  channel: 'stable',
  published: new Date('2026-06-03T10:00:12Z'),
  source: {},
  files: FILES,
});
const ENTRY: DeviceEntry = {
  name: 'rpi',
  full_image: { url: `${BASE}/rpi-029.tar.gz`, sha256: A },
  images: [{ name: 'x.wic.bz2', url: `${BASE}/x.wic.bz2`, sha256: B }],
  flash_bundle: [
    { name: 'pv-flash-bundle-rpi.tar.gz', url: `${BASE}/pv-flash-bundle-rpi.tar.gz`, sha256: A },
  ],
  pvtest_distro: [
    { name: 'distro-1/images/a.tar', url: `${BASE}/distro-1/images/a.tar`, sha256: A },
    { name: 'distro-1/test.sh', url: `${BASE}/distro-1/test.sh`, sha256: A },
  ],
  sbom: [
    { name: 'a+b.spdx.tar.zst', url: `${BASE}/a%2Bb.spdx.tar.zst`, sha256: B },
    { name: 'z.spdx.json', url: `${BASE}/z.spdx.json`, sha256: A },
  ],
  docs_archive: [{ name: 'pantavisor-x.docs.tar.zst', url: `${BASE}/pantavisor-x.docs.tar.zst`, sha256: A }],
};

describe('the keys', () => {
  test('every kind of file that a build leaves has one, or makes a part', () => {
    const bundled = ['pvrexport'];
    expect(KINDS.filter((kind) => keyOfKind(kind) === undefined)).toEqual(bundled);
    expect(['full_image', 'bsp', 'sdk'].map(keyOfKind)).toEqual(['full_image', 'bsp', 'sdk']);
    expect(['hologram', 'toString', '__proto__', ''].map(keyOfKind)).toEqual(Array(4).fill(undefined));
  });

  // Go's JSON reader takes a key whatever its capital letters are.
  test('none is one that a reader takes for something else', () => {
    const taken = ['name', 'display_name', 'description', 'docs', 'devices', 'timestamp', 'release-date'];
    expect([...LISTS].filter((key) => [...taken, ...PARTS].includes(key.toLowerCase()))).toEqual([]);
    expect(new Set(LISTS).size).toBe(LISTS.length);
  });
});

describe('the index', () => {
  const at = { channel: 'stable', tag: '029', date: new Date('2026-06-03T10:00:30Z') };
  const put = (index: string | undefined, device: DeviceEntry, form: 'devices' | 'list' = 'devices') =>
    upsertDevice(index, { ...at, form, device });

  test('lists what a manifest has, by name; a kind that it does not know is left out', () => {
    expect(deviceOf(manifest)).toEqual(ENTRY);
    expect(Object.keys(deviceOf(manifest))).toEqual([
      'name',
      'full_image',
      'images',
      'flash_bundle',
      'pvtest_distro',
      'sbom',
      'docs_archive',
    ]);
    expect(keysOfDevice(ENTRY)).toEqual(
      Object.keys(ENTRY)
        .filter((key) => key !== 'name')
        .sort(byOrder),
    );
  });

  test.each(['devices', 'list'] as const)('is read back as it was written, in the form %s', (form) => {
    const text = put(undefined, ENTRY, form);
    expect(readDevice(text, 'stable', '029', 'rpi')).toEqual(ENTRY);
    expect(put(text, ENTRY, form)).toBe(text);
    expect(flashingTool(text, 'stable')[0]?.devices[0]?.name).toBe('rpi');
    expect(docsSite(text, 'stable', '029')).toBeUndefined();
  });

  test('loses the lists that a device does not have any more, and nothing else', () => {
    const foreign = { debug: false, license: { spdx: 'MIT' }, mine: [1] };
    const before = JSON.stringify({
      stable: {
        '029': {
          devices: [
            { ...foreign, ...ENTRY, sbom: ENTRY.sbom?.slice(1) },
            { name: 'other', cve: [] },
          ],
        },
      },
    });
    const { sbom, name, full_image } = ENTRY;
    const after = JSON.parse(put(before, { name, ...(full_image && { full_image }), ...(sbom && { sbom }) }));
    expect(after.stable['029'].devices).toEqual([
      { ...foreign, name, full_image, sbom },
      { name: 'other', cve: [] },
    ]);
    expect(JSON.parse(removeDevice(before, { ...at, machine: 'rpi' })).stable['029'].devices).toEqual([
      { name: 'other', cve: [] },
    ]);
  });

  test('is surveyed with every file of a list', () => {
    const device = {
      ...ENTRY,
      debug: { url: `${BASE}/d`, sha256: A },
      note: [{ url: 'u', sha256: A }],
      cve: [7],
    };
    const { files } = surveyIndex(JSON.stringify({ stable: { '029': { devices: [device] } } }));
    expect(files.map(({ part, listed, url }) => [part, listed, url.replace(`${BASE}/`, '')])).toEqual([
      ['full_image', undefined, 'rpi-029.tar.gz'],
      ['images', true, 'x.wic.bz2'],
      ['flash_bundle', true, 'pv-flash-bundle-rpi.tar.gz'],
      ['pvtest_distro', true, 'distro-1/images/a.tar'],
      ['pvtest_distro', true, 'distro-1/test.sh'],
      ['sbom', true, 'a%2Bb.spdx.tar.zst'],
      ['sbom', true, 'z.spdx.json'],
      ['docs_archive', true, 'pantavisor-x.docs.tar.zst'],
      ['debug', undefined, 'd'],
      ['cve', true, ''],
    ]);
    expect(files.at(-1)?.problems).toEqual(['It is not an object.']);
  });
});

const byOrder = (a: string, b: string): number =>
  [...PARTS, ...LISTS].indexOf(a as never) - [...PARTS, ...LISTS].indexOf(b as never);

describe('an entry held against its manifest', () => {
  const surveyed = (entry: object): IndexedDevice => {
    const [device] = surveyIndex(JSON.stringify({ stable: { '029': { devices: [entry] } } })).devices;
    if (device === undefined) throw new Error('There is no device.');
    return device;
  };

  test('that it stands for', () => {
    const device = surveyed(ENTRY);
    expect(device.files.map((each) => comparedToManifest(manifest, each, undefined))).toEqual(
      device.files.map(() => undefined),
    );
    expect(partsNotIndexed(manifest, device)).toEqual([]);
    expect(sameParts(device, ENTRY)).toBe(true);
    // What is no list is of others.
    expect(sameParts(surveyed({ ...ENTRY, debug: { url: `${BASE}/d`, sha256: A } }), ENTRY)).toBe(true);
  });

  test('that lacks a file, has one too many, or another digest', () => {
    const { sbom = [], ...rest } = ENTRY;
    for (const wrong of [sbom.slice(1), [...sbom, { name: 'n', url: `${BASE}/n`, sha256: A }], []]) {
      expect(sameParts(surveyed({ ...rest, sbom: wrong }), ENTRY)).toBe(false);
    }
    expect(partsNotIndexed(manifest, surveyed({ ...rest, sbom: sbom.slice(1) }))).toEqual(['sbom']);
    expect(partsNotIndexed(manifest, surveyed(rest))).toEqual(['sbom']);
    const other = surveyed({ ...rest, sbom: [{ ...sbom[0], sha256: A }] }).files.at(-1);
    expect(other && comparedToManifest(manifest, other, undefined)).toBe(
      `The manifest.json of the machine has the sha256 ${B}, the index has ${A}.`,
    );
    const elsewhere = surveyed({ ...rest, cve: [sbom[0]] }).files.find(({ part }) => part === 'cve');
    expect(elsewhere && comparedToManifest(manifest, elsewhere, undefined)).toBe(
      'The manifest.json of the machine has this file as sbom.',
    );
  });
});
