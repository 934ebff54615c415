import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { comparedToManifest, partsNotIndexed, sameParts } from '@pv-actions/core/release/index-comparison.ts';
import { type IndexedDevice, surveyIndex } from '@pv-actions/core/release/index-survey.ts';
import type { Manifest } from '@pv-actions/core/release/manifest.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const survey = (index: unknown, tag?: string) => surveyIndex(JSON.stringify(index), tag);

describe('a survey of the index', () => {
  test('reads both forms', () => {
    const bsp = { url: 'https://h/b', sha256: A };
    const docs = { name: 'd', url: 'https://h/d', sha256: B };
    const file = { channel: 'stable', problems: [] };
    const { tags, devices, files, problems } = survey({
      stable: {
        '028': [{ name: 'm', bsp }, { docs }, { timestamp: 't' }],
        '029': { 'release-date': 't', docs: { ...docs, hash: B }, devices: [{ name: 'm', bsp, x: 1 }] },
      },
    });
    expect(problems).toEqual([]);
    expect(tags).toEqual([
      { channel: 'stable', tag: '028' },
      { channel: 'stable', tag: '029' },
    ]);
    expect(files).toEqual([
      { ...file, tag: '028', machine: 'm', part: 'bsp', ...bsp },
      { ...file, tag: '028', machine: '', part: 'docs', url: 'https://h/d', sha256: B },
      { ...file, tag: '029', machine: '', part: 'docs', url: 'https://h/d', sha256: B },
      { ...file, tag: '029', machine: 'm', part: 'bsp', ...bsp },
    ]);
    expect(devices.map(({ tag, name }) => `${tag} ${name}`)).toEqual(['028 m', '029 m']);
  });

  test('of one tag passes over the others, and of no index finds nothing', () => {
    const index = { stable: { '028': { devices: [1] }, '029': {} }, x: 1, y: { '029': {} } };
    expect(survey(index, '029')).toMatchObject({
      tags: [
        { channel: 'stable', tag: '029' },
        { channel: 'y', tag: '029' },
      ],
      problems: [],
    });
    expect(surveyIndex(undefined).tags).toEqual([]);
    expect(() => surveyIndex('[]')).toThrow(UserError);
  });

  test('takes an unknown key for a part only when it looks like one', () => {
    const { files } = survey({
      s: { '1': { devices: [{ name: 'm', sbom: { url: 'u', sha256: A }, note: { url: 'u' }, sdk: 7 }] } },
    });
    expect(files.map(({ part, problems }) => [part, problems])).toEqual([
      ['sbom', []],
      ['sdk', ['It is not an object.']],
    ]);
  });

  test.each([
    [{ devices: {} }, ['Its devices are not a list.']],
    ['x', ['The tag is neither an object nor a list.']],
    [null, ['The tag is neither an object nor a list.']],
    [[7], ['An entry is not an object.']],
    [[{ name: '' }], ['An entry has no name, so readers pass over it.']],
    [[{ name: 5 }], ['An entry has no name, so readers pass over it.']],
    [[{ bsp: {} }], ['An entry has no name, so readers pass over it.']],
    [[{ 'release-date': 't' }], []],
    [[{ name: 'm' }, { name: 'n' }, { name: 'm' }], ['Several entries have this name.']],
    [{ devices: [{ name: 'm' }, { name: 'm' }] }, ['Several entries have this name.']],
  ])('of %j says %j', (tag, texts) => {
    const { problems } = survey({ stable: { '028': [{ name: 'm' }], '029': tag } });
    expect(problems.map(({ problem }) => problem)).toEqual(texts);
    expect(problems.every((each) => each.tag === '029')).toBe(true);
  });

  test.each([
    [{ url: 'u', sha256: A, hash: A }, []],
    [{ url: 'u', hash: A }, []],
    [{ url: 'u', sha256: A, hash: B }, ['Its hash is not its sha256.']],
    [{ url: 'u' }, ['It has no sha256.']],
    [{ url: 'u', sha256: A.slice(1) }, ['Its sha256 is not 64 lower-case hex digits.']],
    [{ url: 'u', sha256: `${A}\n` }, ['Its sha256 is not 64 lower-case hex digits.']],
    [[], ['It is not an object.']],
  ])('of the docs %j says %j', (docs, problems) => {
    expect(survey({ stable: { '029': { docs } } }).files[0]?.problems).toEqual(problems);
  });
});

describe('an entry held against a manifest', () => {
  const file = (kind: string, name: string, sha256: string) => ({
    kind,
    key: `p/1/m/${name}`,
    url: `https://h/p/1/m/${name}`,
    size: 1,
    sha256,
    'media-type': '',
  });
  const manifest: Manifest = {
    schema: 1,
    name: 'm',
    tag: '1',
    channel: 'stable',
    published: '2026-06-03T10:00:12Z',
    source: {},
    files: [file('bsp', 'b1', A), file('bsp', 'b2', B), file('sdk', 's', A), file('note', 'x', A)],
  };
  const indexed = (part: string, name: string, sha256: string, base = 'https://h/p/1/m/') => ({
    channel: 'stable',
    tag: '1',
    machine: 'm',
    part,
    url: `${base}${name}`,
    sha256,
    problems: [],
  });
  const device = (...files: IndexedDevice['files']): IndexedDevice => ({
    channel: 'stable',
    tag: '1',
    name: 'm',
    files,
  });

  test.each([
    ['bsp', 'b1', A, undefined],
    ['note', 'x', A, undefined],
    ['bsp', 'b1', B, `The manifest.json of the machine has the sha256 ${A}, the index has ${B}.`],
    ['bsp', 'b2', B, 'The manifest.json of the machine has the URL https://h/p/1/m/b1.'],
    ['sdk', 'b1', A, 'The manifest.json of the machine has this file as bsp.'],
    ['sdk', 'other', A, 'The manifest.json of the machine does not name this file.'],
  ])('%s %s', (part, name, digest, problem) => {
    expect(comparedToManifest(manifest, indexed(part, name, digest), undefined)).toBe(problem);
  });

  test('is known by its key under another public URL', () => {
    const moved = indexed('sdk', 's', A, 'https://cdn/');
    expect(comparedToManifest(manifest, moved, undefined)).toContain('does not name this file');
    expect(comparedToManifest(manifest, moved, 'p/1/m/s')).toContain('has the URL https://h/p/1/m/s.');
  });

  test('has all parts, or not', () => {
    const [bsp, sdk] = [indexed('bsp', 'b1', A), indexed('sdk', 's', A)];
    const entry = { name: 'm', bsp: { url: bsp.url, sha256: A }, sdk: { url: sdk.url, sha256: A } };
    expect(partsNotIndexed(manifest, device(sdk))).toEqual(['bsp']);
    expect(partsNotIndexed(manifest, device(bsp, sdk))).toEqual([]);
    expect(sameParts(device(bsp, sdk), entry)).toBe(true);
    expect(sameParts(device(sdk, bsp, indexed('note', 'n', A)), entry)).toBe(true);
    expect(sameParts(device(bsp), entry)).toBe(false);
    expect(sameParts(device(bsp, indexed('sdk', 's', B)), entry)).toBe(false);
    expect(sameParts(device(bsp, sdk, indexed('full_image', 'f', A)), entry)).toBe(false);
  });
});
