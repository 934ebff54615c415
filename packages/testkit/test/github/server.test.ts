import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  badGateway,
  failure,
  lostAnswer,
  reset,
  secondaryRateLimit,
  tooManyRequests,
} from '@pv-actions/testkit/github/faults.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';

const repo = { owner: 'pantacor', repo: 'meta-sample' };
const path = '/repos/pantacor/meta-sample';

let github: GitHubServer;

beforeEach(async () => {
  github = await startGitHub({
    repositories: ['pantacor/meta-sample'],
    privateRepositories: ['pantacor/secret'],
    tokens: {
      reader: { permissions: { contents: 'read', pull_requests: 'write' } },
      maintainer: { login: 'maintainer' },
    },
  });
});

afterEach(async () => {
  await github.close();
});

const client = (token: string) => getOctokit(token, { baseUrl: github.url }).rest;

describe('access', () => {
  test('an unknown token is refused, also for reading', async () => {
    await expect(client('stranger').repos.get(repo)).rejects.toMatchObject({
      status: 401,
      response: { data: { message: 'Bad credentials', status: '401' } },
    });
    expect(github.violations).toEqual([]);
  });

  test('a missing permission is named', async () => {
    const rest = client('reader');
    await expect(
      rest.repos.createDispatchEvent({ ...repo, event_type: 'docs-release' }),
    ).rejects.toMatchObject({
      status: 403,
      response: {
        data: { message: 'Resource not accessible by integration' },
        headers: { 'x-accepted-github-permissions': 'contents=write' },
      },
    });
    expect(github.dispatches).toEqual([]);
    await rest.repos.get(repo);
    await rest.git.getRef({ ...repo, ref: 'heads/main' });
    expect(github.violations).toEqual([]);
  });

  test('without a token, public things can be read and nothing changed', async () => {
    expect((await fetch(`${github.url}${path}`)).status).toBe(200);
    expect((await fetch(`${github.url}/repos/pantacor/secret`)).status).toBe(404);
    const headers = { 'content-type': 'application/json' };
    const dispatch = { method: 'POST', headers, body: '{"event_type":"x"}' };
    expect((await fetch(`${github.url}${path}/dispatches`, dispatch)).status).toBe(401);
    expect(github.dispatches).toEqual([]);
  });

  test('a login of its own acts under its name', async () => {
    const { data } = await client('maintainer').issues.create({ ...repo, title: 'Broken' });
    expect(data.user?.login).toBe('maintainer');
    expect((await client('maintainer').users.getAuthenticated()).data.login).toBe('maintainer');
    expect(github.violations).toEqual([]);
  });
});

describe('the record', () => {
  test('holds each request and its status', async () => {
    await client(github.token).git.getRef({ ...repo, ref: 'heads/main' });
    await client(github.token).repos.createDispatchEvent({ ...repo, event_type: 'x' });
    expect(github.requests).toMatchObject([
      { method: 'GET', path: `${path}/git/ref/heads/main`, status: 200 },
      { method: 'POST', path: `${path}/dispatches`, body: { event_type: 'x' }, status: 204 },
    ]);
    expect(github.requests[0]?.headers['authorization']).toBe(`token ${github.token}`);
  });
});

describe('faults', () => {
  const get = () => fetch(`${github.url}${path}`);

  test('hit as often as they say, and where they say', async () => {
    const rule = github.inject({ method: 'GET', path, after: 1, times: 2, fault: tooManyRequests(7) });
    const answers = [await get(), await get(), await get(), await get()];
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('7');
    expect(rule.hits).toBe(2);
    expect(github.requests.map(({ status }) => status)).toEqual([200, 429, 429, 200]);
    expect(github.violations).toEqual([]);
  });

  test('look as GitHub and its edge send them', async () => {
    github.inject({ path: /^\/repos\//, fault: secondaryRateLimit(60) });
    const limited = await get();
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([403, '60']);
    expect(await limited.json()).toMatchObject({ message: expect.stringContaining('secondary rate limit') });
    github.inject({ fault: badGateway() });
    const gateway = await get();
    expect([gateway.status, gateway.headers.get('content-type')]).toEqual([502, 'text/html']);
    github.inject({ fault: failure(500, 'Server Error') });
    expect(await (await get()).json()).toMatchObject({ message: 'Server Error', status: '500' });
    github.inject({ fault: reset() });
    await expect(get()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect((await get()).status).toBe(200);
  });

  test('a lost answer leaves what it did', async () => {
    github.inject({ method: 'POST', fault: lostAnswer() });
    const headers = { authorization: `Bearer ${github.token}`, 'content-type': 'application/json' };
    const dispatch = { method: 'POST', headers, body: '{"event_type":"x"}' };
    await expect(fetch(`${github.url}${path}/dispatches`, dispatch)).rejects.toThrow();
    expect(github.dispatches).toHaveLength(1);
  });
});

describe('violations', () => {
  test.each([
    ['GET', '/repos/pantacor/meta-sample/nonsense', undefined, 'there is no such operation'],
    ['GET', '/repos/pantacor/meta-sample/releases?per-page=100', undefined, /^query .*\(per-page\)$/],
    [
      'GET',
      '/repos/pantacor/meta-sample/releases?per_page=many',
      undefined,
      /^query\/per_page must be integer$/,
    ],
    ['GET', '/repos/pantacor/meta-sample/actions/runs/x', undefined, /^path\/run_id must be integer$/],
    [
      'POST',
      '/repos/pantacor/meta-sample/dispatches',
      { event: 'x' },
      /^body must have required property 'event_type'$/,
    ],
    ['POST', '/repos/pantacor/meta-sample/issues', { title: 'x', lables: [] }, /^body .*\(lables\)$/],
    ['POST', '/repos/pantacor/meta-sample/git/refs', undefined, 'body is missing or not JSON'],
  ])('%s %s is noted', async (method, target, body, fault) => {
    await fetch(`${github.url}${target}`, {
      method,
      headers: { authorization: `Bearer ${github.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(github.violations.map(({ of }) => of)).toEqual(['request']);
    expect(github.violations[0]?.faults.map((text) => text.replace(/ +/g, ' '))).toContainEqual(
      typeof fault === 'string' ? fault : expect.stringMatching(fault),
    );
  });
});
