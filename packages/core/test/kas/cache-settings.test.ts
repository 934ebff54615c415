import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { cacheSettings } from '@pv-actions/core/kas/cache-settings.ts';

const SHARED_AND_PRIVATE = `SSTATE_DIR = "/b/private-sstate"
DL_DIR = "/b/private downloads"
BB_HASHSERVE_DB_DIR := "\${@d.getVar('SSTATE_DIR') if d.getVar('BB_HASHSERVE_DB_DIR') else ''}"
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
      `SSTATE_DIR = "/s"\nBB_HASHSERVE_DB_DIR := "\${@d.getVar('SSTATE_DIR') if d.getVar('BB_HASHSERVE_DB_DIR') else ''}"\n`,
    ));

  test('with the hash equivalences of the shared sstate', () =>
    expect(cacheSettings({ readOnly: true, privateSstateDir: '/s', hasEquivalences: true })).toBe(
      `SSTATE_DIR = "/s"\nBB_HASHSERVE_DB_DIR = "\${SSTATE_DIR}"\n`,
    ));

  // The protocols of sanity.bbclass, from old to new.
  test.each([
    ['old', 'http ftp file https git gitsm hg osc p4 svn bzr cvs npm sftp ssh s3'],
    ['with az', 'http ftp file https git gitsm hg osc p4 svn bzr cvs npm sftp ssh s3 az ftps'],
    [
      'with crate and gs',
      'http ftp file https git gitsm hg osc p4 svn bzr cvs npm sftp ssh s3 az ftps crate gs',
    ],
    ['without cvs, bzr and osc', 'http ftp file https git gitsm hg p4 svn npm sftp ssh s3 az ftps crate gs'],
  ])('no pattern is one that an oe-core warns of: %s', (_, protocols) => {
    const settings = cacheSettings({ readOnly: true, sharedDlDir: '/srv/dl' }) ?? '';
    const patterns = [...settings.matchAll(/^ +(\S+):\/\/\S+ \S+ \\$/gm)].map(([, scheme = '']) => scheme);
    expect(patterns).toHaveLength(3);
    const known = protocols.split(' ');
    expect(
      patterns.filter((scheme) => !known.some((name) => new RegExp(`^(?:${scheme})`).test(name))),
    ).toEqual([]);
  });

  test.each([
    ...[
      'http',
      'https',
      'ftp',
      'git',
      'gitsm',
      'svn',
      'hg',
      'p4',
      's3',
      'gs',
      'az',
      'crate',
      'cvs',
      'bzr',
      'osc',
    ],
    'npm',
  ])('what %s fetches comes from the shared downloads, and no file of a layer does', (type) => {
    const settings = cacheSettings({ readOnly: true, sharedDlDir: '/srv/dl' }) ?? '';
    const patterns = [...settings.matchAll(/^ +(\S+):\/\/\S+ file:\S+ \\$/gm)].map(
      ([, scheme = '']) => scheme,
    );
    // bitbake puts the `$` there.
    const fits = (name: string) => patterns.some((scheme) => new RegExp(`^(?:${scheme}$)`).test(name));
    expect([fits(type), fits('file'), fits(`${type}x`)]).toEqual([true, false, false]);
  });
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
