import { describe, expect, test } from '@jest/globals';
import { isImageName, isOfRecipe, parseTarget, stemOf } from '@pv-actions/core/bitbake/image-names.ts';
import { build, linked, listing, named, select } from './deploy-files.ts';

describe('the type of an image', () => {
  test.each([
    ...['wic', 'wic.bz2', 'wic.zst', 'wic.bmap', 'wic.gz.sha256sum', 'wic.qcow2', 'wic.vmdk.gz', 'wic.xz'],
    ...[
      'ext2',
      'ext3.gz',
      'ext4',
      'ext4.gz',
      'ext4.zst',
      'ext4.verity',
      'btrfs',
      'f2fs',
      'vfat',
      'erofs-lz4hc',
    ],
    ...['squashfs', 'squashfs-xz', 'squashfs-zst', 'jffs2.sum', 'cramfs', 'ubi', 'ubifs'],
    ...[
      'tar.bz2',
      'tar.gz',
      'tar.xz',
      'tar.zst',
      'cpio.gz',
      'cpio.gz.u-boot',
      'hddimg',
      'iso',
      'vdi',
      'vhdx',
    ],
    ...['sdimg', 'rpi-sdimg', 'sunxi-sdimg.gz', 'sdcard.gz', 'uefiimg', 'dataimg', 'simg', 'img.xz'],
    ...[
      'swu',
      'raucb',
      'mender',
      'qcomflash.tar.gz',
      'tegraflash.tar.zst',
      'ota-ext4',
      'static.mtd',
      'vmdk',
      'qcow2',
    ],
    ...['hostapp-ext4', 'ova', 'hdddirect', 'android-sparse', 'exfat', 'composefs', 'wic.android-sparse'],
  ])('%s', (type) => {
    expect(isImageName(`core-image-rpi.rootfs.${type}`)).toBe(true);
    expect(isImageName(`core-image-rpi-20260603100012.rootfs.${type}`)).toBe(true);
    expect(isImageName(`core-image-rpi.${type}`)).toBe(true);
    expect(stemOf(`core-image-rpi.rootfs.${type}`)).toBe('core-image-rpi.rootfs');
  });

  test.each([
    ...[
      'manifest',
      'testdata.json',
      'qemuboot.conf',
      'spdx.tar.zst',
      'spdx.json',
      'docs.tar.zst',
      'env',
      'wks',
    ],
    ...['cve', 'json', 'cyclonedx.bom.json', 'pvrexport.tgz', 'bin', 'dtb', 'its', 'txt', 'sh'],
  ])('not %s', (type) => {
    expect(isImageName(`core-image-rpi.rootfs.${type}`)).toBe(false);
  });

  test('nor a name alone, nor one that is no file name', () => {
    expect(isImageName('wic')).toBe(false);
    expect(isImageName('img')).toBe(false);
    expect(isImageName(`${'a'.repeat(600)}.wic`)).toBe(false);
  });
});

describe('whose a file is', () => {
  test.each([
    ['core-image-minimal-rpi.wic', true],
    ['core-image-minimal-rpi.rootfs.wic', true],
    ['core-image-minimal-rpi-20260603100012.rootfs.wic', true],
    ['core-image-minimal-rpi.rootfs-20260603100012.wic', true],
    ['core-image-minimal.rootfs.wic', true],
    ['core-image-minimal-20260603.wic', true],
    ['core-image-minimal-1.2.3.wic', true],
    ['core-image-minimal-rpi_data.ubi', true],
    ['core-image-minimal-rpi-dbg.tar.gz', true],
    ['core-image-minimal-initramfs-rpi.cpio.gz', false],
    ['core-image-minimal-dev-rpi.wic', false],
    ['core-image-minimal-rpi5.wic', false],
    ['core-image-minimal2-rpi.wic', false],
    ['core-image-rpi.wic', false],
    ['my-core-image-minimal-rpi.wic', false],
  ])('%s of core-image-minimal: %s', (name, is) => {
    expect(isOfRecipe(name, 'core-image-minimal', 'rpi')).toBe(is);
  });

  test.each([
    ['core-image-minimal', { recipe: 'core-image-minimal' }],
    ['core-image-minimal:do_populate_sdk', { recipe: 'core-image-minimal', task: 'populate_sdk' }],
    ['core-image-minimal:populate_sdk', { recipe: 'core-image-minimal', task: 'populate_sdk' }],
    ['mc:initramfs:image', { recipe: 'image' }],
    ['multiconfig:initramfs:image:do_build', { recipe: 'image', task: 'build' }],
    ['virtual/kernel', { recipe: 'virtual/kernel' }],
  ])('the target %s', (word, target) => {
    expect(parseTarget(word)).toEqual(target);
  });
});

