import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  badGateway,
  type Fault,
  failure,
  lostAnswer,
  reset,
  secondaryRateLimit,
  tooManyRequests,
} from '@pv-actions/testkit/github/faults.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';
import { failureText, NOW, type Opened, openedOn, PATH } from './opened.ts';

let server: GitHubServer;
let opened: Opened;

beforeEach(async () => {
  server = await startGitHub({ repositories: ['pantacor/meta-sample'] });
  opened = openedOn(server);
});
afterEach(() => server.close());

const READ = { doing: 'read the repository', permission: 'metadata: read' };

function read({ github }: Opened = opened) {
  return github.explained(READ, () => github.octokit.rest.repos.get(github.repo));
}
const statuses = () => server.requests.map(({ status }) => status);

function primaryLimit(seconds: number): Fault {
  return failure(403, 'API rate limit exceeded for installation ID 1.', {
    'x-ratelimit-limit': '1000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(NOW.getTime() / 1000 + seconds),
  });
}

describe('A transient fault', () => {
  test.each<[string, Fault, number | string, number]>([
    ['500', failure(500, 'Server Error'), 500, 1_000],
    ['502 with a page', badGateway(), 502, 1_000],
    ['429', tooManyRequests(3), 429, 3_000],
    ['a secondary rate limit', secondaryRateLimit(4), 403, 4_000],
    ['a primary rate limit', primaryLimit(3), 403, 4_000],
    ['a reset', reset(), 'reset', 1_000],
    ['JSON that is cut off', { answer: cutOff('{"id":1,"na') }, 200, 1_000],
    ['JSON of which nothing came', { answer: cutOff('') }, 200, 1_000],
  ])('is overcome: %s', async (_title, fault, status, wait) => {
    server.inject({ path: PATH, fault });
    expect((await read()).data.full_name).toBe('pantacor/meta-sample');
    expect(statuses()).toEqual([status, 200]);
    expect(opened.sleeps).toEqual([wait]);
    expect(opened.lines).toEqual([]);
    expect(server.violations).toEqual([]);
  });

  test('is met six times, with longer and longer waits', async () => {
    server.inject({ path: PATH, times: 9, fault: badGateway() });
    expect(await failureText(read())).toBe(
      'Could not read the repository in pantacor/meta-sample: HTTP 502, after 6 attempts.\n' +
        'GitHub has a fault. Run the job again later.',
    );
    expect(statuses()).toEqual([502, 502, 502, 502, 502, 502]);
    expect(opened.sleeps).toEqual([1_000, 2_000, 4_000, 8_000, 15_000]);
    expect(opened.lines).toEqual([
      'Waiting 8 s for GitHub, which answered with HTTP 502.',
      'Waiting 15 s for GitHub, which answered with HTTP 502.',
      'Waiting for GitHub, which answered with HTTP 502, another 5 s.',
    ]);
  });

  test('of one page of a list is overcome, and the list is whole', async () => {
    const { id } = await server.seedRun();
    server.seedJobs(
      id,
      Array.from({ length: 150 }, (_, n) => ({ name: `job ${n}` })),
    );
    const { github } = opened;
    server.inject({ path: `${PATH}/actions/runs/${id}/jobs`, after: 1, fault: { answer: cutOff('') } });
    const jobs = await github.octokit.paginate(github.octokit.rest.actions.listJobsForWorkflowRun, {
      ...github.repo,
      run_id: id,
      per_page: 100,
    });
    expect(jobs).toHaveLength(150);
    expect(server.requests.map(({ query }) => query['page'])).toEqual([undefined, '2', '2']);
    expect(server.violations).toEqual([]);
  });

  test('of a server that stops in the middle of its answer is overcome', async () => {
    const proxy = await startFaultProxy(server.url);
    try {
      let count = 0;
      proxy.setRule(() => {
        count += 1;
        return count === 1 ? { kind: 'truncate', bytes: 20 } : undefined;
      });
      const through = openedOn({ url: proxy.endpoint, token: server.token });
      expect((await read(through)).data.full_name).toBe('pantacor/meta-sample');
      expect(through.sleeps).toEqual([1_000]);
    } finally {
      await proxy.close();
    }
  });

  test('of a server that never answers ends each request at its limit', async () => {
    const proxy = await startFaultProxy(server.url);
    try {
      proxy.setRule(() => ({ kind: 'stall' }));
      const through = openedOn({ url: proxy.endpoint, token: server.token }, { requestLimitMs: 20 });
      expect(await failureText(read(through))).toBe(
        'Could not read the repository in pantacor/meta-sample: http://github did not answer in time, after 6 attempts.\n' +
          'Check that the runner may connect to it, and run the job again.',
      );
      expect(through.lines[0]).toBe('Waiting 8 s for GitHub, which did not answer.');
      expect(server.requests).toEqual([]);
    } finally {
      await proxy.close();
    }
  });
});

