import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startSmartHttp } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { openPulls, openSite, REPOSITORY, type Site } from '../../../test/updates/site.ts';
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
  site = await openSite({ tokens: { reader: { permissions: { contents: 'read' } } } });
  lxc = await makeRemote(site, 'lxc', 2);
});
afterEach(async () => {
  await site.close();
  expect(site.github.violations).toEqual([]);
});

const layer = (files?: Readonly<Record<string, string | Buffer>>) => commitLxc(site, lxc, files);

describe('something that fails', () => {
  const gone = component('gone');
  const files = { 'recipes-pv/gone/gone_git.bb': recipe('gone', '1'.repeat(40)) };

  test('is told in the log also where the delivery fails', async () => {
    await layer({ ...files, [LIST]: componentsJson(component('lxc'), gone) });
    const done = await site.run('srcrev-bump', { base: 'none' });
    expect(done.exitCode).toBe(1);
    const errors = done.annotations.filter(({ level }) => level === 'error');
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining(`gone: ${site.http.url}/pantavisor/gone could not be asked.`),
      expect.stringContaining('none'),
    ]);
    expect(done.summary).toMatch(/^### srcrev-bump: 1 component to update, 1 not looked at\.\n/);
  });

  test('is told in the request without what differs from run to run', async () => {
    const lost = recipe('lost', '1'.repeat(40)).replace('github.com', '127.0.0.1:1').replace('https', 'http');
    const { repo_org: _, ...entry } = component('lost');
    await layer({
      'recipes-pv/lost/lost_git.bb': lost,
      [LIST]: componentsJson(component('lxc'), entry),
    });
    const done = await site.run('srcrev-bump', { 'allow-unreachable': 'true' });
    expect(done.log).toMatch(
      /lost: http:\/\/127\.0\.0\.1:1\/pantavisor\/lost could not be asked\. Git says: /,
    );
    const body = String((await openPulls(site))[0]?.['body']);
    expect(body).toMatch(/### Not looked at\n\n- lost: .* could not be asked\.\n/);
  });

  test('does not keep requests of components that are gone from being closed', async () => {
    const group = { group: 'component' };
    await layer({ ...files, [LIST]: componentsJson(component('lxc')) });
    await site.run('srcrev-bump', group);
    await layer({ ...files, [LIST]: componentsJson(gone) });
    const done = await site.run('srcrev-bump', group);
    expect(done.exitCode).toBe(1);
    expect(await openPulls(site)).toEqual([]);
    expect(done.outputs['changed']).toBe('true');
    await layer();
    await site.run('srcrev-bump', { ...group, force: 'true' });
    expect(await openPulls(site)).toHaveLength(1);
    await layer({ [LIST]: '[]' });
    await site.run('srcrev-bump', group);
    expect(await openPulls(site)).toEqual([]);
  });

  test('on one branch does not keep the other requests from being made', async () => {
    const thttp = await makeRemote(site, 'thttp', 1);
    const path = 'recipes-pv/thttp/thttp_git.bb';
    await layer({
      [path]: recipe('thttp', thttp.old),
      [LIST]: componentsJson(component('lxc'), component('thttp')),
    });
    const group = { group: 'component' };
    await site.run('srcrev-bump', { ...group, only: 'lxc' });
    await site.github.ask('PUT', `/repos/${REPOSITORY}/contents/NOTES`, {
      message: 'A note of mine',
      content: Buffer.from('note\n').toString('base64'),
      branch: `${BRANCH}-lxc`,
    });
    const done = await site.run('srcrev-bump', group);
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain('A note of mine');
    expect(await site.changedAt(`${BRANCH}-thttp`)).toEqual({ [path]: recipe('thttp', thttp.head) });
    expect(done.outputs).toMatchObject({ changed: 'true', branch: `${BRANCH}-thttp` });
    expect(done.summary).toContain(`was opened from the branch ${BRANCH}-thttp.`);
  });

  test('of one recipe does not take back what was proposed for it, with a request for each component', async () => {
    const other = 'recipes-pv/lxc/lxc_1.bb';
    const foreign = await site.remote('elsewhere/lxc');
    const digests = await foreign.grow({
      commits: [
        { name: 'a', parents: [] },
        { name: 'b', parents: ['a'] },
      ],
      refs: { 'refs/heads/master': 'b' },
    });
    const at = (revision: string): string =>
      `SRC_URI = "git://${new URL(site.http.url).host}/elsewhere/lxc;protocol=http;branch=master"\nSRCREV = "${revision}"\n`;
    const { repo_org: _, ...entry } = component('lxc');
    await layer({
      [LXC]: at(digests.get('a') ?? '')
        .replace('elsewhere', 'pantavisor')
        .replace(digests.get('a') ?? '', lxc.old),
      [other]: at(digests.get('a') ?? ''),
      [LIST]: componentsJson(entry),
    });
    const group = { group: 'component' };
    await site.run('srcrev-bump', group);
    const before = await site.changedAt(`${BRANCH}-lxc`);
    expect(Object.keys(before ?? {})).toEqual([other, LXC]);
    await rm(foreign.folder, { recursive: true });
    await site.run('srcrev-bump', group);
    expect(await site.changedAt(`${BRANCH}-lxc`)).toEqual(before);
  });
});

