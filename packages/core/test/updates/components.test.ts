import { describe, expect, test } from '@jest/globals';
import { parseComponents } from '@pv-actions/core/updates/components.ts';
import { userErrorOf } from '@pv-actions/testkit/thrown.ts';

const ENTRY = { name: 'app', recipe_glob: 'recipes/app/app*.bb', branch: 'pv/main' };
const FORM = '.github/components.json does not have the expected form:';

function causeOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return userErrorOf(() => parseComponents(text, '.github/components.json')).message;
}

test('the components of a file, in their order; other keys are ignored', () => {
  const text = JSON.stringify([
    { ...ENTRY, repo_org: 'pantavisor', note: 'x' },
    { name: 'lib-1.0_x+y', recipe_glob: 'a/[a-c]?/[!]x]/*.inc', branch: 'main' },
    {
      ...{ ...ENTRY, name: 'linux', tag: 'newest', override: 'pn-linux:star64' },
      ...{ uri: 'git://github.com/org/linux.git;protocol=https', variable: 'SRCREV_machine' },
    },
  ]);
  expect(parseComponents(text, 'x')).toEqual([
    { name: 'app', recipeGlob: 'recipes/app/app*.bb', branch: 'pv/main', repoOrg: 'pantavisor' },
    { name: 'lib-1.0_x+y', recipeGlob: 'a/[a-c]?/[!]x]/*.inc', branch: 'main', repoOrg: undefined },
    {
      ...{ name: 'linux', recipeGlob: 'recipes/app/app*.bb', branch: 'pv/main', repoOrg: undefined },
      ...{ tag: 'newest', override: 'pn-linux:star64', variable: 'SRCREV_machine' },
      uri: 'git://github.com/org/linux.git;protocol=https',
    },
  ]);
});

describe('what is wrong, by entry and key', () => {
  const NAME = 'A name has letters, digits and ._+-, and is a valid name of a branch.';
  const ORG = 'Valid are names such as pantavisor.';
  test.each<[string, unknown, string[]]>([
    ['no list', {}, ['the document: It must be a list.']],
    ['no object', [ENTRY, 'x'], ['[1]: It must be an object.']],
    [
      'missing keys',
      [{}],
      ['[0].name: It is missing.', '[0].recipe_glob: It is missing.', '[0].branch: It is missing.'],
    ],
    ['a number', [{ ...ENTRY, branch: 1 }], ['[0].branch: It must be a text.']],
    ['null', [{ ...ENTRY, repo_org: null }], ['[0].repo_org: It must be a text.']],
    [
      'a name twice',
      [ENTRY, { ...ENTRY, name: 'b' }, ENTRY],
      ['[2].name: It is the name of [0] too. Names must differ.'],
    ],
    ...['', 'a b', 'a/b', '..', '-a', '.a', 'a.', 'a.lock', 'ä', '$(x)'].map(
      (name): [string, unknown, string[]] => [
        `the name ${JSON.stringify(name)}`,
        [{ ...ENTRY, name }],
        [`[0].name: ${NAME}`],
      ],
    ),
    [
      'a branch',
      [ENTRY, { ...ENTRY, name: 'b', branch: 'a..b' }],
      [
        '[1].branch: A branch must not hold two dots in a row. Valid are names such as main or pv/1_35_stable.',
      ],
    ],
    ...['/a', '../a', 'a/../b', 'a//b', 'a/', './a', '', 'a\\b', 'a\n'].map(
      (glob): [string, unknown, string[]] => [
        `the glob ${JSON.stringify(glob)}`,
        [{ ...ENTRY, recipe_glob: glob }],
        [
          expect.stringMatching(
            /^\[0\]\.recipe_glob: A path .+\. Valid is a path relative to /,
          ) as unknown as string,
        ],
      ],
    ),
    ...['a/**/b', '{a,b}.bb', 'r/+(a|a)b', 'r/?(a)'].map((glob): [string, unknown, string[]] => [
      `the glob ${glob}`,
      [{ ...ENTRY, recipe_glob: glob }],
      ['[0].recipe_glob: A glob has only *, ? and [...], each within one folder or file name.'],
    ]),
    ...['a[b', 'a[/]b', '[]', '[!]', '[!]x'].map((glob): [string, unknown, string[]] => [
      `the glob ${glob}`,
      [{ ...ENTRY, recipe_glob: glob }],
      ['[0].recipe_glob: A [ of a glob must be closed by a ] in the same folder or file name.'],
    ]),
    [
      'an empty organisation',
      [{ ...ENTRY, repo_org: '' }],
      [`[0].repo_org: The organisation, or a part of it, is empty. ${ORG}`],
    ],
    [
      'an organisation that leaves',
      [{ ...ENTRY, repo_org: 'a/../b' }],
      [`[0].repo_org: The organisation, or a part of it, holds ".." or is ".". ${ORG}`],
    ],
  ])('%s', (_, value, lines) => {
    const [first, ...problems] = causeOf(value).split('\n');
    expect(first).toBe(FORM);
    expect(problems.map((line) => line.trim())).toEqual(lines);
  });
});

test('a file that is not JSON: where', () => {
  expect(causeOf('[\n  {"name": "app" "branch": "b"}\n]')).toMatch(
    /^\.github\/components\.json is not JSON: .*\(line 2 column 18\)$/,
  );
  expect(causeOf('')).toMatch(/^\.github\/components\.json is not JSON: /);
});

test.each<[string, string, string]>([
  ...['', 'x', 'git://', 'git://h', 'file:///srv/a', 'https://h/a b'].map((uri): [string, string, string] => [
    'uri',
    uri,
    'It must be the address of a git repository, such as git://github.com/pantavisor/pantavisor.',
  ]),
  ...['', 'A B', 'A:', '$A', 'A[x]'].map((variable): [string, string, string] => [
    'variable',
    variable,
    'It must be the name of a variable, such as SRCREV_machine.',
  ]),
  ...['', 'A', 'a:', 'a b', '$MACHINE'].map((override): [string, string, string] => [
    'override',
    override,
    'It must be an override, such as star64 or pn-linux-board; several have colons between them.',
  ]),
  ...['', 'v1', 'latest'].map((tag): [string, string, string] => ['tag', tag, 'Only "newest" is known.']),
])('%s: %j is refused', (key, value, problem) =>
  expect(causeOf([{ ...ENTRY, [key]: value }])).toBe(`${FORM}\n  [0].${key}: ${problem}`),
);

test.each([
  'git://github.com/org/app',
  'gitsm://h:9418/a/b.git;branch=x;name=y',
  'https://github.com/org/app.git',
  'ssh://git@h/a',
  'git@github.com:org/app.git',
  'github.com/org/app',
])('the uri %s is taken', (uri) =>
  expect(parseComponents(JSON.stringify([{ ...ENTRY, uri }]), 'x')[0]?.uri).toBe(uri),
);

test('the advice names the keys', () =>
  expect(userErrorOf(() => parseComponents('[{}]', 'x')).advice).toBe(
    'Correct the file. Each entry has name, recipe_glob and branch, and may have repo_org, uri, variable, override and tag.',
  ));
