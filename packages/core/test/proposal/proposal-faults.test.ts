import { describe, expect, test } from '@jest/globals';
import { propose } from '@pv-actions/core/proposal/proposal.ts';
import { badGateway, type Fault, failure, lostAnswer } from '@pv-actions/testkit/github/faults.ts';
import type { GitHubServer } from '@pv-actions/testkit/github/server.ts';
import { failureText, PATH } from '../github/opened.ts';
import { BRANCH, beforeEachOnGitHub, PEOPLE, proposalOf, type Scene, sceneOn } from './proposing.ts';

const FILES = { 'recipes/a.bb': 'SRCREV = "1"\n' };
const CREATED = { request: 'created', pushed: true, number: 1 };
const NONE_OF = 'in pantacor/meta-sample:';

let server: GitHubServer;
let scene: Scene;

beforeEachOnGitHub(
  (started, on) => {
    [server, scene] = [started, on];
  },
  {
    tokens: {
      ...PEOPLE.tokens,
      'no-contents': { permissions: { contents: 'read', pull_requests: 'write' } },
      'no-pulls': { permissions: { contents: 'write', pull_requests: 'read' } },
      stranger: { repositories: ['pantacor/other'] },
    },
  },
);

const run = async (files: Parameters<typeof proposalOf>[1] = FILES, { github, deps } = scene) =>
  propose(github, await proposalOf(scene, files), deps, { dryRun: false });
const pulls = async (state: 'open' | 'all' = 'all') =>
  (await scene.alice.pulls.list({ ...scene.github.repo, state })).data.length;
const late = (message: string, errors: readonly Record<string, string>[] = []): Fault =>
  failure(422, message, {}, errors);

/** The writes of a new proposal, and of one that moves its branch and changes its request. */
const CREATING = ['POST git/blobs', 'POST git/trees', 'POST git/commits', 'POST git/refs', 'POST pulls'];
const UPDATING = [...CREATING.slice(0, 3), `PATCH git/refs/heads/${BRANCH}`, 'PATCH pulls/1'];
const rule = (write: string, fault: Fault) => {
  const [method = '', path = ''] = write.split(' ');
  return { method, path: `${PATH}/${path}`, fault };
};

describe('502', () => {
  test.each(CREATING)('of %s', async (write) => {
    const injected = server.inject(rule(write, badGateway()));
    expect(await run()).toMatchObject(CREATED);
    expect(injected.hits).toBe(1);
    expect(await pulls()).toBe(1);
  });

  test.each(CREATING)('of %s, which took effect all the same', async (write) => {
    const injected = server.inject(rule(write, lostAnswer(badGateway())));
    expect(await run()).toMatchObject(CREATED);
    expect(injected.hits).toBe(1);
    expect(await pulls()).toBe(1);
    expect((await scene.clone.read(BRANCH, 'recipes/a.bb'))?.toString()).toBe('SRCREV = "1"\n');
  });

  test.each(
    UPDATING.flatMap((write) =>
      [badGateway(), lostAnswer(badGateway())].map((fault) => [write, fault] as const),
    ),
  )('of %s of an update, %j', async (write, fault) => {
    await run();
    const injected = server.inject(rule(write, fault));
    const proposal = await proposalOf(scene, { 'recipes/a.bb': 'SRCREV = "2"\n' }, { title: 'Other' });
    expect(await propose(scene.github, proposal, scene.deps, { dryRun: false })).toMatchObject({
      request: 'updated',
      pushed: true,
      number: 1,
    });
    expect(injected.hits).toBe(1);
    expect((await scene.clone.read(BRANCH, 'recipes/a.bb'))?.toString()).toBe('SRCREV = "2"\n');
  });

  test('that stays ends with a message', async () => {
    server.inject({ ...rule('POST git/refs', badGateway()), times: 6 });
    expect(await failureText(run())).toBe(
      `Could not create the branch ${BRANCH} ${NONE_OF} HTTP 502, after 6 attempts.\n` +
        'GitHub has a fault. Run the job again later.',
    );
  });

  test('of a moved branch is not answered by moving it away from under somebody', async () => {
    await run();
    // The answer is lost, and before it is sent again alice commits.
    server.inject(rule(`PATCH git/refs/heads/${BRANCH}`, badGateway()));
    const { clock } = scene;
    const sleep = async (milliseconds: number): Promise<void> => {
      await scene.clone.commit(BRANCH, { 'by-hand': 'x' });
      await clock.sleep(milliseconds);
    };
    const slow = sceneOn(server, undefined, { ...clock, sleep });
    expect(await failureText(run({ 'recipes/a.bb': 'SRCREV = "2"\n' }, slow))).toContain(
      '1 commit that srcrev-bump did not make',
    );
    expect(await scene.clone.read(BRANCH, 'by-hand')).toEqual(Buffer.from('x'));
  });
});

