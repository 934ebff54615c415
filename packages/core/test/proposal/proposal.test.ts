import { describe, expect, test } from '@jest/globals';
import { bullets, md } from '@pv-actions/core/action/markdown.ts';
import { propose } from '@pv-actions/core/proposal/proposal.ts';
import { updateBranch } from '@pv-actions/core/proposal/proposal-branch.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { failureText } from '../github/opened.ts';
import { BRANCH, beforeEachOnGitHub, PEOPLE, proposalOf, type Scene, sceneOn } from './proposing.ts';

const REPO = { owner: 'pantacor', repo: 'meta-sample' };
const LIVE = { dryRun: false };
const FILES = { 'recipes/a.bb': 'SRCREV = "1"\n', 'recipes/b.bb': 'SRCREV = "2"\n' };

let server: GitHubServer;
let scene: Scene;

beforeEachOnGitHub(
  async (started, on) => {
    [server, scene] = [started, on];
    await scene.clone.commit('main', { 'recipes/a.bb': 'SRCREV = "0"\n', 'recipes/b.bb': 'SRCREV = "0"\n' });
    scene.writes();
  },
  { tokens: { ...PEOPLE.tokens, reader: { permissions: { contents: 'read' } } } },
);

const run = async (
  files: Parameters<typeof proposalOf>[1] = FILES,
  rest: Parameters<typeof proposalOf>[2] = {},
  options = LIVE,
) => propose(scene.github, await proposalOf(scene, files, rest), scene.deps, options);
const pull = async (number = 1) => (await scene.alice.pulls.get({ ...REPO, pull_number: number })).data;

