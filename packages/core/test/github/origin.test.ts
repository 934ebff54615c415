import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { checkOrigin } from '../../src/github/origin.ts';
import { failureText, type Opened, openedOn } from './opened.ts';

let server: GitHubServer;
let github: Opened['github'];
beforeEach(async () => {
  server = await startGitHub({ repositories: ['pantacor/meta-sample'] });
  github = openedOn(server).github;
});
afterEach(async () => {
  await server.close();
  expect(server.violations).toEqual([]);
});

const refusing = { allowForeign: false, advice: 'Set `allow-foreign`.' };

test.each(['pantacor/meta-sample', 'Pantacor/Meta-Sample'])(
  'a run that built %s is of this repository',
  async (head) => {
    const { id, headSha } = await server.seedRun({ headRepository: head });
    expect(await checkOrigin(github, String(id), refusing)).toMatchObject({ headSha });
  },
);

test.each([
  ['someone/meta-sample', 'someone/meta-sample'],
  [null, 'a fork that was deleted'],
])('a run that built %s is refused unless it is allowed', async (headRepository, shown) => {
  const { id } = await server.seedRun({ headRepository });
  expect(await failureText(checkOrigin(github, String(id), refusing))).toBe(
    `The run http://github/pantacor/meta-sample/actions/runs/${id} built ${shown}, not pantacor/meta-sample.\nSet \`allow-foreign\`.`,
  );
  const run = await checkOrigin(github, String(id), { ...refusing, allowForeign: true });
  expect(run.headRepository).toBe(headRepository ?? undefined);
});

test('a run that is not there is refused in any case', async () => {
  expect(await failureText(checkOrigin(github, '42', { ...refusing, allowForeign: true }))).toMatch(
    /^Could not read the run 42 in pantacor\/meta-sample: /,
  );
});
