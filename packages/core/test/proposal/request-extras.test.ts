import { describe, expect, test } from '@jest/globals';
import { propose } from '@pv-actions/core/proposal/proposal.ts';
import { badGateway, failure } from '@pv-actions/testkit/github/faults.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { PATH } from '../github/opened.ts';
import { beforeEachOnGitHub, proposalOf, type Scene, sceneOn } from './proposing.ts';

let server: GitHubServer;
let scene: Scene;

beforeEachOnGitHub((started, on) => {
  [server, scene] = [started, on];
});

const run = async (rest: Parameters<typeof proposalOf>[2], token?: string) => {
  const { github } = token === undefined ? scene : sceneOn(server, token);
  return propose(github, await proposalOf(scene, { a: '1\n' }, rest), scene.deps, { dryRun: false });
};
const pull = async () => {
  const { data } = await scene.alice.pulls.get({ ...scene.github.repo, pull_number: 1 });
  return {
    labels: data.labels.map(({ name }) => name).toSorted(),
    users: data.requested_reviewers?.map(({ login }) => login).toSorted(),
    teams: data.requested_teams?.map(({ slug }) => slug),
  };
};
const warnings = () => scene.said.filter(({ level }) => level === 'warning').map(({ text }) => text);
const review = (event: 'APPROVE' | 'COMMENT') =>
  scene.alice.pulls.createReview({ ...scene.github.repo, pull_number: 1, event, body: 'Fine' });
const NONE = { labels: [], users: [], teams: [] };

describe('Labels', () => {
  test('are added, each once, and never taken away', async () => {
    expect(await run({ labels: ['auto-update', 'deps'] })).toMatchObject({ request: 'created' });
    await scene.alice.issues.addLabels({ ...scene.github.repo, issue_number: 1, labels: ['mine'] });
    scene.writes();
    expect(await run({ labels: ['Auto-Update'] })).toMatchObject({ request: 'unchanged' });
    expect(scene.writes()).toEqual([]);
    expect(await run({ labels: ['deps', 'more', 'More'] })).toMatchObject({
      request: 'updated',
      pushed: false,
    });
    expect(scene.writes()).toEqual(['POST issues/1/labels']);
    expect((await pull()).labels).toEqual(['auto-update', 'deps', 'mine', 'more']);
  });

  test('that GitHub refuses are named, and the others added', async () => {
    const taken = (names: number) => ({
      method: 'POST',
      path: `${PATH}/issues/1/labels`,
      times: 1,
      after: names,
      fault: failure(422, 'Validation Failed', {}, [{ resource: 'Label', field: 'name', code: 'invalid' }]),
    });
    server.inject(taken(0));
    server.inject(taken(0));
    expect(await run({ labels: ['bad', 'good'] })).toMatchObject({ request: 'created', number: 1 });
    expect((await pull()).labels).toEqual(['good']);
    expect(warnings()).toEqual([
      'Could not add labels to the pull request #1, "bad" in pantacor/meta-sample: HTTP 422, "Validation Failed: name invalid".\n' +
        'GitHub refused the request. Its message says why.',
    ]);
  });

  test.each([
    ['403', failure(403, 'Resource not accessible by integration'), 'needs `pull-requests: write`'],
    ['404', failure(404, 'Not Found'), 'needs `pull-requests: write`'],
    ['502', badGateway(), 'HTTP 502, after 6 attempts'],
  ])('that cannot be added for %s do not lose the request', async (_, fault, words) => {
    server.inject({ method: 'POST', path: `${PATH}/issues/1/labels`, times: 6, fault });
    expect(await run({ labels: ['a', 'b'] })).toMatchObject({ request: 'created', number: 1, pushed: true });
    expect(warnings()).toEqual([expect.stringContaining(words)]);
    expect(warnings()[0]).toContain('"a", "b"');
  });

  test('wait for a request that was just made', async () => {
    const fault = failure(422, "Could not resolve to a node with the global id of 'PR_kwDO'.");
    const injected = server.inject({ method: 'POST', path: `${PATH}/issues/1/labels`, times: 2, fault });
    await run({ labels: ['a', 'b'] });
    expect(injected.hits).toBe(2);
    expect((await pull()).labels).toEqual(['a', 'b']);
    expect(warnings()).toEqual([]);
  });
});

describe('Reviewers', () => {
  test('are asked once, users and teams', async () => {
    const reviewers = ['bob', 'Carol', 'pantacor/members', 'carol'];
    expect(await run({ reviewers: ['bob', 'pantacor/members'] })).toMatchObject({ request: 'created' });
    expect(await pull()).toEqual({ labels: [], users: ['bob'], teams: ['members'] });
    scene.writes();
    expect(await run({ reviewers: reviewers.map((name) => name.toLowerCase()) })).toMatchObject({
      request: 'updated',
    });
    expect(scene.writes()).toEqual(['POST pulls/1/requested_reviewers']);
    expect((await pull()).users).toEqual(['bob', 'carol']);
    expect(await run({ reviewers: ['BOB', 'carol', 'Pantacor/Members'] })).toMatchObject({
      request: 'unchanged',
    });
    expect(scene.writes()).toEqual([]);
  });

  test('are not asked again who have reviewed, and no team once anybody has', async () => {
    await run({});
    await review('COMMENT');
    scene.writes();
    expect(await run({ reviewers: ['alice', 'pantacor/members'] })).toMatchObject({ request: 'unchanged' });
    expect(scene.writes()).toEqual([]);
    expect(await run({ reviewers: ['alice', 'bob'] })).toMatchObject({ request: 'updated' });
    expect(await pull()).toEqual({ ...NONE, users: ['bob'] });
  });

  test('are never the author', async () => {
    expect(await run({ reviewers: ['Alice', 'bob'] }, 'token-of-alice')).toMatchObject({
      request: 'created',
    });
    expect((await pull()).users).toEqual(['bob']);
    expect(warnings()).toEqual([]);
  });

  test('that GitHub refuses are named, and the others asked', async () => {
    const reviewers = ['bob', 'nobody', 'carol', 'pantacor/ghosts', 'another/members'];
    expect(await run({ reviewers })).toMatchObject({ request: 'created', number: 1 });
    expect(await pull()).toEqual({ ...NONE, users: ['bob', 'carol'] });
    const refused = (name: string) =>
      `Could not ask for reviews of the pull request #1, "${name}" in pantacor/meta-sample: HTTP 422, "Reviews may only be requested ` +
      'from collaborators. One or more of the users or teams you specified is not a collaborat...".\n' +
      'GitHub refused the request. Its message says why.';
    expect(warnings()).toEqual([
      'Could not ask "another/members" for a review: only teams of pantacor can be asked.',
      refused('nobody'),
      refused('pantacor/ghosts'),
    ]);
  });

  test('that cannot be asked, or looked up, do not lose the request', async () => {
    const fault = failure(403, 'Resource not accessible by integration');
    server.inject({ method: 'POST', path: `${PATH}/pulls/1/requested_reviewers`, fault });
    expect(await run({ reviewers: ['bob'] })).toMatchObject({ request: 'created', number: 1 });
    server.inject({ method: 'GET', path: `${PATH}/pulls/1/reviews`, fault });
    expect(await run({ reviewers: ['bob'] })).toMatchObject({ request: 'unchanged', number: 1 });
    expect(warnings()).toEqual([
      expect.stringContaining('`pull-requests: write`'),
      expect.stringContaining('`pull-requests: read`'),
    ]);
    expect(await pull()).toEqual(NONE);
  });
});
