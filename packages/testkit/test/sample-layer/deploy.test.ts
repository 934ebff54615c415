import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  configWithFaults,
  SAMPLE_MACHINES,
  type SampleMachine,
} from '@pv-actions/testkit/sample-layer/sample-layer.ts';
import { Bench } from './kas.ts';

/** All files and links below `folder`, times taken out; a link as `name -> target`. */
function tree(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !lstatSync(path.join(folder, name)).isDirectory())
    .map((name) => {
      const full = path.join(folder, name);
      return lstatSync(full).isSymbolicLink() ? `${name} -> ${readlinkSync(full)}` : name;
    })
    .map((line) => line.replace(/\b\d{14}\b/g, 'TIME'))
    .sort();
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

const CONTAINERS = ['pv-alpine-connman 1.42', 'pv-avahi 0.8', 'pv-pvr-sdk 037', 'pantavisor-bsp 1.0'];

const IMAGE_ENDS = [
  ...['wic.bz2', 'wic.bmap', 'manifest', 'testdata.json'],
  ...['spdx.json', 'spdx.index.json', 'spdx.tar.zst'],
];

function common(machine: string): string[] {
  const pair = (versioned: string, stable: string): string[] => [versioned, `${stable} -> ${versioned}`];
  const kernel = `6.1.77+git0+8d1b9c0a2e-r0-${machine}-TIME`;
  return [
    ...CONTAINERS.flatMap((container) => {
      const [name, version] = container.split(' ');
      return pair(`${name}-${machine}-${version}-r0-TIME.pvrexport.tgz`, `${name}.pvrexport.tgz`);
    }),
    ...IMAGE_ENDS.flatMap((end) =>
      pair(`pantavisor-starter-${machine}.rootfs-TIME.${end}`, `pantavisor-starter-${machine}.rootfs.${end}`),
    ),
    ...pair(`Image--${kernel}.bin`, 'Image'),
    ...pair(`modules--${kernel}.tgz`, `modules-${machine}.tgz`),
  ];
}