describe('A new proposal', () => {
  test('is a commit on its parent, a branch and a pull request', async () => {
    const parent = await scene.clone.head('main');
    expect(await run()).toEqual({
      request: 'created',
      pushed: true,
      signed: true,
      number: 1,
      url: `${server.url}/pantacor/meta-sample/pull/1`,
      byJobToken: true,
    });
    expect(await pull()).toMatchObject({
      title: 'Update components',
      body: 'pvr: 12 commits',
      head: { ref: BRANCH },
      base: { ref: 'main' },
      user: { login: 'github-actions[bot]' },
    });
    const head = (await scene.clone.head(BRANCH)) ?? '';
    const { data: commit } = await scene.alice.git.getCommit({ ...REPO, commit_sha: head });
    expect(commit.parents.map(({ sha }) => sha)).toEqual([parent]);
    expect(commit.message).toBe('Update components\n\npvr: 12 commits\n\nPv-Actions-Stage: srcrev-bump\n');
    expect((await scene.clone.read(BRANCH, 'recipes/a.bb'))?.toString()).toBe('SRCREV = "1"\n');
    expect(await scene.clone.files(BRANCH)).toEqual([
      '100644 README.md',
      '100644 recipes/a.bb',
      '100644 recipes/b.bb',
    ]);
    expect(scene.writes()).toEqual([
      'POST git/blobs',
      'POST git/blobs',
      'POST git/trees',
      'POST git/commits',
      'POST git/refs',
      'POST pulls',
    ]);
  });

  test('names no author, so that GitHub signs it for an app; it does not for an account', async () => {
    const proposed = await propose(
      sceneOn(server, 'token-of-alice').github,
      await proposalOf(scene, FILES),
      scene.deps,
      LIVE,
    );
    expect(proposed).toMatchObject({ signed: false, byJobToken: false, request: 'created' });
    const commits = server.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/git/commits'),
    );
    expect(Object.keys(commits.at(-1)?.body as object).toSorted()).toEqual(['message', 'parents', 'tree']);
  });

  test('keeps every byte', async () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await run({ 'bytes.bin': all, 'empty.txt': Buffer.alloc(0), 'crlf.txt': 'a\r\nb' });
    expect(await scene.clone.read(BRANCH, 'bytes.bin')).toEqual(all);
    expect(await scene.clone.read(BRANCH, 'empty.txt')).toEqual(Buffer.alloc(0));
    expect(await scene.clone.read(BRANCH, 'crlf.txt')).toEqual(Buffer.from('a\r\nb'));
  });

  test('keeps modes, and removes files', async () => {
    await scene.clone.commit('main', {
      'tool.sh': { content: '#!/bin/sh\n', mode: '100755' },
      'old.yaml': 'a: 1\n',
    });
    await run({ 'tool.sh': '#!/bin/sh\nexit\n', 'old.yaml': null, 'never/there.yaml': null });
    expect(await scene.clone.files(BRANCH)).toEqual([
      '100644 README.md',
      '100644 recipes/a.bb',
      '100644 recipes/b.bb',
      '100755 tool.sh',
    ]);
  });

  test.each([
    ['a symlink', 'link', { content: 'recipes/a.bb', mode: '120000' }, 'link', '"link" is a symlink.'],
    [
      'a folder that is a symlink',
      'link',
      { content: 'recipes', mode: '120000' },
      'link/a.bb',
      '"link" is a symlink, so "link/a.bb" cannot be under it.',
    ],
    ['a submodule', 'sub', { content: '1'.repeat(40), mode: '160000' }, 'sub', '"sub" is a submodule.'],
    [
      'a path in a submodule',
      'sub',
      { content: '1'.repeat(40), mode: '160000' },
      'sub/a.bb',
      '"sub" is a submodule, so "sub/a.bb" cannot be under it.',
    ],
    ['a folder', 'folder/file', { content: 'x' }, 'folder', '"folder" is a folder.'],
    [
      'a folder that is a file',
      'file',
      { content: 'x' },
      'file/a.bb',
      '"file" is a file, so "file/a.bb" cannot be under it.',
    ],
  ])('is refused at %s', async (_, path, written, proposed, message) => {
    await scene.clone.commit('main', { [path]: written });
    scene.writes();
    expect(await failureText(run({ [proposed]: 'x\n' }))).toBe(
      `${message}\nOnly files can be proposed. Name the file itself.`,
    );
    expect(scene.writes()).toEqual([]);
  });

  test('is refused from the base to itself', async () => {
    expect(await failureText(run(FILES, { branch: 'main' }))).toBe(
      'The branch "main" is to be proposed to itself.\n' +
        'Give the input `branch` a name of its own: the stage moves and deletes that branch.',
    );
    expect(scene.writes()).toEqual([]);
  });
});