describe('images where none are named', () => {
  const minimal = (end: string): string[] =>
    linked(`core-image-minimal-rpi.rootfs-20260603100012.${end}`, `core-image-minimal-rpi.rootfs.${end}`);

  test('are those of the target, in all types that the build makes', () => {
    const image = listing(
      ...['ext4', 'tar.bz2', 'wic.zst', 'wic.bmap'].flatMap(minimal),
      ...['manifest', 'testdata.json', 'qemuboot.conf'].flatMap(minimal),
      ...linked('core-image-initramfs-rpi-20260603100012.cpio.gz', 'core-image-initramfs-rpi.cpio.gz'),
      'core-image-minimal-initramfs-rpi.cpio.gz',
      'core-image-minimal.env',
      ...linked('bzImage--6.6.23-r0-rpi-20260603100012.bin', 'bzImage'),
      ...linked('modules--6.6.23-r0-rpi-20260603100012.tgz', 'modules-rpi.tgz'),
      'u-boot.img',
    );
    expect(named({ image }, undefined, build('core-image-minimal'))).toEqual([
      `image: ${['ext4', 'tar.bz2', 'wic.zst', 'wic.bmap']
        .map((end) => `core-image-minimal-rpi.rootfs.${end}`)
        .join(' ')}`,
      'testdata: core-image-minimal-rpi.rootfs.testdata.json',
      'manifest: core-image-minimal-rpi.rootfs.manifest',
    ]);
  });

  test('are those of each target', () => {
    const image = listing('a-rpi.rootfs.wic', 'b-rpi.rootfs.ext4', 'c-rpi.rootfs.wic');
    expect(named({ image }, undefined, build('a b'))).toEqual(['image: a-rpi.rootfs.wic b-rpi.rootfs.ext4']);
  });

  test('are an update, where that is what is built', () => {
    const image = listing(
      'update-bundle-rpi.raucb',
      'core-image-rpi.rootfs.wic',
      'core-image-rpi.rootfs.manifest',
    );
    expect(named({ image }, undefined, build('update-bundle'))).toEqual([
      'image: update-bundle-rpi.raucb',
      'manifest: core-image-rpi.rootfs.manifest',
    ]);
  });

  test('are root file systems and updates, where they have other names than the target', () => {
    const image = listing(
      ...['wic.gz', 'manifest'].flatMap((end) =>
        linked(`Reference-Image-rpi-20260603100012.rootfs.${end}`, `Reference-Image-rpi.${end}`),
      ),
      ...['cpio.gz', 'manifest'].map((end) => `initramfs-rpi.${end}`),
      'Reference-Update.swu',
      'imx-boot.img',
    );
    expect(named({ image }, undefined, build('core-image-reference'))).toEqual([
      'image: Reference-Image-rpi.wic.gz Reference-Update.swu',
      'manifest: Reference-Image-rpi.manifest',
    ]);
  });

  test('are those of Pantavisor by their names, where there are any', () => {
    const image = listing(
      'pantavisor-starter-rpi.rootfs.wic.bz2',
      'pantavisor-starter-rpi.rootfs.tar.gz',
      'pantavisor-remix-rpi.rootfs.wic.bz2',
    );
    expect(named({ image }, undefined, build('pantavisor-remix'))).toEqual([
      'image: pantavisor-starter-rpi.rootfs.wic.bz2',
    ]);
  });

  test('are not what has a kind of its own, nor the archive of what is staged as a folder', () => {
    const image = listing(
      'pv-flash-bundle-rpi.tar.gz',
      'pantavisor-appengine-distro-rpi.tar.gz',
      'pantavisor-appengine-distro-1.0/test.docker.sh',
    );
    const of = build('pv-flash-bundle pantavisor-appengine-distro');
    expect(select({ image }, undefined, of).chosen.map((line) => line.split(':')[0])).toEqual([
      'flash-bundle',
      'pvtest-distro',
    ]);
  });

  test('are none of a recipe that is no image', () => {
    const image = listing('zImage', 'app-rpi.bin', 'u-boot.img', 'bcm2711-rpi-4-b.dtb');
    expect(named({ image }, undefined, build('app'))).toEqual([]);
  });
});
