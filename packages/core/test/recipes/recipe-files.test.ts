import { describe, expect, test } from '@jest/globals';
import { unfoldRecipe, type WantedFile } from '@pv-actions/core/recipes/recipe-files.ts';
import { readRecipePin } from '@pv-actions/core/recipes/recipe-pins.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';
import { ONE, said, TWO } from './recipe-reading.ts';

type Files = Readonly<Record<string, string>>;

const PATH = 'recipes/swup/swup_1.bb';
const URI = 'git://h/a/swup.git;protocol=https';

/** Reads PATH of some files. A name leads to the file that it is the end of. */
async function unfolded(files: Files) {
  const wanted: WantedFile[] = [];
  const whole = await unfoldRecipe({ path: PATH, text: files[PATH] ?? '' }, async (file) => {
    wanted.push(file);
    const paths = Object.keys(files).filter((path) =>
      `/${path}`.endsWith(`/${file.name.replace(/^\//, '')}`),
    );
    return paths.slice(0, file.all ? 9 : 1).map((path) => ({ path, text: files[path] ?? '' }));
  });
  return { whole, wanted };
}

async function read(files: Files) {
  const { whole } = await unfolded(files);
  const component = { name: 'swup', branch: 'main', repoOrg: undefined };
  return readRecipePin(whole, { component, gitBaseUrl: 'https://github.com' });
}

describe('a revision', () => {
  const INC = 'recipes/swup/swup.inc';
  const inc = `SRCBRANCH ?= "main"\nSRC_URI = "${URI};branch=\${SRCBRANCH}"\n`;
  const at = (text: string) => ({ start: text.indexOf(ONE), end: text.indexOf(ONE) + 40 });

  test('whose URI and branch are included', async () => {
    const recipe = `require swup.inc\nSRCREV = "${ONE}"\n`;
    const reading = await read({ [PATH]: recipe, [INC]: inc });
    expect(reading).toEqual({
      kind: 'pin',
      pin: {
        ...{ name: 'swup', url: 'https://h/a/swup.git', branch: 'main', old: ONE, variable: 'SRCREV' },
        places: [{ path: PATH, ...at(recipe) }],
      },
      warnings: [],
      notes: [],
    });
  });

  test('that is included stands in the included file', async () => {
    const text = `${inc}SRCREV = "${ONE}"\n`;
    const reading = await read({ [PATH]: 'PV = "2"\nrequire swup.inc\n', [INC]: text });
    expect(reading.kind === 'pin' && reading.pin.places).toEqual([{ path: INC, ...at(text) }]);
  });

  test.each<[string, Files, string]>([
    [
      'of the recipe, over a default that is included',
      { [PATH]: `require swup.inc\nSRCREV = "${ONE}"`, [INC]: `${inc}SRCREV ?= "${TWO}"` },
      `SRCREV ${ONE}`,
    ],
    [
      'of the recipe before it includes another',
      { [PATH]: `SRCREV = "${ONE}"\nrequire swup.inc`, [INC]: `${inc}SRCREV = "${TWO}"` },
      `SRCREV ${TWO}`,
    ],
    ['by include', { [PATH]: `include swup.inc\nSRCREV = "${ONE}"`, [INC]: inc }, `SRCREV ${ONE}`],
    [
      'of several files in one line',
      { [PATH]: `require other.inc swup.inc\nSRCREV = "${ONE}"`, [INC]: inc, 'recipes/swup/other.inc': '' },
      `SRCREV ${ONE}`,
    ],
    [
      'by a name of variables',
      { [PATH]: `require \${BPN}.inc\nSRCREV = "${ONE}"`, [INC]: inc },
      `SRCREV ${ONE}`,
    ],
    [
      'by a name with the version',
      {
        [PATH]: `X = "\${PV}"\nrequire \${BPN}-\${X}.inc\nSRCREV = "${ONE}"`,
        'recipes/swup/swup-1.inc': inc,
      },
      `SRCREV ${ONE}`,
    ],
    [
      'through two files',
      {
        [PATH]: `require more.inc\n`,
        'recipes/swup/more.inc': `require swup.inc\nSRCREV_default = "${ONE}"`,
        [INC]: inc,
      },
      `SRCREV_default ${ONE}`,
    ],
    [
      'with what is appended in the recipe',
      {
        [PATH]: `require swup.inc\nSRC_URI:append += "${URI};branch=main;name=tests"\nSRCREV_tests = "${TWO}"\nSRCREV_app = "${ONE}"`,
        [INC]: `SRC_URI = "${URI};branch=main;name=app"`,
      },
      'error: recipes/swup/swup_1.bb has several git URIs that swup could be: "git://h/a/swup.git;protocol=https;branch=main;name=app", "git://h/a/swup.git;protocol=https;branch=main;name=tests".',
    ],
  ])('%s', async (_, files, reading) => expect(said(await read(files))).toBe(reading));
});

