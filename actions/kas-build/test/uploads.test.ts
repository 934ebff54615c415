import { describe, expect, test } from '@jest/globals';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { KINDS } from '@pv-actions/core/release/kinds.ts';
import { uploadKinds, uploadName } from '../src/staging/uploads.ts';

const MIB = 1024 * 1024;

function artifact(kind: string, path: string, size = 2 * MIB): Artifact {
  return { kind, path, name: path.slice(path.lastIndexOf('/') + 1), size, sha256: '0'.repeat(64) };
}

const ARTIFACTS = [
  artifact('image', 'images/x.wic.bz2'),
  artifact('image', 'images/x.wic.bmap', 3000),
  artifact('bsp', 'pvrexports/bsp.tgz'),
  artifact('pvrexport', 'pvrexports/a.tgz'),
  artifact('pvtest-distro', 'pvtest-distro/distro-1.0/test.docker.sh', 100),
  artifact('pvtest-distro', 'pvtest-distro/distro-1.0/local/a.tar'),
  artifact('manifest', 'manifests/x.manifest', 100),
];

describe('the GitHub artifacts of a build', () => {
  test.each([
    ['image', ['starter'], 'starter-rpi'],
    ['image', ['starter', 'bsp'], 'starter+bsp-rpi'],
    ['image', [], 'image-rpi'],
    ['image', ['mc:a:b c/d'], 'mc-a-b-c-d-rpi'],
    ['pvrexport', ['starter'], 'pvrexports-rpi'],
    ['bsp', ['starter'], 'pantavisor-bsp-rpi'],
    ['pvtest-distro', ['starter'], 'pvtest-distro-rpi'],
    ['tezi', ['starter'], 'tezi-starter-rpi'],
    ['flash-bundle', ['starter'], 'pv-flash-bundle-rpi'],
    ['sdk', ['starter'], 'sdk-artifact-rpi'],
    ['sbom', ['starter'], 'sbom-rpi'],
    ['docs', ['starter'], 'docs-rpi'],
  ])('%s of %j is called %s', (kind, targets, name) => {
    expect(uploadName(kind, 'rpi', targets)).toBe(name);
  });

  test('are one for each wanted kind that was built', () => {
    const wanted = ['image', 'pvrexport', 'bsp', 'pvtest-distro', 'tezi', 'manifest'];
    expect(uploadKinds(wanted, ARTIFACTS, { machine: 'rpi', targets: [] }, '/out')).toEqual([
      {
        name: 'image-rpi',
        files: ['/out/images/x.wic.bz2', '/out/images/x.wic.bmap', '/out/artifacts.json'],
        root: '/out',
        compressed: true,
      },
      {
        name: 'pvrexports-rpi',
        files: ['/out/pvrexports/bsp.tgz', '/out/pvrexports/a.tgz'],
        root: '/out',
        compressed: true,
      },
      { name: 'pantavisor-bsp-rpi', files: ['/out/pvrexports/bsp.tgz'], root: '/out', compressed: true },
      {
        name: 'pvtest-distro-rpi',
        files: ['/out/pvtest-distro/distro-1.0/test.docker.sh', '/out/pvtest-distro/distro-1.0/local/a.tar'],
        root: '/out/pvtest-distro/distro-1.0',
        compressed: false,
      },
      { name: 'manifest-rpi', files: ['/out/manifests/x.manifest'], root: '/out', compressed: false },
    ]);
  });

  test('are none of kinds that nobody wants', () => {
    expect(uploadKinds([], ARTIFACTS, { machine: 'rpi', targets: [] }, '/out')).toEqual([]);
    expect(KINDS).toContain('image');
  });
});
