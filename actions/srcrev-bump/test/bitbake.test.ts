import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { openSite, type Site } from '../../../test/updates/site.ts';
import { component, componentsJson, LIST, makeRemote, type Remote, recipe } from './recipes.ts';

const BRANCH = 'auto-update/components';
const LEFT = { 'pull-request': 'false' };

let site: Site;
let lxc: Remote;
beforeEach(async () => {
  site = await openSite();
  lxc = await makeRemote(site, 'lxc', 2);
});
afterEach(async () => {
  await site.close();
  expect(site.github.violations).toEqual([]);
});

const uri = (more = '') => `git://github.com/pantavisor/lxc;protocol=https;branch=master${more}`;
const digestOf = (name: string) => lxc.digests.get(name) ?? '';
const textOf = async (path: string) => (await site.read(path)).toString();
/** What `commit` was given, with the head where the first commit was. */
const moved = (text: string) => text.replaceAll(lxc.old, lxc.head);

describe('what a recipe includes', () => {
  const INC = 'recipes-pv/lxc/lxc.inc';
  const BB = 'recipes-pv/lxc/lxc_1.bb';
  const inc = `BR ?= "master"\r\nSRC_URI = "${uri().replace('branch=master', `branch=\${BR}`)}"\r\n`;

  test('is read, and the revision changed where it stands', async () => {
    const text = `require \${BPN}.inc\nSRCREV = "${lxc.old}"\n`;
    const followed = {
      'recipes-pv/two/two.inc': inc,
      'recipes-pv/two/two_1.bb': 'require two.inc\nSRCREV = "AUTOINC"\n',
    };
    const list = componentsJson(component('lxc'), component('two'));
    await site.commit({ [INC]: inc, [BB]: text, ...followed, [LIST]: list });
    const done = await site.run('srcrev-bump');
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [BB]: moved(text) });
    expect(JSON.parse(done.outputs['updates'] ?? '')).toMatchObject([{ name: 'lxc', recipe: BB }]);
  });

  test('is changed once where several recipes share it, also one of another layer', async () => {
    const shared = 'meta-b/inc/pins.inc';
    const pins = `${inc}SRCREV = "${lxc.old}"\r\n`;
    await site.commit({
      'meta-b/conf/layer.conf': '',
      [shared]: pins,
      'recipes-pv/lxc/lxc_1.bb': 'require inc/pins.inc\n',
      'recipes-pv/lxc/lxc_2.bb': 'require inc/pins.inc\n# 2\n',
      [LIST]: componentsJson(component('lxc')),
    });
    const done = await site.run('srcrev-bump');
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [shared]: moved(pins) });
    const said = JSON.parse(done.outputs['updates'] ?? '');
    expect(said).toMatchObject([{ recipe: shared, old: lxc.old, new: lxc.head, commits: 2 }]);
  });

  test('has the name of the recipes that include it', async () => {
    const named = `SRC_URI = "git://github.com/pantavisor/\${BPN};branch=master"\nSRCREV:pn-lxc = "${lxc.old}"\n`;
    await site.commit({
      [INC]: named,
      'recipes-pv/lxc/lxc_1.bb': 'require lxc.inc\n',
      'recipes-pv/lxc/lxc_2.bb': 'require lxc.inc\n',
      'recipes-pv/lxc/other_2.bb': '',
      [LIST]: componentsJson(component('x', { recipe_glob: INC })),
    });
    const done = await site.run('srcrev-bump', LEFT);
    expect(done.exitCode).toBe(0);
    expect(await textOf(INC)).toBe(moved(named));
  });

  test('is a recipe that a file is appended to', async () => {
    const APPEND = 'meta-b/recipes-pv/lxc/lxc_%.bbappend';
    const text = `SRCREV = "${lxc.old}"\n`;
    await site.commit({
      [BB]: `require \${BPN}.inc\nSRCREV = "${'1'.repeat(40)}"\n`,
      [INC]: inc,
      'meta-b/conf/layer.conf': '',
      [APPEND]: text,
      [LIST]: componentsJson(component('lxc', { recipe_glob: APPEND })),
    });
    const done = await site.run('srcrev-bump', LEFT);
    expect(done.exitCode).toBe(0);
    expect(await textOf(APPEND)).toBe(moved(text));
    expect(await textOf(BB)).toContain('1'.repeat(40));
  });

  test('is not of two components at once', async () => {
    await site.commit({
      'recipes-pv/a.inc': `${inc}SRCREV = "${lxc.old}"\n`,
      'recipes-pv/lxc/lxc_1.bb': 'require ../a.inc\n',
      'recipes-pv/two/two_1.bb': 'require ../a.inc\n',
      [LIST]: componentsJson(component('lxc'), component('two')),
    });
    const done = await site.run('srcrev-bump', LEFT);
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain(
      'two: recipes-pv/two/two_1.bb has one revision for this component and for lxc.',
    );
  });

  test('stays in the repository, and is none of a repository in it', async () => {
    await writeFile(join(site.folder, 'outside.inc'), `${inc}SRCREV = "${lxc.old}"\n`);
    await mkdir(dirname(join(site.layer, INC)), { recursive: true });
    await symlink('../../../outside.inc', join(site.layer, INC));
    await site.commit({
      [BB]: 'require lxc.inc\n',
      'recipes-pv/up/up_1.bb': 'require ../../../outside.inc\n',
      'recipes-pv/in/in_1.bb': 'require inc/x.inc\n',
      [LIST]: componentsJson(component('lxc', { recipe_glob: BB }), component('up'), component('in')),
    });
    await mkdir(join(site.layer, 'other/conf'), { recursive: true });
    await mkdir(join(site.layer, 'other/inc'));
    await git(join(site.layer, 'other'), 'init', '--quiet', '--template=');
    await writeFile(join(site.layer, 'other/conf/layer.conf'), '');
    await writeFile(join(site.layer, 'other/inc/x.inc'), `${inc}SRCREV = "${lxc.old}"\n`);
    const done = await site.run('srcrev-bump', LEFT);
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain(`lxc: ${BB}: What it includes, "${INC}", is a link out of the repository.`);
    for (const [name, file] of [
      ['up', '../../../outside.inc'],
      ['in', 'inc/x.inc'],
    ]) {
      expect(done.log).toContain(
        `${name}: recipes-pv/${name}/${name}_1.bb pins no revision: it has no git URI. It requires "${file}", which this repository does not have.`,
      );
    }
  });
});

