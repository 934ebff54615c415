import { describe, expect, test } from '@jest/globals';
import { build, linked, listing, named, select } from './deploy-files.ts';

const DATE = '20260603100012';
/** 4.0: IMAGE_NAME_SUFFIX stands behind the date, in what is made of IMAGE_FSTYPES and in what names it. */
const KIRKSTONE = {
  name: `core-image-minimal-rpi-${DATE}`,
  link: 'core-image-minimal-rpi',
  suffix: '.rootfs',
};
/** 4.3 and later: it is a part of IMAGE_LINK_NAME. */
const SCARTHGAP = {
  name: `core-image-minimal-rpi.rootfs-${DATE}`,
  link: 'core-image-minimal-rpi.rootfs',
  suffix: '',
};

type Release = typeof KIRKSTONE;
/** A class, the end that a file gets of it, and whether IMAGE_NAME_SUFFIX stands before that; and the kind. */
type Row = readonly [bbclass: string, end: string, kind: string, suffixed?: boolean];

const EVERYWHERE: readonly Row[] = [
  ['image_types_wic.bbclass, IMAGE_CMD:wic', '.wic', 'image', true],
  ['image_types.bbclass, CONVERSION_CMD:zst', '.wic.zst', 'image', true],
  ['image_types.bbclass, CONVERSION_CMD:bmap', '.wic.bmap', 'image', true],
  ['image_types.bbclass, IMAGE_CMD:ext4', '.ext4', 'image', true],
  ['rootfs-postcommands.bbclass, IMAGE_MANIFEST', '.manifest', 'manifest', true],
  ['rootfs-postcommands.bbclass, write_image_test_data', '.testdata.json', 'testdata'],
  ['qemuboot.bbclass, QB_', '.qemuboot.conf', 'none'],
];

const RELEASES: readonly (readonly [release: string, Release, readonly Row[]])[] = [
  [
    '4.0 (kirkstone)',
    KIRKSTONE,
    [
      ['create-spdx.bbclass, combine_spdx', '.spdx.json', 'sbom'],
      ['create-spdx.bbclass, combine_spdx', '.spdx.tar.zst', 'sbom'],
      ['create-spdx.bbclass, combine_spdx', '.spdx.index.json', 'sbom'],
      ['cve-check.bbclass, CVE_CHECK_MANIFEST', '.cve', 'cve', true],
      ['cve-check.bbclass, CVE_CHECK_MANIFEST_JSON', '.json', 'cve', true],
    ],
  ],
  [
    '5.0 (scarthgap)',
    SCARTHGAP,
    [
      ['create-spdx-2.2.bbclass, combine_spdx', '.spdx.json', 'sbom'],
      ['create-spdx-2.2.bbclass, combine_spdx', '.spdx.tar.zst', 'sbom'],
      ['create-spdx-2.2.bbclass, combine_spdx', '.spdx.index.json', 'sbom'],
      ['cve-check.bbclass, CVE_CHECK_MANIFEST', '.cve', 'cve'],
      ['cve-check.bbclass, CVE_CHECK_MANIFEST_JSON', '.json', 'cve'],
    ],
  ],
  [
    'master',
    SCARTHGAP,
    [
      ['create-spdx-image-3.0.bbclass, do_create_image_sbom_spdx', '.spdx.json', 'sbom'],
      ['vex.bbclass, CVE_CHECK_MANIFEST_JSON', '.json', 'cve'],
      ['sbom-cve-check.bbclass, SBOM_CVE_CHECK_EXPORT_SPDX3', '.sbom-cve-check.spdx.json', 'cve'],
      ['sbom-cve-check.bbclass, SBOM_CVE_CHECK_EXPORT_CVECHECK', '.sbom-cve-check.yocto.json', 'cve'],
      ['sbom-cve-check.bbclass, SBOM_CVE_CHECK_EXPORT_SUMMARY', '.cve.txt', 'cve'],
    ],
  ],
  [
    'meta-cyclonedx',
    SCARTHGAP,
    [
      ['cyclonedx-export.bbclass, CYCLONEDX_EXPORT_SBOM', '.cyclonedx.bom.json', 'sbom'],
      ['cyclonedx-export.bbclass, CYCLONEDX_EXPORT_VEX', '.cyclonedx.vex.json', 'cve'],
    ],
  ],
];

function filesOf({ name, link, suffix }: Release, rows: readonly Row[]): string[] {
  return rows.flatMap(([, end, , suffixed]) =>
    linked(`${name}${suffixed === true ? suffix : ''}${end}`, `${link}${end}`),
  );
}

