import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';

const repo = { owner: 'pantacor', repo: 'meta-sample' };
const branch = 'auto-update/components';

let github: GitHubServer;
let rest: ReturnType<typeof getOctokit>['rest'];

beforeEach(async () => {
  github = await startGitHub({ repositories: ['pantacor/meta-sample'], logins: ['reviewer'] });
  rest = getOctokit(github.token, { baseUrl: github.url }).rest;
});

afterEach(async () => {
  await github.close();
});

/** Commits `content` as recipe.bb on top of `parent`, as a stage does without git credentials. */
async function commitOn(parent: string, content: string): Promise<string> {
  const { data: head } = await rest.git.getCommit({ ...repo, commit_sha: parent });
  const { data: blob } = await rest.git.createBlob({
    ...repo,
    content: Buffer.from(content).toString('base64'),
    encoding: 'base64',
  });
  const { data: tree } = await rest.git.createTree({
    ...repo,
    base_tree: head.tree.sha,
    tree: [{ path: 'recipes/recipe.bb', mode: '100644', type: 'blob', sha: blob.sha }],
  });
  const message = `Update\n\nPv-Actions-Stage: srcrev-bump`;
  const { data } = await rest.git.createCommit({ ...repo, message, tree: tree.sha, parents: [parent] });
  return data.sha;
}

async function mainSha(): Promise<string> {
  return (await rest.git.getRef({ ...repo, ref: 'heads/main' })).data.object.sha;
}

async function newBranch(): Promise<string> {
  const sha = await commitOn(await mainSha(), 'SRCREV = "1"\n');
  await rest.git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha });
  return sha;
}

const pull = { ...repo, title: 'Update components', head: branch, base: 'main', body: 'Text' };

