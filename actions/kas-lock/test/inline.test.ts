import { mkdir, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tags } from '@pv-actions/core/git/remote.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { planInline } from '../src/inline.ts';
import { changedFiles } from '../src/revisions.ts';
import { configTargets } from '../src/targets.ts';
import type { PlannedFiles } from '../src/types.ts';

const [A, B, C, HEAD, OTHER] = ['a', 'b', 'c', 'd', 'e'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
  string,
];

let folder: Awaited<ReturnType<typeof openFolder>>;
let layer: string;
beforeEach(async () => {
  folder = await openFolder('kas-lock-inline');
  layer = folder.at('layer');
  await mkdir(layer);
});
afterEach(() => folder.close());

/** Tags that all point at one commit, with a digest of their own. */
function tagsAt(names: readonly string[], commit: string, object: string): Tags {
  const each = (digest: string) => new Map(names.map((name) => [name, digest]));
  return { kind: 'tags', tags: each(commit), objects: each(object) };
}

async function planned(
  texts: Readonly<Record<string, string>>,
  configs: readonly string[],
  tags: Tags = tagsAt(['v2', 'v3'], A, A),
): Promise<PlannedFiles> {
  for (const [path, text] of Object.entries(texts)) await writeBelow(layer, path, text);
  const checkout = { repository: layer, cwd: layer };
  return planInline(configTargets(configs, { only: [] }), checkout, {
    tags: async (urls) => urls.map(() => tags),
  });
}

/** The files as they are when each branch has moved: to HEAD, and `next` to OTHER. */
const moved = ({ files }: PlannedFiles): Record<string, string> =>
  Object.fromEntries(
    changedFiles(files, ({ branch }) => (branch === 'next' ? OTHER : HEAD), false).map(({ path, after }) => [
      path,
      String(after),
    ]),
  );
const follows = ({ files }: PlannedFiles) =>
  files.flatMap(({ path, layers }) =>
    layers.map(({ key, branch, follows: how }) => [path, key, branch, how]),
  );

test('only the digests change: comments, quotes, order and ends of lines stay', async () => {
  const text = (poky: string, oe: string): string =>
    `# Ours.\r\nheader:\r\n  version: 14\r\n\r\nrepos:\r\n  meta-own:\r\n\r\n  poky:\r\n    url: "https://git.example.com/poky.git"   # mirror\r\n    branch: kirkstone\r\n    commit: '${poky}'  # yocto-4.0.10\r\n    layers: {meta: , meta-poky: }\r\n  oe: {commit: "${oe}", url: https://git.example.com/oe, branch: kirkstone}\r\nlocal_conf_header:\r\n  x: |\r\n    REV = "${poky}"`;
  const before = text(A, B);
  const done = await planned({ 'kas.yml': before }, ['kas.yml']);
  expect(done).toMatchObject({ failures: [], fixed: [], warnings: [], notes: [] });
  expect(moved(done)).toEqual({
    'kas.yml': text(HEAD, HEAD).replace(`REV = "${HEAD}"`, `REV = "${A}"`),
  });
});

test('a pin in a file that another one includes is changed there, whatever says the URL and the branch', async () => {
  const done = await planned(
    {
      'kas/base.yml': `header: {version: 14, includes: [kas/pins.yml]}\ndefaults: {repos: {branch: kirkstone}}\nrepos:\n  poky: {url: u}\n  oe: {url: v}\n`,
      'kas/pins.yml': `header: {version: 14}\nrepos:\n  poky: {commit: ${A}}\n`,
      'kas/a.yml': `header: {version: 14, includes: [kas/base.yml]}\nrepos:\n  oe: {commit: ${B}, branch: next}\n`,
      'kas/b.yml': `header: {version: 14, includes: [kas/base.yml]}\nrepos:\n  oe: {commit: ${C}}\n`,
    },
    ['kas/a.yml', 'kas/b.yml'],
  );
  expect(follows(done)).toEqual([
    ['kas/pins.yml', 'poky', 'kirkstone', 'branch'],
    ['kas/a.yml', 'oe', 'next', 'branch'],
    ['kas/b.yml', 'oe', 'kirkstone', 'branch'],
  ]);
  expect(moved(done)).toEqual({
    'kas/pins.yml': `header: {version: 14}\nrepos:\n  poky: {commit: ${HEAD}}\n`,
    'kas/a.yml': expect.stringContaining(`commit: ${OTHER}, branch: next`),
    'kas/b.yml': expect.stringContaining(`commit: ${HEAD}}`),
  });
  expect(done.files.map(({ names }) => names)).toEqual([['a', 'b'], ['a'], ['b']]);
});

