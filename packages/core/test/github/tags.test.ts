import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failure } from '@pv-actions/testkit/github/faults.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { commitOfTag } from '../../src/github/releases.ts';
import { failureText, type Opened, openedOn, PATH } from './opened.ts';

let server: GitHubServer;
let github: Opened['github'];
let commit: string;

beforeEach(async () => {
  server = await startGitHub({ repositories: ['pantacor/meta-sample'] });
  github = openedOn(server).github;
  commit = (await github.octokit.rest.git.getRef({ ...github.repo, ref: 'heads/main' })).data.object.sha;
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

async function point(tag: string, sha: string): Promise<void> {
  await github.octokit.rest.git.createRef({ ...github.repo, ref: `refs/tags/${tag}`, sha });
}
/** Makes an annotated tag, unrecorded: GitHub's description knows no tag of a tag. */
async function annotate(tag: string, object: string, type: string): Promise<string> {
  const made = await server.ask('POST', `${PATH}/git/tags`, { tag, message: tag, object, type });
  return (made as { sha: string }).sha;
}
async function treeOf(sha: string): Promise<string> {
  return (await github.octokit.rest.git.getCommit({ ...github.repo, commit_sha: sha })).data.tree.sha;
}

test('a lightweight tag', async () => {
  await point('030', commit);
  expect(await commitOfTag(github, '030')).toBe(commit);
});

test('an annotated tag', async () => {
  await point('030', await annotate('030', commit, 'commit'));
  expect(await commitOfTag(github, '030')).toBe(commit);
});

test.each(['a/b', '030+1', '030-rc1', 'v1.0.0', 'ü', 'a%2Fb', 'a#b', '$(id)'])(
  'a tag of the name %s',
  async (tag) => {
    await point(tag, commit);
    expect(await commitOfTag(github, tag)).toBe(commit);
  },
);

test.each([
  ['029', '029-rc1'],
  ['a', 'a/b'],
  ['030', undefined],
])('no tag %s, where there is %s', async (tag, other) => {
  if (other !== undefined) await point(other, commit);
  expect(await commitOfTag(github, tag)).toBeUndefined();
});

test('a tag on a tree is an error', async () => {
  await point('odd', await annotate('odd', await treeOf(commit), 'tree'));
  expect(await failureText(commitOfTag(github, 'odd'))).toBe(
    'The tag "odd" of pantacor/meta-sample points at a tree, not at a commit.\nTag a commit.',
  );
});

test('a tag on a blob is an error', async () => {
  const { data } = await github.octokit.rest.git.createBlob({ ...github.repo, content: 'x' });
  await point('odd', await annotate('odd', data.sha, 'blob'));
  expect(await failureText(commitOfTag(github, 'odd'))).toBe(
    'The tag "odd" of pantacor/meta-sample points at a blob, not at a commit.\nTag a commit.',
  );
});

test('a tag that GitHub does not show is an error', async () => {
  server.inject({
    path: `${PATH}/git/ref/tags/030`,
    fault: failure(403, 'Resource not accessible by integration'),
  });
  expect(await failureText(commitOfTag(github, '030'))).toMatch(
    /^Could not read the tag 030 in pantacor\/meta-sample: access denied: HTTP 403.*\n.*needs `contents: read`\./,
  );
});

test('a tag of a tag', async () => {
  const inner = await annotate('030', commit, 'commit');
  await point('outer', await annotate('outer', inner, 'tag'));
  expect(await commitOfTag(github, 'outer')).toBe(commit);
});
