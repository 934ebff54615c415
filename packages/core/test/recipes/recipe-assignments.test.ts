import { describe, expect, test } from '@jest/globals';
import { recipeAssignments } from '@pv-actions/core/recipes/recipe-assignments.ts';

/** `name op value`, with the overrides and the flag where there are some: `A:b = x` is `A:b{A;b} = x`. */
function read(text: string): string[] {
  return recipeAssignments(text).map(({ name, variable, overrides, flag, operator, value }) => {
    const parts = overrides.length > 0 ? `{${[variable, ...overrides].join(';')}}` : '';
    return `${name}${parts}${flag === undefined ? '' : `[${flag}]`} ${operator} ${value.text}`;
  });
}

describe('an assignment', () => {
  test.each<[string, string[]]>([
    ['A = "x"', ['A = x']],
    ["A = 'x'", ['A = x']],
    ['A="x"', ['A = x']],
    ['A = ""', ['A = ']],
    ['A\t=\t"x"  \t', ['A = x']],
    ['export A = "x"', ['A = x']],
    ['exported = "x"', ['exported = x']],
    ['A ?= "x"', ['A ?= x']],
    ['A ??= "x"', ['A ??= x']],
    ['A := "x"', ['A := x']],
    ['A:="x"', ['A := x']],
    ['A += "x"', ['A += x']],
    ['A+= "x"', ['A += x']],
    ['A =+ "x"', ['A =+ x']],
    ['A .= "x"', ['A .= x']],
    ['A.="x"', ['A .= x']],
    ['A =. "x"', ['A =. x']],
    [`A = "it's"`, [`A = it's`]],
    [`A = 'say "x"'`, ['A = say "x"']],
    ['A = "a "b" c"', ['A = a "b" c']],
    [`A:b_c = "x"`, ['A:b_c{A;b_c} = x']],
    ['A-1.b+~/c = "x"', ['A-1.b+~/c = x']],
    [`A:\${PN} = "x"`, [`A:\${PN}{A;\${PN}} = x`]],
    ['A[b] = "x"', ['A[b] = x']],
    ['do_x[depends] += "a:do_b"', ['do_x[depends] += a:do_b']],
    ['SRCREV:pn-a = "x"', ['SRCREV:pn-a{SRCREV;pn-a} = x']],
    ['SRCREV_pn-a = "x"', ['SRCREV_pn-a{SRCREV;pn-a} = x']],
    ['SRCREV_m_pn-a-b = "x"', ['SRCREV_m_pn-a-b{SRCREV_m;pn-a-b} = x']],
    ['SRCREV_m:pn-a:rpi = "x"', ['SRCREV_m:pn-a:rpi{SRCREV_m;pn-a;rpi} = x']],
    ['A:append:rpi = "x"', ['A:append:rpi{A;append;rpi} = x']],
    ['A_append_rpi = "x"', ['A_append_rpi{A;append;rpi} = x']],
    ['A_append_B = "x"', ['A_append_B = x']],
    ['A_remove = "x"', ['A_remove{A;remove} = x']],
  ])('%s', (text, assignments) => expect(read(text)).toEqual(assignments));
});

describe('no assignment', () => {
  test.each([
    '',
    'A',
    'A = x',
    'A = "x',
    'A = "',
    `A = "x'`,
    'A = "a"b"',
    ' A = "x"',
    'A = "x" # why',
    'A = "x"\xa0',
    'A == "x"',
    'A B = "x"',
    'A[] = "x"',
    '+= "x"',
    ' = "x"',
    '[x] = "y"',
    '# A = "x"',
    '#A = "x"',
    'require a.inc',
    'inherit a b',
    'export A',
    'addtask a after b',
    'unset A',
  ])('%s', (text) => expect(read(text)).toEqual([]));
});

