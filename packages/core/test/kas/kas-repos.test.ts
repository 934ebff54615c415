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

  test('an override fixes nothing where locks are ignored', () => {
    const text = `repos: {a: {url: u, branch: x}}\noverrides: {repos: {a: {commit: ${B}}}}`;
    expect(kasRepos([{ path: 'a.yaml', text }], 'ignored')).toMatchObject([{ key: 'a', commit: undefined }]);
  });

  test.each<[string, string, object]>([
    ['a branch', 'refspec: dunfell', { branch: 'dunfell', commit: undefined }],
    ['a reference', 'refspec: refs/heads/dunfell', { branch: 'dunfell', commit: undefined }],
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