describe('The same again', () => {
  test('writes nothing', async () => {
    await run();
    scene.writes();
    expect(await run()).toEqual({
      request: 'unchanged',
      pushed: false,
      signed: undefined,
      number: 1,
      url: `${server.url}/pantacor/meta-sample/pull/1`,
      byJobToken: true,
    });
    expect(scene.writes()).toEqual([]);
  });

  test('writes nothing either when the base has moved on', async () => {
    await run();
    const head = await scene.clone.head(BRANCH);
    await scene.clone.commit('main', { 'README.md': 'Another\n' });
    scene.writes();
    expect(await run()).toMatchObject({ request: 'unchanged', pushed: false });
    expect(scene.writes()).toEqual([]);
    expect(await scene.clone.head(BRANCH)).toBe(head);
  });

  test('is pushed again where the base has changed one of the files since: the two could not be merged', async () => {
    await run();
    const main = await scene.clone.commit('main', { 'recipes/a.bb': 'SRCREV = "5"\n' });
    expect(await run()).toMatchObject({ request: 'updated', pushed: true, number: 1 });
    const { data } = await scene.alice.repos.compareCommitsWithBasehead({
      ...REPO,
      basehead: `main...${BRANCH}`,
    });
    expect(data.merge_base_commit.sha).toBe(main);
    scene.writes();
    expect(await run()).toMatchObject({ request: 'unchanged', pushed: false });
    expect(scene.writes()).toEqual([]);
  });

  test('is pushed again where the base has changed the mode of one of the files since', async () => {
    await run();
    const content = 'SRCREV = "0"\n';
    await scene.clone.commit('main', { 'recipes/a.bb': { content, mode: '100755' } });
    expect(await run()).toMatchObject({ pushed: true });
    expect(await scene.clone.files(BRANCH)).toContain('100755 recipes/a.bb');
  });

  test('writes nothing where the base has made the same of one of the files since', async () => {
    await run();
    await scene.clone.commit('main', { 'recipes/a.bb': FILES['recipes/a.bb'] });
    scene.writes();
    expect(await run()).toMatchObject({ request: 'unchanged', pushed: false });
    expect(scene.writes()).toEqual([]);
  });

  test('is known where GitHub does not list all files of a change', async () => {
    const files = Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`many/${n}`, `${n}\n`]));
    await run({ ...files, 'recipes/a.bb': null });
    scene.writes();
    expect(await run({ ...files, 'recipes/a.bb': null })).toMatchObject({ request: 'unchanged' });
    expect(scene.writes()).toEqual([]);
    expect(await run(files)).toMatchObject({ request: 'updated', pushed: true });
  });

  test('is known where the base has some of the files already, and where files were renamed or removed', async () => {
    await scene.clone.commit('main', { 'old.yaml': 'a: 1\nb: 2\n', 'gone.yaml': 'x: 1\n' });
    const files = { ...FILES, 'old.yaml': null, 'new.yaml': 'a: 1\nb: 2\n', 'gone.yaml': null };
    await run(files);
    scene.writes();
    expect(
      await run({ ...files, 'README.md': (await scene.clone.read('main', 'README.md')) ?? '' }),
    ).toMatchObject({
      request: 'unchanged',
      pushed: false,
    });
    expect(scene.writes()).toEqual([]);
  });

  test('does not count CRLF as another text, as an edit in the browser leaves it', async () => {
    await run(FILES, { body: md`a\nb` });
    await scene.alice.pulls.update({ ...REPO, pull_number: 1, body: 'a\r\nb\r\n' });
    scene.writes();
    expect(await run(FILES, { body: md`a\nb` })).toMatchObject({ request: 'unchanged' });
    expect(scene.writes()).toEqual([]);
  });
});

