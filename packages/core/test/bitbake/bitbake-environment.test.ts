import { expect, test } from '@jest/globals';
import { parseBitbakeEnvironment } from '@pv-actions/core/bitbake/bitbake-environment.ts';

test('reads variables as `bitbake -e` prints them', () => {
  const lines = [
    '#',
    '# $MACHINE [2 operations]',
    '#   set /build/conf/local.conf:3',
    '#     "qemux86"',
    'MACHINE="rpi"',
    'export TMPDIR="/b/tmp"',
    'DEPLOY_DIR="/b/\\"odd\\"/deploy"',
    'IMAGE_FSTYPES=" \\',
    '    wic \\',
    '    ext4 \\',
    '"',
    'DEPLOY_DIR_IMAGE="/b/tmp/deploy/images/rpi"',
    'do_compile() {',
    'MACHINE="from-a-function"',
    '}',
    'fakeroot python do_rootfs () {',
    'TMPDIR="from-python"',
    '}',
    'unset UNSET',
  ];
  expect(
    parseBitbakeEnvironment(lines, [
      'MACHINE',
      'TMPDIR',
      'DEPLOY_DIR',
      'DEPLOY_DIR_IMAGE',
      'IMAGE_FSTYPES',
      'UNSET',
    ]),
  ).toEqual({
    MACHINE: 'rpi',
    TMPDIR: '/b/tmp',
    DEPLOY_DIR: '/b/"odd"/deploy',
    DEPLOY_DIR_IMAGE: '/b/tmp/deploy/images/rpi',
    IMAGE_FSTYPES: '     wic     ext4 ',
  });
});
