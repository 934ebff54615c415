import { describe, expect, test } from '@jest/globals';
import {
  readBitbakeCall,
  readBitbakeOptions,
  readTaskGraph,
  targetsOf,
} from '@pv-actions/core/bitbake/bitbake-call.ts';

describe('the call of bitbake that kas prints', () => {
  test('kas 5 and 4, in a shell', () => {
    const line =
      '2026-11-20 20:32:35 - INFO     - To start the default build, run: bitbake -c build tiny-image app';
    expect(readBitbakeCall(['2026-11-20 20:32:35 - INFO     - kas 5.4 started', line])).toEqual({
      task: 'build',
      targets: ['tiny-image', 'app'],
    });
  });

  test('kas 3, as it runs it, with arguments before the targets', () => {
    const line = '2026-11-20 20:32:35 - INFO     - /b/build$ /b/bitbake/bin/bitbake -c build';
    expect(readBitbakeCall([`${line} ti`])).toEqual({ task: 'build', targets: ['ti'] });
    expect(
      readBitbakeCall([`${line} -k -R /tmp/more faults.conf ti`], ['-k', '-R', '/tmp/more faults.conf']),
    ).toEqual({
      task: 'build',
      targets: ['ti'],
    });
  });

  test('not what else is printed', () => {
    expect(
      readBitbakeCall([
        '2026-11-20 20:32:41 - ERROR    - Command "/b/build$ /b/bitbake/bin/bitbake -c build x" failed',
        'To start the default build, run: bitbake -c build x',
      ]),
    ).toBeUndefined();
  });
});

describe("bitbake's own arguments", () => {
  test.each([
    ['', { runs: 'all' }],
    ['-k -v -D', { runs: 'all' }],
    ['-n', { runs: 'nothing' }],
    ['-kn', { runs: 'nothing' }],
    ['--dry-run', { runs: 'nothing' }],
    ['-p', { runs: 'nothing' }],
    ['-S none', { runs: 'nothing' }],
    ['-Snone', { runs: 'nothing' }],
    ['--dump-signatures=printdiff', { runs: 'nothing' }],
    ['-g', { runs: 'nothing' }],
    ['--runall=fetch', { runs: 'part' }],
    ['--runall fetch', { runs: 'part' }],
    ['--runonly unpack -n', { runs: 'nothing' }],
    ['--setscene-only', { runs: 'part' }],
    ['-b app_1.0.bb', { runs: 'part' }],
    ['-c compile', { runs: 'all', task: 'compile' }],
    ['-ccompile -c do_install', { runs: 'all', task: 'install' }],
    ['-kc compile', { runs: 'all', task: 'compile' }],
    ['--cmd=populate_sdk', { runs: 'all', task: 'populate_sdk' }],
    ['-R n.conf', { runs: 'all' }],
    ['-R -n', { runs: 'all' }],
    ['--read -n', { runs: 'all' }],
    ['-Rn.conf', { runs: 'all' }],
    ['-C compile', { runs: 'all' }],
    ['--no-setscene --skip-setscene', { runs: 'all' }],
  ])('%s', (words, options) => {
    expect(readBitbakeOptions(words === '' ? [] : words.split(' '))).toEqual(options);
  });
});

test('each target has its task; of what is not wholly run it is empty', () => {
  const call = { task: 'build', targets: ['mc:x:a', 'b:do_populate_sdk'] };
  expect(targetsOf(call, { runs: 'all' })).toEqual([
    { recipe: 'a', task: 'build' },
    { recipe: 'b', task: 'populate_sdk' },
  ]);
  expect(targetsOf(call, { runs: 'nothing' })[0]).toEqual({ recipe: 'a', task: '' });
  expect(targetsOf({ task: 'build', targets: [] }, { runs: 'all' })).toEqual([{ recipe: '', task: 'build' }]);
});

test('the graph that bitbake -g writes: its nodes, without those of other configurations', () => {
  const dot = [
    'digraph depends {',
    '"core-image.do_build" [label="core-image do_build\\n:1.0-r0\\n/l/core-image_1.0.bb"]',
    '"core-image.do_build" -> "core-image.do_image_complete"',
    '"core-image.do_image_complete" [label="core-image do_image_complete\\n:1.0-r0\\n/l/core-image_1.0.bb"]',
    '"gcc-cross.x86.do_fetch" [label="gcc-cross.x86 do_fetch\\n:1.0-r0\\n/l/gcc.bb"]',
    '"mc:initramfs:image.do_build" [label="mc:initramfs:image do_build\\n:1.0-r0\\n/l/image.bb"]',
    '}',
  ];
  expect(readTaskGraph(dot.join('\n'))).toEqual(
    new Map([
      ['core-image', new Set(['build', 'image_complete'])],
      ['gcc-cross.x86', new Set(['fetch'])],
    ]),
  );
});