describe('lines', () => {
  test.each<[string, string, string[]]>([
    ['a continued one', 'A = "x \\\n  y"\nB = "z"', ['A = x   y', 'B = z']],
    ['with blanks behind the backslash', 'A = "x\\ \t\n y"', ['A = x y']],
    ['continued before the value', 'A \\\n= \\\n"x"', ['A = x']],
    ['CRLF', 'A = "x \\\r\n y"\r\nB = "z"\r\n', ['A = x  y', 'B = z']],
    ['CR', 'A = "x"\rB = "y"', ['A = x', 'B = y']],
    ['an empty line ends a value that is open', 'A = "x \\\n\ny"\nB = "z"', ['B = z']],
    ['a comment among continued lines', 'A = "x \\\n# no \\\n#no\ny"\nB = "z"', ['A = x y', 'B = z']],
    ['an indented # is text', 'A = "x \\\n # y"', ['A = x  # y']],
    ['a comment that is continued', '# a \\\nA = "x"\nB = "y"', ['B = y']],
    ['a comment of several lines', '# a \\\n# b \\\n# c\nA = "x"', ['A = x']],
    ['a backslash before the end of the file', 'A = "x"\nB = "y" \\', ['A = x']],
    ['a backslash at the end of the last line', 'A = "x"\nB = "y"\\\n', ['A = x']],
    ['two backslashes', 'A = "x\\\\\ny"', ['A = x\\y']],
    ['an escaped quote is none', 'A = "a\\"b"', []],
    [
      'bytes that are blanks in Latin 1',
      'A = "x\xa0"\nB = "\x85"\nC = "z"',
      ['A = x\xa0', 'B = \x85', 'C = z'],
    ],
  ])('%s', (_, text, assignments) => expect(read(text)).toEqual(assignments));
});

describe('functions have none', () => {
  test.each<[string, string, string[]]>([
    ['shell', 'do_x() {\n  }\nA = "x"\n} \nB = "y"', ['B = y']],
    ['shell, in braces', 'do_x () {\nif a; then {\nA="x"\n }\nfi\n}\nB = "y"', ['B = y']],
    ['appended', 'do_x:append:rpi() {\nA = "x"\n}\nB = "y"', ['B = y']],
    ['of a variable name', `do_\${PN}() {\nA = "x"\n}\nB = "y"`, ['B = y']],
    ['fakeroot', 'fakeroot do_x() {\nA = "x"\n}\nB = "y"', ['B = y']],
    ['python', 'python do_x() {\nA = "x"\n}\nB = "y"', ['B = y']],
    ['fakeroot python', 'fakeroot python do_x () {\nA = "x"\n}\nB = "y"', ['B = y']],
    ['anonymous', 'python () {\nA = "x"\n}\nB = "y"', ['B = y']],
    ['anonymous with its name', 'python __anonymous() {\nA = "x"\n}\nB = "y"', ['B = y']],
    ['without a name', ' () {\nA = "x"\n}\nB = "y"', ['B = y']],
    ['CRLF', 'do_x() {\r\nA = "x"\r\n}\r\nB = "y"\r\n', ['B = y']],
    ['def', 'def f(a, b):\n    A = "x"\n\n# A = "x"\n\tA = "x"\nB = "y"', ['B = y']],
    ['a comment in a def continues nothing', 'def f(d):\n  x\n# a \\\nB = "y"', ['B = y']],
    ['def at the end', 'B = "y"\ndef f(d):\n    A = "x"', ['B = y']],
    ['a backslash in a function continues nothing', 'do_x() {\na \\\n}\nB = "y"', ['B = y']],
    ['one that never ends', 'B = "y"\ndo_x() {\nA = "x"\n', ['B = y']],
    ['a call is no function', 'A = "f() {"\nB = "y"', ['A = f() {', 'B = y']],
  ])('%s', (_, text, assignments) => expect(read(text)).toEqual(assignments));
});

test('a value knows where its characters stand, and an assignment its line', () => {
  const text = '# a\n\nA = "x \\ \r\n#no\n\ty\xe9"\nB[f]=\'z\'';
  const [a, b] = recipeAssignments(text);
  expect(a?.value).toEqual({ text: 'x \ty\xe9', offsets: [10, 11, 20, 21, 22] });
  expect(a?.value.offsets.map((offset) => text[offset]).join('')).toBe(a?.value.text);
  expect(b?.value).toEqual({ text: 'z', offsets: [31] });
  expect([a?.line, b?.line]).toEqual([3, 6]);
});

test('takes time linear in the length of a line', () => {
  const long = 1_000_000;
  for (const line of [
    `python${' '.repeat(long)}x`,
    'A'.repeat(long),
    `${'python '.repeat(long / 7)}{`,
    `A${' '.repeat(long)}x`,
    `A = "${'"'.repeat(long)}`,
    `x${' '.repeat(long)}() {x`,
    `def ${'a'.repeat(long)}`,
    `${'_append'.repeat(1_000 / 7)} = "x"\n`.repeat(long / 1_100),
    `${'_pn-'.repeat(1_000 / 4)} = "x"\n`.repeat(long / 1_100),
  ]) {
    recipeAssignments(line);
  }
});
