import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { draftReleases } from '@pv-actions/core/github/releases.ts';
import {
  endless,
  type HttpServer,
  jsonAnswer,
  type Received,
  serveHttp,
} from '@pv-actions/testkit/github/http.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { failureText, openedOn, PATH } from './opened.ts';

const READ = { doing: 'read the repository', permission: 'metadata: read' };
const LIMITS = { githubAnswerBytes: 2 ** 20, githubPages: 5 };
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

let server: GitHubServer;
let other: HttpServer;
let received: Received[];
beforeEach(async () => {
  received = [];
  server = await startGitHub({ repositories: ['pantacor/meta-sample'] });
  other = await serveHttp(async (request) => {
    received.push(request);
    return jsonAnswer(200, []);
  });
});
afterEach(async () => {
  await other.close();
  await server.close();
});

function opened() {
  return openedOn(server, { limits: LIMITS });
}

function read({ github } = opened()) {
  return github.explained(READ, () => github.octokit.rest.repos.get(github.repo));
}

describe('The token', () => {
  test('is not sent where the next page of a list is said to be', async () => {
    const link = `<${other.url}${PATH}/releases?page=2>; rel="next"`;
    server.inject({ path: `${PATH}/releases`, fault: { answer: jsonAnswer(200, [], { link }) } });
    const { github, sleeps } = opened();
    expect(await failureText(draftReleases(github, '030'))).toBe(
      'GitHub at http://github leads to "http://github", which is another server.\n' +
        'The token was not sent there. Check GITHUB_API_URL of the runner, and what is between the runner and GitHub.',
    );
    expect(received).toEqual([]);
    expect(sleeps).toEqual([]);
  });

  test('is not sent where a redirect leads', async () => {
    const location = `${other.url}/elsewhere`;
    server.inject({ path: PATH, fault: { answer: { status: 302, headers: { location } } } });
    await read();
    expect(received.map(({ url, headers }) => [url.pathname, headers['authorization']])).toEqual([
      ['/elsewhere', undefined],
    ]);
    expect(server.requests.map(({ headers }) => headers['authorization'])).toEqual([`token ${server.token}`]);
  });
});

test('An endless list ends', async () => {
  const link = `<${server.url}${PATH}/releases?page=2>; rel="next"`;
  const answer = jsonAnswer(200, [], { link });
  const rule = server.inject({ path: `${PATH}/releases`, times: 100, fault: { answer } });
  expect(await failureText(draftReleases(opened().github, '030'))).toBe(
    'The lists of http://github go on after 5 pages, which no list of GitHub does.\n' +
      'Check GITHUB_API_URL of the runner, and what is between the runner and GitHub.',
  );
  expect(rule.hits).toBe(5);
});

test.each([200, 403, 500])('An endless answer of HTTP %d ends', async (status) => {
  const stream = endless(Buffer.alloc(2 ** 16, ' '));
  server.inject({ path: PATH, fault: { answer: { status, headers: JSON_TYPE, stream } } });
  expect(await failureText(read())).toBe(
    `The answer of "http://github${PATH}" has more than 1 MiB, which no answer of GitHub has.\n` +
      'Check GITHUB_API_URL of the runner, and what is between the runner and GitHub.',
  );
  expect(server.requests).toHaveLength(1);
});
