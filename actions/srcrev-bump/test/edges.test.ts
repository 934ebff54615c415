import { mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { openSite, REPOSITORY, type Site } from '../../../test/updates/site.ts';
import {
  commitLxc,
  component,
  componentsJson,
  LIST,
  LXC,
  makeRemote,
  type Remote,
  recipe,
} from './recipes.ts';

const BRANCH = 'auto-update/components';

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

const layer = (files?: Readonly<Record<string, string | Buffer>>) => commitLxc(site, lxc, files);

describe('the checkout', () => {
  test('may have the layer in a folder of it: the list is read there, and paths are told from the top', async () => {
    await site.commit({
      [`layers/pv/${LXC}`]: recipe('lxc', lxc.old),
      [`layers/pv/${LIST}`]: componentsJson(component('lxc')),
    });
    const done = await site.run('srcrev-bump', { 'working-directory': 'layers/pv' });
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [`layers/pv/${LXC}`]: recipe('lxc', lxc.head) });
    expect(JSON.parse(done.outputs['updates'] ?? '')).toMatchObject([{ recipe: `layers/pv/${LXC}` }]);
    const left = await site.run('srcrev-bump', { 'working-directory': 'layers/pv', 'pull-request': 'false' });
    expect(left.log).toContain(`Wrote layers/pv/${LXC}.`);
    expect((await site.read(`layers/pv/${LXC}`)).toString()).toBe(recipe('lxc', lxc.head));
  });

  test('may be shallow, with a detached head', async () => {
    await layer();
    const shallow = join(site.folder, 'shallow');
    await git(site.folder, 'clone', '--quiet', '--depth=1', `file://${site.layer}`, shallow);
    await git(shallow, 'checkout', '--quiet', '--detach');
    const done = await site.run('srcrev-bump', {}, { workspace: shallow });
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [LXC]: recipe('lxc', lxc.head) });
  });

  test('may have a link to the recipe: what it points to is rewritten, and it stays a link', async () => {
    const target = 'shared/lxc.bb';
    await mkdir(dirname(join(site.layer, LXC)), { recursive: true });
    await symlink('../../shared/lxc.bb', join(site.layer, LXC));
    await site.commit({ [target]: recipe('lxc', lxc.old), [LIST]: componentsJson(component('lxc')) });
    expect((await site.run('srcrev-bump')).exitCode).toBe(0);
    expect((await git(site.layer, 'ls-tree', 'HEAD', LXC)).startsWith('120000')).toBe(true);
    const at = await site.github.ask('GET', `/repos/${REPOSITORY}/contents/${target}?ref=${BRANCH}`);
    expect(Buffer.from(String((at as { content: string }).content), 'base64').toString()).toBe(
      recipe('lxc', lxc.head),
    );
    const left = await site.run('srcrev-bump', { 'pull-request': 'false' });
    expect(left.exitCode).toBe(0);
    expect(await readlink(join(site.layer, LXC))).toBe('../../shared/lxc.bb');
    expect((await site.read(target)).toString()).toBe(recipe('lxc', lxc.head));
  });

  test('may have the list at an absolute path', async () => {
    await layer();
    const list = join(site.folder, 'list.json');
    await writeFile(list, componentsJson(component('lxc')));
    const done = await site.run('srcrev-bump', { components: list, 'dry-run': 'true' });
    expect(done.exitCode).toBe(0);
  });

  test('names a changed file once, that has two components', async () => {
    await makeRemote(site, 'thttp', 1);
    const both = 'recipes-pv/both.bb';
    const text = `SRC_URI = "git://github.com/pantavisor/lxc;name=lxc;branch=master \\\n  git://github.com/pantavisor/thttp;name=thttp;branch=master"\nSRCREV_lxc = "${lxc.old}"\nSRCREV_thttp = "${lxc.old}"\n`;
    const entries = ['lxc', 'thttp'].map((name) => component(name, { recipe_glob: both }));
    await site.commit({ [both]: text, [LIST]: componentsJson(...entries) });
    await writeFile(join(site.layer, both), `${text}# more\n`);
    const done = await site.run('srcrev-bump');
    expect(done.log).toContain(`are not as the commit that is checked out has them: ${both}.`);
  });
});

