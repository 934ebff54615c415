import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { cacheSettings } from '@pv-actions/core/kas/cache-settings.ts';

const SHARED_AND_PRIVATE = `SSTATE_DIR = "/b/private-sstate"
DL_DIR = "/b/private downloads"
SSTATE_MIRRORS:prepend = " \\
    file://.* file:///srv/sstate/PATH \\
    file://.* https://cache.example/PATH;downloadfilename=PATH \\
"
PREMIRRORS:prepend = " \\
    (https?|ftp|git|gitsm|svn|hg|p4|s3|gs|az|crate|cvs|bzr|osc)://.*/.* file:///srv/dl/ \\
    npm://.*/?.* file:///srv/dl/ \\
    git://.*/.* git:///srv/dl/git2/MIRRORNAME;protocol=file \\
"
`;

function failure(settings: Parameters<typeof cacheSettings>[0]): string {
  try {
    cacheSettings(settings);
  } catch (error) {
    if (error instanceof UserError) return error.text;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('read-only', () => {
  test('shared folders are mirrors of private ones', () =>
    expect(
      cacheSettings({
        readOnly: true,
        privateSstateDir: '/b/private-sstate',
        privateDlDir: '/b/private downloads',
        sharedSstateDir: '/srv/sstate/',
        sharedDlDir: '/srv/dl',
        sstateMirrors: 'file://.* https://cache.example/PATH;downloadfilename=PATH',
      }),
    ).toBe(SHARED_AND_PRIVATE));

  test('private folders alone', () =>
    expect(cacheSettings({ readOnly: true, privateSstateDir: '/s', sharedDlDir: undefined })).toBe(
      'SSTATE_DIR = "/s"\n',
    ));
});

describe('read-write', () => {
  test('mirrors alone, in the ways that SSTATE_MIRRORS is written', () => {
    const mirrors = 'file://.* http://a/PATH \\n \\\n  file://.* http://b/PATH\\n\n';
    expect(
      cacheSettings({ readOnly: false, privateSstateDir: '/s', sharedDlDir: '/d', sstateMirrors: mirrors }),
    ).toBe(
      'SSTATE_MIRRORS:prepend = " \\\n    file://.* http://a/PATH \\\n    file://.* http://b/PATH \\\n"\n',
    );
  });

  test('nothing', () => expect(cacheSettings({ readOnly: false, sharedSstateDir: '/s' })).toBeUndefined());
});

describe('refused', () => {
  test.each([
    ['/a"b', '"\\""'],
    ['/a\\b', '"\\\\"'],
    ['/a$x', '"$"'],
    ['/a\nINHERIT += "x"', '"\\n"'],
  ])('the folder %j', (folder, special) =>
    expect(failure({ readOnly: true, privateDlDir: folder })).toBe(
      `The value ${JSON.stringify(folder)} cannot be written to a bitbake configuration: it holds ${special}.\n` +
        'Use a folder or a mirror without quotes, backslashes, dollar signs and control characters.',
    ),
  );

  test.each([
    ['/my dl', ' '],
    ['/dl;x', ';'],
    ['/dl%20', '%'],
    ['/srv/PATHS', 'PATH'],
    ['/srv/HOSTED', 'HOST'],
  ])('the mirror %j', (folder, special) =>
    expect(failure({ readOnly: true, sharedDlDir: folder })).toBe(
      `The folder "${folder}" cannot be a mirror: "${special}" has a meaning of its own in bitbake's mirrors.\n` +
        'Move the shared folder to a path without it, or set the input cache-mode to read-write.',
    ),
  );

  test('half a pair', () =>
    expect(failure({ readOnly: false, sstateMirrors: 'file://.*' })).toBe(
      'The sstate mirrors are not pairs: "file://.*".\n' +
        'Give a regular expression and a URL for each, as in: file://.* https://example.com/sstate/PATH;downloadfilename=PATH',
    ));

  test.each(['file://.* http://a/"', 'file://.* http://a$/PATH'])('the mirror %s', (sstateMirrors) =>
    expect(failure({ readOnly: false, sstateMirrors })).toMatch(
      /cannot be written to a bitbake configuration/,
    ),
  );
});
