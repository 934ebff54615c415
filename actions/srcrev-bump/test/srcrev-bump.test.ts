import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openPulls, openSite, type Site } from '../../../test/updates/site.ts';
import { component, componentsJson, makeRemote, type Remote, recipe } from './recipes.ts';

const BRANCH = 'auto-update/components';
const LXC = 'recipes-pv/lxc/lxc_git.bb';
const THTTP = 'recipes-pv/thttp/thttp_git.bb';

let site: Site;
let [lxc, thttp]: Remote[] = [];
beforeEach(async () => {
  site = await openSite({ logins: ['octocat'] });
  lxc = await makeRemote(site, 'lxc', 2);
  thttp = await makeRemote(site, 'thttp', 0);
  await site.commit({
    [LXC]: recipe('lxc', lxc.old),
    [THTTP]: recipe('thttp', thttp.old),
    '.github/components.json': componentsJson(component('lxc'), component('thttp')),
  });
});
afterEach(async () => {
  await site.close();
  expect(site.github.violations).toEqual([]);
});

describe('one pull request', () => {
  test('has the new revisions and nothing else, and tells the log', async () => {
    const inputs = { labels: 'dependencies', reviewers: 'octocat' };
    const done = await site.run('srcrev-bump', inputs, { inProcess: false });
    expect(done.log).not.toContain('::error');
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [LXC]: recipe('lxc', lxc?.head ?? '') });
    expect((await site.read(LXC)).toString()).toBe(recipe('lxc', lxc?.old ?? ''));
    const [pull, ...others] = await openPulls(site);
    expect(others).toEqual([]);
    expect(pull).toMatchObject({
      title: 'srcrev-bump: update lxc',
      labels: [{ name: 'dependencies' }],
      requested_reviewers: [{ login: 'octocat' }],
      head: { ref: BRANCH },
      base: { ref: 'main' },
    });
    expect(pull?.['body']).toContain('\n- <code>');
    expect(pull?.['body']).toContain('</code> c3\n- <code>');
    expect(done.outputs).toMatchObject({
      changed: 'true',
      'pull-request-number': String(pull?.['number']),
      'pull-request-url': pull?.['html_url'],
      branch: BRANCH,
    });
    expect(JSON.parse(done.outputs['updates'] ?? '')).toEqual([
      {
        name: 'lxc',
        recipe: LXC,
        old: lxc?.old,
        new: lxc?.head,
        commits: 2,
        log: ['c3', 'c2'],
        rewind: false,
      },
    ]);
    expect(done.log).toContain(
      'The pull request was made with the token of the job, so it triggers no workflow',
    );
    expect(done.summary).toContain('### srcrev-bump: 1 component to update, 1 at the head of its branch.');
  });

  test('is left alone by a run that finds the same', async () => {
    await site.run('srcrev-bump');
    site.written();
    const again = await site.run('srcrev-bump');
    expect(again.exitCode).toBe(0);
    expect(site.written()).toEqual([]);
    expect(again.outputs['changed']).toBe('false');
    expect(again.log).toContain(`of the branch ${BRANCH} has just this change already.`);
  });

  test('is closed with a comment when nothing is left', async () => {
    await site.run('srcrev-bump');
    await site.commit({ [LXC]: recipe('lxc', lxc?.head ?? '') });
    const done = await site.run('srcrev-bump');
    expect(done.exitCode).toBe(0);
    expect(await openPulls(site)).toEqual([]);
    expect(await site.changedAt(BRANCH)).toBeUndefined();
    expect(done.outputs).toMatchObject({ changed: 'true', updates: '[]', 'message-file': '' });
  });

  test('is not made in a dry run', async () => {
    const done = await site.run('srcrev-bump', { 'dry-run': 'true' });
    expect(done.exitCode).toBe(0);
    expect(site.written()).toEqual([]);
    expect(done.log).toContain(`Dry run: A pull request would be opened from the branch ${BRANCH}.`);
    expect(done.outputs['changed']).toBe('false');
  });
});

test('without a pull request the changes are left in the work tree, and no token is needed', async () => {
  const done = await site.run('srcrev-bump', { 'pull-request': 'false', 'github-token': '' });
  expect(done.exitCode).toBe(0);
  expect((await site.read(LXC)).toString()).toBe(recipe('lxc', lxc?.head ?? ''));
  expect((await site.read(THTTP)).toString()).toBe(recipe('thttp', thttp?.old ?? ''));
  expect(site.github.requests).toEqual([]);
  expect(done.outputs).toMatchObject({ changed: 'true', 'pull-request-number': '', branch: '' });
});
