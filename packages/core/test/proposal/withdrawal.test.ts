import { expect, test } from '@jest/globals';
import { md } from '@pv-actions/core/action/markdown.ts';
import { propose, type Withdrawal, withdraw } from '@pv-actions/core/proposal/proposal.ts';
import { badGateway, failure, lostAnswer } from '@pv-actions/testkit/github/faults.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { failureText, PATH } from '../github/opened.ts';
import { BRANCH, beforeEachOnGitHub, proposalOf, type Scene, STAGE, sceneOn } from './proposing.ts';

let server: GitHubServer;
let scene: Scene;

beforeEachOnGitHub((started, on) => {
  [server, scene] = [started, on];
});

const made = async () => {
  await propose(scene.github, await proposalOf(scene, { a: '1\n' }), scene.deps, { dryRun: false });
  scene.writes();
};
const run = (rest: Partial<Withdrawal> = {}, dryRun = false) =>
  withdraw(
    scene.github,
    { stage: STAGE, base: 'main', branch: BRANCH, force: false, comment: md`Nothing is left.`, ...rest },
    scene.deps,
    { dryRun },
  );
const state = async () => {
  const { data } = await scene.alice.pulls.get({ ...scene.github.repo, pull_number: 1 });
  const comments = await scene.alice.issues.listComments({ ...scene.github.repo, issue_number: 1 });
  return {
    state: data.state,
    comments: comments.data.map(({ body }) => body?.replace(/[0-9a-f]{40}/, 'SHA')),
    branch: (await scene.clone.head(BRANCH)) !== undefined,
  };
};
const COMMENT = 'Nothing is left.\n\n<!-- pv-actions: withdrawn SHA -->';
const GONE = { state: 'closed', comments: [COMMENT], branch: false };
const ALL = ['POST issues/1/comments', 'PATCH pulls/1', `DELETE git/refs/heads/${BRANCH}`];

test('closes the request with a comment, and deletes the branch', async () => {
  await made();
  expect(await run()).toEqual({ closed: 1 });
  expect(scene.writes()).toEqual(ALL);
  expect(await state()).toEqual(GONE);
  expect(await run()).toEqual({ closed: undefined });
  expect(scene.writes()).toEqual([]);
});

test('does nothing where there is neither', async () => {
  expect(await run()).toEqual({ closed: undefined });
  expect(scene.writes()).toEqual([]);
});

test('deletes a branch whose request was closed or merged', async () => {
  await made();
  await scene.alice.pulls.update({ ...scene.github.repo, pull_number: 1, state: 'closed' });
  scene.writes();
  expect(await run()).toEqual({ closed: undefined });
  expect(scene.writes()).toEqual([ALL[2]]);
});

test('leaves a branch alone that has nothing of its own', async () => {
  await scene.clone.point(BRANCH, (await scene.clone.head('main')) ?? '');
  scene.writes();
  expect(await run()).toEqual({ closed: undefined });
  expect(scene.writes()).toEqual([]);
});

test('deletes a branch of an open request whose commits the base has', async () => {
  await made();
  await scene.clone.point('main', (await scene.clone.head(BRANCH)) ?? '');
  expect(await run()).toEqual({ closed: 1 });
  expect(await state()).toEqual(GONE);
});

test('closes nothing where a request of the branch is for another base', async () => {
  await made();
  await scene.clone.point('next', (await scene.clone.head('main')) ?? '');
  const both = { title: 'Next', head: BRANCH, base: 'next' };
  await scene.alice.pulls.create({ ...scene.github.repo, ...both });
  scene.writes();
  expect(await failureText(run())).toContain('#2 of the branch "auto-update/components" is for "next"');
  expect(await failureText(run({ base: 'elsewhere', force: true }))).toContain('this run is for "elsewhere"');
  expect(scene.writes()).toEqual([]);
});

test.each([404, 422])('takes %d "Reference does not exist" for a branch that is gone', async (status) => {
  await made();
  const fault = lostAnswer(failure(status, 'Reference does not exist'));
  server.inject({ method: 'DELETE', path: `${PATH}/git/refs/heads/${BRANCH}`, fault });
  expect(await run()).toEqual({ closed: 1 });
  expect(await state()).toEqual(GONE);
  expect(scene.said.filter(({ level }) => level === 'warning')).toEqual([]);
});