describe.each(RELEASES)('the names of OE-core: %s', (_, release, rows) => {
  const all = [...EVERYWHERE, ...rows];
  const chosen = named({ image: listing(...filesOf(release, all)) }, undefined, build('core-image-minimal'));
  const kinds = new Map(
    chosen.flatMap((line) => {
      const [kind = '', names = ''] = line.split(': ');
      return names.split(' ').map((name) => [name, kind]);
    }),
  );

  test.each(all)('%s: %s is of the kind %s', (_bbclass, end, kind) => {
    expect(kinds.get(`${release.link}${end}`) ?? 'none').toBe(kind);
  });

  test('each file is there once', () => {
    expect(chosen.flatMap((line) => (line.split(': ')[1] ?? '').split(' ')).sort()).toEqual(
      all
        .filter(([, , kind]) => kind !== 'none')
        .map(([, end]) => `${release.link}${end}`)
        .sort(),
    );
  });
});

describe('what lies elsewhere', () => {
  test.each([
    ['4.0', `core-image-minimal-rpi-${DATE}`, 'core-image-minimal-rpi'],
    ['5.0', `rpi/core-image-minimal-rpi.rootfs-${DATE}`, 'core-image-minimal-rpi.rootfs'],
  ])('the manifests of licences (license_image.bbclass of %s)', (_, folder, name) => {
    const licenses = listing(
      `${folder}/license.manifest`,
      `${folder}/package.manifest`,
      `${folder}/image_license.manifest`,
      `${folder.replace(DATE, '20250101000000')}/license.manifest`,
      `rpi/core-image-initramfs-rpi-${DATE}/license.manifest`,
    );
    const image = listing(`${name}.wic`);
    expect(named({ image, licenses }, undefined, build('core-image-minimal'))).toEqual([
      `image: ${name}.wic`,
      `license: ${name}.license.manifest ${name}.package.manifest ${name}.image_license.manifest`,
    ]);
  });

  test('one manifest of licences, where there is one of two names of the machine', () => {
    const licenses = listing('app-rpi/license.manifest (old)', 'rpi/app-rpi/license.manifest');
    expect(select({ licenses }, undefined, build('app')).chosen).toEqual([
      'license: rpi/app-rpi/license.manifest as app-rpi.license.manifest',
    ]);
  });

  test('the summaries of cve-check.bbclass, which are links', () => {
    const cve = listing(
      ...linked('cve-summary-20260603100012.json', 'cve-summary.json'),
      ...linked('cve-summary-20260603100012.txt', 'cve-summary'),
      'busybox_cve.json',
    );
    expect(named({ cve }, undefined)).toEqual(['cve: cve-summary.json cve-summary']);
  });

  test('CycloneDX of older meta-cyclonedx (CYCLONEDX_EXPORT_DIR)', () => {
    const cyclonedx = listing('bom.json', 'vex.json', 'core-image-minimal/bom.json');
    expect(named({ cyclonedx: cyclonedx.slice(0, 2) }, undefined)).toEqual([
      'sbom: bom.json',
      'cve: vex.json',
    ]);
    expect(named({ cyclonedx: cyclonedx.slice(2) }, undefined)).toEqual([
      'sbom: core-image-minimal.bom.json',
    ]);
  });

  test('the file system for debuggers is no image (image.bbclass, setup_debugfs)', () => {
    const image = listing(
      ...linked(`core-image-minimal-rpi.rootfs-${DATE}.tar.gz`, 'core-image-minimal-rpi.rootfs.tar.gz'),
      ...linked(
        `core-image-minimal-rpi.rootfs-${DATE}-dbg.tar.gz`,
        'core-image-minimal-rpi.rootfs-dbg.tar.gz',
      ),
    );
    expect(named({ image }, undefined, build('core-image-minimal'))).toEqual([
      'image: core-image-minimal-rpi.rootfs.tar.gz',
      'debug: core-image-minimal-rpi.rootfs-dbg.tar.gz',
    ]);
  });
});

describe('what another file has the name of', () => {
  test.each([
    ['fitImage.json', 'none'],
    ['bootconfig.json', 'none'],
    ['initramfs-rpi.testdata.json', 'testdata'],
    ['app-rpi.manifest.json', 'none'],
    ['app-cve.json', 'cve'],
    ['app.rootfs.json', 'cve'],
    ['app.rootfs.openvex.json', 'cve'],
  ])('%s: %s', (name, kind) => {
    const chosen = named({ image: listing(name) }, undefined, build('other'));
    expect(chosen).toEqual(kind === 'none' ? [] : [`${kind}: ${name}`]);
  });
});
