import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { bytesAsText } from '@pv-actions/core/recipes/recipe-text.ts';
import { digestOf } from './recipe-digest.ts';
import {
  type Asked,
  LONG,
  notesOf,
  ONE,
  read,
  said,
  TWO,
  URI,
  warningsOf,
  withUri,
} from './recipe-reading.ts';

describe('recipes as they are', () => {
  const fixture = (path: string): string =>
    bytesAsText(readFileSync(join(import.meta.dirname, 'fixtures', 'recipes', path)));

  const LXC = `stable-3.0-BASE-${digestOf('base')}`;
  const requires = (file: string): string => `It requires "${file}", which this repository does not have.`;
  const NOTES: Readonly<Record<string, readonly string[]>> = {
    machine: [
      'SRCREV_machine:qemuarm of line 5 is left as it is.',
      'SRCREV_machine:qemux86-64 of line 6 is left as it is.',
    ],
    busybox: [requires('busybox.inc')],
    pvr: [requires('recipes-pv/pantavisor/pantavisor.inc')],
    docs: [requires('recipes-pv/pantavisor/pantavisor.inc')],
  };
  type Row = [path: string, asked: Asked, url: string, variable: string, word: string];
  test.each<Row>([
    [
      'busybox_1.35.bb',
      { name: 'busybox-pv', branch: 'pv/1_35_stable', repoOrg: 'pantavisor' },
      'https://github.com/pantavisor/busybox-pv',
      'SRCREV',
      'busybox',
    ],
    [
      'dropbear-pv_git.bb',
      { name: 'dropbear', branch: 'pv/master', repoOrg: 'pantacor' },
      'https://github.com/pantacor/dropbear-pv',
      'SRCREV',
      'dropbear',
    ],
    [
      'lxc-pv_git.bb',
      { name: 'lxc-pv', branch: LXC, repoOrg: 'pantavisor' },
      'https://github.com/pantavisor/lxc',
      ';rev=',
      'lxc',
    ],
    [
      'pantavisor.inc',
      { name: 'pantavisor', branch: 'master', repoOrg: 'pantavisor' },
      'https://github.com/pantavisor/pantavisor',
      'PANTAVISOR_SRCREV',
      'pantavisor',
    ],
    [
      'docs_git.bb',
      { name: 'docs', branch: 'master', repoOrg: 'pantacor' },
      'https://github.com/pantacor/pvr',
      'SRCREV_pvr',
      'pvr',
    ],
    [
      'docs_git.bb',
      { name: 'pantacor-docs', branch: 'master' },
      'https://gitlab.com/pantacor/docs.git',
      'SRCREV_pantacor-docs',
      'docs',
    ],
    [
      'linux-board_6.6.bb',
      { name: 'linux', branch: 'v6.6/standard/base' },
      'https://git.example.org/linux.git',
      'SRCREV_machine',
      'machine',
    ],
    [
      'linux-board_6.6.bb',
      { name: 'cache', branch: 'yocto-6.6' },
      'https://git.example.org/kernel-cache',
      'SRCREV_meta',
      'meta',
    ],
  ])('%s, %j', (path, asked, url, variable, word) => {
    const text = fixture(path);
    const reading = read(text, { repoOrg: undefined, ...asked, path });
    const start = text.indexOf(digestOf(word));
    expect(reading).toEqual({
      kind: 'pin',
      pin: {
        ...{ name: asked.name, url, branch: asked.branch, old: digestOf(word), variable },
        places: [{ path, start, end: start + 40 }],
      },
      warnings: [],
      notes: NOTES[word] ?? [],
    });
  });

  test('Python is not read, and that is said where it sets the revision', () => {
    const python = `python () {\n  d.setVar( "SRCREV", "${TWO}")\n}\n`;
    const sentence = 'Python in app_1.0.bb sets SRCREV, which is not read.';
    expect(said(read(withUri(python)))).toBe(`error: app_1.0.bb pins no revision for "${URI}". ${sentence}`);
    expect(notesOf(read(withUri(`SRCREV = "${ONE}"`, python)))).toEqual([sentence]);
    const other = python.replace('SRCREV', 'PV');
    const comment = python.replace('d.set', '# d.set');
    for (const text of [other, comment])
      expect(notesOf(read(withUri(`SRCREV = "${ONE}"`, text)))).toEqual([]);
  });

  test('a comment behind a revision, which bitbake refuses, is named', () => {
    const sentence = 'In app_1.0.bb a comment stands behind SRCREV on its line: bitbake refuses that.';
    for (const line of [`SRCREV = "${ONE}" # v1.2`, `SRCREV:pn-app ?= '${ONE}'\t#v1.2\r`]) {
      expect(said(read(withUri(line)))).toBe(`error: app_1.0.bb pins no revision for "${URI}". ${sentence}`);
    }
    expect(notesOf(read(withUri(`SRCREV = "${ONE}"`, `# SRCREV = "${TWO}" # v1.1`)))).toEqual([]);
  });

  test('a URI of which another file sets a part', () =>
    expect(said(read(fixture('docs_git.bb'), { name: 'pantavisor', repoOrg: 'pantavisor' }))).toBe(
      `kept: Its git URI is "\${PANTAVISOR_URI};branch=\${PANTAVISOR_BRANCH};name=pantavisor;destsuffix=a", of which another file sets a part. \`uri\` of the component says which repository it is. It requires "recipes-pv/pantavisor/pantavisor.inc", which this repository does not have.`,
    ));
});