describe('What is late', () => {
  test.each([
    ['POST git/trees', 'tree.sha 587be6b4c3f93f93c489c0111bba5596147a26cb is not a valid blob'],
    ['POST git/trees', 'base_tree is not a valid tree oid'],
    ['POST git/commits', 'Tree SHA does not exist'],
    ['POST git/commits', 'Parent SHA does not exist or is not a commit object'],
    ['POST git/refs', 'Object does not exist'],
    ['POST git/refs', 'Reference update failed'],
  ])('%s: %s', async (write, message) => {
    server.inject({ ...rule(write, late(message)), times: 4 });
    expect(await run()).toMatchObject(CREATED);
    expect(scene.sleeps).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test.each(['Object does not exist', 'Update is not a fast forward', 'Reference cannot be updated'])(
    'a branch that is moved: %s',
    async (message) => {
      await run();
      server.inject({ ...rule(`PATCH git/refs/heads/${BRANCH}`, late(message)), times: 2 });
      expect(await run({ 'recipes/a.bb': 'x\n' })).toMatchObject({ request: 'updated', pushed: true });
      expect(scene.sleeps).toEqual([1_000, 2_000]);
    },
  );

  test.each([
    [{ resource: 'PullRequest', code: 'custom', message: `No commits between main and ${BRANCH}` }],
    [{ resource: 'PullRequest', code: 'invalid', field: 'head' }],
  ])('a request of a branch that was just made: %j', async (detail) => {
    server.inject({ ...rule('POST pulls', late('Validation Failed', [detail])), times: 2 });
    expect(await run()).toMatchObject(CREATED);
    expect(scene.sleeps).toEqual([1_000, 2_000]);
  });

  test('a request of a branch that was there before is refused for good', async () => {
    await run();
    await scene.alice.pulls.update({ ...scene.github.repo, pull_number: 1, state: 'closed' });
    const detail = {
      resource: 'PullRequest',
      code: 'custom',
      message: `No commits between main and ${BRANCH}`,
    };
    server.inject({ ...rule('POST pulls', late('Validation Failed', [detail])), times: 9 });
    const proposal = await proposalOf(scene, FILES, { force: true });
    expect(await failureText(propose(scene.github, proposal, scene.deps, { dryRun: false }))).toBe(
      `Could not create a pull request of ${BRANCH} ${NONE_OF} HTTP 422, "Validation Failed: No commits between main and ${BRANCH}".\n` +
        'GitHub refused the request. Its message says why.',
    );
    expect(scene.sleeps).toEqual([]);
  });

  test('for too long is an error with its words', async () => {
    server.inject({ ...rule('POST git/commits', late('Tree SHA does not exist')), times: 9 });
    expect(await failureText(run())).toBe(
      `Could not make a commit ${NONE_OF} HTTP 422, "Tree SHA does not exist".\n` +
        'GitHub refused the request. Its message says why.',
    );
    expect(scene.sleeps).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test('is not what GitHub refuses for another reason', async () => {
    server.inject({ ...rule('POST git/refs', late('Repository rule violations found')), times: 9 });
    expect(await failureText(run())).toContain('HTTP 422, "Repository rule violations found".');
    expect(scene.sleeps).toEqual([]);
  });
});

describe('Another was faster', () => {
  test('422 "Reference already exists": the branch is looked at again', async () => {
    server.inject(rule('POST git/refs', late('Reference already exists')));
    expect(await run()).toMatchObject(CREATED);
    expect(scene.said).toContainEqual({
      level: 'info',
      text: `Somebody else moved the branch "${BRANCH}": looking at it again.`,
    });
  });

  test('422 "Reference already exists", time and again', async () => {
    server.inject({ ...rule('POST git/refs', late('Reference already exists')), times: 5 });
    expect(await failureText(run())).toBe(
      `The branch "${BRANCH}" was moved by others 5 times while a commit for it was made.\n` +
        'Let only one run at a time work on it: give the workflow a `concurrency` group. Run the job again.',
    );
  });

  test('422 "Reference does not exist": the branch was deleted', async () => {
    await run();
    server.inject(rule(`PATCH git/refs/heads/${BRANCH}`, late('Reference does not exist')));
    expect(await run({ 'recipes/a.bb': 'x\n' })).toMatchObject({ request: 'updated', pushed: true });
    expect((await scene.clone.read(BRANCH, 'recipes/a.bb'))?.toString()).toBe('x\n');
  });

  test('422 "A pull request already exists", which is not listed', async () => {
    const message = `A pull request already exists for pantacor:${BRANCH}.`;
    const detail = { resource: 'PullRequest', code: 'custom', message };
    server.inject({ ...rule('POST pulls', late('Validation Failed', [detail])), times: 9 });
    expect(await failureText(run())).toBe(
      `GitHub says that "${BRANCH}" has a pull request already, and does not list it.\nRun the job again later.`,
    );
  });
});

describe('404, 403 and 409', () => {
  test('a repository that the token does not see', async () => {
    expect(await failureText(run(FILES, sceneOn(server, 'stranger')))).toMatch(
      /^Could not read the commit [0-9a-f]{40} in pantacor\/meta-sample: GitHub does not find it: HTTP 404, "Not Found"\.\n.*needs `contents: read`\.$/,
    );
  });

  test.each(CREATING)('404 of %s', async (write) => {
    server.inject(rule(write, failure(404, 'Not Found')));
    const permission = write === 'POST pulls' ? 'pull-requests: write' : 'contents: write';
    expect(await failureText(run())).toContain(`The token of \`github-token\` needs \`${permission}\`.`);
  });

  test('403: no permission to write contents', async () => {
    expect(await failureText(run(FILES, sceneOn(server, 'no-contents')))).toMatch(
      /^Could not make a commit in .*: access denied: HTTP 403, "Resource not accessible by integration"\.\nThe token of `github-token` needs `contents: write`\. /,
    );
  });

  test('403: no permission to write pull requests', async () => {
    expect(await failureText(run(FILES, sceneOn(server, 'no-pulls')))).toMatch(
      /^Could not create a pull request of .*: access denied: HTTP 403.*\nThe token of `github-token` needs `pull-requests: write`\. /,
    );
    // What was pushed is proposed when the token may.
    expect(await run()).toMatchObject({ request: 'created', pushed: false });
  });

  test('403: Actions may not create pull requests here', async () => {
    server.inject(
      rule('POST pulls', failure(403, 'GitHub Actions is not permitted to create or approve pull requests.')),
    );
    expect(await failureText(run())).toContain(
      'Tick "Allow GitHub Actions to create and approve pull requests" in the settings of the repository',
    );
  });

  test('409: the repository is empty', async () => {
    server.inject({
      path: `${PATH}/git/ref/heads/${BRANCH}`,
      fault: failure(409, 'Git Repository is empty.'),
    });
    expect(await failureText(run())).toBe(
      `Could not read the branch ${BRANCH} ${NONE_OF} HTTP 409, "Git Repository is empty.".\n` +
        'The repository has no commit yet. Push one first.',
    );
  });

  test.each(CREATING)('409 of %s', async (write) => {
    server.inject(rule(write, failure(409, 'Conflict')));
    expect(await failureText(run())).toMatch(
      / in pantacor\/meta-sample: HTTP 409, "Conflict"\.\nSomething else changed the same at that time, or a rule of the repository forbids it\. Run the job again\.$/,
    );
  });

  test('nothing of the token is in a message', async () => {
    server.inject(rule('POST pulls', failure(422, `Bad ${server.token} here`)));
    const text = await failureText(run());
    expect(text).toContain('"Bad *** here"');
    expect(JSON.stringify(scene.said)).not.toContain(server.token);
  });
});
