import { describe, expect, test } from '@jest/globals';
import { md } from '@pv-actions/core/action/markdown.ts';
import { propose, withdraw } from '@pv-actions/core/proposal/proposal.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { BRANCH, beforeEachOnGitHub, proposalOf, type Scene, STAGE } from './proposing.ts';

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

describe('A request that somebody closed, and whose branch is gone', () => {
  const close = async (number = 1) => {
    await scene.alice.pulls.update({ ...REPO, pull_number: number, state: 'closed' });
    await scene.alice.git.deleteRef({ ...REPO, ref: `heads/${BRANCH}` });
    scene.writes();
  };

  test('is remembered by the change that it made', async () => {
    await run();
    await close();
    expect(await run()).toMatchObject({ request: 'closed', pushed: false, number: 1 });
    expect(scene.said.at(-1)?.text).toBe(
      `The pull request #1 of just this change was closed, so it is not opened again: ${server.url}/pantacor/meta-sample/pull/1`,
    );
    expect(scene.writes()).toEqual([]);
    const dry = propose(scene.github, await proposalOf(scene, FILES), scene.deps, { dryRun: true });
    expect(await dry).toMatchObject({ request: 'closed', number: 1 });
  });

  test('is remembered when the branch alone was deleted, which closes it', async () => {
    await run();
    await scene.alice.git.deleteRef({ ...REPO, ref: `heads/${BRANCH}` });
    expect(await run()).toMatchObject({ request: 'closed', number: 1 });
  });

  test('is remembered when the base has moved on elsewhere', async () => {
    await run();
    await close();
    await scene.clone.commit('main', { 'README.md': 'More.\n' });
    scene.writes();
    expect(await run()).toMatchObject({ request: 'closed', number: 1 });
    expect(scene.writes()).toEqual([]);
  });

  test('is remembered when this run could not look at a part of it', async () => {
    await run();
    await close();
    const part = { 'recipes/a.bb': FILES['recipes/a.bb'] };
    expect(await run(part, { held: ['recipes/b.bb'] })).toMatchObject({ request: 'closed', number: 1 });
  });

  test('is followed by another for another change, which is remembered in turn', async () => {
    await run();
    await close();
    const other = { 'recipes/a.bb': 'SRCREV = "3"\n' };
    expect(await run(other)).toMatchObject({ request: 'created', pushed: true, number: 2 });
    await close(2);
    expect(await run(other)).toMatchObject({ request: 'closed', number: 2 });
    expect(await run({ 'recipes/a.bb': FILES['recipes/a.bb'] })).toMatchObject({
      request: 'created',
      number: 3,
    });
  });

  test('does not count for another base, nor with force', async () => {
    await run();
    await close();
    await scene.clone.point('next', (await scene.clone.head('main')) ?? '');
    expect(await run(FILES, { base: 'next' })).toMatchObject({ request: 'created', number: 2 });
    await close(2);
    expect(await run(FILES, { force: true })).toMatchObject({ request: 'created', number: 3, pushed: true });
  });

  test('is nothing to propose where the base has taken the change since', async () => {
    await run();
    await close();
    await scene.clone.commit('main', FILES);
    expect(await run()).toMatchObject({ request: 'unchanged', pushed: false });
  });

  test('counts for nothing where it was merged, or where the stage itself closed it', async () => {
    const main = (await scene.clone.head('main')) ?? '';
    await run();
    await scene.alice.pulls.merge({ ...REPO, pull_number: 1, merge_method: 'squash' });
    await scene.alice.git.deleteRef({ ...REPO, ref: `heads/${BRANCH}` });
    await scene.clone.point('main', main);
    expect(await run()).toMatchObject({ request: 'created', number: 2 });
    const at = { stage: STAGE, base: 'main', branch: BRANCH, force: false, comment: md`Nothing is left.` };
    expect(await withdraw(scene.github, at, scene.deps, LIVE)).toEqual({ closed: 2 });
    expect(await run()).toMatchObject({ request: 'created', number: 3, pushed: true });
  });
});