test('a machine has a component of its own, and a configuration file another', async () => {
  const board = await makeRemote(site, 'board', 1);
  const BB = 'recipes-pv/lxc/lxc_git.bb';
  const CONF = 'conf/distro/pins.conf';
  const text = (one: string, two: string) =>
    `SRC_URI = "${uri()}"\nSRC_URI:star64 = "${uri().replace('/lxc', '/board')}"\nSRCREV:star64 = "${two}"\nSRCREV = "${one}"\n`;
  const conf = (revision: string) =>
    `# pins\nSRCREV:pn-x = "${'1'.repeat(40)}"\nSRCREV:pn-y ?= "${revision}"\n`;
  await site.commit({
    [BB]: text(lxc.old, board.old),
    [CONF]: conf(board.old),
    [LIST]: componentsJson(
      component('lxc'),
      component('star64', { recipe_glob: BB, override: 'star64' }),
      component('y', { recipe_glob: CONF, override: 'pn-y', uri: 'https://github.com/pantavisor/board.git' }),
    ),
  });
  const done = await site.run('srcrev-bump', LEFT);
  expect(done.exitCode).toBe(0);
  expect(await textOf(BB)).toBe(text(lxc.head, board.head));
  expect(await textOf(CONF)).toBe(conf(board.head));
});

test('a URI without a branch is moved with a warning', async () => {
  const BB = 'recipes-pv/bare/bare_1.bb';
  const remote = await makeRemote(site, 'more', 1, 'main');
  await site.commit({
    [BB]: `SRC_URI = "git://github.com//pantavisor/more.git;protocol=https"\nSRCREV = "${remote.old}"\n`,
    [LIST]: componentsJson(component('bare', { branch: 'main' })),
  });
  const done = await site.run('srcrev-bump', LEFT);
  expect(done.exitCode).toBe(0);
  expect(await textOf(BB)).toContain(remote.head);
  expect(done.annotations).toMatchObject([
    { level: 'warning', message: expect.stringContaining('bitbake 2.0 takes master') },
  ]);
});

