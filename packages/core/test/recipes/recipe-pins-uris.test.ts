import { describe, expect, test } from '@jest/globals';
import { type Asked, ONE, read, said, URI } from './recipe-reading.ts';

describe('which URI', () => {
  const OTHER = 'git://github.com/org/other;branch=next';
  test.each<[string, string, Asked, string]>([
    [
      'the one of the organisation',
      `git://h/app ${URI} git://github.com/x/app`,
      {},
      'https://github.com/org/app',
    ],
    ['the one of the branch', `${OTHER} ${URI}`, {}, 'https://github.com/org/app'],
    ['the one of the other branch', `${OTHER} ${URI}`, { branch: 'next' }, 'https://github.com/org/other'],
    [
      'the one without a branch',
      `git://github.com/org/a ${URI}`,
      { branch: 'master' },
      'https://github.com/org/a',
    ],
    ['the one of the name', `${URI} ${OTHER}`, { branch: 'x' }, 'https://github.com/org/app'],
    [
      'the one with the name',
      `${URI} ${OTHER};name=o`,
      { branch: 'x', name: 'o' },
      'https://github.com/org/other',
    ],
    ['a submodule', 'gitsm://github.com/org/app.git', {}, 'https://github.com/org/app'],
    ['the only one', 'git://h:9418/a.git', { repoOrg: undefined, name: 'x' }, 'git://h:9418/a.git'],
  ])('%s', (_, uris, asked, url) => {
    const reading = read(`SRC_URI = "file://x ${uris}"\nSRCREV = "${ONE}"`, asked);
    expect(reading.kind === 'pin' ? reading.pin.url : said(reading)).toBe(url);
  });

  test.each<[string, string]>([
    ['appended', `SRC_URI = "file://x"\nSRC_URI += "${URI}"`],
    ['appended in the new way', `SRC_URI = "file://x"\nSRC_URI:append = " ${URI}"`],
    ['appended in the old way', `SRC_URI = "file://x"\nSRC_URI_append = " ${URI}"`],
    ['prepended', `SRC_URI:prepend = "${URI} "\nSRC_URI = "file://x"`],
    ['of a machine only', `SRC_URI = "file://x"\nSRC_URI:append:rpi = " ${URI}"`],
    ['of a machine, with another one', `SRC_URI = "git://h/a"\nSRC_URI:append:rpi = " ${URI}"`],
    [
      'of the organisation for all, of another for a machine',
      `SRC_URI = "${URI}"\nSRC_URI:rpi = "git://h/a"`,
    ],
    ['replaced', `SRC_URI = "git://github.com/org/old"\nSRC_URI = "${URI}"`],
    ['removed', `SRC_URI = "git://github.com/org/old ${URI}"\nSRC_URI:remove = "git://github.com/org/old"`],
    ['of a variable', `SRC_URI = "\${APP_URI};name=a"\nAPP_URI = "${URI}"`],
    ['of variables', `SRC_URI = "git://github.com/\${ORG}/\${BPN}"\nORG = "org"`],
    ['of a variable alone', `APP_URI = "${URI}"\nAPP_URL = "\${APP_URI};name=a"`],
  ])('%s', (_, lines) => {
    const reading = read(`${lines}\nSRCREV = "${ONE}"`, { branch: 'main' });
    expect(reading.kind === 'pin' ? reading.pin.url : said(reading)).toBe('https://github.com/org/app');
  });

  test.each<[string, string, Asked, string]>([
    [
      'several',
      `git://github.com/org/a git://github.com/org/b`,
      {},
      'error: app_1.0.bb has several git URIs that app could be: "git://github.com/org/a", "git://github.com/org/b".',
    ],
    [
      'none of the organisation',
      'git://github.com/x/a git://h/b',
      {},
      'error: app_1.0.bb has no git URI of "org": it has "git://github.com/x/a", "git://h/b".',
    ],
    ['none', 'https://h/a.tar.gz', {}, 'error: app_1.0.bb pins no revision: it has no git URI.'],
    [
      'a repository with ..',
      'git://github.com/org/..',
      {},
      'error: app_1.0.bb has the git URI "git://github.com/org/..". The repository\'s name ".." holds ".." or is ".".',
    ],
    [
      'a folder',
      'git:///srv/a;protocol=file',
      { repoOrg: undefined },
      'kept: Its git URI is a folder of the machine that builds: there is no remote to ask.',
    ],
    [
      'a part of another file',
      `git://github.com/\${ORG}/a`,
      {},
      `kept: Its git URI is "git://github.com/\${ORG}/a", of which another file sets a part.`,
    ],
    [
      'credentials, which are not repeated',
      'git://me:secret@github.com/x/a',
      {},
      'error: app_1.0.bb has no git URI of "org": it has "git://***@github.com/x/a".',
    ],
  ])('%s', (_, uris, asked, reading) =>
    expect(said(read(`SRC_URI = "${uris}"\nSRCREV = "${ONE}"`, asked))).toBe(reading),
  );

  test.each([
    ['replaced', `SRC_URI = "${URI}"\nSRC_URI = "file://x"`],
    ['removed for a machine', `SRC_URI = "file://x"\nSRC_URI:remove:rpi = "${URI}"`],
  ])('one that is %s is none', (_, lines) =>
    expect(said(read(`${lines}\nSRCREV = "${ONE}"`))).toBe(
      'error: app_1.0.bb pins no revision: it has no git URI.',
    ),
  );

  test('of another file, in a recipe without a revision', () =>
    expect(said(read(`SRC_URI = "\${APP_URI}"`))).toBe(
      'error: app_1.0.bb pins no revision: it has no git URI.',
    ));
});
