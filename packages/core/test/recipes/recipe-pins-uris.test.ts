import { describe, expect, test } from '@jest/globals';
import { type Asked, ONE, read, said, TWO, URI } from './recipe-reading.ts';

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
    [
      'the one with the very name, before one whose repository has it',
      'git://github.com/org/text.git;branch=main;name=text git://github.com/org/kr/text.git;branch=main;name=kr-text',
      { name: 'text', repoOrg: undefined },
      'https://github.com/org/text',
    ],
    [
      'the one with the very name, before one with the branch',
      'git://github.com/acme/text.git;name=text git://github.com/other/text.git;branch=main;name=kr-text',
      { name: 'text', repoOrg: undefined },
      'https://github.com/acme/text',
    ],
    [
      'the one of the variable that the component names',
      'git://github.com/org/a;branch=main;name=a git://github.com/org/b;branch=main;name=b',
      { name: 'a', variable: 'SRCREV_b' },
      'https://github.com/org/b',
    ],
    [
      'the one that the component names',
      'git://github.com/org/a.git;branch=main git://github.com/org/b.git/;branch=main;protocol=https',
      { uri: 'git://github.com//org/b' },
      'https://github.com/org/b',
    ],
    [
      'the one that the component names as git has it, with its name',
      'git://github.com/org/a;branch=main;name=x git://github.com/org/a.git;branch=next;name=y',
      { uri: 'https://github.com/org/a.git;name=y', repoOrg: undefined },
      'https://github.com/org/a',
    ],
    [
      'the one that the component names, of another host than its organisation',
      'git://github.com/org/a;branch=main git://gitlab.com/x/b;branch=main;protocol=https',
      { uri: 'gitlab.com/x/b' },
      'https://gitlab.com/x/b',
    ],
    ['one that stands there twice', `${URI} ${URI};destsuffix=x`, {}, 'https://github.com/org/app'],
    ['doubled slashes', 'git://github.com//org///app.git/;branch=main', {}, 'https://github.com/org/app'],
    ['a submodule', 'gitsm://github.com/org/app.git', {}, 'https://github.com/org/app'],
    ['the only one', 'git://h:9418/a.git', { repoOrg: undefined, name: 'x' }, 'git://h:9418/a.git'],
  ])('%s', (_, uris, asked, url) => {
    const revisions = [asked.variable, 'SRCREV'].flatMap((name) => (name ? [`${name} = "${ONE}"`] : []));
    const reading = read([`SRC_URI = "file://x ${uris}"`, ...revisions].join('\n'), asked);
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
    [
      'none that the component names',
      'git://github.com/org/a',
      { uri: 'github.com/org/b' },
      'error: app_1.0.bb has no git URI of "github.com/org/b": it has "git://github.com/org/a".',
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
      `kept: Its git URI is "git://github.com/\${ORG}/a", of which another file sets a part. \`uri\` of the component says which repository it is.`,
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

describe('operators that add a blank of their own', () => {
  const uri = (name: string) => `git://h/a/app.git;branch=main;name=${name}`;
  const revisions = `SRCREV_app = "${ONE}"\nSRCREV_tests = "${TWO}"`;
  test.each<[string, string]>([
    ['SRC_URI:append +=', `SRC_URI = "${uri('app')}"\nSRC_URI:append += "${uri('tests')}"`],
    ['SRC_URI_append +=', `SRC_URI = "${uri('app')}"\nSRC_URI_append += "${uri('tests')}"`],
    ['SRC_URI:prepend =+', `SRC_URI = "${uri('app')}"\nSRC_URI:prepend =+ "${uri('tests')}"`],
    ['SRC_URI_prepend =+', `SRC_URI = "${uri('app')}"\nSRC_URI_prepend =+ "${uri('tests')}"`],
    ['SRC_URI:append:pn-app +=', `SRC_URI = "${uri('app')}"\nSRC_URI:append:pn-app += "${uri('tests')}"`],
    ['a patch', `SRC_URI = "${uri('app')}"\nSRC_URI:append += "file://x.patch"`],
    ['a patch, twice', `SRC_URI = "${uri('app')}"\nSRC_URI:append += "file://x \\\n  file://y"`],
  ])('%s', (_, lines) => {
    const asked = { repoOrg: undefined, path: 'app_1.0.bb' };
    const reading = read(`${lines}\n${revisions}`, asked);
    expect([said(reading), reading.kind === 'pin' && reading.warnings]).toEqual([`SRCREV_app ${ONE}`, []]);
    if (!lines.includes(uri('tests'))) return;
    expect(said(read(`${lines}\n${revisions}`, { ...asked, name: 'tests' }))).toBe(`SRCREV_tests ${TWO}`);
  });
});

describe('variables of the name of the file', () => {
  test.each<[string, string, string]>([
    ['app_1.2.bb', `\${BPN}`, 'https://github.com/org/app'],
    ['app-native_1.2.bb', `\${BPN}`, 'https://github.com/org/app'],
    ['lib32-app_1.2.bb', `\${BPN}`, 'https://github.com/org/app'],
    ['app_1.2.bb', `\${PN}-\${PV}`, 'https://github.com/org/app-1.2'],
    ['app_1.2.bb', `\${BP}`, 'https://github.com/org/app-1.2'],
    ['app-native_1.2.bb', `\${P}`, 'https://github.com/org/app-native-1.2'],
    ['app_%.bbappend', `\${BPN}`, 'https://github.com/org/app'],
  ])('%s, %s', (path, name, url) => {
    const text = `SRC_URI = "git://github.com/org/${name}.git;branch=main"\nSRCREV = "${ONE}"`;
    const reading = read(text, { path });
    expect(reading.kind === 'pin' ? reading.pin.url : said(reading)).toBe(url);
  });
});
