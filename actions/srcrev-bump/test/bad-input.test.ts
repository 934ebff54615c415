import { spawnSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openSite, type Site } from '../../../test/updates/site.ts';
import { component, componentsJson, makeRemote, type Remote, recipe } from './recipes.ts';

const LXC = 'recipes-pv/lxc/lxc_git.bb';
const LIST = '.github/components.json';

let site: Site;
let lxc: Remote;
beforeEach(async () => {
  site = await openSite({
    tokens: { reader: { permissions: { contents: 'read' } }, pusher: { permissions: { contents: 'write' } } },
  });
  lxc = await makeRemote(site, 'lxc', 1);
  await site.commit({ [LXC]: recipe('lxc', lxc.old), [LIST]: componentsJson(component('lxc')) });
});
afterEach(async () => {
  await site.close();
  expect(site.github.violations).toEqual([]);
});

/** Runs the stage, which is to fail before it asks anybody, and to say this. */
async function refuses(texts: readonly string[], inputs: Readonly<Record<string, string>> = {}) {
  const done = await site.run('srcrev-bump', inputs);
  expect(done.exitCode).toBe(1);
  for (const text of texts) expect(done.log).toContain(text);
  expect(done.log).not.toContain('    at ');
  expect(site.http.requests).toEqual([]);
  expect(site.written()).toEqual([]);
  expect(done.outputs).toMatchObject({ changed: 'false', updates: '[]' });
}

test.each([
  ['a list that is no JSON', '[{]', [LIST]],
  [
    'a list that lacks a key',
    componentsJson({ name: 'lxc', recipe_glob: 'x.bb' }),
    [LIST, '[0].branch: It is missing.'],
  ],
  [
    'a glob that leaves the repository',
    componentsJson(component('lxc', { recipe_glob: '../x/*.bb' })),
    ['[0].recipe_glob: A path has a part'],
  ],
  [
    'an organisation that is a path',
    componentsJson(component('lxc', { repo_org: '../x' })),
    ['[0].repo_org: '],
  ],
])('%s is refused', async (_title, text, said) => {
  await writeFile(join(site.layer, LIST), text);
  await refuses(said);
});

test('a list that is not there is told, with the places where it was looked for', async () => {
  await rm(join(site.layer, LIST));
  await refuses([
    'There is no list of components: .github/components.json and .github/scripts/components.json do not exist',
  ]);
  await refuses(['There is no list of components: other.json does not exist'], { components: 'other.json' });
});

test('the list beside the scripts is taken where there is no other', async () => {
  await rm(join(site.layer, LIST));
  await site.commit({ '.github/scripts/components.json': componentsJson(component('lxc')) });
  expect((await site.run('srcrev-bump', { 'dry-run': 'true' })).exitCode).toBe(0);
});

test.each([
  ['a link out of the repository', 'is a link that leaves the folder'],
  ['a pipe', 'is not a regular file'],
])('a list that is %s is not read', async (what, problem) => {
  await rm(join(site.layer, LIST));
  await writeFile(join(site.folder, 'secret'), 'root:$6$a-password');
  if (what === 'a pipe') spawnSync('mkfifo', [join(site.layer, LIST)]);
  else await symlink(join(site.folder, 'secret'), join(site.layer, LIST));
  await refuses([`The list of components, "${LIST}", ${problem}.`]);
});

test('a list that is no JSON shows nothing of it', async () => {
  await writeFile(join(site.layer, LIST), '[a-password]');
  const done = await site.run('srcrev-bump');
  expect(done.log).toContain(`${LIST} is not JSON: Unexpected text at position 1 (line 1 column 2)`);
  expect(done.log).not.toContain('a-password');
});

test('a recipe of 5 MiB is an error of its component', async () => {
  await writeFile(join(site.layer, LXC), ''.padEnd(5 * 1024 * 1024));
  const done = await site.run('srcrev-bump');
  expect(done.log).toContain(`lxc: the recipe "${LXC}" has 5 MiB, and at most 1 MiB are read.`);
});

test('a name that the list does not have is refused, with near names', async () => {
  await refuses(
    ['Input "only" names what .github/components.json does not have: "lcx".', 'Its components are: lxc.'],
    {
      only: 'lcx',
    },
  );
});

test('a recipe that is a link out of the repository is an error of its component', async () => {
  await writeFile(join(site.folder, 'outside.bb'), recipe('lxc', lxc.old));
  await rm(join(site.layer, LXC));
  await symlink(join(site.folder, 'outside.bb'), join(site.layer, LXC));
  const done = await site.run('srcrev-bump', { 'pull-request': 'false' });
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain(`lxc: the recipe "${LXC}" is a link out of the repository.`);
});

test('a repository name that would leave its organisation is an error of its component', async () => {
  await site.commit({ [LXC]: recipe('..', lxc.old) });
  const done = await site.run('srcrev-bump');
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain('lxc');
  expect(done.log).toContain('..');
  expect(site.http.requests).toEqual([]);
});

test('a glob that nothing matches is an error of its component', async () => {
  await site.commit({ [LIST]: componentsJson(component('lxc', { recipe_glob: 'recipes/none*.bb' })) });
  const done = await site.run('srcrev-bump');
  expect(done.log).toContain('lxc: no recipe matches "recipes/none*.bb".');
});

test('a recipe that is not as the commit has it is refused', async () => {
  await writeFile(join(site.layer, LXC), `${recipe('lxc', lxc.old)}# more\n`);
  const done = await site.run('srcrev-bump');
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain(`These files are not as the commit that is checked out has them: ${LXC}.`);
  expect(site.written()).toEqual([]);
});

test('a folder without a repository is refused, where a request is to be made', async () => {
  const alone = join(site.folder, 'alone');
  await mkdir(join(alone, '.github'), { recursive: true });
  await writeFile(join(alone, LIST), componentsJson(component('lxc')));
  await refuses(['is not in a git repository with a commit', 'Run actions/checkout before this step.'], {
    'working-directory': alone,
  });
});

test.each([
  ['reader', '`contents: write`'],
  ['pusher', '`pull-requests: write`'],
])('a token that lacks a permission (%s) is told which', async (token, permission) => {
  const done = await site.run('srcrev-bump', { 'github-token': token });
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain(`needs ${permission}`);
  expect(done.log).not.toContain('    at ');
});

test('all inputs that are wrong are told at once', async () => {
  await refuses(
    [
      'Input "base" is "a..b".',
      'Input "git-base-url" is "ftp://x".',
      'Input "max-log-lines" is "many".',
      'Input "reviewers" is "@octocat".',
    ],
    { base: 'a..b', 'git-base-url': 'ftp://x', 'max-log-lines': 'many', reviewers: '@octocat' },
  );
});
