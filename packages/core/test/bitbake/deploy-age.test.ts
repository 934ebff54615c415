import { describe, expect, test } from '@jest/globals';
import { build, linked, listing, select } from './deploy-files.ts';

const OLD = true;
const image = (name: string, old?: boolean): string[] =>
  linked(`${name}-rpi.rootfs-20260603100012.wic`, `${name}-rpi.rootfs.wic`, old);
const sources = (lines: readonly string[]): string[] => lines.map((line) => line.split(' as ')[1] ?? '');

/** What `bitbake -g` says. */
function graph(...nodes: string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const tasks = Map.groupBy(nodes, (node) => node.split('.')[0] ?? '');
  return new Map(
    [...tasks].map(([recipe, each]) => [recipe, new Set(each.map((node) => node.split('.')[1] ?? ''))]),
  );
}

describe('a used build folder', () => {
  test('an image that the build had no need to make again is its result', () => {
    const files = listing(...image('core-image', OLD));
    const { chosen, older, leftOut } = select({ image: files }, undefined, build('core-image'));
    expect(sources(chosen)).toEqual(['core-image-rpi.rootfs.wic']);
    expect(older).toEqual(['core-image-rpi.rootfs.wic']);
    expect(leftOut).toEqual([]);
  });

  test('one of another target is not', () => {
    const files = listing(...image('core-image', OLD), ...image('other-image'));
    const { chosen, older, leftOut } = select({ image: files }, undefined, build('other-image'));
    expect(sources(chosen)).toEqual(['other-image-rpi.rootfs.wic']);
    expect(older).toEqual([]);
    expect(leftOut).toEqual(['core-image-rpi.rootfs-20260603100012.wic']);
    const named = select({ image: files }, ['*.wic'], build('other-image'));
    expect(sources(named.chosen)).toEqual(['other-image-rpi.rootfs.wic']);
    expect(named.leftOut).toEqual(['core-image-rpi.rootfs-20260603100012.wic']);
  });

  test.each([undefined, ['*.wic']])('a recipe that is no image, output %j: none', (output) => {
    const files = listing(
      ...image('core-image', OLD),
      ...linked('core-image-rpi.rootfs-1.manifest', 'core-image-rpi.rootfs.manifest', OLD),
    );
    const of = build('app', { graph: graph('app.build', 'app.package_write_ipk', 'zlib.populate_sysroot') });
    expect(select({ image: files }, output, of).chosen).toEqual([]);
  });

  test('an image of Pantavisor that another recipe of the build is made of', () => {
    const files = listing(...image('pantavisor-starter', OLD), 'pv-flash-bundle-rpi.tar.gz (old)');
    const of = build('pv-flash-bundle', {
      graph: graph('pv-flash-bundle.deploy', 'pantavisor-starter.image_complete'),
    });
    expect(sources(select({ image: files }, undefined, of).chosen)).toEqual([
      'pantavisor-starter-rpi.rootfs.wic',
      'pv-flash-bundle-rpi.tar.gz',
    ]);
    const without = build('pv-flash-bundle', { graph: graph('pv-flash-bundle.deploy') });
    expect(sources(select({ image: files }, undefined, without).chosen)).toEqual([
      'pv-flash-bundle-rpi.tar.gz',
    ]);
  });

  test('where bitbake does not say what the build consists of, a name of Pantavisor is enough', () => {
    const files = listing(...image('pantavisor-starter', OLD));
    const { chosen, older } = select({ image: files }, undefined, build('pv-flash-bundle'));
    expect(sources(chosen)).toEqual(['pantavisor-starter-rpi.rootfs.wic']);
    expect(older).toEqual(['pantavisor-starter-rpi.rootfs.wic']);
  });

  test('an export of a recipe that the build has no more', () => {
    const files = listing(
      ...image('pantavisor-starter'),
      'pv-avahi.pvrexport.tgz',
      'pv-connman.pvrexport.tgz (old)',
      'pv-dropped.pvrexport.tgz (old)',
    );
    const of = build('pantavisor-starter', {
      graph: graph(
        'pantavisor-starter.image_complete',
        'pv-avahi.image_complete',
        'pv-connman.deploy',
        'pv-dropped.fetch',
      ),
    });
    const { chosen, older, leftOut } = select({ image: files }, undefined, of);
    expect(sources(chosen)).toEqual([
      'pantavisor-starter-rpi.rootfs.wic',
      'pv-avahi.pvrexport.tgz',
      'pv-connman.pvrexport.tgz',
    ]);
    expect(older).toEqual(['pv-connman.pvrexport.tgz']);
    expect(leftOut).toEqual(['pv-dropped.pvrexport.tgz']);
  });

  test('an SDK that only an earlier build made', () => {
    const sdk = listing('poky-glibc-x86_64-core-image-armv8a-rpi-toolchain-5.0.sh (old)');
    const name = ['poky-glibc-x86_64-core-image-armv8a-rpi-toolchain-5.0.sh'];
    const plain = build('core-image', { graph: graph('core-image.image_complete') });
    expect(select({ sdk }, undefined, plain)).toMatchObject({ chosen: [], leftOut: name });
    const both = build('core-image', {
      graph: graph('core-image.image_complete', 'core-image.populate_sdk'),
    });
    expect(sources(select({ sdk }, undefined, both).chosen)).toEqual(name);
    expect(select({ sdk }, undefined, build('core-image')).chosen).toEqual([]);
    expect(sources(select({ sdk }, undefined, build('core-image core-image:populate_sdk')).chosen)).toEqual(
      name,
    );
  });

  test('an SDK of the version before', () => {
    const [old, made] = ['4.0.1', '4.0.2'].map((version) => `poky-core-image-rpi-toolchain-${version}.sh`);
    const of = build('core-image:populate_sdk', { graph: graph('core-image.populate_sdk') });
    const { chosen, leftOut } = select({ sdk: listing(`${old} (old)`, `${made}`) }, undefined, of);
    expect(sources(chosen)).toEqual([made]);
    expect(leftOut).toEqual([old]);
  });

  test('a new image of which the date stays in the names of old ones', () => {
    const files = listing('core-image-rpi-20260101000000.rootfs.wic (old)', ...image('core-image'));
    expect(sources(select({ image: files }, undefined, build('core-image')).chosen)).toContain(
      'core-image-rpi.rootfs.wic',
    );
  });

  test('files that bear no name of a recipe, in a folder that the output names', () => {
    const files = listing('bootfiles/config.txt (old)', 'bootfiles/start4.elf', ...image('core-image', OLD));
    const of = build('core-image', { graph: graph('core-image.image_complete') });
    expect(sources(select({ image: files }, ['bootfiles/*'], of).chosen)).toEqual([
      'bootfiles/start4.elf',
      'bootfiles/config.txt',
    ]);
  });

  test('a Tezi image, whose name is that of the machine, where the build makes an image at all', () => {
    const files = listing('rpi-pv_teziimg.tar.xz (old)');
    const chosen = (...nodes: string[]) =>
      sources(select({ image: files }, undefined, build('app', { graph: graph(...nodes) })).chosen);
    expect(chosen('app.build', 'core-image.image_complete')).toEqual(['rpi-pv_teziimg.tar.xz']);
    expect(chosen('app.build', 'app.deploy_source_date_epoch')).toEqual([]);
  });

  test('the pvtest distro: new with any of its files', () => {
    const distro = 'pantavisor-appengine-distro-1.0';
    const files = listing(`${distro}/test.docker.sh`, `${distro}/local/a.tar (old)`);
    expect(select({ image: files }, undefined).chosen).toHaveLength(2);
    const old = listing(`${distro}/test.docker.sh (old)`, `${distro}/local/a.tar (old)`);
    const without = build('pantavisor-starter', { graph: graph('pantavisor-starter.image_complete') });
    expect(select({ image: old }, undefined, without)).toMatchObject({ chosen: [], leftOut: [distro] });
    const of = build('pantavisor-appengine-distro');
    expect(select({ image: old }, undefined, of).chosen).toHaveLength(2);
  });
});

describe('a build of something else than the whole', () => {
  const files = listing(
    ...image('core-image', OLD),
    'core-image-rpi.rootfs.manifest (old)',
    'app.pvrexport.tgz (old)',
  );

  test.each([
    ['core-image:fetch'],
    ['core-image:compile'],
    ['core-image:rootfs'],
    ['core-image:'],
    ['core-image:populate_sdk'],
    ['core-image:create_pantacor_docs'],
  ])('%s: nothing that is older is its result', (targets) => {
    const { chosen, leftOut } = select({ image: files }, ['*.wic'], build(targets));
    expect(chosen).toEqual([]);
    expect(leftOut).toHaveLength(3);
  });

  test('what it made is', () => {
    const docs = listing('core-image-rpi.rootfs.docs.tar.zst', ...image('core-image', OLD));
    expect(
      sources(select({ image: docs }, undefined, build('core-image:create_pantacor_docs')).chosen),
    ).toEqual(['core-image-rpi.rootfs.docs.tar.zst']);
  });

  test('image_complete and deploy are the whole, as far as files go', () => {
    expect(sources(select({ image: files }, undefined, build('core-image:image_complete')).chosen)).toContain(
      'core-image-rpi.rootfs.wic',
    );
  });
});
