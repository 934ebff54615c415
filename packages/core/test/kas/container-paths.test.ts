import { describe, expect, test } from '@jest/globals';
import {
  hostPath,
  mountedFolders,
  pathInContainer,
  toHostPaths,
} from '@pv-actions/core/kas/container-paths.ts';

const FOLDERS = {
  workDir: '/ws/layer',
  buildDir: '/ws/layer/build/',
  repoDir: '/ws/layer/meta',
  dlDir: '/srv/dl',
  repoRefDir: '/srv/refs',
  mounts: { '/pv-shared/sstate': '/srv/sstate' },
};
const toHost = toHostPaths(FOLDERS);

test.each([
  ['/build/tmp/log.do_compile', '/ws/layer/build/tmp/log.do_compile'],
  ['/build', '/ws/layer/build'],
  ['/work/poky/meta', '/ws/layer/poky/meta'],
  ['/repo/kas/a.yml', '/ws/layer/meta/kas/a.yml'],
  ['/repo-ref/x.git', '/srv/refs/x.git'],
  ['/downloads/a.tar', '/srv/dl/a.tar'],
  ['/pv-shared/sstate/00', '/srv/sstate/00'],
  ['/sstate/00', '/sstate/00'],
  ['/buildx/y', '/buildx/y'],
  ['/tmp/build', '/tmp/build'],
  ['build/tmp', 'build/tmp'],
])('%s is %s on the host', (container, host) => expect(toHost(container)).toBe(host));

describe('in a text', () => {
  test.each([
    [
      'ERROR: Logfile of failure stored in: /build/tmp/work/x/temp/log.do_compile.7',
      'ERROR: Logfile of failure stored in: /ws/layer/build/tmp/work/x/temp/log.do_compile.7',
    ],
    [
      'ERROR: Task (mc:a:/work/poky/x_1.0.bb:do_fetch) failed',
      'ERROR: Task (mc:a:/ws/layer/poky/x_1.0.bb:do_fetch) failed',
    ],
    [`'/repo-ref/x' "/repo/y" </downloads>`, `'/srv/refs/x' "/ws/layer/meta/y" </srv/dl>`],
    ['S=/build/a:/build/b,/build', 'S=/ws/layer/build/a:/ws/layer/build/b,/ws/layer/build'],
    ['It is in /build. All of it.', 'It is in /ws/layer/build. All of it.'],
    ['/build', '/ws/layer/build'],
    ['x (/build/../repo/recipes/x_1.0.bb:do_fetch)', 'x (/ws/layer/meta/recipes/x_1.0.bb:do_fetch)'],
    ['/build/../work/../repo/a /build/tmp/../b', '/ws/layer/meta/a /ws/layer/build/tmp/../b'],
    ['/build/../etc/passwd', '/etc/passwd'],
  ])('%s', (text, mapped) => expect(toHost(text)).toBe(mapped));

  test.each([
    '/buildx /build-2 /build.old /build_dir /buildé',
    'tmp/build ../build/x ~/build {TOPDIR}/build file:///build/x',
    '/sstate/00',
    'build repo work',
  ])('%s stays', (text) => expect(toHost(text)).toBe(text));

  test('what is in the path of the host is text, too', () => {
    const odd = toHostPaths({ workDir: '/a$&b', buildDir: '/work/build', repoDir: '/r' });
    expect(odd('/work/x /build/y')).toBe('/a$&b/x /work/build/y');
  });
});

test('a mount within another one is the one that counts', () => {
  const nested = toHostPaths({
    workDir: '/w',
    buildDir: '/b',
    repoDir: '/r',
    mounts: { '/build/cache': '/srv' },
  });
  expect(nested('/build/cache/x /build/y')).toBe('/srv/x /b/y');
});

describe('a path that the container says', () => {
  test.each([
    ['/build/tmp', '/ws/layer/build/tmp'],
    ['/build/../repo/a', '/ws/layer/meta/a'],
    ['/buildx', undefined],
    ['/ws/layer/build', undefined],
    ['/build/../etc', undefined],
    ['tmp', undefined],
  ])('%s', (path, host) => expect(hostPath(FOLDERS, path)).toBe(host));

  test('without a container is the path itself', () => expect(hostPath(undefined, '/a/b')).toBe('/a/b'));
});

test('the folders that the container has', () => {
  expect(mountedFolders(FOLDERS).toSorted()).toEqual([
    '/srv/dl',
    '/srv/refs',
    '/srv/sstate',
    '/ws/layer',
    '/ws/layer/build',
    '/ws/layer/meta',
  ]);
});

test.each([
  ['/ws/layer/build/private-sstate', '/ws/layer/build', '/work/build/private-sstate'],
  ['/ws/layer-build/private-sstate', '/ws/layer-build', '/build/private-sstate'],
  ['/b', '/b', '/build'],
])('%s of the build folder %s is %s in every container', (path, buildDir, inContainer) =>
  expect(pathInContainer({ workDir: '/ws/layer', buildDir }, path)).toBe(inContainer),
);
