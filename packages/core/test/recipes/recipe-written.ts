import fc from 'fast-check';

/** A recipe that somebody wrote, as text of one character for each byte. `REVISION` stands where the revision is. */
export interface WrittenRecipe {
  readonly text: string;
  /** Of its git URI. */
  readonly branch: string;
}

/** A character that no recipe holds. */
export const REVISION = '\u0001';

const URI = 'git://github.com/org/app';

function hex(length: number): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.constantFrom(...'0123456789abcdef'),
    minLength: length,
    maxLength: length,
  });
}

const digest = hex(40);
const quoteMark = fc.constantFrom('"', "'");
const operator = fc.constantFrom(' = ', ' ?= ', ' ??= ', ' := ', '=', '?=', '??=', ':=', '\t=  ', ' \\\n= ');
const branch = fc.oneof(
  fc.constantFrom('main', 'pv/1_35_stable', 'f\xc3\xbcnf', 'voil\xc3\xa0'),
  digest.map((digits) => `stable-3.0-BASE-${digits}`),
);

function quoted(value: string): fc.Arbitrary<string> {
  return quoteMark.map((mark) => `${mark}${value}${mark}`);
}

function assigned(name: string, value: string, operators = operator): fc.Arbitrary<string> {
  const written = fc.constantFrom(value, value, `\\\n${value}`, `${value}\\\n`, `\\ \t\n# no\n${value}`);
  return fc
    .tuple(fc.constantFrom('', '', 'export '), operators, written.chain(quoted))
    .map(([exported, sign, text]) => `${exported}${name}${sign}${text}`);
}

/** Statements that hold no revision, though many look like one. */
const noise: fc.Arbitrary<string> = fc.oneof(
  digest.chain((digits) =>
    fc.constantFrom(
      `# SRCREV = "${digits}"`,
      `#SRCREV = "${digits}" \\\n# SRC_URI = "${URI};rev=${digits}"`,
      // Right behind a def the comment would be a part of it, which ends at the next line.
      `A = ""\n# a \\\nSRCREV = "${digits}"`,
      `do_compile() {\n\tSRCREV="${digits}"\nSRCREV = "${digits}"\n\tx \\\n}`,
      `do_install:append:rpi() {\nSRC_URI = "${URI};rev=${digits}"\n  }\n}`,
      `python () {\n    SRCREV = "${digits}"\n}`,
      `fakeroot python do_x () {\nSRCREV = "${digits}"\n}  `,
      `def f(d):\n    SRCREV = "${digits}"\n\n# SRCREV = "${digits}"\n\tSRCREV = "${digits}"`,
      `A_HASH = "${digits}"`,
      `A_HASH += '${digits} \\\n ${digits}'`,
      `SRCREV[x] = "${digits}"`,
      `A = "SRCREV = '${digits}'"`,
      ` SRCREV = "${digits}"`,
      `SRCREV = "${digits}`,
      `SRCREV = ${digits}`,
      `SRCREV_FORMAT = "${digits}"`,
      `PATCHES = "file://${digits}.patch;rev=${digits}"`,
    ),
  ),
  hex(64).map((digits) => `SRC_URI[sha256sum] = "${digits}"`),
  hex(32).map((digits) => `LIC_FILES_CHKSUM = "file://COPYING;md5=${digits}"`),
  fc.constantFrom(
    '',
    ' \t',
    'require app.inc',
    'inherit cmake',
    'export PATH',
    'addtask a after do_b before do_c',
    'AUTHOR = "Ren\xe9 \xff\xfe\xa0\x85"',
    '# \xe9\xa0',
    `FILES:\${PN}-x+= " \${bindir}/*"`,
    'EXTRA = "\\\n  -DA=1 \\\n  -DB=2 \\\n"',
    `FLAGS = 'A="b" \\\n C="d"'`,
    `OTHER = "\${@d.getVar('SRCREV')}"`,
  ),
);

/** Assignments that do not hold for what is built. */
const underOverrides: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('SRCREV:rpi', 'SRCREV:pn-other', 'SRCREV_other', 'SRCREV_pn-other'),
    digest,
    operator,
  )
  .chain(([name, digits, sign]) => quoted(digits).map((text) => `${name}${sign}${text}`));

interface Form {
  /** Parameters of the URI. */
  readonly parameters: readonly string[];
  readonly statements: readonly fc.Arbitrary<string>[];
  /** Whether SRCREV is not set at all. */
  readonly otherName?: boolean;
}

const REFERENCE = `\${APP_REV}`;
const plainNames = ['SRCREV', 'SRCREV:pn-app', 'SRCREV_pn-app', 'SRCREV_default', `SRCREV:pn-\${BPN}`];
const forms: readonly Form[] = [
  ...plainNames.map((name) => ({ parameters: [], statements: [assigned(name, REVISION)] })),
  { parameters: ['name=a'], statements: [assigned('SRCREV_a', REVISION)] },
  { parameters: ['name=a'], statements: [assigned('SRCREV_a:pn-app', REVISION)] },
  { parameters: [], statements: [assigned('SRCREV', REFERENCE), assigned('APP_REV', REVISION)] },
  { parameters: [], statements: [assigned('APP_SRCREV', REVISION)], otherName: true },
  { parameters: [`rev=${REVISION}`], statements: [] },
  { parameters: [`rev=${REVISION}`], statements: [assigned('SRCREV', REVISION)] },
  { parameters: [`rev=${REFERENCE}`], statements: [assigned('APP_REV', REVISION)] },
];

function sources(uri: string): fc.Arbitrary<string> {
  return fc.oneof(
    quoted(uri).map((text) => `SRC_URI = ${text}`),
    quoted(` \\\n\tfile://a \\\n\t${uri} \\\n# file://no \\\n  file://b \\\n`).map(
      (text) => `SRC_URI = ${text}`,
    ),
    quoted(uri).map((text) => `SRC_URI = "file://a"\nSRC_URI += ${text}`),
    quoted(` ${uri}`).map((text) => `SRC_URI:append = ${text}\nSRC_URI = "https://h/a"`),
    quoted(uri).map((text) => `SRC_URI = "\${APP_URI};x=y"\nAPP_URI ?= ${text}`),
  );
}

/** Recipes of the component `app` that pin one revision of `org/app`. */
export const writtenRecipe: fc.Arbitrary<WrittenRecipe> = fc
  .tuple(fc.constantFrom(...forms), branch)
  .chain(([form, name]) => {
    const parameters = ['protocol=https', `branch=${name}`, ...form.parameters];
    const uri = fc
      .shuffledSubarray(parameters, { minLength: parameters.length })
      .map((shuffled) => [URI, ...shuffled].join(';'));
    const around = form.otherName ? noise : fc.oneof({ weight: 4, arbitrary: noise }, underOverrides);
    return fc
      .tuple(fc.array(around, { maxLength: 8 }), uri.chain(sources), ...form.statements)
      .chain(([others, ...ours]) => {
        const all = [...others, ...ours];
        return fc.shuffledSubarray(all, { minLength: all.length });
      })
      .chain((statements) =>
        fc.tuple(fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n', '\n\n')).map(([end, last]) => ({
          text: `${statements.join('\n')}${last}`.replaceAll('\n', end),
          branch: name,
        })),
      );
  });
