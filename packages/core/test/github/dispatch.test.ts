import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dispatchTo } from '@pv-actions/core/github/dispatch.ts';
import { lostAnswer } from '@pv-actions/testkit/github/faults.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { failureText, openedOn } from './opened.ts';

let server: GitHubServer;

beforeEach(async () => {
  server = await startGitHub({
    repositories: ['pantacor/meta-sample'],
    tokens: {
      reader: { permissions: { contents: 'read' } },
      stranger: { repositories: ['pantacor/other'] },
    },
  });
});
afterEach(async () => {
  await server.close();
  // What is sent with too many properties is refused by the description too.
  expect(server.violations.filter(({ status }) => status !== 422)).toEqual([]);
});

const PAYLOAD = { tag: '030', note: 'a "quoted" text\nof two lines' };
const ARRIVED = { repository: 'pantacor/meta-sample', eventType: 'docs-release', clientPayload: PAYLOAD };
const COULD_NOT = 'Could not send the dispatch docs-release in pantacor/meta-sample:';

test('arrives as it was given', async () => {
  await dispatchTo(openedOn(server).github, 'docs-release', PAYLOAD);
  expect(server.dispatches).toEqual([ARRIVED]);
});

test('is sent again where the answer is lost', async () => {
  server.inject({ method: 'POST', fault: lostAnswer() });
  const { github, sleeps } = openedOn(server);
  await dispatchTo(github, 'docs-release', PAYLOAD);
  expect(server.dispatches).toEqual([ARRIVED, ARRIVED]);
  expect(sleeps).toEqual([1_000]);
});

test('to a repository that the token does not see', async () => {
  const { github } = openedOn(server, { token: 'stranger' });
  expect(await failureText(dispatchTo(github, 'docs-release', PAYLOAD))).toBe(
    `${COULD_NOT} GitHub does not find it: HTTP 404, "Not Found".\n` +
      'The token of `github-token` cannot see the repository pantacor/meta-sample, or may not write to it: GitHub answers both ' +
      'with 404. Check the name, and give a token of an app or a fine-grained token that has `contents: write` there.',
  );
  expect(server.requests).toHaveLength(1);
});

test('with a token that may only read', async () => {
  const { github } = openedOn(server, { token: 'reader' });
  expect(await failureText(dispatchTo(github, 'docs-release', PAYLOAD))).toBe(
    `${COULD_NOT} access denied: HTTP 403, "Resource not accessible by integration".\n` +
      'The token of `github-token` needs `contents: write`. For the token of the job, put that under `permissions:` of the job; ' +
      'another token must have it itself. In a run for a pull request from a fork, the token of the job can only read.',
  );
  expect(server.dispatches).toEqual([]);
});

test('with more properties than GitHub takes', async () => {
  const payload = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`key${n}`, 'x']));
  const { github } = openedOn(server);
  expect(await failureText(dispatchTo(github, 'docs-release', payload))).toMatch(
    /^Could not send the dispatch docs-release in pantacor\/meta-sample: HTTP 422, "Invalid request.*No more than 10 properties are allowed; 11 were supplied\."\.\nGitHub refused the request\. Its message says why\.$/,
  );
  expect(server.requests).toHaveLength(1);
});
