import { describe, expect, test } from '@jest/globals';
import { kasRepos } from '@pv-actions/core/kas/kas-repos.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

const repos = (...texts: readonly string[]) =>
  kasRepos(texts.map((text, at) => ({ path: `${at}.yaml`, text })));
const nothing = { branch: undefined, tag: undefined, commit: undefined, type: 'git' };

describe('kasRepos', () => {
  test('what a repository follows, by itself and by default', () =>
    expect(
      repos(`
repos:
  meta-own:
  poky: {url: https://git.example.com/poky, path: layers/poky}
  bitbake: {url: https://git.example.com/bitbake, name: bb, branch: master}
  fixed: {url: ssh://git@git.example.com/fixed, commit: ${A}}
  tagged: {url: u, tag: v1, type: hg}
defaults:
  repos: {branch: scarthgap}
`),
    ).toEqual([
      {
        ...nothing,
        key: 'poky',
        url: 'https://git.example.com/poky',
        path: 'layers/poky',
        branch: 'scarthgap',
      },
      { ...nothing, key: 'bitbake', url: 'https://git.example.com/bitbake', path: 'bb', branch: 'master' },
      {
        ...nothing,
        key: 'fixed',
        url: 'ssh://git@git.example.com/fixed',
        path: 'fixed',
        branch: 'scarthgap',
        commit: A,
      },
      { ...nothing, key: 'tagged', url: 'u', path: 'tagged', branch: 'scarthgap', tag: 'v1', type: 'hg' },
    ]));

  test('a null takes back a default', () =>
    expect(
      repos(
        'defaults: {repos: {branch: main, tag: v1}}\nrepos: {a: {url: u, branch: null}, b: {url: u, tag: ~}}',
      ),
    ).toMatchObject([
      { key: 'a', branch: undefined, tag: 'v1' },
      { key: 'b', branch: 'main', tag: undefined },
    ]));

  test('files are merged mapping by mapping, the later one counts', () =>
    expect(
      repos(
        'repos: {a: {url: u1, branch: x}, b: {url: u2, branch: x}}\ndefaults: {repos: {branch: old}}',
        'repos: {c: {url: u3}, a: {branch: y}}',
        'repos: {b: }\ndefaults: {repos: {branch: new}}',
      ).map(({ key, url, branch }) => [key, url, branch]),
    ).toEqual([
      ['a', 'u1', 'y'],
      ['c', 'u3', 'new'],
    ]));

  test('an override fixes a commit', () =>
    expect(
      repos(
        `repos: {a: {url: u, branch: x, commit: ${A}}}`,
        `overrides: {repos: {a: {commit: ${B}}, z: {commit: ${B}}}}`,
      ),
    ).toMatchObject([{ key: 'a', branch: 'x', commit: B }]));

  test.each<[string, string, string, object]>([
    ['a branch', 'branch: x', 'branch: next', { url: 'u', branch: 'next', commit: undefined }],
    ['a null for a branch', `branch: x, commit: ${A}`, 'branch: null', { branch: undefined, commit: A }],
    ['a null for a branch of defaults', `commit: ${A}`, 'branch: ~', { branch: undefined, commit: A }],
    ['a null for a commit', `branch: x, commit: ${A}`, 'commit: null', { branch: 'x', commit: undefined }],
    ['nothing for a commit', `branch: x, commit: ${A}`, 'commit:', { branch: 'x', commit: undefined }],
    ['a URL', 'branch: x', 'url: "https://me:pw@m.example.com/u"', { url: 'https://m.example.com/u' }],
    ['all three', 'branch: x', `url: v, branch: y, commit: ${B}`, { url: 'v', branch: 'y', commit: B }],
    ['a tag, which kas does not know there', 'tag: v1, branch: ', 'tag: v2', { tag: 'v1' }],
    ['a short commit', `branch: x, commit: ${A}`, 'commit: abc1234', { branch: 'x', commit: 'abc1234' }],
    ['no branch beside a refspec', 'refspec: r', 'branch: next, url: v', { url: 'u', branch: 'r' }],
    ['a null beside a refspec', 'refspec: r', 'commit: null', { branch: undefined, commit: undefined }],
    ['a commit beside a refspec', 'refspec: r', `commit: ${B}`, { branch: 'r', commit: B }],
  ])('an override is %s', (_, own, over, expected) => {
    const defaults = own.startsWith('refspec') ? '' : 'defaults: {repos: {branch: d}}';
    expect(
      repos(`${defaults}\nrepos: {a: {url: u, ${own}}}\noverrides: {repos: {a: {${over}}}}`),
    ).toMatchObject([expected]);
  });

  test('overrides of several files are merged, and the later one counts', () =>
    expect(
      repos(
        `overrides: {repos: {a: {commit: ${A}, branch: old}}}`,
        'repos: {a: {url: u, branch: x}}',
        'overrides: {repos: {a: {branch: next}, b: {commit: null}}}',
        `repos: {b: {url: v, branch: x, commit: ${A}}}`,
      ).map(({ key, branch, commit }) => [key, branch, commit]),
    ).toEqual([
      ['a', 'next', A],
      ['b', 'x', undefined],
    ]));

  test('a commit that is no full digest is one still', () =>
    expect(repos('repos: {a: {url: u, branch: x, commit: 0123456789ab}}')).toMatchObject([
      { branch: 'x', commit: '0123456789ab' },
    ]));

  test.each<[string, string, object]>([
    ['a branch', 'refspec: dunfell', { branch: 'dunfell', commit: undefined }],
    ['a reference', 'refspec: refs/heads/dunfell', { branch: 'dunfell', commit: undefined }],
    ['one of a clone', 'refspec: "refs/remotes/origin/dunfell"', { branch: 'dunfell', commit: undefined }],
    ['one of a clone, in short', 'refspec: origin/x/y', { branch: 'x/y', commit: undefined }],
    [
      'a tag that says so',
      'refspec: refs/tags/v1',
      { branch: undefined, tag: 'v1', refspec: 'refs/tags/v1' },
    ],
    ['a commit', `refspec: ${A}`, { branch: 'zeus', commit: A }],
    ['nothing, so that the default counts', 'path: p', { branch: 'zeus', commit: undefined }],
  ])('a refspec that is %s', (_, own, expected) =>
    expect(repos(`repos: {a: {url: u, ${own}}}`, 'defaults: {repos: {refspec: zeus}}')).toMatchObject([
      expected,
    ]),
  );

  test.each(['url: null', 'url: ~', 'url:', 'url: ""', 'path: p', 'url: [u]'])(
    'without a URL it is left out: %s',
    (own) => expect(repos(`repos: {a: {${own}}}`)).toEqual([]),
  );

  test.each([
    ['https://me:secret@git.example.com/a@b', 'https://git.example.com/a@b'],
    ['HTTP://token@git.example.com:80/a', 'HTTP://git.example.com:80/a'],
    ['https://me:se@cret@git.example.com/a', 'https://git.example.com/a'],
    ['ssh://git@git.example.com/a', 'ssh://git@git.example.com/a'],
    ['https://git.example.com?a@b', 'https://git.example.com?a@b'],
  ])('credentials of https are left out of the URL %s', (given, url) =>
    expect(repos(`repos: {a: {url: "${given}"}}`)).toMatchObject([{ url }]),
  );

  test.each([
    'repos: []',
    'repos: text',
    'header: {version: 12}',
    'repos: {a: text}',
    'overrides: 1\nrepos: {}',
  ])('what is no repository is none: %s', (text) => expect(repos(text)).toEqual([]));

  test('a merge of YAML brings what the repository does not have', () =>
    expect(
      repos('base: &base {url: u, branch: old}\nrepos:\n  a:\n    <<: *base\n    branch: own\n'),
    ).toMatchObject([{ url: 'u', branch: 'own' }]));

  test('names of JavaScript are names like others', () =>
    expect(
      repos('repos: {constructor: {url: u}, __proto__: {url: v}}').map(({ key, url }) => [key, url]),
    ).toEqual([
      ['constructor', 'u'],
      ['__proto__', 'v'],
    ]));
});