describe('A long wait', () => {
  test('is told, and every 10 s again', async () => {
    server.inject({ path: PATH, fault: secondaryRateLimit(35) });
    await read();
    expect(opened.sleeps).toEqual([35_000]);
    expect(opened.lines).toEqual([
      "Waiting 35 s for GitHub's rate limit.",
      "Waiting for GitHub's rate limit, another 25 s.",
      "Waiting for GitHub's rate limit, another 15 s.",
      "Waiting for GitHub's rate limit, another 5 s.",
    ]);
  });

  test('is measured from the time of each fault', async () => {
    server.inject({ path: PATH, times: 2, fault: primaryLimit(99) });
    await read();
    // The clock has moved past the reset when the second comes.
    expect(opened.sleeps).toEqual([100_000, 2_000]);
  });

  test('of more than 10 minutes is not begun', async () => {
    server.inject({ path: PATH, fault: primaryLimit(1800) });
    expect(await failureText(read())).toBe(
      'Could not read the repository in pantacor/meta-sample: the rate limit of the token is used up: ' +
        'HTTP 403, "API rate limit exceeded for installation ID 1.".\n' +
        'Run the job again after 2026-03-01T12:30:01Z, or give `github-token` a token that nothing else uses.',
    );
    expect(statuses()).toEqual([403]);
    expect(opened.sleeps).toEqual([]);
  });
});

describe('A request is sent once', () => {
  test.each([401, 403, 404, 409, 410, 422, 501])('where GitHub answers %d', async (status) => {
    server.inject({ path: PATH, fault: failure(status, 'No') });
    expect(await failureText(read())).not.toContain('attempts');
    expect(statuses()).toEqual([status]);
    expect(opened.sleeps).toEqual([]);
  });

  test('where it has a signal of its own', async () => {
    const { github, sleeps } = opened;
    server.inject({ path: PATH, fault: failure(500, 'Server Error') });
    const { signal } = new AbortController();
    const once = github.explained(READ, () =>
      github.octokit.rest.repos.get({ ...github.repo, request: { signal } }),
    );
    expect(await failureText(once)).toBe(
      'Could not read the repository in pantacor/meta-sample: HTTP 500, "Server Error".\n' +
        'GitHub has a fault. Run the job again later.',
    );
    expect(statuses()).toEqual([500]);
    expect(sleeps).toEqual([]);
  });

  test('where its own signal ends it', async () => {
    const { github } = opened;
    const signal = AbortSignal.abort(new DOMException('nothing moved in time', 'TimeoutError'));
    const ended = github.explained(READ, () =>
      github.octokit.rest.repos.get({ ...github.repo, request: { signal } }),
    );
    expect(await failureText(ended)).toBe(
      'Could not read the repository in pantacor/meta-sample: http://github did not answer (nothing moved in time).\n' +
        'Check that the runner may connect to it, and run the job again.',
    );
  });
});

describe('A pause', () => {
  test('waits for what a request failed with, also as a UserError shows it', async () => {
    const { github, sleeps } = opened;
    server.inject({ path: PATH, fault: tooManyRequests(9) });
    const { signal } = new AbortController();
    const thrown = await github
      .explained(READ, () => github.octokit.rest.repos.get({ ...github.repo, request: { signal } }))
      .catch((error: unknown) => error);
    expect(await github.pause(thrown, 1)).toBe(true);
    expect(await github.pause(thrown, 6)).toBe(false);
    expect(sleeps).toEqual([9_000]);
  });

  test.each([new TypeError('a defect'), undefined, null])('is not worth it for %s', async (thrown) => {
    expect(await opened.github.pause(thrown, 1)).toBe(false);
    expect(opened.sleeps).toEqual([]);
  });
});

describe('found', () => {
  test('is undefined for 404 only', async () => {
    const { github } = opened;
    const find = () => github.found(READ, () => github.octokit.rest.repos.get(github.repo));
    server.inject({ path: PATH, fault: failure(404, 'Not Found') });
    expect(await find()).toBeUndefined();
    server.inject({ path: PATH, fault: failure(410, 'Gone') });
    expect(await failureText(find())).toContain('HTTP 410, "Gone"');
    expect((await find())?.status).toBe(200);
  });

  test('leaves alone what GitHub did not cause', async () => {
    const defect = new TypeError('a defect');
    await expect(opened.github.found(READ, () => Promise.reject(defect))).rejects.toBe(defect);
  });
});

test('A request that changes something and loses its answer is sent again', async () => {
  const { github, sleeps } = opened;
  server.inject({ method: 'POST', fault: lostAnswer() });
  await github.octokit.rest.issues.create({ ...github.repo, title: 'Broken' });
  expect(statuses()).toEqual(['reset', 201]);
  expect(sleeps).toEqual([1_000]);
  expect(server.violations).toEqual([]);
});

/** An answer of 200 whose JSON ends too early. */
function cutOff(text: string) {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status: 200, headers, body: Buffer.from(text) };
}
