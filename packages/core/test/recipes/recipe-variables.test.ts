import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { recipeStatements } from '@pv-actions/core/recipes/recipe-assignments.ts';
import { namedVariables } from '@pv-actions/core/recipes/recipe-names.ts';
import { recipeVariables } from '@pv-actions/core/recipes/recipe-variables.ts';

function valueIn(text: string, variable = 'A', path = 'app_1.2.bb'): string | undefined {
  const active = ['pn-app', 'board', 'class-target'];
  return recipeVariables(recipeStatements(text), { known: namedVariables(path), active }).value(variable)
    ?.text;
}

describe('the value of a variable', () => {
  test.each<[string, string | undefined]>([
    ['', undefined],
    ['B = "x"', undefined],
    ['A[f] = "x"', undefined],
    ['A = "x"\nA = "y"', 'y'],
    ['A = "x"\nA := "y"', 'y'],
    ['A ?= "x"\nA ?= "y"', 'x'],
    ['A = "x"\nA ?= "y"', 'x'],
    ['A ?= "x"\nA = "y"', 'y'],
    ['A ??= "x"\nA ??= "y"', 'y'],
    ['A ??= "x"\nA ?= "y"\nA ??= "z"', 'y'],
    ['A = "x"\nA ??= "y"', 'x'],
    ['A = ""\nA ?= "y"', ''],
    ['A += "x"', ' x'],
    ['A ??= "w"\nA += "x"', ' x'],
    ['A = "x"\nA += "y"\nA .= "z"', 'x yz'],
    ['A = "x"\nA =+ "y"\nA =. "z"', 'zy x'],
    ['A += "x"\nA = "y"', 'y'],
    ['A:append = "z"\nA = "x"\nA:append = "w"\nA += "y"', 'x yzw'],
    ['A:prepend = "y"\nA:prepend = "z"\nA = "x"', 'zyx'],
    ['A_append = "y"\nA = "x"', 'xy'],
    ['A ??= "x"\nA:append = "y"', 'xy'],
    ['A:append = "y"', 'y'],
    ['A = "a b  c b"\nA:remove = "b d"', 'a   c '],
    ['A = "x"\nA:rpi = "y"\nA:append:rpi = "z"', 'x'],
    ['A = "x"\nA:pn-app = "y"', 'y'],
    ['A:pn-app = "y"\nA = "x"', 'y'],
    ['A_pn-app = "y"\nA = "x"', 'y'],
    ['A = "x"\nA:pn-other = "y"', 'x'],
    ['A = "x"\nA:pn-app:rpi = "y"', 'x'],
    ['A = "x"\nA:append:pn-app = "y"\nA:append:pn-other = "z"', 'xy'],
    ['A = "x"\nA:pn-app = "y"\nA:append = "z"', 'yz'],
    [`A:pn-\${PN} = "x"`, 'x'],
  ])('%s', (text, value) => expect(valueIn(text)).toBe(value));
});

/** The values are those of bitbake's DataSmart: getVar behind what ast.DataNode sets. */
describe('operators on operations', () => {
  test.each<[string, string | undefined]>([
    ['A = "x"\nA:append += "y"', 'x y'],
    ['A = "x"\nA:append =+ "y"', 'xy '],
    ['A = "x"\nA:append .= "y"', 'xy'],
    ['A = "x"\nA:append =. "y"', 'xy'],
    ['A = "x"\nA:append := "y"', 'xy'],
    ['A = "x"\nA:append ?= "y"', 'xy'],
    ['A = "x"\nA:append ?= "y"\nA:append ?= "z"', 'xyz'],
    ['A = "x"\nA:append ??= "y"', 'x'],
    ['A = "x"\nA:prepend += "y"', ' yx'],
    ['A = "x"\nA:prepend =+ "y"', 'y x'],
    ['A = "x"\nA:prepend .= "y"', 'yx'],
    ['A = "x"\nA:prepend += "y"\nA:prepend =+ "z"', 'z  yx'],
    ['A = "x y"\nA:remove += "y"', 'x '],
    ['A = "x y"\nA:remove =+ "y"', 'x '],
    ['A = "x"\nA_append += "y"', 'x y'],
    ['A = "x"\nA_prepend =+ "y"', 'y x'],
    ['A = "x y"\nA_remove += "y"', 'x '],
    ['A = "x"\nA:append:board += "y"', 'x y'],
    ['A = "x"\nA:append:rpi += "y"', 'x'],
    ['A = "x"\nA:append:board:pn-app += "y"', 'x y'],
    ['A = "x"\nA:append:board:rpi += "y"', 'x'],
    ['A = "x"\nA_append_board += "y"', 'x y'],
    ['A = "x"\nA:append += "y"\nA:append = " z"\nA += "w"', 'x w y z'],
    [`A = "x"\nA:append:\${PN} = "y"`, 'x'],
    [`A = "x"\nA:append:pn-\${PN} += "y"`, 'x y'],
    ['A:append += "y"', ' y'],
  ])('%s', (text, value) => expect(valueIn(text)).toBe(value));
});

