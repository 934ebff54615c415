import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import * as artifacts from '@pv-actions/core/release/artifacts.ts';
import * as manifests from '@pv-actions/core/release/manifest.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { contentId } from '../../src/release/claim.ts';

const HASH = 'ab'.repeat(32);
const entry = (kind: string, name: string, path = `d/${name}`) => ({
  kind,
  path,
  name,
  size: 3,
  sha256: HASH,
});
const build = (...list: object[]) => ({ schema: 1, machine: 'rpi', artifacts: list });
const parse = (value: unknown) => artifacts.parseArtifacts(JSON.stringify(value), 'out/artifacts.json');

const errorOf = (action: () => unknown): string => userErrorOf(action).text;

describe('artifacts.json', () => {
  test('keeps unknown kinds and leaves out unknown keys', () => {
    const file = parse({ ...build({ ...entry('hologram', 'x'), more: 1 }), more: 2 });
    expect(file).toEqual(build(entry('hologram', 'x')));
    expect(parse(JSON.parse(artifacts.artifactsText(file)))).toEqual(file);
  });

  test('reports all problems at once', () => {
    const wrong = { ...entry('image', 'x'), path: '../x', size: -1, sha256: 'AB'.repeat(32) };
    const text = errorOf(() => parse({ schema: 2, machine: 'a/b', artifacts: [entry('image', 'y'), wrong] }));
    for (const part of [
      'schema',
      'machine',
      'artifacts[1].path',
      'artifacts[1].size',
      'artifacts[1].sha256',
    ]) {
      expect(text).toContain(`  ${part}: `);
    }
    expect(text).toContain('out/artifacts.json');
    expect(text).not.toContain('artifacts[0]');
  });

  test('text that is not JSON', () => {
    expect(errorOf(() => artifacts.parseArtifacts('', 'a.json'))).toContain('a.json is not JSON');
  });

  test.each([
    ['two images', [entry('image', 'x', 'a/x'), entry('image', 'x', 'b/x')]],
    ['a file and a folder', [entry('image', 'x'), entry('image', 'x/y')]],
    ['a pvrexport and another BSP', [entry('pvrexport', 'x', 'a/x'), entry('bsp', 'x', 'b/x')]],
    ['a BSP and an SDK', [entry('bsp', 'x', 'a/x'), entry('sdk', 'x', 'b/x')]],
    ['a name of ours', [entry('sdk', 'manifest.json')]],
    ['a folder for an object', [entry('sdk', 'a/b.sh')]],
  ])('%s of one name is an error', (_, list) => {
    expect(errorOf(() => parse(build(...list)))).toContain('out/artifacts.json cannot be published');
  });

  test('one name in two archives, and among files that are not published, is none', () => {
    const list = [entry('image', 'x'), entry('pvrexport', 'x'), entry('cve', 'x'), entry('cve', 'x', 'e/x')];
    expect(parse(build(...list)).artifacts).toHaveLength(4);
  });

  test('a BSP is in the archive of the pvrexports once', () => {
    const file = parse(
      build(entry('pvrexport', 'b'), entry('bsp', 'c'), entry('bsp', 'b'), entry('pvrexport', 'a')),
    );
    expect(artifacts.pvrexportsOf(file).map((each) => `${each.kind} ${each.name}`)).toEqual([
      'pvrexport a',
      'pvrexport b',
      'bsp c',
    ]);
    expect(artifacts.imagesOf(file)).toEqual([]);
  });
});

