import { describe, expect, test } from '@jest/globals';
import { propose } from '@pv-actions/core/proposal/proposal.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { beforeEachOnGitHub, proposalOf, type Scene } from './proposing.ts';

const REPO = { owner: 'pantacor', repo: 'meta-sample' };
const LIVE = { dryRun: false };
const FILES = { 'recipes/a.bb': 'SRCREV = "1"\n', 'recipes/b.bb': 'SRCREV = "2"\n' };

let server: GitHubServer;
let scene: Scene;

beforeEachOnGitHub(async (started, on) => {
  [server, scene] = [started, on];
  await scene.clone.commit('main', { 'recipes/a.bb': 'SRCREV = "0"\n', 'recipes/b.bb': 'SRCREV = "0"\n' });
  scene.writes();
});

const run = async (
  files: Parameters<typeof proposalOf>[1] = FILES,
  rest: Parameters<typeof proposalOf>[2] = {},
) => propose(scene.github, await proposalOf(scene, files, rest), scene.deps, LIVE);

describe('A request that somebody closed', () => {
  const close = () => scene.alice.pulls.update({ ...REPO, pull_number: 1, state: 'closed' });

  test('is not opened again for the same change', async () => {
    await run();
    await close();
    scene.writes();
    expect(await run()).toMatchObject({ request: 'closed', pushed: false, number: 1 });
    expect(scene.writes()).toEqual([]);
    expect(scene.said.at(-1)?.text).toBe(
      `The pull request #1 of just this change was closed, so it is not opened again: ${server.url}/pantacor/meta-sample/pull/1`,
    );
  });

  test('is followed by another for another change, whose own end counts', async () => {
    await run();
    await close();
    expect(await run({ 'recipes/a.bb': 'x\n' })).toMatchObject({
      request: 'created',
      number: 2,
      pushed: true,
    });
    await scene.alice.pulls.update({ ...REPO, pull_number: 2, state: 'closed' });
    expect(await run({ 'recipes/a.bb': 'x\n' })).toMatchObject({ request: 'closed', number: 2 });
  });

  test('after it was updated is closed at what it was then', async () => {
    await run();
    await run({ 'recipes/a.bb': 'x\n' });
    await close();
    expect(await run({ 'recipes/a.bb': 'x\n' })).toMatchObject({ request: 'closed', number: 1 });
  });

  test('for another base does not count', async () => {
    await scene.clone.point('next', (await scene.clone.head('main')) ?? '');
    await run(FILES, { base: 'next' });
    await close();
    expect(await run()).toMatchObject({ request: 'created', number: 2, pushed: false });
  });

  test('since it was merged is followed by another when the base has taken that back', async () => {
    const main = (await scene.clone.head('main')) ?? '';
    await run();
    await scene.alice.pulls.merge({ ...REPO, pull_number: 1, merge_method: 'squash' });
    await scene.clone.point('main', main);
    expect(await run()).toMatchObject({ request: 'created', number: 2, pushed: false });
  });

  test('is followed by another with force', async () => {
    await run();
    await close();
    expect(await run(FILES, { force: true })).toMatchObject({ request: 'created', number: 2, pushed: false });
  });
});