describe('the newest tag', () => {
  const BB = 'recipes-pv/lxc/lxc_1.2.bb';
  const list = componentsJson(component('lxc', { tag: 'newest' }));
  /** v1.2 is the first commit; v1.3 is annotated, v1.10 a commit before the head; v2.0 and v1.11 are not on master. */
  beforeEach(async () => {
    const remote = await site.remote('pantavisor/lxc');
    const side = await remote.grow({
      commits: chain('s', 1, [lxc.old]),
      refs: { 'refs/heads/next': 's1', 'refs/tags/v2.0': 's1', 'refs/tags/v1.11': 's1' },
    });
    lxc = { ...lxc, digests: new Map([...lxc.digests, ...side]) };
    await remote.git('tag', 'v1.2', lxc.old);
    await remote.git(
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@b',
      'tag',
      '-a',
      '-m',
      'x',
      'v1.10',
      digestOf('c2'),
    );
    await remote.git('tag', 'v1.3', lxc.old);
    await remote.git('tag', 'v1.12-rc1', lxc.head);
  });

  test('moves with its revision, and a comment that names it, to what the branch has', async () => {
    const text = (tag: string, revision: string) =>
      `SRC_URI = "${uri(`;tag=${tag}`)}"\n# ${tag}\nSRCREV = "${revision}"\n`;
    await site.commit({ [BB]: text('v1.2', lxc.old), [LIST]: list });
    const done = await site.run('srcrev-bump', { 'version-comments': 'true' });
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [BB]: text('v1.10', digestOf('c2')) });
    const said = JSON.parse(done.outputs['updates'] ?? '');
    expect(said).toMatchObject([{ new: digestOf('c2'), commits: 1, rewind: false, tag: 'v1.10' }]);
    const [pull] = (await site.github.ask('GET', '/repos/pantacor/meta-sample/pulls')) as { body: string }[];
    expect(pull?.body).toContain('lxc: the tag v1.2 becomes v1.10.');
    expect(pull?.body).toContain('names v1.10.');

    await site.commit({ [BB]: text('v1.10', digestOf('c2')) });
    const again = await site.run('srcrev-bump');
    expect(again.exitCode).toBe(0);
    expect(again.outputs).toMatchObject({ updates: '[]' });
  });

  test('may be one that the branch does not have, where nothing asks for it', async () => {
    const text = (tag: string, revision: string) =>
      `PV = "${tag}"\nSRC_URI = "${uri(`;nobranch=1;tag=v\${PV}`)}"\nSRCREV = "${revision}"\n`;
    await site.commit({ [BB]: text('1.2', lxc.old), [LIST]: list });
    const done = await site.run('srcrev-bump', LEFT);
    expect(done.exitCode).toBe(0);
    expect(await textOf(BB)).toBe(text('2.0', digestOf('s1')));
  });

  test('is told of, and not taken, where the name of the file has its version', async () => {
    await site.commit({
      [BB]: `SRC_URI = "${uri(`;tag=v\${PV}`)}"\nSRCREV = "${lxc.old}"\n`,
      [LIST]: list,
    });
    const done = await site.run('srcrev-bump', LEFT);
    expect(done.exitCode).toBe(0);
    expect(done.outputs).toMatchObject({ updates: '[]' });
    expect(done.summary).toContain('### Not touched');
    expect(done.log).toContain(
      "the tag v1.10 is newer than v1.2, and is not taken: ;tag= is put together of what cannot be moved, such as PV of the recipe's file name.",
    );
  });
});

describe('a comment with a version', () => {
  const BB = 'recipes-pv/lxc/lxc_git.bb';
  const text = (version: string, revision: string) =>
    recipe('lxc', revision).replace('SRCREV', `# ${version}\nSRCREV`);
  const commit = () =>
    site.commit({ [BB]: text('9.12.0', lxc.old), [LIST]: componentsJson(component('lxc')) });

  test('is told of in the request', async () => {
    await commit();
    expect((await site.run('srcrev-bump', { group: 'component' })).exitCode).toBe(0);
    const branch = `${BRANCH}-lxc`;
    expect(await site.changedAt(branch)).toEqual({ [BB]: text('9.12.0', lxc.head) });
    const [pull] = (await site.github.ask('GET', '/repos/pantacor/meta-sample/pulls')) as { body: string }[];
    expect(pull?.body).toContain('is as it was');
  });

  test('is changed where the new revision has such a tag, else told of', async () => {
    await commit();
    const none = await site.run('srcrev-bump', { 'version-comments': 'true', 'dry-run': 'true' });
    expect(none.log).toContain('the new revision has no tag like it');
    const remote = await site.remote('pantavisor/lxc');
    await remote.git('tag', 'v9.13.0', lxc.head);
    const done = await site.run('srcrev-bump', { 'version-comments': 'true', ...LEFT });
    expect(done.exitCode).toBe(0);
    expect(await textOf(BB)).toBe(text('9.13.0', lxc.head));
  });
});
