import { describe, expect, test } from '@jest/globals';
import { recipeAssignments } from '@pv-actions/core/recipes/recipe-assignments.ts';
import { namedVariables, recipeVariables } from '@pv-actions/core/recipes/recipe-variables.ts';

function valueIn(text: string, variable = 'A', path = 'app_1.2.bb'): string | undefined {
  const named = namedVariables(path);
  return recipeVariables(recipeAssignments(text), named, ['pn-app']).value(variable)?.text;
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
    const value = recipeVariables(recipeAssignments(text), { PN: 'ab' }, []).value('A');
    expect(value).toEqual({ text: ' abxy', offsets: [-1, -1, -1, 5, text.indexOf('y')] });
  });
});

test.each<[string, object]>([
  ['recipes/app_1.2.bb', { PN: 'app', BPN: 'app', PV: '1.2' }],
  ['app_git.bb', { PN: 'app', BPN: 'app', PV: 'git' }],
  ['a_b/app.bb', { PN: 'app', BPN: 'app', PV: '1.0' }],
  ['app_1.2_r3.bb', { PN: 'app', BPN: 'app', PV: '1.2' }],
  ['app-native_1.bb', { PN: 'app-native', BPN: 'app', PV: '1' }],
  ['nativesdk-app_1.bb', { PN: 'nativesdk-app', BPN: 'app', PV: '1' }],
  ['app_%.bbappend', { PN: 'app', BPN: 'app' }],
  ['app_1.%.bbappend', { PN: 'app', BPN: 'app' }],
  ['app_1.2.inc', {}],
  ['app.conf', {}],
])('the name of %s', (path, named) => expect(namedVariables(path)).toEqual(named));