describe('the bytes of a recipe', () => {
  test.each([
    [
      'line ends of DOS, no end of the last line, and bytes that are no UTF-8',
      (revision: string) =>
        Buffer.concat([
          Buffer.from([0x23, 0x20, 0xff, 0xfe, 0xe9, 0x0d, 0x0a]),
          Buffer.from(`${recipe('lxc', revision).replaceAll('\n', '\r\n')}# ${'a'.repeat(40)}`),
        ]),
    ],
    ['upper case', (revision: string) => Buffer.from(recipe('lxc', revision))],
  ])('stay as they are at GitHub: %s', async (title, bytes) => {
    const old = title === 'upper case' ? lxc.old.toUpperCase() : lxc.old;
    await layer({ [LXC]: bytes(old) });
    expect((await site.run('srcrev-bump')).exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [LXC]: bytes(lxc.head).toString('latin1') });
  });

  test('are left alone where only the case of the digest differs', async () => {
    await layer({ [LXC]: recipe('lxc', lxc.head.toUpperCase()) });
    const done = await site.run('srcrev-bump');
    expect(done.exitCode).toBe(0);
    expect(done.outputs).toMatchObject({ changed: 'false', updates: '[]' });
    expect(site.written()).toEqual([]);
  });

  test('have the revisions of several components, also where one came to have longer digests', async () => {
    const long = await site.remote('pantavisor/long', { format: 'sha256' });
    const digests = await long.grow({
      commits: [{ name: 'c', parents: [] }],
      refs: { 'refs/heads/master': 'c' },
    });
    const head = digests.get('c') ?? '';
    expect(head).toHaveLength(64);
    const both = 'recipes-pv/both.bb';
    const text = (a: string, b: string): string =>
      `SRC_URI = "git://github.com/pantavisor/long;name=long;branch=master \\\n  git://github.com/pantavisor/lxc;name=lxc;branch=master"\nSRCREV_long = "${a}"\nSRCREV_lxc = "${b}"\n`;
    const entries = ['long', 'lxc'].map((name) => component(name, { recipe_glob: both }));
    await site.commit({ [both]: text('1'.repeat(40), lxc.old), [LIST]: componentsJson(...entries) });
    const done = await site.run('srcrev-bump', { 'allow-rewind': 'true' });
    expect(done.log).not.toContain('    at ');
    expect(await site.changedAt(BRANCH)).toEqual({ [both]: text(head, lxc.head) });
  });
});

test('a list without components is nothing to update', async () => {
  await layer({ [LIST]: '[]\n' });
  const done = await site.run('srcrev-bump');
  expect(done.exitCode).toBe(0);
  expect(done.outputs).toMatchObject({ changed: 'false', updates: '[]', 'message-file': '' });
  expect(done.summary).toMatch(/^### srcrev-bump: Nothing to update\.\n/);
});

test('a recipe at the head of another branch that went its own way is a rewind', async () => {
  const remote = await site.remote('pantavisor/lxc');
  const side = await remote.grow({
    commits: [{ name: 's', parents: [lxc.old] }],
    refs: { 'refs/heads/side': 's' },
  });
  await layer({ [LXC]: recipe('lxc', side.get('s') ?? '') });
  const done = await site.run('srcrev-bump');
  expect(done.log).toContain('lxc: the branch master was rewritten');
  expect(site.written()).toEqual([]);
});

test('no line of the log is listed where none is asked for', async () => {
  await layer();
  const done = await site.run('srcrev-bump', { 'max-log-lines': '0' });
  expect(JSON.parse(done.outputs['updates'] ?? '')).toMatchObject([{ commits: 2, log: [] }]);
  const message = await readFile(done.outputs['message-file'] ?? '', 'utf8');
  expect(message).toContain('(2 commits)\n');
  expect(message).not.toContain('c3');
});

test('a dry run without a pull request leaves the work tree alone', async () => {
  await layer();
  const done = await site.run('srcrev-bump', { 'pull-request': 'false', 'dry-run': 'true' });
  expect(done.exitCode).toBe(0);
  expect(done.log).toContain(`Dry run: ${LXC} would be rewritten.`);
  expect((await site.read(LXC)).toString()).toBe(recipe('lxc', lxc.old));
  expect(done.outputs['changed']).toBe('false');
});
