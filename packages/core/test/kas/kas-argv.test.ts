import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import {
  type KasBuild,
  kasBuildArgv,
  kasDumpArgv,
  kasLockArgv,
  kasShellArgv,
} from '@pv-actions/core/kas/kas-argv.ts';
import { type KasProgram, kasProgram } from '@pv-actions/core/kas/kas-program.ts';

function program(kas: string, version: string): KasProgram {
  const found = kasProgram(kas, `kas ${version}`);
  if (found === undefined) throw new Error(`${kas} ${version} is no program`);
  return found;
}

const KAS = program('kas', '3.1');
const KAS_5 = program('/opt/kas', '5.4');
const CONTAINER = program('kas-container', '3.1');

function build(changes: Partial<KasBuild> = {}): KasBuild {
  return { config: 'a.yml', targets: [], kasArgs: [], bitbakeArgs: [], keepGoing: false, ...changes };
}

function failure(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.text;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('kas build', () => {
  test('the least', () => expect(kasBuildArgv(KAS, build())).toEqual(['kas', 'build', 'a.yml']));

  test('options stand before the config, and bitbake has its own behind it', () => {
    const all = build({
      config: 'a.yml:b.yml',
      targets: ['img', '-k'],
      task: 'populate_sdk',
      kasArgs: ['--update', '-l', 'debug', '--skip', 'repos_apply_patches'],
      bitbakeArgs: ['-R', '/x y/z.conf'],
      keepGoing: true,
      provenance: 'mode=max',
    });
    expect(kasBuildArgv(KAS_5, all)).toEqual([
      ...['/opt/kas', '-l', 'debug', 'build', '--update', '--skip', 'repos_apply_patches'],
      ...['--target=img', '--target=-k', '--task=populate_sdk', '--provenance=mode=max', 'a.yml:b.yml'],
      ...['--', '-k', '-R', '/x y/z.conf'],
    ]);
  });

  test('kas starts no container: options for its engine are left out', () =>
    expect(kasBuildArgv(KAS, build({ runtimeArgs: ['-v', '/a:/b'] }))).toEqual(['kas', 'build', 'a.yml']));

  test('kas tears no value apart', () =>
    expect(kasBuildArgv(KAS, build({ config: 'my conf.yml' }))).toEqual(['kas', 'build', 'my conf.yml']));

  test('an option of kas with its value in one word', () =>
    expect(kasBuildArgv(KAS_5, build({ kasArgs: ['--update', '--log-level=warning'] }))).toEqual([
      ...['/opt/kas', '--log-level', 'warning', 'build', '--update', 'a.yml'],
    ]));

  test.each([['-ldebug', '-l'], ['--no-color']])('%s is of kas itself', (word, option = word) =>
    expect(kasBuildArgv(KAS_5, build({ kasArgs: [word] })).slice(0, 2)).toEqual(['/opt/kas', option]),
  );

  test('-- in kas-args', () =>
    expect(failure(() => kasBuildArgv(KAS, build({ kasArgs: ['--', '-k'] })))).toBe(
      'The input kas-args holds "--".\nGive the arguments for bitbake in the input bitbake-args.',
    ));
});

describe('kas-container build', () => {
  test('its own options stand before the sub-command, each value a word of its own', () => {
    const all = build({
      targets: ['img'],
      task: 'fetch',
      kasArgs: [
        ...['--update', '--isar', '--ssh-dir', '/home/me/my keys', '--aws-dir=/aws', '--repo-rw'],
        ...['--force-checkout', '--runtime-args', '-m 4g', '-d'],
      ],
      bitbakeArgs: ['--ui', 'knotty'],
      keepGoing: true,
      runtimeArgs: ['-v', '/srv/sstate:/pv-shared/sstate:ro'],
    });
    expect(kasBuildArgv(CONTAINER, all)).toEqual([
      ...['kas-container', '--isar', '--ssh-dir', '/home/me/my keys', '--aws-dir', '/aws', '--repo-rw', '-d'],
      ...['--runtime-args', '-m 4g -v /srv/sstate:/pv-shared/sstate:ro'],
      ...['build', '--update', '--force-checkout', '--target=img', '--task=fetch', 'a.yml'],
      ...['--', '-k', '--ui', 'knotty'],
    ]);
  });

  test.each([
    [['--runtime-args', '-v /efs:/efs'], '-v /efs:/efs --name n'],
    [['--runtime-args=-v /efs:/efs'], '-v /efs:/efs --name n'],
    [['--docker-args', '-v /efs:/efs'], '-v /efs:/efs --name n'],
    [['--docker-args=-m 4g', '--update', '--runtime-args', "-e 'A=b c'"], "-m 4g -e 'A=b c' --name n"],
    [['--runtime-args', ''], '--name n'],
  ])('%j becomes one option for the engine with ours', (kasArgs, value) => {
    const argv = kasBuildArgv(CONTAINER, build({ kasArgs, runtimeArgs: ['--name', 'n'] }));
    expect(argv.slice(0, 4)).toEqual(['kas-container', '--runtime-args', value, 'build']);
    expect(argv.filter((word) => /^--(?:runtime|docker)-args/.test(word))).toHaveLength(1);
  });

  test('of the user alone it is one, too', () =>
    expect(kasBuildArgv(CONTAINER, build({ kasArgs: ['--docker-args', '-a', '--runtime-args=-b'] }))).toEqual(
      [...['kas-container', '--runtime-args', '-a -b', 'build', 'a.yml']],
    ));

  test.each([
    ...['--isar', '--isar-privileged', '--isar-rootless', '--with-loop-dev', '--kvm', '--ssh-agent'],
    ...['--no-proxy-from-env', '--repo-ro', '--repo-rw', '-d', '-v'],
  ])('%s is its own', (flag) =>
    expect(kasBuildArgv(CONTAINER, build({ kasArgs: ['--update', flag] }))).toEqual([
      ...['kas-container', flag, 'build', '--update', 'a.yml'],
    ]),
  );

  test.each([
    ...['-l', '--log-level', '--ssh-dir', '--aws-dir', '--git-credential-store', '--git-credential-socket'],
  ])('%s is its own, with a value', (option) => {
    const argv = ['kas-container', option, 'x', 'build', '--update', 'a.yml'];
    expect(kasBuildArgv(CONTAINER, build({ kasArgs: ['--update', option, 'x'] }))).toEqual(argv);
    const joined = option.startsWith('--') ? `${option}=x` : `${option}x`;
    expect(kasBuildArgv(CONTAINER, build({ kasArgs: [joined, '--update'] }))).toEqual(argv);
  });

  test.each<[string, Partial<KasBuild>]>([
    ['my conf.yml', { config: 'my conf.yml' }],
    ['--target=a b', { targets: ['a b'] }],
    ['--target=mc:*:img', { targets: ['mc:*:img'] }],
    ['--skip=a\tb', { kasArgs: ['--skip=a\tb'] }],
    ['/a b:/c', { runtimeArgs: ['-v', '/a b:/c'] }],
    ['', { config: '' }],
  ])('%j cannot pass', (value, changes) =>
    expect(failure(() => kasBuildArgv(CONTAINER, build(changes)))).toBe(
      `kas-container cannot pass on the value "${value}": it splits values at blanks and expands * ? and [.\n` +
        'Use a value without these characters, or use kas instead of kas-container.',
    ),
  );

  test.each([[['--runtime-args', '-v /efs:/efs']], [['--runtime-args=-v /efs:/efs']]])(
    'an option of kas-container for kas: %j',
    (kasArgs) =>
      expect(failure(() => kasBuildArgv(KAS, build({ kasArgs: ['--update', ...kasArgs] })))).toBe(
        'The option --runtime-args in kas-args is one of kas-container, and kas has none of that name.\n' +
          'Set the input kas to kas-container, or leave the option out.',
      ),
  );

  test('an option without its value', () =>
    expect(failure(() => kasBuildArgv(CONTAINER, build({ kasArgs: ['--ssh-dir'] })))).toBe(
      'The option --ssh-dir in kas-args has no value.\n' +
        'Write it as --ssh-dir VALUE, with quotes around a value that has blanks.',
    ));
});

describe('kas shell', () => {
  test('a command in a folder that stays as it is', () =>
    expect(kasShellArgv(KAS, { config: 'a.yml', command: 'bitbake -e', keepConfig: true })).toEqual([
      ...['kas', 'shell', '--keep-config-unchanged', '--command', 'bitbake -e', 'a.yml'],
    ]));

  test('of the options of the user, it takes those of the program', () =>
    expect(
      kasShellArgv(CONTAINER, {
        config: 'a.yml',
        command: 'bitbake -e',
        kasArgs: ['--update', '--isar'],
        runtimeArgs: ['-e', 'FOO'],
      }),
    ).toEqual([
      ...['kas-container', '--isar', '--runtime-args', '-e FOO', 'shell', '--command', 'bitbake -e', 'a.yml'],
    ]));
});

describe('kas dump and kas lock', () => {
  const config = 'a.yml';

  test('as it is', () =>
    expect(kasDumpArgv(KAS_5, { config, resolve: false, format: 'json' })).toEqual([
      ...['/opt/kas', 'dump', '--format=json', 'a.yml'],
    ]));

  test('resolved, with the repository of the configuration where kas can', () => {
    expect(kasDumpArgv(KAS_5, { config, resolve: true, format: 'json' })).toEqual([
      ...['/opt/kas', 'dump', '--resolve-refs', '--resolve-local', '--format=json', 'a.yml'],
    ]);
    expect(kasDumpArgv(program('kas', '4.3'), { config, resolve: true, format: 'yaml' })).toEqual([
      ...['kas', 'dump', '--resolve-refs', '--format=yaml', 'a.yml'],
    ]);
  });

  test('resolved, without that repository', () =>
    expect(kasDumpArgv(KAS_5, { config, resolve: true, local: false, format: 'yaml' })).toEqual([
      ...['/opt/kas', 'dump', '--resolve-refs', '--format=yaml', 'a.yml'],
    ]));

  test('a lock, which takes no --resolve-local', () =>
    expect(kasDumpArgv(KAS_5, { config, resolve: true, format: 'yaml', lock: true })).toEqual([
      ...['/opt/kas', 'dump', '--resolve-refs', '--lock', '--format=yaml', 'a.yml'],
    ]));

  test.each([
    [false, ['/opt/kas', 'lock', 'a.yml']],
    [true, ['/opt/kas', 'lock', '--update', 'a.yml']],
  ])('kas lock, update %j', (update, argv) => expect(kasLockArgv(KAS_5, { config, update })).toEqual(argv));
});
