import { describe, expect, test } from '@jest/globals';
import {
  kasBuildArgv,
  kasEnvironment,
  kasEnvironmentArgv,
  parseKasRecord,
} from '@pv-actions/core/yocto/kas.ts';

describe('command lines', () => {
  test.each([
    [{ kas: 'kas', config: 'a.yml:b.yml', targets: [] }, ['kas', 'build', 'a.yml:b.yml']],
    [
      { kas: '/opt/kas', config: 'a.yml', targets: ['img', '-k'], task: 'populate_sdk' },
      ['/opt/kas', 'build', '--target=img', '--target=-k', '--task=populate_sdk', 'a.yml'],
    ],
  ])('%j', (build, argv) => expect(kasBuildArgv(build)).toEqual(argv));

  test('options stand before the config, also where bitbake is asked', () => {
    expect(kasEnvironmentArgv({ kas: 'kas', config: 'a.yml' })).toEqual([
      'kas',
      'shell',
      '--keep-config-unchanged',
      '--command',
      'bitbake -e',
      'a.yml',
    ]);
  });
});

test('of the environment of a job, only what kas and the fetchers read reaches kas', () => {
  const env = {
    PATH: '/bin',
    HOME: '/root',
    KAS_WORK_DIR: '/w',
    SSH_AUTH_SOCK: '/s',
    https_proxy: 'p',
    SSTATE_DIR: '/ss',
    TMPDIR: '/tmp/runner',
    INPUT_CONFIG: 'x',
    GITHUB_TOKEN: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
    ACTIONS_RUNTIME_TOKEN: 'secret',
    UNSET: undefined,
    DL_DIR: '',
  };
  expect(kasEnvironment(env)).toEqual({
    PATH: '/bin',
    HOME: '/root',
    KAS_WORK_DIR: '/w',
    SSH_AUTH_SOCK: '/s',
    https_proxy: 'p',
    SSTATE_DIR: '/ss',
  });
});

describe('records', () => {
  test.each([
    [
      '2026-11-20 20:32:37 - INFO     - NOTE: Executing Tasks',
      { level: 'INFO', text: 'NOTE: Executing Tasks' },
    ],
    ['2026-11-20 20:32:43 - ERROR    - ERROR: x - y', { level: 'ERROR', text: 'ERROR: x - y' }],
    ['2026-11-20 20:32:37 - INFO     - ', { level: 'INFO', text: '' }],
    ['ERROR: x', undefined],
    ['--- Error summary ---', undefined],
  ])('%s', (line, record) => expect(parseKasRecord(line)).toEqual(record));
});
