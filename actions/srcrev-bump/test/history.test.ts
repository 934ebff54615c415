import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { pushToGitHub } from '@pv-actions/testkit/github/mirror.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { openSite, REPOSITORY, type Site } from '../../../test/updates/site.ts';
import { component, componentsJson, recipe } from './recipes.ts';

const LXC = 'recipes-pv/lxc/lxc_git.bb';
const REMOTE = 'pantavisor/lxc';
const COMPARE = /^\/repos\/pantavisor\/lxc\/compare\//;
const COMMITS = 260;

let site: Site;
beforeEach(async () => {
  site = await openSite({ repositories: [REPOSITORY, REMOTE] });
  const remote = await site.remote(REMOTE);
  const commits = chain('c', COMMITS).map((commit) => ({
    ...commit,
    message: `${commit.name}: @octocat\n\nCloses #${commit.name.slice(1)}.\n`,
  }));
  const digests = await remote.grow({ commits, refs: { 'refs/heads/master': `c${COMMITS}` } });
  await remote.git('symbolic-ref', 'HEAD', 'refs/heads/master');
  await pushToGitHub(site.github, REMOTE, remote.folder, 'master');
  await site.commit({
    [LXC]: recipe('lxc', digests.get('c1') ?? ''),
    '.github/components.json': componentsJson(component('lxc')),
  });
}, 120_000);
afterEach(async () => {
  expect(site.github.violations).toEqual([]);
  await site.close();
});

/** What a run tells. Its summary has a link to the comparison only at that server. */
const told = ({ exitCode, outputs }: ActionResult) => ({ exitCode, updates: outputs['updates'] });
const compared = () => site.github.requests.filter(({ path }) => COMPARE.test(path)).length;
const fetched = () => site.http.requests.filter(({ method }) => method === 'POST').length;

test('a log of more than 250 commits is the same by the API and by git', async () => {
  const given = { 'dry-run': 'true', 'max-log-lines': '120' };
  const byApi = await site.run('srcrev-bump', given, { github: { server_url: site.http.url } });
  // The first page has the oldest: its counts, and then the last two.
  expect([compared(), fetched()]).toEqual([3, 1]);
  const byGit = await site.run('srcrev-bump', given);
  expect(compared()).toBe(3);
  expect(fetched()).toBeGreaterThan(2);
  expect(told(byApi)).toEqual(told(byGit));
  const [update, ...others] = JSON.parse(byApi.outputs['updates'] ?? '[]') as Record<string, unknown>[];
  expect(others).toEqual([]);
  const subjects = Array.from({ length: 120 }, (_, at) => `c${COMMITS - at}: @octocat`);
  expect(update).toMatchObject({ name: 'lxc', commits: COMMITS - 1, log: subjects, rewind: false });
});