describe('changes through the API', () => {
  test('a commit, a branch and a pull request with all that belongs to it', async () => {
    const sha = await newBranch();
    const { data: file } = await rest.repos.getContent({ ...repo, path: 'recipes/recipe.bb', ref: branch });
    expect('content' in file && Buffer.from(file.content, 'base64').toString()).toBe('SRCREV = "1"\n');
    const { data: root } = await rest.repos.getContent({ ...repo, path: '', ref: branch });
    expect(root).toMatchObject([{ name: 'README.md' }, { name: 'recipes', type: 'dir' }]);
    const { data: comparison } = await rest.repos.compareCommitsWithBasehead({
      ...repo,
      basehead: `main...${branch}`,
    });
    expect(comparison).toMatchObject({
      status: 'ahead',
      ahead_by: 1,
      files: [{ filename: 'recipes/recipe.bb' }],
    });

    const { data: made } = await rest.pulls.create(pull);
    expect(made).toMatchObject({ number: 1, state: 'open', head: { ref: branch, sha } });
    const number = made.number;
    await rest.issues.addLabels({ ...repo, issue_number: number, labels: ['auto-update'] });
    await rest.pulls.requestReviewers({ ...repo, pull_number: number, reviewers: ['reviewer'] });
    const { data: reviewers } = await rest.pulls.listRequestedReviewers({ ...repo, pull_number: number });
    expect(reviewers.users.map(({ login }) => login)).toEqual(['reviewer']);
    await rest.issues.createComment({ ...repo, issue_number: number, body: 'Nothing left to update.' });
    await rest.pulls.update({ ...repo, pull_number: number, title: 'Update 2 components' });

    const { data: list } = await rest.pulls.list({ ...repo, head: `pantacor:${branch}`, state: 'open' });
    expect(list).toMatchObject([
      {
        title: 'Update 2 components',
        labels: [{ name: 'auto-update' }],
        requested_reviewers: [{ login: 'reviewer' }],
        user: { login: 'github-actions[bot]' },
      },
    ]);
    const { data: comments } = await rest.issues.listComments({ ...repo, issue_number: number });
    expect(comments.map(({ body }) => body)).toEqual(['Nothing left to update.']);
    const { data: commits } = await rest.pulls.listCommits({ ...repo, pull_number: number });
    expect(commits.at(-1)?.commit.message).toContain('Pv-Actions-Stage: srcrev-bump');
    await rest.repos.get(repo);
    await rest.repos.getBranch({ ...repo, branch });
    expect(github.violations).toEqual([]);
  });

  test('an open pull request follows its branch and closes with it', async () => {
    const first = await newBranch();
    const { data: made } = await rest.pulls.create(pull);
    const second = await commitOn(first, 'SRCREV = "2"\n');
    await rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha: second });
    const pull_number = made.number;
    expect((await rest.pulls.get({ ...repo, pull_number })).data.head.sha).toBe(second);

    await rest.git.deleteRef({ ...repo, ref: `heads/${branch}` });
    expect((await rest.pulls.get({ ...repo, pull_number })).data).toMatchObject({
      state: 'closed',
      head: { sha: second },
    });
    expect(github.violations).toEqual([]);
  });

  test('a closed pull request stays where its branch was', async () => {
    const first = await newBranch();
    const { number: pull_number } = (await rest.pulls.create(pull)).data;
    const second = await commitOn(first, 'SRCREV = "2"\n');
    await rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha: second });
    await rest.pulls.update({ ...repo, pull_number, state: 'closed' });
    await rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha: first, force: true });
    expect((await rest.pulls.get({ ...repo, pull_number })).data.head.sha).toBe(second);
  });

  test('a branch has one pull request for each base', async () => {
    await newBranch();
    await rest.git.createRef({ ...repo, ref: 'refs/heads/next', sha: await mainSha() });
    await rest.pulls.create(pull);
    expect((await rest.pulls.create({ ...pull, base: 'next' })).data.number).toBe(2);
    const { data } = await rest.pulls.list({ ...repo, head: `pantacor:${branch}` });
    expect(data.map(({ number }) => number)).toEqual([2, 1]);
  });

  test.each([
    ['title', 256],
    ['body', 65_536],
  ])('a %s of %d characters is taken, and no more', async (name, limit) => {
    await newBranch();
    const problem = {
      status: 422,
      response: { data: { errors: [{ message: `${name} is too long (maximum is ${limit} characters)` }] } },
    };
    const [fits, long] = ['x'.repeat(limit), 'x'.repeat(limit + 1)];
    await expect(rest.pulls.create({ ...pull, [name]: long })).rejects.toMatchObject(problem);
    const { number: pull_number } = (await rest.pulls.create({ ...pull, [name]: fits })).data;
    await expect(rest.pulls.update({ ...repo, pull_number, [name]: long })).rejects.toMatchObject(problem);
  });

  test.each([
    ['github-actions[bot]', 'Review cannot be requested from pull request author.'],
    ['nobody', /^Reviews may only be requested from collaborators\. /],
  ])('no review is asked for of %s', async (login, message) => {
    await newBranch();
    const { number: pull_number } = (await rest.pulls.create(pull)).data;
    await expect(
      rest.pulls.requestReviewers({ ...repo, pull_number, reviewers: [login] }),
    ).rejects.toMatchObject({
      status: 422,
      response: { data: { message: typeof message === 'string' ? message : expect.stringMatching(message) } },
    });
  });

  test('two at once end with one pull request', async () => {
    await newBranch();
    const ended = await Promise.allSettled([rest.pulls.create(pull), rest.pulls.create(pull)]);
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = ended.find((end) => end.status === 'rejected');
    expect(refused?.reason).toMatchObject({
      status: 422,
      response: {
        data: {
          message: 'Validation Failed',
          errors: [
            {
              resource: 'PullRequest',
              code: 'custom',
              message: `A pull request already exists for pantacor:${branch}.`,
            },
          ],
        },
      },
    });
    expect((await rest.pulls.list(repo)).data).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  test.each([
    ['a head that does not exist', { head: 'nowhere' }, { field: 'head', code: 'invalid' }],
    ['a base that does not exist', { base: 'nowhere' }, { field: 'base', code: 'invalid' }],
    ['nothing to merge', { head: 'main', base: 'same' }, { message: 'No commits between same and main' }],
  ])('a pull request is refused for %s', async (_, parts, detail) => {
    await newBranch();
    await rest.git.createRef({ ...repo, ref: 'refs/heads/same', sha: await mainSha() });
    await expect(rest.pulls.create({ ...pull, ...parts })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ resource: 'PullRequest', ...detail }] } },
    });
    expect((await rest.repos.listBranches(repo)).data.map(({ name }) => name)).not.toContain('nowhere');
    expect(github.violations).toEqual([]);
  });

  test('refs are refused in the words of GitHub', async () => {
    const sha = await newBranch();
    const main = await mainSha();
    const ref = `heads/${branch}`;
    await expect(rest.git.createRef({ ...repo, ref: `refs/${ref}`, sha })).rejects.toMatchObject({
      status: 422,
      response: { data: { message: 'Reference already exists' } },
    });
    await expect(rest.git.updateRef({ ...repo, ref, sha: main })).rejects.toMatchObject({
      status: 422,
      response: { data: { message: 'Update is not a fast forward' } },
    });
    await expect(rest.git.updateRef({ ...repo, ref: 'heads/nowhere', sha })).rejects.toMatchObject({
      status: 422,
      response: { data: { message: 'Reference does not exist' } },
    });
    await expect(rest.git.getRef({ ...repo, ref: 'heads/nowhere' })).rejects.toMatchObject({ status: 404 });
    await rest.git.updateRef({ ...repo, ref, sha: main, force: true });
    expect(github.violations).toEqual([]);
  });
});
