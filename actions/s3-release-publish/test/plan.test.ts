import { describe, expect, test } from '@jest/globals';
import type { Artifact, ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { KINDS } from '@pv-actions/core/release/kinds.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { flashable } from '../src/flashable.ts';
import { mediaTypeOf } from '../src/media-type.ts';
import { type PlanOptions, planRelease } from '../src/plan.ts';
import { notesOf } from '../src/plan-notes.ts';

const AT = { machine: 'rpi', tag: '029', prefix: 'p' };
const DEFAULTS: PlanOptions = { bundle: 'tar.gz', layout: ['bundle'], files: ['all'] };
const artifact = (kind: string, name: string, folder = kind): Artifact => ({
  kind,
  path: `${folder}/${name}`,
  name,
  size: 3,
  sha256: 'ab'.repeat(32),
});
const build = (...artifacts: Artifact[]): ArtifactsFile => ({ schema: 1, machine: 'rpi', artifacts });
const planOf = (files: readonly Artifact[], options: Partial<PlanOptions> = {}) =>
  planRelease(build(...files), AT, { ...DEFAULTS, ...options });
const shown = (files: readonly Artifact[], options: Partial<PlanOptions> = {}): string[] =>
  planOf(files, options).objects.map(({ kind, name, format }) => `${kind} ${name} ${format}`);
const refusal = (files: readonly Artifact[], options: Partial<PlanOptions> = {}): string =>
  userErrorOf(() => planOf(files, options)).text;

const IMAGE = artifact('image', 'x.rootfs.wic.bz2');
const EACH = KINDS.map((kind) => artifact(kind, `${kind}.bin`));

describe('kinds', () => {
  test('every kind that a build leaves is published', () => {
    expect(shown(EACH)).toEqual([
      'full_image rpi-029.tar.gz tar.gz',
      'pvrexports pvexports-rpi-029.zip zip',
      'bsp bsp.bin file',
      'sdk sdk.bin file',
      'pvtest-distro pvtest-distro.bin file',
      'flash-bundle flash-bundle.bin file',
      'tezi tezi.bin file',
      'manifest manifest.bin file',
      'sbom sbom.bin file',
      'cve cve.bin file',
      'docs docs.bin file',
      'license license.bin file',
      'provenance provenance.bin file',
      'testdata testdata.bin file',
      'debug debug.bin file',
    ]);
    expect(planOf(EACH).leftOut).toEqual([]);
  });

  test.each([
    [['none'], ['sbom.bin', 'cve.bin']],
    [['sbom'], ['cve.bin']],
    [['image', 'sbom'], ['cve.bin']],
    [['sbom', 'cve'], []],
  ])('files: %j leaves out %j, and says so', (files, leftOut) => {
    const plan = planOf([IMAGE, artifact('sbom', 'sbom.bin'), artifact('cve', 'cve.bin')], { files });
    expect(plan.leftOut.map(({ name }) => name)).toEqual(leftOut);
    expect(plan.objects.map(({ kind }) => kind)).toContain('full_image');
    const texts = notesOf(plan).map(({ text }) => text);
    expect(texts).toEqual(leftOut.length === 0 ? [] : [expect.stringContaining(`("${leftOut.at(-1)}")`)]);
  });

  test('what is left out is named by kind, not all of many', () => {
    const many = Array.from({ length: 30 }, (_, n) => artifact('license', `l/${n}`));
    const plan = planOf([IMAGE, artifact('cve', 'x.cve'), ...many], { files: ['none'] });
    expect(notesOf(plan)).toEqual([
      {
        level: 'info',
        text:
          'Left out, as the input files says: 1 file of the kind "cve" ("x.cve"); ' +
          '30 files of the kind "license" ("l/0", "l/1", "l/2", "l/3", and 26 more).',
      },
    ]);
  });

  test('a kind that is not known is left out with a warning', () => {
    const plan = planOf([IMAGE, artifact('hologram', 'h')]);
    expect(plan.objects).toHaveLength(1);
    expect(notesOf(plan)).toEqual([
      {
        level: 'warning',
        text: 'Left out, because their kind is not known here: 1 file of the kind "hologram" ("h"). Use the same release of all stages.',
      },
    ]);
  });

  test('files that only tell of a build are a release where they are asked for', () => {
    const telling = [artifact('sbom', 's'), artifact('cve', 'c')];
    expect(refusal(telling)).toMatch(
      /^The machine rpi has nothing to publish: its artifacts\.json names no image, pvrexport, BSP or SDK, only files of the kinds "cve" and "sbom"\.\n/,
    );
    expect(shown(telling, { files: ['sbom'] })).toEqual(['sbom s file']);
    expect(shown([artifact('tezi', 't')])).toEqual(['tezi t file']);
    expect(refusal([])).toMatch(/names no image, pvrexport, BSP or SDK\.\n/);
    expect(refusal([artifact('tezi', 't')], { files: ['none'] })).toContain('only files of the kind "tezi".');
  });

  test('a folder is published file by file, below its name', () => {
    const [, object] = planOf([IMAGE, artifact('pvtest-distro', 'distro-1+2/a b.sh')]).objects;
    expect(object).toMatchObject({ name: 'distro-1+2/a b.sh', key: 'p/029/rpi/distro-1+2/a b.sh' });
  });
});

describe('names that collide are refused, with both files', () => {
  const both =
    '"sbom/x.json" (sbom) and "cve/x.json" (cve) would both be "x.json" below the folder of the machine.';
  test.each([
    ['two kinds', [artifact('sbom', 'x.json'), artifact('cve', 'x.json')], both],
    [
      'two files of one kind',
      [artifact('cve', 'x', 'a'), artifact('cve', 'x', 'b')],
      '"a/x" (cve) and "b/x" (cve) would both be "x"',
    ],
    [
      'a BSP and another kind',
      [artifact('bsp', 'b.tgz'), artifact('debug', 'b.tgz')],
      '"bsp/b.tgz" (bsp) and "debug/b.tgz" (debug) would both be "b.tgz"',
    ],
    [
      'the bundle of the images',
      [artifact('flash-bundle', 'rpi-029.tar.gz')],
      '"flash-bundle/rpi-029.tar.gz" (flash-bundle) and the archive of the images would both be',
    ],
    [
      'a file and a folder',
      [artifact('license', 'l'), artifact('license', 'l/MIT', 'other')],
      '"l" would be both a file and a folder below the folder of the machine: "license/l" (license) and "other/l/MIT" (license).',
    ],
    [
      'a file that publishing writes',
      [artifact('manifest', 'manifest.json')],
      '"manifest/manifest.json" (manifest) and a file that publishing writes would both be "manifest.json"',
    ],
    [
      'and a folder of that name',
      [artifact('sbom', 'published.json/x')],
      '"published.json" would be both a file and a folder below the folder of the machine: a file that publishing writes and "sbom/published.json/x" (sbom).',
    ],
  ])('%s', (_, files, problem) => {
    const text = refusal([IMAGE, ...files]);
    expect(text).toMatch(/^Files of the build cannot be published beside each other:\n/);
    expect(text).toContain(problem);
    expect(text).toContain('leave a kind of files out with the input `files`');
  });

  test('not where one of them is left out, or both are in archives', () => {
    const files = [IMAGE, artifact('sbom', 'x.json'), artifact('cve', 'x.json')];
    expect(shown(files, { files: ['cve'] })).toContain('cve x.json file');
    expect(shown([IMAGE, artifact('cve', IMAGE.name)])).toContain(`cve ${IMAGE.name} file`);
    expect(refusal([IMAGE, artifact('cve', IMAGE.name)], { layout: ['files'] })).toContain('would both be');
  });

  test('a key that S3 does not take', () => {
    const long = Array.from({ length: 5 }, () => 'n'.repeat(203)).join('/');
    expect(refusal([IMAGE, artifact('license', long)])).toContain('would have a key of more than 1024 bytes');
  });
});

describe('layouts', () => {
  const BMAP = artifact('image', 'x.rootfs.wic.bmap');
  const QCOM = artifact('image', 'x.rootfs.qcomflash.tar.gz');

  test('files: each image by its own name, nothing packed; the one for cards is the full image', () => {
    expect(shown([QCOM, IMAGE, BMAP], { layout: ['files'] })).toEqual([
      'image x.rootfs.qcomflash.tar.gz file',
      'image x.rootfs.wic.bmap file',
      'full_image x.rootfs.wic.bz2 file',
    ]);
  });

  test('both: the bundle is the full image, and each image is there too', () => {
    expect(shown([IMAGE, BMAP], { layout: ['files', 'bundle'], bundle: 'tar.zst' })).toEqual([
      'full_image rpi-029.tar.zst tar.zst',
      'image x.rootfs.wic.bmap file',
      'image x.rootfs.wic.bz2 file',
    ]);
  });

  test('no image, no bundle', () => {
    expect(shown([artifact('bsp', 'b.tgz')], { layout: ['bundle', 'files'] })).toEqual([
      'pvrexports pvexports-rpi-029.zip zip',
      'bsp b.tgz file',
    ]);
  });

  test.each<[string, string[], string[]]>([
    ['no other file', ['x.wic.bmap', 'x.qcomflash.tar.gz', 'x.wic.bz2'], ['x.wic.bz2']],
    ['the first by name', ['b.wic.zst', 'a.wic.xz'], ['a.wic.xz', 'b.wic.zst']],
    [
      'of one image the fastest to unpack',
      ['a.wic', 'a.wic.bz2', 'a.wic.gz', 'a.wic.xz', 'a.wic.zst'],
      ['a.wic.zst', 'a.wic.gz', 'a.wic.xz', 'a.wic.bz2', 'a.wic'],
    ],
    [
      '.wic before others',
      ['a.img', 'a.rpi-sdimg.gz', 'b.wic', 'a.iso.xz'],
      ['b.wic', 'a.rpi-sdimg.gz', 'a.img', 'a.iso.xz'],
    ],
    [
      'no file system, no archive, no update',
      [
        'a.ext4',
        'a.ext4.zst',
        'a.tar',
        'a.tar.zst',
        'a.tgz',
        'a.tar.bz2',
        'a.swu',
        'a.ubi',
        'a.mender',
        'a.raucb',
      ],
      [],
    ],
    ['no compression that it does not know', ['a.wic.lz4', 'a.wic.lzo', 'a.wic.zip', 'a.wic.zst.sha256'], []],
    ['capital letters', ['A.WIC.ZSTD', 'B.Img.GZ'], ['A.WIC.ZSTD', 'B.Img.GZ']],
    ['a name that only looks so', ['wic', 'mywic.bz2', 'a.wicked'], []],
  ])('the flashing tool writes to a card: %s', (_, names, found) => {
    expect(flashable(names.map((name) => artifact('image', name))).map(({ name }) => name)).toEqual(found);
  });
});

describe('notes', () => {
  const texts = (files: readonly Artifact[], options: Partial<PlanOptions>) =>
    notesOf(planOf(files, options));

  test('a bundle that the flashing tool does not unpack', () => {
    const [note, ...more] = texts([IMAGE], { bundle: 'tar.zst' });
    expect(more).toEqual([]);
    expect(note?.level).toBe('warning');
    for (const part of [
      'rpi-029.tar.zst',
      'pvflasher',
      'writ',
      '`bundle-format: tar.gz`',
      '`layout: files`',
      '.wic.zst',
    ]) {
      expect(note?.text).toContain(part);
    }
    expect(texts([IMAGE], { bundle: 'tar.zst', layout: ['bundle', 'files'] })).toEqual([note]);
  });

  test.each<[string, Artifact[], Partial<PlanOptions>]>([
    ['a tar.gz', [IMAGE], {}],
    ['no bundle', [artifact('image', 'x.wic.zst')], { bundle: 'tar.zst', layout: ['files'] }],
    ['no image', [artifact('sdk', 's.sh')], { bundle: 'tar.zst' }],
    ['one image in two compressions', [IMAGE, artifact('image', 'x.rootfs.wic.zst')], { layout: ['files'] }],
    ['several images in a bundle', [IMAGE, artifact('image', 'y.wic')], { layout: ['bundle', 'files'] }],
  ])('none for %s', (_, files, options) => {
    expect(texts(files, options)).toEqual([]);
  });

  test('several images for cards, or none', () => {
    expect(texts([artifact('image', 'b.wic'), IMAGE], { layout: ['files'] })).toEqual([
      {
        level: 'info',
        text: 'The index names "b.wic" as full_image, which flashing tools take; the other images are in its list images: "x.rootfs.wic.bz2".',
      },
    ]);
    expect(texts([artifact('image', 'x.qcomflash.tar.gz')], { layout: ['files'] })).toEqual([
      {
        level: 'info',
        text: expect.stringMatching(
          /^The index names no full_image: none of .+: "x\.qcomflash\.tar\.gz"\. It takes /,
        ),
      },
    ]);
  });
});

test.each([
  ['a.spdx.json', 'application/json'],
  ['a.pvrexport.tgz', 'application/gzip'],
  ['a.wic.zst', 'application/zstd'],
  ['a.pv_teziimg.tar.xz', 'application/x-xz'],
  ['a.wic.bz2', 'application/x-bzip2'],
  ['a.manifest', 'text/plain; charset=utf-8'],
  ['index.html', 'application/octet-stream'],
  ['sdk.sh', 'application/octet-stream'],
])('%s is %s', (name, type) => expect(mediaTypeOf(name)).toBe(type));
