import { expect, test } from '@jest/globals';
import {
  branchesWithPrefix,
  createBranch,
  defaultBranch,
  requireInBase,
} from '@pv-actions/core/proposal/branch.ts';
import { entriesAt, treeOf } from '@pv-actions/core/proposal/git-data.ts';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { failureText, PATH } from '../github/opened.ts';
import { beforeEachOnGitHub, type Scene } from './proposing.ts';

let server: GitHubServer;
let scene: Scene;

beforeEachOnGitHub(
  (started, on) => {
    [server, scene] = [started, on];
  },
  { defaultBranch: 'release/main' },
);

const head = async () => (await scene.clone.head('release/main')) ?? '';

test('the default branch', async () => {
  expect(await defaultBranch(scene.github)).toBe('release/main');
});

test('the branches of a prefix', async () => {
  for (const name of ['auto-update/a', 'auto-update/b/c', 'auto-other', 'x/auto-update/d']) {
    await scene.clone.point(name, await head());
  }
  const asked = server.requests.length;
  expect(await branchesWithPrefix(scene.github, 'auto-update/')).toEqual([
    'auto-update/a',
    'auto-update/b/c',
  ]);
  expect(server.requests.length).toBe(asked + 1);
  expect(await branchesWithPrefix(scene.github, 'none/')).toEqual([]);
});

test.each<[string, string]>([
  ['auto-update', 'auto-update/components'],
  ['auto-update/components/x', 'auto-update/components'],
])('a branch %s is in the way of %s', async (there, branch) => {
  await scene.clone.point(there, await head());
  // What GitHub says of such names.
  server.inject({
    method: 'POST',
    path: `${PATH}/git/refs`,
    times: 10,
    fault: { answer: jsonAnswer(422, { message: 'Reference update failed' }) },
  });
  expect(await failureText(createBranch(scene.github, scene.clock, branch, await head()))).toBe(
    `The branch "${there}" is in the way of "${branch}": git takes the one for a folder of the other.\nRename it, or give the input \`branch\` another name.`,
  );
});

test('a commit stands on its base: the head, and one before it', async () => {
  const first = await head();
  await requireInBase(scene.github, first, 'release/main');
  await scene.clone.commit('release/main', { a: '1\n' });
  await requireInBase(scene.github, first, 'release/main');
});

test('a commit of another branch, and an unknown one, do not', async () => {
  await scene.clone.point('other', await head());
  const sha = await scene.clone.commit('other', { a: '1\n' });
  const advice =
    'Check out the branch "release/main": give actions/checkout that `ref`, or run this on `schedule`, `workflow_dispatch` or a push ' +
    'to that branch.';
  expect(await failureText(requireInBase(scene.github, sha, 'release/main'))).toBe(
    `The commit ${sha} is not in the branch "release/main".\n${advice}`,
  );
  const unknown = '1'.repeat(40);
  expect(await failureText(requireInBase(scene.github, unknown, 'release/main'))).toContain(
    `GitHub has no such branch, or not that commit. ${advice}`,
  );
});

test('a tree that is too large for one answer is read folder by folder', async () => {
  await scene.clone.commit('release/main', {
    'a/b/c.bb': { content: '1\n', mode: '100755' },
    'a/d.bb': '2\n',
    link: { content: 'a', mode: '120000' },
  });
  const tree = await treeOf(scene.github, await head());
  const paths = ['a/b/c.bb', 'a/d.bb', 'link/d.bb', 'a/none', 'none/x', 'a'];
  const expected = await entriesAt(scene.github, tree, paths);
  expect([...expected].map(([path, entry]) => [path, entry.path, entry.mode]).toSorted()).toEqual([
    ['a', 'a', '040000'],
    ['a/b/c.bb', 'a/b/c.bb', '100755'],
    ['a/d.bb', 'a/d.bb', '100644'],
    ['link/d.bb', 'link', '120000'],
  ]);
  const url = `${server.url}${PATH}/git/trees/${tree}`;
  server.inject({
    path: `${PATH}/git/trees/${tree}`,
    fault: { answer: jsonAnswer(200, { sha: tree, url, tree: [], truncated: true }) },
  });
  const found = await entriesAt(scene.github, tree, paths);
  const plain = (entries: typeof found) =>
    [...entries].map(([path, { path: at, mode, sha }]) => [path, at, mode, sha]).toSorted();
  expect(plain(found)).toEqual(plain(expected));
});
