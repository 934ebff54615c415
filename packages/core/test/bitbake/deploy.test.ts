import { describe, expect, test } from '@jest/globals';
import { build, listing, named, select as selectFrom } from './deploy-files.ts';

const OUTPUT = ['pantavisor-starter*.rootfs.wic*'];

function select(image: ReturnType<typeof listing>, output: readonly string[] | undefined = OUTPUT) {
  const { chosen, passedOver } = selectFrom({ image }, output);
  return { chosen, passedOver };
}

describe('each file once', () => {
  test('an image under its stable name, a pvrexport under its versioned one', () => {
    const files = listing(
      'pantavisor-starter-rpi.rootfs-20260603100012.wic.bz2',
      'pantavisor-starter-rpi.rootfs.wic.bz2 -> pantavisor-starter-rpi.rootfs-20260603100012.wic.bz2',
      'app-rpi-1.0-r0-20260603100012.pvrexport.tgz',
      'app.pvrexport.tgz -> app-rpi-1.0-r0-20260603100012.pvrexport.tgz',
      'pantavisor-bsp-rpi-1.0-r0.pvrexport.tgz',
      'pantavisor-bsp-rpi.pvrexport.tgz -> pantavisor-bsp-rpi-1.0-r0.pvrexport.tgz',
    );
    expect(select(files)).toEqual({
      chosen: [
        'image: pantavisor-starter-rpi.rootfs-20260603100012.wic.bz2 as pantavisor-starter-rpi.rootfs.wic.bz2',
        'bsp: pantavisor-bsp-rpi-1.0-r0.pvrexport.tgz as pantavisor-bsp-rpi-1.0-r0.pvrexport.tgz',
        'pvrexport: app-rpi-1.0-r0-20260603100012.pvrexport.tgz as app-rpi-1.0-r0-20260603100012.pvrexport.tgz',
      ],
      passedOver: [],
    });
  });

  test('older versions are passed over', () => {
    const files = listing(
      'pantavisor-starter-rpi-20260101000000.rootfs.wic.bz2',
      'pantavisor-starter-rpi-20260603100012.rootfs.wic.bz2',
      'pantavisor-starter-rpi.rootfs.wic.bz2 -> pantavisor-starter-rpi-20260603100012.rootfs.wic.bz2',
      'app-rpi-0.9-r0-20260101000000.pvrexport.tgz',
      'app-rpi-1.0+git0+abcdef1234-r0-20260603100012.pvrexport.tgz',
      'app.pvrexport.tgz -> app-rpi-1.0+git0+abcdef1234-r0-20260603100012.pvrexport.tgz',
    );
    const { chosen, passedOver } = select(files);
    expect(chosen).toHaveLength(2);
    expect(passedOver).toEqual([
      'app-rpi-0.9-r0-20260101000000.pvrexport.tgz',
      'pantavisor-starter-rpi-20260101000000.rootfs.wic.bz2',
    ]);
  });

  test('a file without a link is taken, also beside one with', () => {
    const files = listing(
      'alpine3-1.0-r0.pvrexport.tgz',
      'alpine3.pvrexport.tgz -> alpine3-1.0-r0.pvrexport.tgz',
      'alpine4-1.0-r0.pvrexport.tgz',
      'sub/other.pvrexport.tgz',
    );
    expect(select(files).chosen.map((line) => line.split(' as ')[1])).toEqual([
      'alpine3-1.0-r0.pvrexport.tgz',
      'alpine4-1.0-r0.pvrexport.tgz',
      'other.pvrexport.tgz',
    ]);
  });
});