describe('requests that cannot be made', () => {
  const group = { group: 'component' };
  const names = ['lxc', 'a', 'b'];
  beforeEach(async () => {
    const files: Record<string, string> = {};
    for (const name of names.slice(1)) {
      const { old } = await makeRemote(site, name, 1);
      files[`recipes-pv/${name}/${name}_git.bb`] = recipe(name, old);
    }
    await layer({ ...files, [LIST]: componentsJson(...names.map((name) => component(name))) });
  });

  test('are told all, where each has a reason of its own', async () => {
    await site.run('srcrev-bump', { ...group, only: 'lxc a' });
    for (const name of ['lxc', 'a']) {
      await site.github.ask('PUT', `/repos/${REPOSITORY}/contents/NOTES`, {
        message: `A note on ${name}`,
        content: Buffer.from('note\n').toString('base64'),
        branch: `${BRANCH}-${name}`,
      });
    }
    const done = await site.run('srcrev-bump', group);
    const [error, ...others] = done.annotations.filter(({ level }) => level === 'error');
    expect(others).toEqual([]);
    expect(error?.message).toContain('A note on lxc');
    expect(error?.message).toContain('A note on a');
    expect(done.outputs['branch']).toBe(`${BRANCH}-b`);
  });

  test('are given up where two have the same reason', async () => {
    const refused = /\/git\/(?:blobs|trees|commits)$/;
    const tried = (): number =>
      site.github.requests.filter(({ method, path }) => method === 'POST' && refused.test(path)).length;
    const before = tried();
    const done = await site.run('srcrev-bump', { ...group, 'github-token': 'reader' });
    expect(done.exitCode).toBe(1);
    expect(done.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(tried() - before).toBe(2);
  });

  test('need a token', async () => {
    const done = await site.run('srcrev-bump', { 'github-token': '' });
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain('github-token');
    expect(done.log).not.toContain('    at ');
  });
});

test('a request for another base is not closed, also where its branch begins as those of components do', async () => {
  const head = await layer();
  await site.github.ask('POST', `/repos/${REPOSITORY}/git/refs`, { ref: 'refs/heads/028', sha: head });
  await site.run('srcrev-bump', { base: '028', branch: `${BRANCH}-028` });
  const done = await site.run('srcrev-bump', { group: 'component' });
  expect(done.exitCode).toBe(0);
  const bases = (await openPulls(site)).map(({ base }) => (base as { ref: string }).ref);
  expect(bases.toSorted()).toEqual(['028', 'main']);
  expect(await site.changedAt(`${BRANCH}-028`)).toEqual({ [LXC]: recipe('lxc', lxc.head) });
});

test('two bases have a request each, from branches of their own', async () => {
  const head = await layer();
  await site.github.ask('POST', `/repos/${REPOSITORY}/git/refs`, { ref: 'refs/heads/pv/028', sha: head });
  const runs = [
    await site.run('srcrev-bump', { base: 'pv/028' }),
    await site.run('srcrev-bump', { base: 'main' }),
  ];
  expect(runs.map(({ exitCode, outputs }) => [exitCode, outputs['branch']])).toEqual([
    [0, 'auto-update/for-pv/028/components'],
    [0, BRANCH],
  ]);
  site.written();
  for (const base of ['pv/028', 'main']) await site.run('srcrev-bump', { base });
  expect(site.written()).toEqual([]);
  const bases = (await openPulls(site)).map(({ base }) => (base as { ref: string }).ref);
  expect(bases.toSorted()).toEqual(['main', 'pv/028']);
  const shared = await site.run('srcrev-bump', { base: 'pv/028', branch: BRANCH });
  expect(shared.exitCode).toBe(1);
  expect(shared.log).toContain(`of the branch "${BRANCH}" is for "main", and this run is for "pv/028"`);
  expect(site.written()).toEqual([]);
});

test('a second run that finds the same writes nothing, also where something fails', async () => {
  await layer({
    'recipes-pv/gone/gone_git.bb': recipe('gone', '1'.repeat(40)),
    [LIST]: componentsJson(component('lxc'), component('gone')),
  });
  await site.run('srcrev-bump');
  site.written();
  const again = await site.run('srcrev-bump');
  expect(again.exitCode).toBe(1);
  expect(site.written()).toEqual([]);
  expect(again.outputs['changed']).toBe('false');
});

test('a recipe that is a link to nothing is an error of its component, a folder is none', async () => {
  await mkdir(join(site.layer, 'recipes-pv/lxc/lxc_folder'), { recursive: true });
  await layer();
  expect((await site.run('srcrev-bump', { 'dry-run': 'true' })).exitCode).toBe(0);
  await symlink('none.bb', join(site.layer, 'recipes-pv/lxc/lxc_link.bb'));
  const done = await site.run('srcrev-bump', { 'pull-request': 'false' });
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain('lxc: the recipe "recipes-pv/lxc/lxc_link.bb" is a link to nothing.');
});

test('two components with the same revision are an error of the second', async () => {
  await layer({ [LIST]: componentsJson(component('lxc'), component('twin', { recipe_glob: LXC })) });
  const done = await site.run('srcrev-bump');
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain(`twin: ${LXC} has one revision for this component and for lxc.`);
  expect(await site.changedAt(BRANCH)).toEqual({ [LXC]: recipe('lxc', lxc.head) });
});

test('what somebody should look at is a warning, what is good to know a line', async () => {
  const text = recipe('lxc', lxc.old, 'main').replace('branch=', 'nobranch=1;branch=');
  await layer({ [LXC]: text });
  const done = await site.run('srcrev-bump', { 'dry-run': 'true' });
  expect(done.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual([
    `lxc: ${LXC}: Its git URI has the branch "main", but the component follows "master".`,
  ]);
  expect(done.log).toContain(`lxc: ${LXC}: Its git URI has nobranch=1`);
});

test('a run that is cancelled says so', async () => {
  const stalled = await startSmartHttp(join(site.folder, 'remotes'), { fault: () => 'stall' });
  try {
    await layer();
    const cancel = new AbortController();
    const running = site.run('srcrev-bump', { 'git-base-url': stalled.url }, { signal: cancel.signal });
    await stalled.requested(() => true);
    cancel.abort();
    const done = await running;
    expect(done.exitCode).not.toBe(0);
    expect(done.log).toContain('##[error]The job was cancelled before the step was done.\n');
    expect(done.log).not.toContain('defect');
  } finally {
    await stalled.close();
  }
});

test('a token for private components goes to their host only, is masked, and is in no argument', async () => {
  const token = 'ghs_private0123456789';
  const closed = await startSmartHttp(join(site.folder, 'remotes'), { requireToken: { token } });
  try {
    const thttp = await makeRemote(site, 'thttp', 1);
    const path = 'recipes-pv/thttp/thttp_git.bb';
    const { repo_org: _, ...open } = component('thttp');
    await layer({
      [path]: recipe('thttp', thttp.old)
        .replace('github.com', new URL(site.http.url).host)
        .replace('https', 'http'),
      [LIST]: componentsJson(component('lxc'), open),
    });
    // A git that writes down what it is called with.
    const [bin, calls] = [join(site.folder, 'bin'), join(site.folder, 'calls')];
    await mkdir(bin);
    const real = (await git(site.layer, '--exec-path')).trim();
    await writeFile(join(bin, 'git'), `#!/bin/sh\necho "$*" >> '${calls}'\nexec '${real}/git' "$@"\n`);
    await chmod(join(bin, 'git'), 0o755);
    const inputs = { 'git-base-url': closed.url, 'remote-token': token };
    const done = await site.run('srcrev-bump', inputs, { path: [bin] });
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({
      [LXC]: recipe('lxc', lxc.head),
      [path]: (await site.read(path)).toString().replace(thttp.old, thttp.head),
    });
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    expect(closed.requests.map(({ headers }) => headers['authorization'])).toContain(`Basic ${basic}`);
    expect(site.http.requests.length).toBeGreaterThan(0);
    for (const { headers } of [...site.http.requests, ...site.github.requests]) {
      expect(JSON.stringify(headers)).not.toContain(token);
      expect(JSON.stringify(headers)).not.toContain(basic);
    }
    expect(done.masks).toContain(token);
    const message = await readFile(done.outputs['message-file'] ?? '', 'utf8');
    const argv = await readFile(calls, 'utf8');
    expect(argv).toContain('ls-remote');
    for (const text of [argv, message, JSON.stringify(done.outputs), done.log, done.summary]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(basic);
    }
  } finally {
    await closed.close();
  }
});
