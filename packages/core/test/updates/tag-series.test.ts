import { describe, expect, test } from '@jest/globals';
import { newerTags, newestTag, versionLike } from '@pv-actions/core/updates/tag-series.ts';

describe('the tags of a series that are newer', () => {
  test.each<[string, string[], string[]]>([
    ['v1.2', ['v1.2', 'v1.1', 'v1.3', 'v1.10', 'v1.9.1'], ['v1.10', 'v1.9.1', 'v1.3']],
    ['v1.2.3', ['1.3.0', 'v2.0.0', 'V3.0.0', 'app-v4.0.0', 'v1.3.0-rc1', 'v1.3.0-dirty'], ['v2.0.0']],
    ['v1.2.3', ['v9', 'v20240101', 'v1.2.3.1'], ['v1.2.3.1']],
    ['v1.2', ['v1.2.0', 'v1.2.0.0', 'v1.2.1'], ['v1.2.1']],
    ['v9', ['v10', 'v9.1', 'v11.0'], ['v10']],
    [
      'v1.2.0-rc1',
      ['v1.2.0', 'v1.2.0-rc2', 'v1.2.0-rc10', 'v1.2.0-beta3', 'v1.1'],
      ['v1.2.0', 'v1.2.0-rc10', 'v1.2.0-rc2'],
    ],
    ['v1.2.0-rc.1', ['v1.3.0-alpha.1', 'v1.2.0-rc.2'], ['v1.3.0-alpha.1', 'v1.2.0-rc.2']],
    ['1.2rc1', ['1.1', '1.2', '1.2rc2', '1.2b9'], ['1.2', '1.2rc2']],
    ['1.2', ['1.3a1', '1.3rc1', '1.3.dev2', '1.3-beta', '1.3'], ['1.3']],
    ['028', ['027', '029', '029-rc1', '030', '28'], ['030', '029']],
    [
      'yocto-4.0.9',
      ['yocto-4.0.10', 'yocto-5.0', 'kirkstone-4.0.11', '4.0.12'],
      ['yocto-5.0', 'yocto-4.0.10'],
    ],
    ['lf-6.1.36-2.1.0', ['lf-6.1.55-2.2.0', 'lf-6.1.36-2.0.0', 'lf-6.6'], ['lf-6.1.55-2.2.0']],
    ['OpenSSL_1_1_1', ['OpenSSL_1_1_2', 'OpenSSL_1_0_9', 'OpenSSL_1_2'], ['OpenSSL_1_1_2']],
    ['app2-1.0', ['app2-1.1', 'app3-1.0', 'app-1.2'], ['app3-1.0', 'app2-1.1']],
    ['release/1.2', ['release/1.3', 'release-1.4'], ['release/1.3']],
    ['stable', ['stable2', 'v1'], []],
    ['v1.2', ['v1.3"; rm', `v1.3\${X}`, 'v1.3;x=y', 'v1.3\n'], []],
  ])('than %s', (tag, known, newer) => expect(newerTags(tag, known)).toEqual(newer));
});

test('the newest tag of a commit', () => {
  expect(newestTag(['latest', '1.2', '1.10-rc1', '1.9'])).toBe('1.10-rc1');
  expect(newestTag(['latest'])).toBeUndefined();
});

test.each<[string, string, string | undefined]>([
  ['v9.12.0', 'v9.13.0', 'v9.13.0'],
  ['9.12.0', 'v9.13.0', '9.13.0'],
  ['v9.12.0', 'v9.13.0-rc1', undefined],
  ['9.12', 'app-v9.13', '9.13'],
  ['v9.12', 'app-v9.13', 'v9.13'],
  ['yocto-4.0.10', 'yocto-4.0.11', 'yocto-4.0.11'],
  ['4.0.10', 'yocto-4.0.11', '4.0.11'],
  ['yocto-4.0.10', 'v4.0.11', undefined],
  ['v9', 'v9.1', undefined],
])('%s as %s has it', (version, tag, like) => expect(versionLike(version, tag)).toBe(like));