describe('what is not there', () => {
  test('is said where it is required', async () => {
    const text = `require linux-yocto.inc\nSRC_URI = "${URI};branch=main"\nSRCREV = "${ONE}"`;
    const reading = await read({ [PATH]: text });
    expect(reading.kind === 'pin' && reading.notes).toEqual([
      'It requires "linux-yocto.inc", which this repository does not have.',
    ]);
    const included = await read({ [PATH]: text.replace('require', 'include') });
    expect(included.kind === 'pin' && included.notes).toEqual([]);
  });

  test('is said where the URI may be in it', async () => {
    const reading = await read({ [PATH]: `require \${X}.inc\nSRCREV = "${ONE}"` });
    expect(said(reading)).toBe(
      `error: ${PATH} pins no revision: it has no git URI. It requires "\${X}.inc", which this repository does not have.`,
    );
  });
});

test('a file is asked for by who includes it, with THISDIR from the top of the repository', async () => {
  const { wanted } = await unfolded({
    [PATH]: `require conf/a.inc\ninclude \${THISDIR}/../x.inc\ninclude_all c.inc\n#require d.inc\n`,
    'recipes/conf/a.inc': `require \${THISDIR}/b.inc`,
  });
  expect(wanted).toEqual([
    { from: PATH, name: 'conf/a.inc', all: false },
    { from: 'recipes/conf/a.inc', name: '/recipes/conf/b.inc', all: false },
    { from: PATH, name: '/recipes/swup/../x.inc', all: false },
    { from: PATH, name: 'c.inc', all: true },
  ]);
});

test('Python in a name is left alone', async () => {
  const { whole, wanted } = await unfolded({
    [PATH]: `require \${@'a.inc' if d.getVar('X') else 'b.inc'} c.inc\ninclude \${@f(d, 'x')}.inc\n`,
  });
  expect(wanted.map(({ name }) => name)).toEqual(['c.inc']);
  expect(whole.missing).toEqual([`\${@'a.inc' if d.getVar('X') else 'b.inc'}`, 'c.inc']);
});

test('a name is of what is set before it, in each file', async () => {
  const { wanted } = await unfolded({
    [PATH]: `X = "a"\nrequire \${X}.inc\nX = "c"\ninclude \${X}.inc\n`,
    'recipes/swup/a.inc': `X .= "b"\ninclude \${X}.inc\n`,
  });
  expect(wanted.map(({ name }) => name)).toEqual(['a.inc', 'ab.inc', 'c.inc']);
});

describe('what bitbake would not end with, or no recipe holds', () => {
  const refusal = async (files: Files): Promise<string> => {
    const thrown: unknown = await unfolded(files).catch((error: unknown) => error);
    return userErrorOf(() => {
      throw thrown;
    }).message;
  };

  test.each<[string, Files, string]>([
    [
      'a circle',
      { [PATH]: 'require a.inc', 'a.inc': 'require b.inc', 'b.inc': 'require a.inc' },
      'It includes itself: a.inc, b.inc, a.inc.',
    ],
    [
      'a file a hundred times',
      { [PATH]: 'require a.inc\n'.repeat(100), 'a.inc': 'A = "x"' },
      'It includes 100 files. A recipe may consist of at most 100 files.',
    ],
    [
      'more in all than a recipe has',
      { [PATH]: 'require a.inc b.inc', 'a.inc': '#'.repeat(600_000), 'b.inc': '#'.repeat(600_000) },
      'It has 1200019 bytes with what it includes. A recipe may have at most 1,048,576 bytes (1 MiB).',
    ],
    [
      'assignments',
      {
        [PATH]: 'require a.inc b.inc',
        'a.inc': 'A = ""\n'.repeat(15_000),
        'b.inc': 'A = ""\n'.repeat(15_000),
      },
      'It has 30000 assignments. A recipe may have at most 20,000 assignments.',
    ],
  ])('%s', async (_, files, message) => expect(await refusal(files)).toBe(message));
});