test('the branch of a pin is the one of the configuration where it counts', async () => {
  const base = `header: {version: 14}\nrepos:\n  poky: {url: u, branch: kirkstone, commit: ${A}}\n`;
  const over = (text: string): string => `header: {version: 14, includes: [base.yml]}\n${text}`;
  const done = await planned(
    {
      'base.yml': base,
      'a.yml': over(''),
      // Another commit: that of base.yml does not count here, and follows what stands beside it.
      'b.yml': over(`repos:\n  poky: {branch: next, commit: ${B}}\n`),
      // The commit of overrides counts, with their branch.
      'c.yml': over(`overrides: {repos: {poky: {branch: next, commit: ${C}}}}\n`),
    },
    ['b.yml', 'c.yml', 'a.yml'],
  );
  expect(done.notes).toEqual([]);
  expect(follows(done)).toEqual([
    ['base.yml', 'poky', 'kirkstone', 'branch'],
    ['b.yml', 'poky', 'next', 'branch'],
    ['c.yml', 'poky', 'next', 'branch'],
  ]);
});

test('a pin that configurations want from different branches stays, and is told', async () => {
  const done = await planned(
    {
      'base.yml': `header: {version: 14}\nrepos:\n  poky: {url: u, commit: ${A}}\n`,
      'a.yml': 'header: {version: 14, includes: [base.yml]}\nrepos: {poky: {branch: main}}\n',
      'b.yml': 'header: {version: 14, includes: [base.yml]}\nrepos: {poky: {branch: next}}\n',
    },
    ['a.yml', 'b.yml'],
  );
  expect(moved(done)).toEqual({});
  expect(done.notes).toEqual([
    'base.yml pins the layer poky to aaaaaaaaaaaa for configurations that want it from different places: a the branch main of u, b the branch next of u. It stays.',
  ]);
});

test.each<[string, string, string]>([
  [
    'without a branch',
    `url: u, commit: ${A}`,
    'kas.yml pins the layer x to aaaaaaaaaaaa, and no branch says what it follows. It stays: a `commit:` with a `branch:` beside it is followed.',
  ],
  [
    'with a refspec alone',
    `url: u, refspec: ${A}`,
    'kas.yml pins the layer x to aaaaaaaaaaaa, and no branch says what it follows. It stays: a `commit:` with a `branch:` beside it is followed.',
  ],
  [
    'without a URL',
    `commit: ${A}, branch: main`,
    'kas.yml pins the layer x to aaaaaaaaaaaa, and no file of the repository says its URL. It stays.',
  ],
  [
    'of Mercurial',
    `url: u, type: hg, commit: ${A}, branch: default`,
    'kas.yml pins the layer x to aaaaaaaaaaaa, and it is no git repository. It stays.',
  ],
  [
    'that is none',
    'url: u, branch: main',
    'kas: no commit pins x. Each build takes what is there then: `mode: lock` pins it.',
  ],
])('a pin %s stays, and is told', async (_, own, note) => {
  const done = await planned({ 'kas.yml': `header: {version: 14}\nrepos: {x: {${own}}}\n` }, ['kas.yml']);
  expect(done.notes).toEqual([note]);
  expect(moved(done)).toEqual({});
});

test('a lock file beside it is left alone, and told', async () => {
  const done = await planned(
    {
      'kas.yml': `header: {version: 14}\nrepos:\n  x: {url: u, branch: main, commit: ${A}}\n  y: {url: u, branch: main}\n`,
      'kas.lock.yml': `header: {version: 14}\noverrides: {repos: {x: {commit: ${B}}, y: {commit: ${B}}}}\n`,
    },
    ['kas.yml'],
  );
  expect(done.notes).toEqual(['kas.lock.yml is a lock file. It is not changed: `mode: lock` does that.']);
  expect(Object.keys(moved(done))).toEqual(['kas.yml']);
});

