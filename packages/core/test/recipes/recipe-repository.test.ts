import { describe, expect, test } from '@jest/globals';
import {
  ownRepositoryOf,
  type Repository,
  repositoryName,
  repositoryNameProblem,
  repositoryOf,
} from '@pv-actions/core/recipes/recipe-repository.ts';
import { standing } from '@pv-actions/core/recipes/recipe-text.ts';
import { type GitUri, gitUris } from '@pv-actions/core/recipes/recipe-uris.ts';

function uriOf(text: string): GitUri {
  const [uri] = gitUris(standing(text, 0)).known;
  if (uri === undefined) throw new Error(`${text} is no git URI.`);
  return uri;
}

/** The address, the problem, or the reason; `-` where there is nothing. */
function said(repository: Repository | undefined): string {
  if (repository === undefined) return '-';
  if (repository.kind === 'url') return repository.url;
  return repository.kind === 'wrong' ? repository.problem : repository.reason;
}

describe('the words of a value', () => {
  const words = (text: string): string[] => {
    const { known, unknown } = gitUris(standing(text, 0));
    return [
      ...known.map(({ host, path, name, branch, protocol }) =>
        [host, path, name, branch ?? '-', protocol ?? '-'].join(' '),
      ),
      ...unknown.map(({ source }) => `? ${source.text}`),
    ];
  };

  test.each<[string, string[]]>([
    [' git://h/a;branch=b;protocol=https \t file://x', ['h /a default b https']],
    ['gitsm://h:9418/a/b.git', ['h:9418 /a/b.git default - -']],
    ['git://me:secret@H/a;protocol=SSH', ['h /a default - ssh']],
    ['git://h/a;name=m;branch=', ['h /a m - -']],
    ['git://h/a;branch=x;branch=y', ['h /a default y -']],
    ['git://h/a;name=m,n;branch=x,y', ['h /a m x -', 'h /a n y -']],
    ['git:///srv/a;protocol=file', [' /srv/a default - file']],
    [`\${A_URI};branch=x git://\${HOST}/a`, [`? \${A_URI};branch=x`, `? git://\${HOST}/a`]],
    [`\${A_URI}`, [`? \${A_URI}`]],
    [`\${MIRROR}/a.tar.gz https://h/a git+x://h/a agit://h/a`, []],
    [`\${@'git://h/a' if x else ' git://h/b'} git://h/c`, ['h /c default - -']],
    [`git://h/a;branch=x\${@f('A', ' file://b', '', d)}`, ['h /a default x -']],
    [`git://h/a;name=x\${@ " file://b" if y else ""} git://h/c`, ['h /a x - -', 'h /c default - -']],
    [`git://h/a;branch=\${@'x' if y else 'z'}`, [`h /a default \${@'x' if y else 'z'} -`]],
    ['git://h/a;branch=voil\xc3\xa0;name=x', ['h /a x voilà -']],
  ])('%s', (text, uris) => expect(words(text)).toEqual(uris));
});

describe('the repository that a URI names', () => {
  test.each([
    ['git://h/a', 'git://h/a'],
    ['git://h/a.git;protocol=https', 'https://h/a.git'],
    ['git://h:3000/a/b/;protocol=http', 'http://h:3000/a/b'],
    ['git://github.com/a/b.git', 'https://github.com/a/b'],
    ['git://github.com/a/b.git;protocol=git', 'https://github.com/a/b'],
    ['git://GitHub.com/a/B;protocol=https', 'https://github.com/a/B'],
    ['git://git@github.com/a/b.git;protocol=ssh', 'ssh://git@github.com/a/b'],
    ['git://h/a;protocol=ssh;user=git', 'ssh://git@h/a'],
    ['git://me:secret@h/a;protocol=https', 'https://h/a'],
    ['git://me:secret@h/a;protocol=ssh', 'ssh://me@h/a'],
    ['gitsm://h/~me/a', 'git://h/~me/a'],
    ['git://[::1]:9418/a', 'git://[::1]:9418/a'],
    [
      'git:///srv/a;protocol=file',
      'Its git URI is a folder of the machine that builds: there is no remote to ask.',
    ],
    ['git:///srv/a', 'Its git URI is a folder of the machine that builds: there is no remote to ask.'],
    ['git://h/a;protocol=rsync', 'Its git URI has the protocol "rsync", which git is not asked with.'],
    ['git://-oProxyCommand=x/a;protocol=ssh', 'The host "-oproxycommand=x" is not the name of one.'],
    ['git://h', 'The repository\'s name "" is empty.'],
    ['git://h/', 'The repository\'s name "" is empty.'],
    ['git://h/a/.git', 'The repository\'s name "" is empty.'],
    ['git://h/a//b', 'git://h/a/b'],
    ['git://github.com//org///app.git//', 'https://github.com/org/app'],
    ['git://h//org/app.git/;protocol=https', 'https://h/org/app.git'],
    ['git://h/a/../b', 'The repository\'s name ".." holds ".." or is ".".'],
    ['git://h/a/b..git', 'The repository\'s name "b..git" holds ".." or is ".".'],
    [
      'git://h/a/b%20c',
      'The repository\'s name "b%20c" has characters other than letters, digits and ._~+-.',
    ],
    ['git://h/a/-b', 'The repository\'s name "-b" begins with a hyphen.'],
  ])('%s', (text, repository) => expect(said(ownRepositoryOf(uriOf(text)))).toBe(repository));
});

describe('the repository of an organisation', () => {
  test.each([
    ['git://github.com/org/a', 'https://h:3000/git/org/a'],
    ['git://github.com/Org/a.git;protocol=https', 'https://h:3000/git/org/a'],
    ['git://h:3000/git/org/a.git', 'https://h:3000/git/org/a'],
    ['git://h:3000/org/a/', 'https://h:3000/git/org/a'],
    ['git://h/org/a', '-'],
    ['git://github.com/other/a', '-'],
    ['git://github.com/organ/a', '-'],
    ['git://github.com/git/org/a', '-'],
    ['git://github.com/org', '-'],
    ['git://github.com/org/a/b', '-'],
    ['git://github.com/org/', '-'],
    ['git://github.com//org/a.git', 'https://h:3000/git/org/a'],
    ['git://github.com///org//a/', 'https://h:3000/git/org/a'],
    ['git://github.com/org/../a', 'The repository\'s name "../a" holds ".." or is ".".'],
    ['git://github.com/org/a b', 'https://h:3000/git/org/a'],
    [
      'git://github.com/org/a?b',
      'The repository\'s name "a?b" has characters other than letters, digits and ._~+-.',
    ],
  ])('%s', (text, repository) =>
    expect(said(repositoryOf(uriOf(text), { repoOrg: 'org', gitBaseUrl: 'https://h:3000/git/' }))).toBe(
      repository,
    ),
  );
});

test('names', () => {
  expect(repositoryName(uriOf('git://h/a/b.git;branch=x'))).toBe('b');
  expect(repositoryName(uriOf('git://h/a//b.git//;branch=x'))).toBe('b');
  expect(['a', 'a.b_c-1+2', '', '.', '..', 'a..b', '-a', 'a/b', 'ä'].filter(repositoryNameProblem)).toEqual([
    ...['', '.', '..', 'a..b', '-a', 'a/b', 'ä'],
  ]);
});
