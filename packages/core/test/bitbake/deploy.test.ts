import { describe, expect, test } from '@jest/globals';
import { type DeployFile, selectArtifacts } from '@pv-actions/core/bitbake/deploy.ts';

const OUTPUT = ['pantavisor-starter*.rootfs.wic*'];

/** `name -> target` for a link, `name` for a file. */
function listing(...lines: string[]): DeployFile[] {
  return lines.map((line) => {
    const [path = '', target] = line.split(' -> ');
    return target === undefined ? { path } : { path, target };
  });
}

function select(image: DeployFile[], output: readonly string[] = OUTPUT, sdk: DeployFile[] = []) {
  const { artifacts, passedOver } = selectArtifacts({ image, sdk, cve: [] }, output);
  return { chosen: artifacts.map(({ kind, source, name }) => `${kind}: ${source} as ${name}`), passedOver };
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
    const ours = listing('panta-sdk-1.0.sh', 'poky-glibc-x86_64.sh');
    expect(select([], OUTPUT, any).chosen).toEqual(['sdk: poky-glibc-x86_64.sh as poky-glibc-x86_64.sh']);
    expect(select([], OUTPUT, ours).chosen).toEqual(['sdk: panta-sdk-1.0.sh as panta-sdk-1.0.sh']);
  });

  test('what no kind names is left', () => {
    const files = listing(
      'zImage',
      'modules-rpi.tgz',
      'x.rootfs.json',
      'images/pantavisor-starter.rootfs.wic',
    );
    expect(select(files).chosen).toEqual([]);
  });
});