describe('what a build leaves', () => {
  let bench: Bench;
  const [raspberry, docker, colibri] = SAMPLE_MACHINES as [SampleMachine, SampleMachine, SampleMachine];

  beforeAll(async () => {
    bench = await Bench.open();
    for (const { config } of SAMPLE_MACHINES) expect((await bench.kas('w', ['build', config])).code).toBe(0);
  });
  afterAll(() => bench.close());

  const deploy = (...names: string[]): string =>
    path.join(bench.build('w'), 'tmp-scarthgap/deploy', ...names);

  test('for raspberrypi-armv8: images, exports, docs, an SDK', () => {
    expect(tree(deploy('images/raspberrypi-armv8'))).toEqual(
      [
        ...common('raspberrypi-armv8'),
        'pantavisor-starter-raspberrypi-armv8-029-abc1234+v23.rootfs.docs.tar.zst',
        'pantavisor-starter-raspberrypi-armv8.rootfs-TIME.cve',
        'pantavisor-starter-raspberrypi-armv8.rootfs-TIME.json',
        'pantavisor-starter-raspberrypi-armv8.rootfs.cve -> pantavisor-starter-raspberrypi-armv8.rootfs-TIME.cve',
        'pantavisor-starter-raspberrypi-armv8.rootfs.docs.tar.zst -> pantavisor-starter-raspberrypi-armv8-029-abc1234+v23.rootfs.docs.tar.zst',
        'pantavisor-starter-raspberrypi-armv8.rootfs.json -> pantavisor-starter-raspberrypi-armv8.rootfs-TIME.json',
      ].sort(),
    );
    const sdk = 'panta-distro-glibc-x86_64-pantavisor-starter-armv8a-toolchain-029';
    expect(tree(deploy('sdk'))).toEqual(
      ['host.manifest', 'sh', 'target.manifest', 'testdata.json'].map((end) => `${sdk}.${end}`),
    );
    expect(statSync(deploy(`sdk/${sdk}.sh`)).mode & 0o777).toBe(0o755);
    expect(execFileSync(deploy(`sdk/${sdk}.sh`), { encoding: 'utf8' })).toBe(`${sdk}\n`);
  });

  test('for docker-x86_64: the pvtest distro as a folder and as an archive', () => {
    const distro = [
      ...['control/basic-endpoints', 'core/legacy-config-overload', 'runtime/objects-crud'].flatMap(
        (name) => [`local/${name}/resources/test`, `local/${name}/test.json`],
      ),
      'pantavisor-appengine-docker.tar',
      'pantavisor-appengine-netsim-docker.tar',
      'pantavisor-appengine-tester-docker.tar',
      'test.docker.sh',
    ].map((name) => `pantavisor-appengine-distro-1.0/${name}`);
    const archive = 'pantavisor-appengine-distro-docker-x86_64';
    expect(tree(deploy('images/docker-x86_64'))).toEqual(
      [
        ...common('docker-x86_64'),
        ...distro,
        `${archive}-TIME.tar.gz`,
        `${archive}.tar.gz -> ${archive}-TIME.tar.gz`,
      ].sort(),
    );
    const packed = execFileSync('tar', ['-tzf', deploy(`images/docker-x86_64/${archive}.tar.gz`)], {
      encoding: 'utf8',
    });
    expect(packed.trim().split('\n').sort()).toEqual(distro);
  });

  test('for colibri-imx6ull: the flash bundle and the Tezi image', () => {
    const bundle = 'pv-flash-bundle-colibri-imx6ull';
    expect(tree(deploy('images/colibri-imx6ull'))).toEqual(
      [
        ...common('colibri-imx6ull'),
        'colibri-imx6ull-pv_teziimg.tar.xz',
        `${bundle}-TIME.tar.gz`,
        `${bundle}.tar.gz -> ${bundle}-TIME.tar.gz`,
      ].sort(),
    );
    execFileSync('tar', ['-tzf', deploy(`images/colibri-imx6ull/${bundle}.tar.gz`)]);
  });

  test('images of the size that is told', () => {
    for (const { yoctoMachine, imageSize } of SAMPLE_MACHINES) {
      const image = deploy('images', yoctoMachine, `pantavisor-starter-${yoctoMachine}.rootfs.wic.bz2`);
      expect([yoctoMachine, statSync(image).size]).toEqual([yoctoMachine, imageSize]);
    }
    expect(raspberry.imageSize).toBe(67_108_864);
  });

  test('a second temporary folder with images of another configuration', () => {
    const other = path.join(bench.build('w'), 'tmp-scarthgap-pv-initramfs-panta/deploy/images/docker-x86_64');
    expect(readdirSync(other)).toContain('pantavisor-starter-docker-x86_64.rootfs.wic.bz2');
    expect(sha256(path.join(other, 'pantavisor-starter-docker-x86_64.rootfs.wic.bz2'))).not.toBe(
      sha256(deploy('images/docker-x86_64/pantavisor-starter-docker-x86_64.rootfs.wic.bz2')),
    );
  });

  test('archives that other programs open', () => {
    const file = deploy('images/colibri-imx6ull/pv-avahi.pvrexport.tgz');
    const read = (name: string): Buffer => execFileSync('tar', ['-xzOf', file, name]);
    const state = JSON.parse(read('json').toString()) as Record<string, unknown>;
    const digest = String(state['pv-avahi/root.squashfs']);
    expect(
      createHash('sha256')
        .update(read(`objects/${digest}`))
        .digest('hex'),
    ).toBe(digest);
    const sbom = deploy('images/colibri-imx6ull/pantavisor-starter-colibri-imx6ull.rootfs.spdx.tar.zst');
    const input = zstdDecompressSync(readFileSync(sbom));
    expect(execFileSync('tar', ['-t'], { input, encoding: 'utf8' })).toBe('index.json\n');
  });

  test('the same bytes in another layer, folder and second', async () => {
    const other = await Bench.open();
    try {
      expect((await other.kas('elsewhere/deep', ['build', colibri.config])).code).toBe(0);
      const images = path.join(other.build('elsewhere/deep'), 'tmp-scarthgap/deploy/images/colibri-imx6ull');
      const links = readdirSync(images).filter((name) => lstatSync(path.join(images, name)).isSymbolicLink());
      expect(links).toHaveLength(14);
      for (const name of links)
        expect([name, sha256(path.join(images, name))]).toEqual([
          name,
          sha256(deploy('images/colibri-imx6ull', name)),
        ]);
    } finally {
      await other.close();
    }
  });

  test('nothing new when nothing changed; after a change the older version stays beside the new one', async () => {
    const link = deploy('images/docker-x86_64/pantavisor-starter-docker-x86_64.rootfs.wic.bz2');
    const first = realpathSync(link);
    const stamp = statSync(first).mtimeMs;
    await bench.kas('w', ['build', docker.config]);
    expect([realpathSync(link), statSync(first).mtimeMs]).toEqual([first, stamp]);
    const clock = await bench.setting('clock', 'DATETIME = "20990603100012"');
    await bench.kas('w', ['build', `${configWithFaults(docker, 'soft-error')}:${clock}`]);
    expect(path.basename(realpathSync(link))).toBe(
      'pantavisor-starter-docker-x86_64.rootfs-20990603100012.wic.bz2',
    );
    expect(sha256(link)).toBe(sha256(first));
  });

  test('nothing at all with the fault empty-deploy', async () => {
    const run = await bench.kas('empty', ['build', configWithFaults(docker, 'empty-deploy')]);
    expect(run.code).toBe(0);
    const left = readdirSync(path.join(bench.build('empty'), 'tmp-scarthgap'));
    expect(left).toContain('log');
    expect(tree(path.join(bench.build('empty'), 'tmp-scarthgap/deploy'))).toEqual([]);
  });

  test('only what a task leaves: populate_sdk, create_pantacor_docs', async () => {
    const task = (name: string): string[] => [
      'build',
      '--task',
      name,
      '--target',
      'pantavisor-starter',
      docker.config,
    ];
    for (const name of ['populate_sdk', 'create_pantacor_docs'])
      expect((await bench.kas('w', task(name))).code).toBe(0);
    expect(readdirSync(deploy('sdk'))).toContain(
      'panta-distro-glibc-x86_64-pantavisor-starter-x86_64-toolchain-029.sh',
    );
    expect(readdirSync(deploy('images/docker-x86_64'))).toContain(
      'pantavisor-starter-docker-x86_64.rootfs.docs.tar.zst',
    );
  });
});
