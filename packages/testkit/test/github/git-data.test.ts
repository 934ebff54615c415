import { getOctokit } from '@actions/github';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';

const repo = { owner: 'pantacor', repo: 'meta-sample' };
const UNKNOWN = '1'.repeat(40);

let github: GitHubServer;
let rest: ReturnType<typeof getOctokit>['rest'];
let main: string;
let mainTree: string;

beforeAll(async () => {
  github = await startGitHub({
    repositories: ['pantacor/meta-sample'],
    logins: ['alice'],
    tokens: { 'token-of-alice': { login: 'alice' } },
  });
  rest = getOctokit(github.token, { baseUrl: github.url }).rest;
  main = (await rest.git.getRef({ ...repo, ref: 'heads/main' })).data.object.sha;
  mainTree = (await rest.git.getCommit({ ...repo, commit_sha: main })).data.tree.sha;
});
afterAll(async () => {
  await github.close();
  expect(github.violations).toEqual([]);
});

const refused = (status: number, message: string) => ({ status, response: { data: { message } } });
const entry = (path: string, sha: string | null) => ({
  path,
  mode: '100644' as const,
  type: 'blob' as const,
  sha,
});

describe('Refused in the words of GitHub', () => {
  test('a tree of a blob that does not exist', async () => {
    await expect(
      rest.git.createTree({ ...repo, base_tree: mainTree, tree: [entry('a', UNKNOWN)] }),
    ).rejects.toMatchObject(refused(422, `tree.sha ${UNKNOWN} is not a valid blob`));
  });

  test('a tree on one that does not exist', async () => {
    await expect(
      rest.git.createTree({ ...repo, base_tree: UNKNOWN, tree: [entry('README.md', null)] }),
    ).rejects.toMatchObject(refused(422, 'base_tree is not a valid tree oid'));
  });

  test('a tree without a file that is not there', async () => {
    await expect(
      rest.git.createTree({ ...repo, base_tree: mainTree, tree: [entry('nowhere', null)] }),
    ).rejects.toMatchObject(refused(422, 'GitRPC::BadObjectState'));
  });

  test('a commit of a tree that does not exist', async () => {
    await expect(
      rest.git.createCommit({ ...repo, message: 'x', tree: UNKNOWN, parents: [main] }),
    ).rejects.toMatchObject(refused(422, 'Tree SHA does not exist'));
  });

  test('a commit on one that does not exist', async () => {
    await expect(
      rest.git.createCommit({ ...repo, message: 'x', tree: mainTree, parents: [UNKNOWN] }),
    ).rejects.toMatchObject(refused(422, 'Parent SHA does not exist or is not a commit object'));
  });

  test('a branch at a commit that does not exist, and the removal of one that does not', async () => {
    await expect(rest.git.createRef({ ...repo, ref: 'refs/heads/x', sha: UNKNOWN })).rejects.toMatchObject(
      refused(422, 'Object does not exist'),
    );
    await expect(rest.git.deleteRef({ ...repo, ref: 'heads/nowhere' })).rejects.toMatchObject(
      refused(422, 'Reference does not exist'),
    );
  });
});

test('references that begin with a name, and none', async () => {
  for (const name of ['auto/a', 'auto/b/c', 'autos'])
    await rest.git.createRef({ ...repo, ref: `refs/heads/${name}`, sha: main });
  const matching = async (ref: string) =>
    (await rest.git.listMatchingRefs({ ...repo, ref })).data.map((each) => each.ref);
  expect(await matching('heads/auto/')).toEqual(['refs/heads/auto/a', 'refs/heads/auto/b/c']);
  expect(await matching('heads/nowhere')).toEqual([]);
  // A reference is read by its whole name only.
  await expect(rest.git.getRef({ ...repo, ref: 'heads/auto' })).rejects.toMatchObject({ status: 404 });
});

test('a commit is signed where an app makes it in its own name', async () => {
  const made = async (token: string, more = {}) => {
    const { git } = getOctokit(token, { baseUrl: github.url }).rest;
    const commit = { ...repo, message: 'x', tree: mainTree, parents: [main], ...more };
    const { data } = await git.createCommit(commit);
    const read = await git.getCommit({ ...repo, commit_sha: data.sha });
    expect(read.data.verification).toEqual(data.verification);
    return data.verification.verified;
  };
  const author = { name: 'A', email: 'a@b.c' };
  expect(await made(github.token)).toBe(true);
  expect(await made(github.token, { author })).toBe(false);
  expect(await made(github.token, { committer: author })).toBe(false);
  expect(await made('token-of-alice')).toBe(false);
});
