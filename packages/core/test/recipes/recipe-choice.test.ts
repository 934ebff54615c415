import { describe, expect, test } from '@jest/globals';
import { type Asked, LONG, ONE, read, said, TWO, URI, withUri } from './recipe-reading.ts';

describe('what the component chooses', () => {
  const STAR = 'git://github.com/org/star;branch=main';
  const both = [
    `SRC_URI = "${URI}"`,
    `SRC_URI:star64 = "${STAR}"`,
    `SRCREV = "${ONE}"`,
    `SRCREV:star64 = "${TWO}"`,
  ].join('\n');
  const conditional = `TLS ?= "${STAR};name=tls"\nSRC_URI = "${URI};name=tfa"\nSRC_URI:append = " \${@'\${TLS}' if d.getVar('X') else ''}"\n`;
  const old = both.replaceAll(':star64', '_star64');
  type Row = [string, string, Asked, string];
  test.each<Row>([
    ['nothing', both, {}, `https://github.com/org/app SRCREV ${ONE}`],
    ['an override', both, { override: 'star64' }, `https://github.com/org/star SRCREV:star64 ${TWO}`],
    [
      'a variable with its override',
      both,
      { variable: 'SRCREV:star64' },
      `https://github.com/org/star SRCREV:star64 ${TWO}`,
    ],
    ['an old override', old, { override: 'star64' }, `https://github.com/org/star SRCREV_star64 ${TWO}`],
    [
      'an override that is appended to only',
      `SRC_URI = "file://x"\nSRC_URI:append:star64 = " ${STAR}"\nSRCREV:star64 = "${TWO}"`,
      { override: 'star64' },
      `https://github.com/org/star SRCREV:star64 ${TWO}`,
    ],
    [
      'two overrides',
      `${both}\nSRCREV:star64:v2 = "${LONG}"`,
      { override: 'star64:v2' },
      `https://github.com/org/star SRCREV:star64:v2 ${LONG}`,
    ],
    [
      'an override of the revision only',
      `SRC_URI = "${URI}"\nSRCREV:a = "${ONE}"\nSRCREV:b = "${TWO}"`,
      { override: 'b' },
      `https://github.com/org/app SRCREV:b ${TWO}`,
    ],
    [
      'an override of a name',
      `SRC_URI = "${URI};name=machine"\nSRCREV_machine ?= "${ONE}"\nSRCREV_machine:star64 ?= "${TWO}"`,
      { override: 'star64' },
      `https://github.com/org/app SRCREV_machine:star64 ${TWO}`,
    ],
    [
      'a variable',
      `SRC_URI = "${URI}"\nA_SRCREV = "${ONE}"\nB_SRCREV = "${TWO}"`,
      { variable: 'B_SRCREV' },
      `https://github.com/org/app B_SRCREV ${TWO}`,
    ],
    [
      'an override that nothing has',
      both,
      { override: 'star65' },
      'error: app_1.0.bb sets nothing under the override "star65".',
    ],
    [
      'a variable that is not there',
      both,
      { variable: 'SRCREV_x' },
      `error: app_1.0.bb pins no revision for "${URI}" in SRCREV_x. It has SRCREV.`,
    ],
    [
      'a configuration file, with the address',
      `SRCREV:pn-x = "${ONE}"\nSRCREV:pn-y = "${TWO}"`,
      { path: 'conf/distro/y.conf', uri: 'https://github.com/org/y.git', override: 'pn-y' },
      `https://github.com/org/y SRCREV:pn-y ${TWO}`,
    ],
    [
      'a configuration file, by its variable',
      `SRCREV_m:pn-x = "${ONE}"\nSRCREV_m:pn-y = "${TWO}"`,
      { path: 'a.conf', uri: 'git://h/y;protocol=https', repoOrg: undefined, variable: 'SRCREV_m:pn-y' },
      `https://h/y SRCREV_m:pn-y ${TWO}`,
    ],
    [
      'an old configuration file',
      `SRCREV_pn-x = "${ONE}"\nSRCREV_pn-y = "${TWO}"`,
      { path: 'a.inc', uri: 'git@github.com:org/y.git', override: 'pn-y' },
      `https://github.com/org/y SRCREV_pn-y ${TWO}`,
    ],
    [
      'a file that is appended to a recipe of another repository',
      `SRCREV = "${ONE}"\nSRC_URI += "file://x.patch"`,
      { path: 'app_%.bbappend', uri: 'github.com/org/app' },
      `https://github.com/org/app SRCREV ${ONE}`,
    ],
    [
      'the same without the address',
      `SRCREV = "${ONE}"`,
      { path: 'app_%.bbappend' },
      'error: app_%.bbappend pins no revision: it has no git URI.',
    ],
    [
      'the only URI without a name, by its variable',
      `SRC_URI = "${URI} ${STAR};name=star"\nSRCREV = "${ONE}"\nSRCREV_star = "${TWO}"`,
      { name: 'x', variable: 'SRCREV' },
      `https://github.com/org/app SRCREV ${ONE}`,
    ],
    [
      'a variable that is not that of the URI',
      `SRC_URI = "\${MORE} ${STAR};name=star"\nSRCREV = "${ONE}"\nSRCREV_star = "${TWO}"`,
      { variable: 'SRCREV' },
      `error: app_1.0.bb pins no revision for "${STAR};name=star" in SRCREV. It has SRCREV_star.`,
    ],
    [
      'a variable that is put into that of the URI',
      `SRC_URI = "${URI};name=a"\nSRCREV = "${ONE}"\nSRCREV_a = "\${SRCREV_b}"\nSRCREV_b = "${TWO}"`,
      { variable: 'SRCREV_b' },
      `https://github.com/org/app SRCREV_b ${TWO}`,
    ],
    [
      'a URI that is taken under a condition, by its name',
      `${conditional}SRCREV_tfa = "${ONE}"\nSRCREV_tls = "${TWO}"`,
      { name: 'tls' },
      `https://github.com/org/star SRCREV_tls ${TWO}`,
    ],
    [
      'a URI that is taken under a condition, by its address',
      `${conditional}SRCREV_tfa = "${ONE}"\nSRCREV_tls = "${TWO}"`,
      { name: 'x', uri: STAR },
      `https://github.com/org/star SRCREV_tls ${TWO}`,
    ],
    [
      'a URI beside one that is taken under a condition',
      `${conditional}SRCREV_tfa = "${ONE}"\nSRCREV_tls = "${TWO}"`,
      { name: 'x' },
      `https://github.com/org/app SRCREV_tfa ${ONE}`,
    ],
    [
      'a URI whose server another file sets',
      `SRC_URI = "\${MIRROR}/org/common;destsuffix=a;branch=main;name=c"\nSRCREV_c = "${ONE}"`,
      {},
      `kept: Its git URI is "\${MIRROR}/org/common;destsuffix=a;branch=main;name=c", of which another file sets a part. \`uri\` of the component says which repository it is.`,
    ],
    [
      'an archive whose server another file sets',
      `SRC_URI = "\${MIRROR}/org/common.tar.gz;name=c"\nSRCREV_c = "${ONE}"`,
      {},
      'error: app_1.0.bb pins no revision: it has no git URI.',
    ],
    [
      'an address besides the URIs, with the variable',
      `SRCREV = "${ONE}"\nSRC_URI:append = " git://github.com/org/more"`,
      { path: 'app_%.bbappend', uri: 'github.com/org/app', variable: 'SRCREV' },
      `https://github.com/org/app SRCREV ${ONE}`,
    ],
  ])('%s', (_, text, asked, expected) => {
    const reading = read(text, asked);
    const url = reading.kind === 'pin' ? `${reading.pin.url} ` : '';
    expect(`${url}${said(reading)}`).toBe(expected);
    if (reading.kind === 'pin') expect(reading.warnings).toEqual([]);
  });

  const variant = (name: string): string =>
    `Its git URI stands in ${name}, which is not for every build. \`override\` of the component says that it is meant.`;

  test.each<[string, string, Asked, string, string]>([
    ['the address', both, { uri: STAR }, `star SRCREV:star64 ${TWO}`, 'SRC_URI:star64'],
    [
      'the name',
      `SRC_URI = "${URI}"\nSRC_URI:append:a:b = " ${STAR};name=s"\nSRCREV_s:a:b = "${TWO}"\nSRCREV_s = "${ONE}"`,
      { name: 's' },
      `star SRCREV_s:a:b ${TWO}`,
      'SRC_URI:append:a:b',
    ],
    [
      'the name, where the revision is for every build',
      `SRC_URI = "${URI}"\nSRC_URI_append_board += "${STAR};name=s"\nSRCREV_s = "${ONE}"`,
      { name: 's' },
      `star SRCREV_s ${ONE}`,
      'SRC_URI_append_board',
    ],
    [
      'the address, and another override',
      `${both}\nSRC_URI:append:b = " git://h/b;branch=main"\nSRCREV:star64:b = "${LONG}"`,
      { override: 'star64', uri: 'git://h/b' },
      `b SRCREV:star64:b ${LONG}`,
      'SRC_URI:append:b',
    ],
  ])('of a URI that is not for every build, with %s', (_, text, asked, expected, holder) => {
    const reading = read(text, { repoOrg: undefined, ...asked });
    if (reading.kind !== 'pin') throw new Error(said(reading));
    expect(`${reading.pin.url.split('/').at(-1)} ${said(reading)}`).toBe(expected);
    expect(reading.warnings).toEqual([variant(holder)]);
  });

  test('an old override of a URI is no URI of another variable', () => {
    const text = old.replaceAll('SRCREV_star64', 'X');
    expect(said(read(text, { uri: STAR }))).toMatch(/^error: app_1.0.bb has no git URI of /);
  });

  test('overrides of the recipe and its class hold by themselves', () => {
    const lines = (name: string) => withUri(`SRCREV = "${ONE}"`, `SRCREV:${name} = "${TWO}"`);
    expect(said(read(lines('class-target')))).toBe(`SRCREV:class-target ${TWO}`);
    expect(said(read(lines('class-native')))).toBe(`SRCREV ${ONE}`);
    const old = withUri(`SRCREV = "${ONE}"`, `SRCREV_class-target = "${TWO}"`);
    expect(said(read(old))).toBe(`SRCREV_class-target ${TWO}`);
    expect(said(read(`${lines('class-native')}inherit cmake native\n`))).toBe(`SRCREV:class-native ${TWO}`);
    expect(said(read(lines('class-native'), { path: 'app-native_1.bb' }))).toBe(`SRCREV:class-native ${TWO}`);
    expect(said(read(lines('forcevariable')))).toBe(`SRCREV:forcevariable ${TWO}`);
  });
});

describe('a component that follows tags', () => {
  const tagOf = (text: string, path?: string) => {
    const reading = read(text, { tag: 'newest', ...(path === undefined ? {} : { path }) });
    if (reading.kind !== 'pin') throw new Error(said(reading));
    return reading.pin.tag?.pieces.map(({ text, place }) => (place === undefined ? `[${text}]` : text));
  };

  test.each<[string, string[]]>([
    [`SRC_URI = "${URI};tag=v1.2"`, ['v1.2']],
    [`SRC_URI = "${URI};tag=v\${PV}"`, ['v', '[1.0]']],
    [`PV = "1.2"\nSRC_URI = "${URI};tag=v\${PV}"`, ['v', '1.2']],
    [`TAG = "v1.2"\nSRC_URI = "${URI};tag=\${TAG}"`, ['v1.2']],
    [`SRC_URI = "${URI}"`, []],
  ])('%s', (lines, pieces) => expect(tagOf(`${lines}\nSRCREV = "${ONE}"`)).toEqual(pieces));

  test('needs a revision', () =>
    expect(said(read(`SRC_URI = "${URI};tag=v1"`, { tag: 'newest' }))).toBe(
      `error: app_1.0.bb pins no revision for "${URI};tag=v1".`,
    ));
});