describe('a commit with a tag', () => {
  const text = (commit: string): string =>
    `header: {version: 14}\ndefaults: {repos: {branch: main}}\nrepos: {x: {url: u, tag: v1, branch: null, commit: ${commit}}}\n`;

  test.each<[string, string]>([
    ['the commit that it points at', A],
    ['the digest of the tag itself', B],
  ])('stays where it is %s', async (_, commit) => {
    const done = await planned({ 'kas.yml': text(commit) }, ['kas.yml'], tagsAt(['v1'], A, B));
    expect(done).toMatchObject({ failures: [], notes: [] });
    expect(moved(done)).toEqual({});
  });

  test.each([
    ['another one', C],
    ['the beginning of its digest', A.slice(0, 12)],
    ['its digest in capitals', A.toUpperCase()],
  ])('that is %s goes where the tag is', async (_, commit) => {
    const done = await planned({ 'kas.yml': text(commit) }, ['kas.yml'], tagsAt(['v1'], A, B));
    expect(done).toMatchObject({ failures: [], notes: [] });
    expect(moved(done)).toEqual({ 'kas.yml': text(A) });
  });

  test('that is not there fails', async () => {
    const done = await planned({ 'kas.yml': text(C) }, ['kas.yml']);
    expect(done.failures).toMatchObject([
      {
        cause: 'x: u has no tag "v1".',
        advice: 'Correct the tag. Tags with a name like it: v2, v3.',
      },
    ]);
  });

  test('cannot be compared where the remote does not answer', async () => {
    const done = await planned({ 'kas.yml': text(C) }, ['kas.yml'], {
      kind: 'unreachable',
      reason: 'It is off.',
    });
    expect(done.failures).toMatchObject([{ unreachable: true, detail: 'It is off.' }]);
  });
});

test('an anchor is one value: layers that share it move together', async () => {
  const text = (revision: string): string =>
    `header: {version: 14}\nrepos:\n  x: &x {url: u, branch: main, commit: &rev ${revision}}\n  y: {<<: *x, path: y}\n  z: {url: u, branch: main, commit: *rev}\n`;
  const done = await planned({ 'kas.yml': text(A) }, ['kas.yml']);
  expect(moved(done)).toEqual({ 'kas.yml': text(HEAD) });
});

test('layers that share a value and follow different branches stay; the others move', async () => {
  const done = await planned(
    {
      'kas.yml': `header: {version: 14}\nrepos:\n  x: {url: u, branch: main, commit: &rev ${A}}\n  y: {url: u, branch: next, commit: *rev}\n  z: {url: v, branch: main, commit: ${B}}\n`,
    },
    ['kas.yml'],
  );
  expect(done.notes).toEqual([
    'kas.yml pins x, y by one value, which an anchor shares, but they follow different places. They stay: give each a value of its own.',
  ]);
  expect(moved(done)['kas.yml']).toMatch(
    new RegExp(`&rev ${A}}.*z: {url: v, branch: main, commit: ${HEAD}}`, 's'),
  );
});

test('of a link the file behind it is changed', async () => {
  await symlink('kas.yml', folder.at('layer/link.yml'));
  const text = `header: {version: 14}\nrepos: {x: {url: u, branch: main, commit: ${A}}}\n`;
  const done = await planned({ 'kas.yml': text }, ['link.yml', 'kas.yml']);
  expect(moved(done)).toEqual({ 'kas.yml': text.replace(A, HEAD) });
});

test('a configuration that cannot be read is a failure of its own', async () => {
  const done = await planned(
    {
      'kas.yml': `header: {version: 14}\nrepos: {x: {url: u, branch: main, commit: ${A}}}\n`,
      'two.yml': 'header: {version: 14}\n---\nrepos: {}\n',
    },
    ['two.yml', 'gone.yml', 'kas.yml'],
  );
  expect(done.failures.map(({ cause }) => cause)).toEqual([
    expect.stringMatching(/^two\.yml is not valid YAML: line 2: /),
    'The kas file gone.yml does not exist.',
  ]);
  expect(Object.keys(moved(done))).toEqual(['kas.yml']);
});