describe('overrides', () => {
  test.each<[string, string | undefined]>([
    ['A = "x"\nA:board = "y"\nA:pn-app = "z"', 'y'],
    ['A = "x"\nA:class-target = "z"\nA:board = "y"', 'z'],
    ['A = "x"\nA:class-native = "z"', 'x'],
    ['A = "x"\nA:board += "y"', ' y'],
    ['A = "x"\nA:board .= "y"', 'y'],
    ['A = "x"\nA:board ?= "y"\nA:board ?= "z"', 'y'],
    ['A = "x"\nA:board ??= "y"', 'y'],
    ['A = "x"\nA:board ??= "y"\nA:board += "z"', ' z'],
    // The operation is one on A:board, which has no value: it takes the place of that of A.
    ['A = "x"\nA:board:append = "y"', 'y'],
    ['A = "x"\nA:board = "z"\nA:board:append = "y"', 'zy'],
    ['A = "x"\nA:board = "z"\nA:board:prepend += "y"\nA:append = "w"', ' yzw'],
    ['A = "x"\nA:board = "y z"\nA:board:remove = "z"', 'y '],
    ['A = "x"\nA:pn-app:append = "w"\nA:board = "y"', 'y'],
    ['A = "x"\nA:pn-app:board = "y"\nA:board = "z"', 'y'],
    ['A = "x"\nA:board:pn-app = "y"\nA:class-target = "z"', 'z'],
    ['A = "x"\nA:pn-app:board = "y"\nA:class-target = "z"', 'y'],
    ['A = "x"\nA:pn-app:rpi = "y"\nA:pn-app = "z"', 'z'],
    ['A = "x"\nA:Board = "y"', 'x'],
    ['A = "x"\nA:append:Board = "y"', 'x'],
    ['A = "x"\nunset A', undefined],
    ['A = "x"\nA:board = "y"\nA:append = "z"\nunset A\nA = "w"', 'w'],
    ['A = "x"\nA:board = "y"\nunset A:board', 'x'],
    [`A = "x"\nB = "\${A:board}"\nA:board = "y"\nA:board:append = "z"`, 'yz'],
  ])('%s', (text, value) => expect(valueIn(text)).toBe(value));
});

/**
 * Random statements, and the value of A (null: none) as a transcription of bitbake's ast.DataNode and DataSmart to plain Python gave
 * it, of 2.x and of 1.46, where underscores stand before overrides.
 */
test.each(['bitbake-values.json', 'bitbake-values-old.json'])('values are those of %s', (name) => {
  const file = join(import.meta.dirname, 'fixtures', name);
  const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly [string, string | null][];
  const active = ['pn-app', 'board', 'class-target'];
  const settings = { known: {}, active, old: name.includes('old') ? active : [] };
  const ours = (text: string) => recipeVariables(recipeStatements(text), settings).value('A')?.text;
  expect(cases.length).toBeGreaterThanOrEqual(200);
  expect(cases.map(([text]) => [text, ours(text) ?? null])).toEqual(cases);
});