describe('the revision', () => {
  test.each<[string, string, string]>([
    ['=', `SRCREV = "${ONE}"`, `SRCREV ${ONE}`],
    ['?=', `SRCREV ?= "${ONE}"`, `SRCREV ${ONE}`],
    ['??=', `SRCREV ??= '${ONE}'`, `SRCREV ${ONE}`],
    [':=', `SRCREV := "${ONE}"`, `SRCREV ${ONE}`],
    ['SHA-256', `SRCREV = "${LONG}"`, `SRCREV ${LONG}`],
    ['the last =', `SRCREV = "${TWO}"\nSRCREV = "${ONE}"`, `SRCREV ${ONE}`],
    ['the first ?=', `SRCREV ?= "${ONE}"\nSRCREV ?= "${TWO}"`, `SRCREV ${ONE}`],
    ['= over ??=', `SRCREV = "${ONE}"\nSRCREV ??= "${TWO}"`, `SRCREV ${ONE}`],
    ['of the recipe', `SRCREV = "${TWO}"\nSRCREV:pn-app = "${ONE}"`, `SRCREV:pn-app ${ONE}`],
    ['of the recipe, in the old way', `SRCREV_pn-app = "${ONE}"`, `SRCREV_pn-app ${ONE}`],
    ['of the recipe, by its variable', `SRCREV:pn-\${PN} = "${ONE}"`, `SRCREV:pn-\${PN} ${ONE}`],
    ['of the name that the recipe gives itself', `PN = "x"\nSRCREV:pn-x = "${ONE}"`, `SRCREV:pn-x ${ONE}`],
    ['of another recipe too', `SRCREV = "${ONE}"\nSRCREV:pn-x = "${TWO}"`, `SRCREV ${ONE}`],
    ['of a machine too', `SRCREV:rpi = "${TWO}"\nSRCREV = "${ONE}"`, `SRCREV ${ONE}`],
    ['in a comment too', `#SRCREV = "${TWO}"\n# SRCREV = "${TWO}"\nSRCREV = "${ONE}"`, `SRCREV ${ONE}`],
    ['of another variable', `SRCREV = "\${REV}"\nREV = "${ONE}"`, `REV ${ONE}`],
    ['continued', `SRCREV = "\\\n${ONE}\\\n"`, `SRCREV ${ONE}`],
    ['of another name', `APP_SRCREV = "${ONE}"`, `APP_SRCREV ${ONE}`],
    ['with SRCREV_FORMAT', `SRCREV_FORMAT = "a_b"\nAPP_SRCREV = "${ONE}"`, `APP_SRCREV ${ONE}`],
    [
      'of a name, and of all the same',
      `SRCREV_default = "${ONE}"\nSRCREV = "${ONE}"`,
      `SRCREV_default ${ONE}`,
    ],
    ['an empty one before', `SRCREV_default = ""\nSRCREV = "${ONE}"`, `SRCREV ${ONE}`],
    ['INVALID before', `SRCREV_default = "INVALID"\nSRCREV = "${ONE}"`, `SRCREV ${ONE}`],
    ['in upper case', `SRCREV = "${ONE.toUpperCase()}"`, `SRCREV ${ONE}`],
    [
      'AUTOREV',
      `SRCREV = "\${AUTOREV}"`,
      `kept: SRCREV is \${AUTOREV}: each build takes the head of the branch.`,
    ],
    [
      'AUTOINC',
      'SRCREV = "AUTOINC"',
      `kept: SRCREV is \${AUTOREV}: each build takes the head of the branch.`,
    ],
    ['a tag', 'SRCREV = "v1.0"', 'kept: SRCREV is "v1.0", a tag or a branch.'],
    ['with blanks', `SRCREV = "${ONE} "`, `kept: SRCREV is "${ONE} ", a tag or a branch.`],
    [
      'a short digest',
      'SRCREV = "abcdef012"',
      'kept: SRCREV is "abcdef012", which is not the whole digest of a commit.',
    ],
    ['INVALID', 'SRCREV = "INVALID"', 'kept: SRCREV is "INVALID": another file is to set it.'],
    ['of another file', `SRCREV = "\${REV}"`, `kept: SRCREV is "\${REV}", which another file sets.`],
    ['computed', `SRCREV = "\${@f(d)}"`, `kept: SRCREV is computed: "\${@f(d)}".`],
    [
      'of several pieces',
      `SRCREV = "${ONE.slice(0, 20)}\\\n${ONE.slice(20)}"`,
      'kept: SRCREV is put together from texts of several places.',
    ],
    [
      'for machines only',
      `SRCREV:rpi = "${ONE}"\nSRCREV:sunxi = "${TWO}"`,
      'kept: Its revision is set under overrides only: SRCREV:rpi, SRCREV:sunxi. `override` of the component chooses one.',
    ],
    ['none', `A = "${ONE}"`, `error: app_1.0.bb pins no revision for "${URI}".`],
    ['a comment only', `#SRCREV = "${ONE}"`, `error: app_1.0.bb pins no revision for "${URI}".`],
    ['a function only', `do_x() {\nSRCREV="${ONE}"\n}`, `error: app_1.0.bb pins no revision for "${URI}".`],
    ['a flag only', `SRCREV[x] = "${ONE}"`, `error: app_1.0.bb pins no revision for "${URI}".`],
    [
      'of other names of the URI',
      `SRCREV_a = "${ONE}"\nSRCREV_b = "${TWO}"`,
      `error: app_1.0.bb pins no revision for "${URI}". It has SRCREV_a, SRCREV_b.`,
    ],
    [
      'of another recipe',
      `SRCREV:pn-x = "${ONE}"`,
      `error: app_1.0.bb pins no revision for "${URI}". It has SRCREV:pn-x.`,
    ],
    [
      'of two other variables',
      `A_SRCREV = "${ONE}"\nB_SRCREV = "${TWO}"`,
      `error: app_1.0.bb pins no revision for "${URI}". It has A_SRCREV, B_SRCREV.`,
    ],
  ])('%s', (_, lines, reading) => expect(said(read(withUri(lines)))).toBe(reading));

  test.each<[string, string, string, string]>([
    ['its own name', `${URI};name=a`, `SRCREV = "${TWO}"\nSRCREV_a = "${ONE}"`, `SRCREV_a ${ONE}`],
    [
      'its name and recipe',
      `${URI};name=a`,
      `SRCREV_a:pn-app = "${ONE}"\nSRCREV_a = "${TWO}"`,
      `SRCREV_a:pn-app ${ONE}`,
    ],
    ['its name, the old way', `${URI};name=a`, `SRCREV_a_pn-app = "${ONE}"`, `SRCREV_a_pn-app ${ONE}`],
    ['a name without a revision', `${URI};name=a`, `SRCREV_b = "${TWO}"\nSRCREV = "${ONE}"`, `SRCREV ${ONE}`],
    ['rev=', `${URI};rev=${ONE}`, '', `;rev= ${ONE}`],
    ['rev= before another', `${URI};rev=${ONE};name=x`, '', `;rev= ${ONE}`],
    ['rev= of a variable', `${URI};rev=\${REV}`, `REV = "${ONE}"`, `REV ${ONE}`],
    ['rev= of another file', `${URI};rev=\${REV}`, '', `kept: ;rev= is "\${REV}", which another file sets.`],
    ['rev= and SRCREV', `${URI};rev=${ONE}`, `SRCREV = "${TWO}"`, `;rev= ${ONE}`],
    [
      'a tag',
      `${URI};tag=v1`,
      `SRCREV = "${ONE}"`,
      'kept: Its git URI has the tag "v1" (;tag=), which bitbake holds the revision against: the one does not move without the other. `"tag": "newest"` of the component moves both.',
    ],
    [
      'a tag alone',
      `${URI};tag=v1`,
      '',
      'kept: Its git URI follows the tag "v1" (;tag=), and no revision is pinned.',
    ],
    ['a branch with digits', `${URI};branch=x-${TWO}`, `SRCREV = "${ONE}"`, `SRCREV ${ONE}`],
  ])('of a URI with %s', (_, uri, lines, reading) =>
    expect(said(read(`SRC_URI = "${uri}"\n${lines}`))).toBe(reading),
  );

  test.each<[string, string, string]>([
    ['that is near to the URI', `APP_SRCREV = "${ONE}"\nB_SRCREV = "${TWO}"`, `APP_SRCREV ${ONE}`],
    ['that is nearest to it', `APP_SRCREV = "${TWO}"\nAPP_X_SRCREV = "${ONE}"`, `APP_X_SRCREV ${ONE}`],
    [
      'under overrides only',
      `APP_SRCREV:rpi = "${ONE}"`,
      'kept: Its revision is set under overrides only: APP_SRCREV:rpi. `override` of the component chooses one.',
    ],
    ['of another file', `APP_SRCREV = "\${X}"`, `kept: APP_SRCREV is "\${X}", which another file sets.`],
  ])('of another variable %s', (_, lines, reading) => {
    const text = `APP_X_URI = "${URI}"\nAPP_URL = "\${APP_X_URI};name=x"\n${lines}`;
    expect(said(read(text, { path: 'app.inc' }))).toBe(reading);
  });

  test.each<[string, string, string]>([
    ['the one of the component', `SRCREV:pn-x = "${TWO}"\nSRCREV:pn-app = "${ONE}"`, `SRCREV:pn-app ${ONE}`],
    ['the one of its name', `SRCREV:pn-x = "${TWO}"\nSRCREV:pn-linux = "${ONE}"`, `SRCREV:pn-linux ${ONE}`],
    ['the only one', `SRCREV:pn-other = "${ONE}"`, `SRCREV:pn-other ${ONE}`],
    [
      'none of several',
      `SRCREV:pn-x = "${TWO}"\nSRCREV:pn-y = "${ONE}"`,
      `error: inc/linux.inc pins no revision for "${URI}". It has SRCREV:pn-x, SRCREV:pn-y.`,
    ],
  ])('of recipes in an include file: %s', (_, lines, reading) =>
    expect(said(read(withUri(lines), { path: 'inc/linux.inc' }))).toBe(reading),
  );
});