describe('Another change', () => {
  test('moves the branch, and uploads only what GitHub does not have', async () => {
    await run();
    const main = await scene.clone.commit('main', { 'README.md': 'Another\n' });
    scene.writes();
    expect(await run({ ...FILES, 'recipes/b.bb': 'SRCREV = "3"\n' })).toMatchObject({
      request: 'updated',
      pushed: true,
      signed: true,
      number: 1,
    });
    expect(scene.writes()).toEqual([
      'POST git/blobs',
      'POST git/trees',
      'POST git/commits',
      `PATCH git/refs/heads/${BRANCH}`,
    ]);
    expect(
      await scene.alice.repos.compareCommitsWithBasehead({ ...REPO, basehead: `main...${BRANCH}` }),
    ).toMatchObject({
      data: {
        ahead_by: 1,
        merge_base_commit: { sha: main },
        files: [{ filename: 'recipes/a.bb' }, { filename: 'recipes/b.bb' }],
      },
    });
    expect((await scene.clone.read(BRANCH, 'recipes/b.bb'))?.toString()).toBe('SRCREV = "3"\n');
    expect(scene.said.filter(({ level }) => level === 'warning')).toEqual([]);
  });

  test('tells where the branch is', async () => {
    const proposal = await proposalOf(scene, FILES);
    const made = await updateBranch(scene.github, proposal, scene.deps, false);
    expect(made).toEqual({ head: await scene.clone.head(BRANCH), pushed: true, signed: true, empty: false });
    const same = await updateBranch(scene.github, proposal, scene.deps, false);
    expect(same).toEqual({ ...made, pushed: false, signed: undefined });
  });

  test('gives up a file that is not proposed any more', async () => {
    await run();
    await run({ 'recipes/a.bb': 'SRCREV = "1"\n' });
    expect((await scene.clone.read(BRANCH, 'recipes/b.bb'))?.toString()).toBe('SRCREV = "0"\n');
  });

  test('of the text only changes the text', async () => {
    await run();
    scene.writes();
    expect(await run(FILES, { title: 'Update 2 components' })).toMatchObject({
      request: 'updated',
      pushed: false,
      signed: undefined,
    });
    expect(scene.writes()).toEqual(['PATCH pulls/1']);
    expect(
      server.requests.find(({ method, path }) => method === 'PATCH' && path.endsWith('/pulls/1'))?.body,
    ).toEqual({
      title: 'Update 2 components',
    });
    expect(await pull()).toMatchObject({ title: 'Update 2 components', body: 'pvr: 12 commits' });
  });

  test('of the base is refused before anything is pushed: the request is for another one', async () => {
    await run();
    await scene.clone.point('next', (await scene.clone.head('main')) ?? '');
    scene.writes();
    for (const files of [FILES, { 'recipes/a.bb': 'x\n' }]) {
      for (const rest of [{ base: 'next' }, { base: 'next', force: true }]) {
        expect(await failureText(run(files, rest))).toBe(
          `The pull request #1 of the branch "${BRANCH}" is for "main", and this run is for "next": http://github/pantacor/meta-sample/pull/1\n` +
            'A branch has the updates of one base. Give the input `branch` a name of its own for each base, or leave it out; or close that ' +
            'request, or set its base back.',
        );
      }
    }
    expect(scene.writes()).toEqual([]);
    expect(await pull()).toMatchObject({ base: { ref: 'main' }, state: 'open' });
  });

  test('is refused for a base that does not exist', async () => {
    await run();
    expect(await failureText(run(FILES, { base: 'nowhere' }))).toMatch(
      /^Could not compare [0-9a-f]{40} with the branch nowhere in .*\nThe branch "nowhere" does not exist/,
    );
  });

  test('is cut to what GitHub takes', async () => {
    await run(FILES, {
      title: 'T'.repeat(300),
      body: bullets(Array.from({ length: 20_000 }, () => md`line`)),
    });
    const { title, body } = await pull();
    expect(title).toBe(`${'T'.repeat(255)}…`);
    expect(body).toMatch(/- line\n\n_The rest was cut: a pull request holds 65,536 characters\._\n?$/);
  });
});

describe('A dry run', () => {
  const DRY = { dryRun: true };
  test('only reads, and says what would be', async () => {
    expect(await run(FILES, {}, DRY)).toEqual({
      request: 'created',
      pushed: true,
      signed: undefined,
      number: undefined,
      url: undefined,
      byJobToken: false,
    });
    expect(scene.writes()).toEqual([]);
    await run();
    scene.writes();
    expect(await run(FILES, {}, DRY)).toMatchObject({ request: 'unchanged', pushed: false, number: 1 });
    const more = { title: 'Other', labels: ['auto'], reviewers: ['bob'] };
    expect(await run(FILES, more, DRY)).toMatchObject({ request: 'updated', pushed: false, number: 1 });
    expect(await run({ a: 'x' }, {}, DRY)).toMatchObject({
      request: 'updated',
      pushed: true,
      signed: undefined,
    });
    await scene.alice.pulls.update({ ...REPO, pull_number: 1, state: 'closed' });
    scene.writes();
    expect(await run(FILES, {}, DRY)).toMatchObject({ request: 'closed', number: 1 });
    expect(scene.writes()).toEqual([]);
  });

  test('needs no permission to write', async () => {
    scene = sceneOn(server, 'reader');
    expect(await run(FILES, {}, DRY)).toMatchObject({ request: 'created' });
  });
});
