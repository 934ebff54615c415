import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, jest, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';

const server = createServer((_request, response) => {
  response
    .writeHead(200, { 'content-type': 'application/json', deprecation: 'true', sunset: '##[add-mask]a' })
    .end('{}');
});
afterAll(() => void server.close());

test('what octokit says of an answer is foreign text of the log', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = keptLog();
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
  const { octokit } = openGitHub(
    { apiUrl, token: 'ghs_x', tokenInput: 'github-token', repository: 'a/b' },
    { clock: systemClock, log },
  );
  await octokit.rest.repos.get({ owner: 'a', repo: 'b' });
  expect(warn).not.toHaveBeenCalled();
  expect(log.said).toEqual([
    { level: 'foreign', text: expect.stringMatching(/is deprecated.* on ##\[add-mask\]a$/) },
  ]);
});