test('never deletes the base', async () => {
  expect(await failureText(run({ branch: 'main' }))).toContain(
    'The branch "main" is to be proposed to itself.',
  );
});

test('only reads in a dry run', async () => {
  await made();
  expect(await run({}, true)).toEqual({ closed: 1 });
  expect(scene.writes()).toEqual([]);
});

test.each(
  ALL.flatMap((write) =>
    [badGateway(), lostAnswer(badGateway()), lostAnswer()].map((fault) => ({ write, fault })),
  ),
)('comments once where $write fails: $fault', async ({ write, fault }) => {
  await made();
  const [method = '', path] = write.split(' ');
  const injected = server.inject({ method, path: `${PATH}/${path}`, fault });
  expect(await run()).toEqual({ closed: 1 });
  expect(injected.hits).toBe(1);
  expect(await state()).toEqual(GONE);
});

test.each(ALL.slice(1))('comments once where %s failed for good the last time', async (write) => {
  await made();
  const [method = '', path] = write.split(' ');
  server.inject({
    method,
    path: `${PATH}/${path}`,
    fault: failure(403, 'Resource not accessible by integration'),
  });
  expect(await failureText(run())).toContain(
    write === ALL[1] ? '`pull-requests: write`' : '`contents: write`',
  );
  await run();
  expect(await state()).toEqual(GONE);
});

test('comments again on a request that was opened again and changed', async () => {
  await made();
  await run();
  await scene.clone.commit(BRANCH, { a: '2\n' }, `Other\n\nPv-Actions-Stage: ${STAGE}\n`);
  await scene.alice.pulls.update({ ...scene.github.repo, pull_number: 1, state: 'open' });
  expect(await run()).toEqual({ closed: 1 });
  expect(await state()).toEqual({ ...GONE, comments: [COMMENT, COMMENT] });
});

test('leaves the commits of others, and the request with them', async () => {
  await made();
  const sha = await scene.clone.commit(BRANCH, { b: 'by hand\n' });
  scene.writes();
  expect(await failureText(run())).toContain(
    `1 commit that srcrev-bump did not make: ${sha.slice(0, 12)} by "Alice"`,
  );
  expect(scene.writes()).toEqual([]);
  await scene.alice.pulls.update({ ...scene.github.repo, pull_number: 1, state: 'closed' });
  scene.writes();
  expect(await run()).toEqual({ closed: undefined });
  expect(scene.writes()).toEqual([]);
  expect(scene.said.at(-1)).toEqual({
    level: 'info',
    text: `The branch "${BRANCH}" is left alone: others made ${sha.slice(0, 12)} by "Alice", "Edit by hand".`,
  });
  expect(await run({ force: true })).toEqual({ closed: undefined });
  expect(await scene.clone.head(BRANCH)).toBeUndefined();
  expect(scene.said.at(-1)?.level).toBe('warning');
});

test('leaves a branch that somebody moves while its request is closed', async () => {
  await made();
  server.inject({ method: 'DELETE', path: `${PATH}/git/refs/heads/${BRANCH}`, fault: badGateway() });
  const { clock } = scene;
  const sleep = async (milliseconds: number): Promise<void> => {
    await scene.clone.commit(BRANCH, { b: 'by hand\n' });
    await clock.sleep(milliseconds);
  };
  const slow = sceneOn(server, undefined, { ...clock, sleep });
  const withdrawal = {
    stage: STAGE,
    base: 'main',
    branch: BRANCH,
    force: false,
    comment: md`Nothing is left.`,
  };
  expect(await withdraw(slow.github, withdrawal, slow.deps, { dryRun: false })).toEqual({ closed: 1 });
  expect((await scene.clone.read(BRANCH, 'b'))?.toString()).toBe('by hand\n');
  expect(slow.said.at(-1)?.text).toContain('was moved by others at the same time');
});

test('404 and 409', async () => {
  await made();
  server.inject({ method: 'POST', path: `${PATH}/issues/1/comments`, fault: failure(404, 'Not Found') });
  expect(await failureText(run())).toMatch(/^Could not comment on the pull request #1 .*HTTP 404/);
  server.inject({ method: 'PATCH', path: `${PATH}/pulls/1`, fault: failure(409, 'Conflict') });
  expect(await failureText(run())).toMatch(
    /^Could not close the pull request #1 .*HTTP 409.*\nSomething else changed/,
  );
});