describe('what there is to say', () => {
  test('another branch is a warning', () => {
    const text = `SRC_URI = "${URI};branch=\${B}"\nB = "f\xc3\xbcnf"\nSRCREV = "${ONE}"`;
    expect(warningsOf(read(text))).toEqual([
      'Its git URI has the branch "fünf", but the component follows "main".',
    ]);
    expect(warningsOf(read(text, { branch: 'fünf' }))).toEqual([]);
    expect(warningsOf(read(text.replace(/B = .*/, '')))).toEqual([]);
  });

  test('a URI without a branch is a warning, unless its branch was always the default', () => {
    const bare = 'git://h/a/app.git;protocol=git';
    const text = (uri: string) => `SRC_URI = "${uri}"\nSRCREV = "${ONE}"`;
    const warned = (uri: string, branch: string) =>
      warningsOf(read(text(uri), { branch, repoOrg: undefined }));
    const warning =
      'Its git URI has no branch=: bitbake 2.0 takes master, and refuses a revision that is not on it; newer ones refuse such a URI. Give it ;branch=main.';
    expect(warned(bare, 'main')).toEqual([warning]);
    expect(warned(`${bare};branch=`, 'main')).toEqual([warning]);
    expect(warned(`${bare};nobranch=0`, 'main')).toEqual([warning]);
    expect(warned(bare, 'master')).toEqual([]);
    expect(warned(`${bare};nobranch=1`, 'main')).toEqual([]);
    expect(warned(`${bare};branch=main`, 'main')).toEqual([]);
    expect(warned(`${bare};branch=\${B}`, 'main')).toEqual([]);
  });

  test('a URI of one variant is a warning, unless the component says that it is meant', () => {
    const text = `SRC_URI = "file://x"\nSRC_URI:append:rpi = " ${URI}"\nSRCREV = "${ONE}"`;
    expect(warningsOf(read(text))).toEqual([
      'Its git URI stands in SRC_URI:append:rpi, which is not for every build. `override` of the component says that it is meant.',
    ]);
    expect(warningsOf(read(text, { override: 'rpi' }))).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    [
      'other assignments of the variable',
      `SRCREV = "${ONE}"\nSRCREV:rpi = "\${AUTOREV}"\nSRCREV ??= "${TWO}"\nSRCREV[x] = "${TWO}"\nSRCREV_x = "${TWO}"`,
      ['SRCREV:rpi of line 3 is left as it is.', 'SRCREV of line 4 is left as it is.'],
    ],
    [
      'upper case',
      `SRCREV = "${ONE.toUpperCase()}"`,
      ['The digest of SRCREV has upper-case letters: bitbake takes it for a name.'],
    ],
    ['a variable that is followed', `SRCREV = "\${REV}"\nREV = "${ONE}"`, []],
  ])('%s', (_, lines, notes) => expect(notesOf(read(withUri(lines)))).toEqual(notes));

  test('nobranch', () =>
    expect(notesOf(read(`SRC_URI = "${URI};nobranch=1"\nSRCREV = "${ONE}"`))).toEqual([
      'Its git URI has nobranch=1: bitbake does not ask whether the revision is on a branch.',
    ]));

  test('other assignments of SRC_URI are no revisions', () =>
    expect(notesOf(read(`SRC_URI = "${URI};rev=${ONE}"\nSRC_URI:append:rpi = " file://x"`))).toEqual([]));

  test('a SRCREV that contradicts the URI', () =>
    expect(notesOf(read(`SRC_URI = "${URI};rev=${ONE}"\nSRCREV = "${TWO}"`))).toEqual([
      'SRCREV is another revision than the ;rev= of the URI.',
    ]));

  test('a SRCREV that says what the SRCREV of the name says does not move with it', () => {
    const reading = read(withUri(`SRCREV_default = "${ONE}"`, `SRCREV = "${ONE}"`));
    expect(reading.kind === 'pin' && reading.pin.places).toHaveLength(1);
  });

  test('a SRCREV that says what the URI says moves with it', () => {
    const text = `SRC_URI = "${URI};rev=${ONE}"\nSRCREV = "${ONE}"`;
    const reading = read(text);
    const [first, second] = [text.indexOf(ONE), text.lastIndexOf(ONE)];
    expect(reading.kind === 'pin' && reading.pin.places).toEqual([
      { path: 'app_1.0.bb', start: first, end: first + 40 },
      { path: 'app_1.0.bb', start: second, end: second + 40 },
    ]);
  });
});