describe('references', () => {
  test.each<[string, string | undefined]>([
    [`A = "\${B}-\${C}"\nB = "x"`, `x-\${C}`],
    [`A = "\${B}"\nB = "\${C}"\nC = "x"`, 'x'],
    [`A = "\${B\${C}}"\nC = "1"\nB1 = "x"`, 'x'],
    [`B = "1"\nA := "\${B}"\nB = "2"`, '1'],
    [`B = "1"\nA = "\${B}"\nB = "2"`, '2'],
    [`B = "1"\nC := "\${B}"\nB = "2"\nA = "\${B}"`, '2'],
    [`A := "\${B}"\nB = "2"`, '2'],
    [`A = "\${PN} \${BPN} \${PV}"`, 'app app 1.2'],
    [`A = "\${PV}"\nPV = "2"`, '2'],
    [`A = "\${PV}"\nPV ?= "2"`, '1.2'],
    [`A = "\${@d.getVar('B')}"\nB = "x"`, `\${@d.getVar('B')}`],
    [`A = "\${A}"`, `\${A}`],
    [`A = "\${B}"\nB = "\${A}"`, `\${A}`],
    [`A = "a b"\nA:remove = "\${B}"\nB = "a"`, ' b'],
  ])('%s', (text, value) => expect(valueIn(text)).toBe(value));

  test('doubled thirty times they stay bounded', () => {
    const doubled = Array.from({ length: 30 }, (_, at) => `A${at} = "\${A${at + 1}}\${A${at + 1}}"`);
    const value = valueIn([...doubled, 'A30 = "xxxx"'].join('\n'), 'A0');
    expect(value?.length).toBeLessThan(200_000);
  });

  test('a character keeps its place', () => {
    const text = `B = "x"\nA += "\${PN}\${B}y"`;
    const value = recipeVariables(recipeStatements(text), { known: { PN: 'ab' }, active: [] }).value('A');
    expect(value).toEqual({ text: ' abxy', offsets: [-1, -1, -1, 5, text.indexOf('y')] });
  });
});

test.each<[string, object]>([
  ['recipes/app_1.2.bb', { PN: 'app', PV: '1.2', PR: 'r0' }],
  ['app_git.bb', { PN: 'app', PV: 'git', PR: 'r0' }],
  ['a_b/app.bb', { PN: 'app', PV: '1.0', PR: 'r0' }],
  ['app_1.2_r3.bb', { PN: 'app', PV: '1.2', PR: 'r3' }],
  ['app-native_1.bb', { PN: 'app-native', PV: '1', PR: 'r0' }],
  ['app_%.bbappend', { PN: 'app', PR: 'r0' }],
  ['app_1.%.bbappend', { PN: 'app', PR: 'r0' }],
  ['app_1.2.inc', {}],
  ['app.conf', {}],
])('the name of %s', (path, named) => expect(namedVariables(path)).toEqual(named));

test.each<[string, string]>([
  ['app_1.bb', 'app app-1 app-1'],
  ['app-native_1.bb', 'app app-1 app-native-1'],
  ['nativesdk-app_1.bb', 'app app-1 nativesdk-app-1'],
  ['lib32-app_1.bb', 'app app-1 lib32-app-1'],
  ['gcc-cross-canadian_1.bb', 'gcc gcc-1 gcc-cross-canadian-1'],
  ['gcc-cross-initial_1.bb', 'gcc-cross gcc-cross-1 gcc-cross-initial-1'],
  ['native-tool_1.bb', 'native-tool native-tool-1 native-tool-1'],
])('BPN, BP and P of %s', (path, value) =>
  expect(valueIn(`A = "\${BPN} \${BP} \${P}"`, 'A', path)).toBe(value),
);

test('BPN is of the PN that the recipe gives itself, and may be set like any other', () => {
  expect(valueIn(`PN = "lib-native"\nA = "\${BPN}"`)).toBe('lib');
  expect(valueIn(`BPN = "x"\nA = "\${BP}"`)).toBe('x-1.2');
});
