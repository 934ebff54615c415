import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { floatingRepos } from '@pv-actions/core/kas/kas-lock.ts';

const COMMIT = 'c251833d2062ef92fc7e77ab6456af928ad1d31a';

function floating(config: object) {
  return floatingRepos(JSON.stringify({ header: { version: 14 }, ...config }));
}

/** The names and reasons of the repositories of `repos` that float, all with a URL. */
function reasons(repos: Record<string, object>, rest: object = {}): string[] {
  const withUrl = Object.fromEntries(
    Object.entries(repos).map(([name, repo]) => [name, { url: 'u', ...repo }]),
  );
  return floating({ ...rest, repos: withUrl }).map(({ name, reason }) => `${name}: ${reason}`);
}

describe('fixed', () => {
  test.each<[string, object]>([
    ['a commit', { repos: { a: { url: 'u', branch: 'b', commit: COMMIT } } }],
    ['a refspec that is a commit', { repos: { a: { url: 'u', refspec: COMMIT } } }],
    ['a repository without a URL', { repos: { a: { url: null, branch: 'b' }, b: null, c: {} } }],
    ['no repositories', {}],
    ['a lock', { repos: { a: { url: 'u', branch: 'b' } }, overrides: { repos: { a: { commit: COMMIT } } } }],
  ])('%s', (_, config) => expect(floating(config)).toEqual([]));
});

describe('floating', () => {
  test('a branch, with what there is to say of it', () =>
    expect(
      floating({
        repos: { bb: { url: 'https://git.openembedded.org/bitbake', branch: 'master', layers: {} } },
      }),
    ).toEqual([
      {
        name: 'bb',
        url: 'https://git.openembedded.org/bitbake',
        branch: 'master',
        reason: 'It follows the branch "master".',
      },
    ]));

  test('what overrides take back, and where they lead', () =>
    expect(
      reasons(
        { a: { branch: 'b', commit: COMMIT }, c: { branch: 'b' } },
        { overrides: { repos: { a: { commit: null }, c: { branch: 'next' } } } },
      ),
    ).toEqual(['a: It follows the branch "b".', 'c: It follows the branch "next".']));

  test('a tag, under the name of the repository', () =>
    expect(floating({ repos: { a: { name: 'poky', url: 'ssh://git@h/p', tag: 'v1' } } })).toEqual([
      {
        name: 'poky',
        url: 'ssh://git@h/p',
        tag: 'v1',
        reason: 'It has the tag "v1" and no commit. A tag can be moved.',
      },
    ]));

  test.each<[string, string[]]>([
    ['refs/heads/x', ['a: It follows the refspec "refs/heads/x", which is not the full digest of a commit.']],
    ['c251833', ['a: It follows the refspec "c251833", which is not the full digest of a commit.']],
  ])('the refspec %s', (refspec, found) => expect(reasons({ a: { refspec } })).toEqual(found));

  test('nothing at all', () => expect(reasons({ a: {} })).toEqual(['a: It has no revision at all.']));

  test('by the default of all repositories', () =>
    expect(
      reasons(
        { a: {}, b: { commit: COMMIT }, c: { branch: 'own' } },
        { defaults: { repos: { branch: 'scarthgap' } } },
      ),
    ).toEqual(['a: It follows the branch "scarthgap".', 'c: It follows the branch "own".']));

  test('the one that the lock does not know', () =>
    expect(
      reasons(
        { a: { branch: 'x' }, b: { branch: 'y' } },
        { overrides: { repos: { a: { commit: COMMIT } } } },
      ),
    ).toEqual(['b: It follows the branch "y".']));

  test('credentials of a URL are not repeated', () =>
    expect(floating({ repos: { a: { url: 'https://me:secret@h/p.git', branch: 'b' } } })[0]?.url).toBe(
      'https://h/p.git',
    ));
});

test.each(['', 'usage: kas [-h]'])('%j is no dump', (text) =>
  expect(() => floatingRepos(text)).toThrow(UserError),
);