describe('kinds', () => {
  test('a file that output names is an image whatever else it matches', () => {
    const files = listing('pv-flash-bundle-rpi.tar.gz', 'pantavisor-starter-rpi.rootfs.wic');
    expect(select(files, ['pv-flash-bundle-*.tar.gz']).chosen).toEqual([
      'image: pv-flash-bundle-rpi.tar.gz as pv-flash-bundle-rpi.tar.gz',
    ]);
    expect(select(files).chosen).toEqual([
      'image: pantavisor-starter-rpi.rootfs.wic as pantavisor-starter-rpi.rootfs.wic',
      'flash-bundle: pv-flash-bundle-rpi.tar.gz as pv-flash-bundle-rpi.tar.gz',
    ]);
  });

  test('the pvtest distro: one entry per file, and nothing in it is of another kind', () => {
    const files = listing(
      'pantavisor-appengine-distro-1.0/test.docker.sh',
      'pantavisor-appengine-distro-1.0/local/core/a/x.pvrexport.tgz',
    );
    expect(select(files).chosen).toEqual([
      'pvtest-distro: pantavisor-appengine-distro-1.0/test.docker.sh as pantavisor-appengine-distro-1.0/test.docker.sh',
      'pvtest-distro: pantavisor-appengine-distro-1.0/local/core/a/x.pvrexport.tgz as pantavisor-appengine-distro-1.0/local/core/a/x.pvrexport.tgz',
    ]);
  });

  test('an SDK: the ones of Pantavisor, else any', () => {
    const any = listing('poky-glibc-x86_64.sh', 'notes.txt');
    const windows = listing(
      'poky-glibc-x86_64-mingw32-core-image-i686.tar.xz',
      'poky-glibc-x86_64-mingw32-core-image-i686.host.manifest',
      'poky-glibc-x86_64-mingw32-core-image-i686-host.spdx.tar.zst',
    );
    expect(named({ sdk: windows }, OUTPUT)).toEqual([
      'sdk: poky-glibc-x86_64-mingw32-core-image-i686.tar.xz',
    ]);
    const ours = listing('panta-sdk-1.0.sh', 'poky-glibc-x86_64.sh');
    expect(named({ sdk: any }, OUTPUT)).toEqual(['sdk: poky-glibc-x86_64.sh']);
    expect(named({ sdk: ours }, OUTPUT)).toEqual(['sdk: panta-sdk-1.0.sh']);
  });

  test('what no kind names is left', () => {
    const files = listing('zImage', 'modules-rpi.tgz', 'x.json', 'images/pantavisor-starter.rootfs.wic');
    expect(select(files).chosen).toEqual([]);
  });
});

describe('globs with folders', () => {
  const files = listing(
    'compressed/part-1',
    'compressed/part-2',
    'compressed/deep/part-3',
    'bootfiles/config.txt',
    'bootfiles/overlays/a.dtbo',
    'part-0',
    'x.img',
    'deep/er/y.img',
  );

  test.each<[string[], string]>([
    [['compressed/part-*'], 'compressed/part-1 compressed/part-2'],
    [['bootfiles/*'], 'bootfiles/config.txt'],
    [['bootfiles/**'], 'bootfiles/config.txt bootfiles/overlays/a.dtbo'],
    [['**/part-*'], 'compressed/part-1 compressed/part-2 compressed/deep/part-3 part-0'],
    [['part-*'], 'part-0'],
    [['**/*.img'], 'x.img deep/er/y.img'],
    [['*/*/y.img', 'x.img'], 'deep/er/y.img x.img'],
    [['./compressed/part-[!2]'], 'compressed/part-1'],
    [['{compressed,bootfiles}/{part-1,config.txt}'], 'compressed/part-1 bootfiles/config.txt'],
  ])('%j: the names keep their folders', (globs, names) => {
    expect(named({ image: files }, globs)).toEqual([`image: ${names}`]);
  });

  test('a link that is a folder is that folder under its stable name', () => {
    const dated = listing(
      'bootfiles-20260603100012/config.txt',
      'bootfiles/config.txt -> bootfiles-20260603100012/config.txt',
    );
    expect(select(dated, ['bootfiles*/*']).chosen).toEqual([
      'image: bootfiles-20260603100012/config.txt as bootfiles/config.txt',
    ]);
  });

  test('what a glob names twice is taken once', () => {
    expect(named({ image: files }, ['x.*', '*.img'])).toEqual(['image: x.img']);
  });
});

test('without links, of files that differ in their date only the last is taken', () => {
  const files = listing(
    'app-rpi.rootfs-20260101000000.wic',
    'app-rpi.rootfs-20260603100012.wic',
    'app-rpi.rootfs-20260603100012.manifest',
    'app-rpi.rootfs-20260101000000.manifest',
  );
  const { chosen, passedOver } = selectFrom({ image: files }, undefined, build('app'));
  expect(chosen).toEqual([
    'image: app-rpi.rootfs-20260603100012.wic as app-rpi.rootfs-20260603100012.wic',
    'manifest: app-rpi.rootfs-20260603100012.manifest as app-rpi.rootfs-20260603100012.manifest',
  ]);
  expect(passedOver).toEqual(['app-rpi.rootfs-20260101000000.manifest', 'app-rpi.rootfs-20260101000000.wic']);
});
