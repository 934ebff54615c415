import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { errorOf } from '@pv-actions/testkit/harness/annotations.ts';
import { trapRepository } from '@pv-actions/testkit/harness/trapped-repository.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { openSite, type Site } from '../../../test/updates/site.ts';
import { commitLxc, makeRemote } from './recipes.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
  await commitLxc(site, await makeRemote(site, 'lxc', 2));
});
afterAll(() => site.close());

test('a layer whose git settings name programs is brought up to date, and none of them runs', async () => {
  const trapped = await trapRepository(join(site.layer, '.git'), join(site.folder, 'marks'));
  const result = await site.run('srcrev-bump');
  expect(errorOf(result)).toBe('');
  expect(result.outputs['changed']).toBe('true');
  expect(await trapped.sprung()).toEqual([]);

  await trapped.lose((await git(site.layer, 'rev-parse', 'HEAD:recipes-pv')).trim());
  const lacking = await site.run('srcrev-bump');
  expect(errorOf(lacking)).toContain('git could not list the files of');
  expect(await trapped.sprung()).toEqual([]);
});