describe('manifest.json', () => {
  const file = (kind: string, name: string): manifests.ManifestFile => ({
    kind,
    key: `p/029/rpi/${name}`,
    url: `https://h/p/029/rpi/${name}`,
    size: 3,
    sha256: HASH,
    'media-type': 'application/gzip',
  });
  const parts = {
    name: 'rpi',
    tag: '029',
    channel: 'stable',
    published: new Date('2026-06-03T10:00:12.345Z'),
    source: { run: 'https://github.com/o/r/actions/runs/1', sha: 'c0ffee' },
    files: [file('full_image', 'rpi-029.tar.gz'), file('bsp', 'b2.tgz'), file('bsp', 'b1.tgz')],
  };

  test('is written with its keys in order', () => {
    const text = manifests.manifestText(manifests.makeManifest({ ...parts, files: parts.files.slice(0, 1) }));
    expect(text).toBe(`{
  "schema": 1,
  "name": "rpi",
  "tag": "029",
  "channel": "stable",
  "published": "2026-06-03T10:00:12Z",
  "source": {
    "sha": "c0ffee",
    "run": "https://github.com/o/r/actions/runs/1"
  },
  "files": [
    {
      "kind": "full_image",
      "key": "p/029/rpi/rpi-029.tar.gz",
      "url": "https://h/p/029/rpi/rpi-029.tar.gz",
      "size": 3,
      "sha256": "${HASH}",
      "media-type": "application/gzip"
    }
  ]
}
`);
  });

  test('is read back as it was', () => {
    const made = manifests.makeManifest({ ...parts, build: { verdict: 'success', list: [1] } });
    expect(manifests.parseManifest(manifests.manifestText(made), 'm')).toEqual(made);
  });

  test('names each key once, and does not depend on the order', () => {
    expect(() => manifests.makeManifest({ ...parts, files: [file('sdk', 'x'), file('bsp', 'x')] })).toThrow(
      'p/029/rpi/x',
    );
    const backwards = { ...parts, published: new Date(0), files: [...parts.files].reverse() };
    expect(manifests.sameFiles(manifests.makeManifest(parts), manifests.makeManifest(backwards))).toBe(true);
    const fewer = manifests.makeManifest({ ...parts, files: parts.files.slice(1) });
    expect(manifests.sameFiles(manifests.makeManifest(parts), fewer)).toBe(false);
  });

  test('stands for an entry: the first BSP by name, no key for what there is not', () => {
    expect(manifests.deviceOf(manifests.makeManifest(parts))).toEqual({
      name: 'rpi',
      full_image: { url: 'https://h/p/029/rpi/rpi-029.tar.gz', sha256: HASH },
      bsp: { url: 'https://h/p/029/rpi/b1.tgz', sha256: HASH },
    });
  });

  test('of another form is an error', () => {
    const files = [{ kind: '', key: 5, url: null, size: -1, sha256: 'x' }, 'x'];
    const wrong = { schema: 1, name: '..', channel: 7, published: 'x', source: [], files, build: [] };
    const error = userErrorOf(() => manifests.parseManifest(JSON.stringify(wrong), 's3://b/m'));
    expect(error.message.split('\n')).toEqual([
      's3://b/m does not have the expected form:',
      '  name: A machine name must not be "..". Valid are names such as raspberrypi-armv8-scarthgap.',
      '  tag: It is missing.',
      '  channel: It must be a text.',
      '  published: It must be a time in UTC, such as 2026-06-03T10:00:12Z.',
      '  source: It must be an object.',
      '  files[0].kind: It must not be empty.',
      '  files[0].key: It must be a text.',
      '  files[0].url: It must be a text.',
      '  files[0].size: It must be a size in bytes.',
      '  files[0].sha256: It must be a SHA-256 digest: 64 lower-case hex digits.',
      '  files[0].media-type: It is missing.',
      '  files[1]: It must be an object.',
      '  build: It must be an object.',
    ]);
    const whole = userErrorOf(() => manifests.parseManifest('[]', 'm'));
    expect(whole.message.split('\n').slice(1)).toEqual(['  the document: It must be an object.']);
  });
});

test('published.json', () => {
  const value = {
    run: 'https://github.com/o/r/actions/runs/1',
    time: new Date('2026-06-03T10:00:12Z'),
    manifestSha256: HASH,
  };
  const text = manifests.publishedText(value);
  expect(JSON.parse(text)).toEqual({
    schema: 1,
    run: 'https://github.com/o/r/actions/runs/1',
    time: '2026-06-03T10:00:12Z',
    'manifest-sha256': HASH,
  });
  expect(manifests.parsePublished(text, 'p')).toEqual(value);
  expect(() => manifests.parsePublished('{}', 'p')).toThrow(UserError);
});

describe('the content id', () => {
  const a = { path: 'a', size: 1, mode: 0o644, sha256: HASH };
  const b = { path: 'b', size: 2, mode: 0o755, sha256: HASH };

  test('is a digest that stays the same from release to release', () => {
    const text = `["tar.gz","[\\"a\\",1,420,\\"${HASH}\\"]"]`;
    expect(contentId([a], 'tar.gz')).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('does not depend on the order, but on all else', () => {
    const id = contentId([a, b], 'tar.gz');
    expect(contentId([b, a], 'tar.gz')).toBe(id);
    const others = [
      contentId([a, b], 'zip'),
      contentId([a], 'tar.gz'),
      contentId([a, { ...b, path: 'c' }], 'tar.gz'),
      contentId([a, { ...b, size: 3 }], 'tar.gz'),
      contentId([a, { ...b, mode: 0o644 }], 'tar.gz'),
      contentId([a, { ...b, sha256: 'cd'.repeat(32) }], 'tar.gz'),
      contentId([{ ...a, path: 'a",1' }], 'tar.gz'),
    ];
    expect(new Set([id, ...others]).size).toBe(8);
  });
});
