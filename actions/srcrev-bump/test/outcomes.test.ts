import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openPulls, openSite, REPOSITORY, type Site } from '../../../test/updates/site.ts';
import { component, componentsJson, makeRemote, type Remote, recipe } from './recipes.ts';

const BRANCH = 'auto-update/components';
const pathOf = (name: string): string => `recipes-pv/${name}/${name}_git.bb`;
const LXC = pathOf('lxc');
const THTTP = pathOf('thttp');

let site: Site;
let lxc: Remote;
let thttp: Remote;
beforeEach(async () => {
  site = await openSite();
  lxc = await makeRemote(site, 'lxc', 2);
  thttp = await makeRemote(site, 'thttp', 1);
});
afterEach(async () => {
  await site.close();
  expect(site.github.violations).toEqual([]);
});

/** Commits a layer with lxc and thttp, and more. */
function layer(
  changes: Readonly<Record<string, string>> = {},
  entries = [component('lxc'), component('thttp')],
): Promise<string> {
  return site.commit({
    [LXC]: recipe('lxc', lxc.old),
    [THTTP]: recipe('thttp', thttp.old),
    '.github/components.json': componentsJson(...entries),
    ...changes,
  });
}

describe('a branch that was forced back', () => {
  beforeEach(() => layer({ [LXC]: recipe('lxc', lxc.head) }));
  const back = async (): Promise<void> => {
    const remote = await site.remote('pantavisor/lxc');
    await remote.grow({ refs: { 'refs/heads/master': lxc.digests.get('c2') ?? '' } });
  };

  test('is reported and not followed; the others are', async () => {
    await back();
    const done = await site.run('srcrev-bump');
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(BRANCH)).toEqual({ [THTTP]: recipe('thttp', thttp.head) });
    expect(done.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1);
    expect(done.log).toContain('lxc: the branch master is behind');
    expect(done.summary).toContain('### Not taken\n\n- lxc: the branch');
    expect((await openPulls(site))[0]?.['body']).toContain('### Not taken');
  });

  test('is followed where that is allowed', async () => {
    await back();
    const done = await site.run('srcrev-bump', { 'allow-rewind': 'true' });
    expect(await site.changedAt(BRANCH)).toMatchObject({ [LXC]: recipe('lxc', lxc.digests.get('c2') ?? '') });
    const [entry] = JSON.parse(done.outputs['updates'] ?? '');
    expect(entry).toMatchObject({ name: 'lxc', rewind: true, commits: 0, log: [] });
  });
});

describe('a remote that cannot be asked', () => {
  const gone = component('gone');
  const files = { [pathOf('gone')]: recipe('gone', '1'.repeat(40)) };

  test('fails the stage at the end; the others are proposed', async () => {
    await layer(files, [component('lxc'), gone]);
    const done = await site.run('srcrev-bump');
    expect(done.exitCode).toBe(1);
    expect(await site.changedAt(BRANCH)).toEqual({ [LXC]: recipe('lxc', lxc.head) });
    expect(done.log).toContain('Not everything could be looked at: gone.');
    expect(done.summary).toContain('### Not looked at');
    expect(done.outputs['changed']).toBe('true');
  });

  test('is a warning where that is allowed', async () => {
    await layer(files, [component('lxc'), gone]);
    const done = await site.run('srcrev-bump', { 'allow-unreachable': 'true' });
    expect(done.exitCode).toBe(0);
    expect(done.annotations.map(({ level }) => level)).toContain('warning');
  });

  test('does not take back what was proposed for it before', async () => {
    await layer();
    await site.run('srcrev-bump');
    const before = await site.changedAt(BRANCH);
    expect(Object.keys(before ?? {})).toEqual([LXC, THTTP]);
    const remote = await site.remote('pantavisor/lxc');
    await remote.git('symbolic-ref', 'HEAD', 'refs/heads/none');
    await remote.git('update-ref', '-d', 'refs/heads/master');
    const done = await site.run('srcrev-bump');
    expect(done.exitCode).toBe(1);
    expect(await site.changedAt(BRANCH)).toEqual(before);
  });
});

test('a branch that does not exist is an error with near names', async () => {
  await layer({}, [component('lxc', { branch: 'mastre' }), component('thttp')]);
  const done = await site.run('srcrev-bump', { 'allow-unreachable': 'true' });
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain(`lxc: ${site.http.url}/pantavisor/lxc has no branch "mastre".`);
  expect(done.log).toContain('Branches with a name like it: master.');
  expect(await site.changedAt(BRANCH)).toEqual({ [THTTP]: recipe('thttp', thttp.head) });
});

test('a recipe that pins nothing is an error with its path, one that cannot be moved is told', async () => {
  const nothing = 'SRC_URI = "git://github.com/pantavisor/lxc;protocol=https;branch=master"\n';
  await layer({
    [LXC]: `${nothing}SRCREV = "\${AUTOREV}"\n`,
    'recipes-pv/lxc/lxc_9.bb': nothing,
  });
  const done = await site.run('srcrev-bump');
  expect(done.exitCode).toBe(1);
  expect(done.log).toContain('recipes-pv/lxc/lxc_9.bb');
  expect(done.summary).toContain('### Not touched\n\n- lxc: recipes-pv/lxc/lxc\\_git.bb:');
  expect(await site.changedAt(BRANCH)).toEqual({ [THTTP]: recipe('thttp', thttp.head) });
});

test('all recipes of a glob are looked at', async () => {
  const other = 'recipes-pv/lxc/lxc_1.bb';
  await layer({ [other]: recipe('lxc', lxc.digests.get('c2') ?? '') });
  const done = await site.run('srcrev-bump');
  expect(await site.changedAt(BRANCH)).toMatchObject({
    [LXC]: recipe('lxc', lxc.head),
    [other]: recipe('lxc', lxc.head),
  });
  const entries: { recipe: string; commits: number }[] = JSON.parse(done.outputs['updates'] ?? '');
  expect(entries.map((each) => [each.recipe, each.commits])).toEqual([
    [other, 1],
    [LXC, 2],
    [THTTP, 1],
  ]);
});

test("a person's commit on the branch stops the stage, unless it is forced", async () => {
  await layer();
  await site.run('srcrev-bump');
  const [pull] = await openPulls(site);
  await site.github.ask('PUT', `/repos/${REPOSITORY}/contents/NOTES`, {
    message: 'A note of mine',
    content: Buffer.from('note\n').toString('base64'),
    branch: BRANCH,
  });
  await (await site.remote('pantavisor/lxc')).grow({
    commits: [{ name: 'n', parents: [lxc.head] }],
    refs: { 'refs/heads/master': 'n' },
  });
  site.written();
  const stopped = await site.run('srcrev-bump');
  expect(stopped.exitCode).toBe(1);
  expect(stopped.log).toContain('A note of mine');
  expect(site.written()).toEqual([]);
  expect(Object.keys((await site.changedAt(BRANCH)) ?? {})).toContain('NOTES');
  const forced = await site.run('srcrev-bump', { force: 'true' });
  expect(forced.exitCode).toBe(0);
  expect(Object.keys((await site.changedAt(BRANCH)) ?? {})).toEqual([LXC, THTTP]);
  expect((await openPulls(site)).map(({ number }) => number)).toEqual([pull?.['number']]);
});

test('a request that a person closed is not opened again with the same change', async () => {
  await layer();
  const { outputs } = await site.run('srcrev-bump');
  const number = outputs['pull-request-number'] ?? '';
  await site.github.ask('PATCH', `/repos/${REPOSITORY}/pulls/${number}`, { state: 'closed' });
  const done = await site.run('srcrev-bump');
  expect(done.exitCode).toBe(0);
  expect(done.log).toContain(`The pull request #${number} with just this change was closed by somebody`);
  expect(await openPulls(site)).toEqual([]);
});

describe('with a request for each component', () => {
  const GROUP = { group: 'component' };

  test('each has a branch of its own, and those of former runs are closed when nothing is left', async () => {
    await layer();
    const done = await site.run('srcrev-bump', GROUP);
    expect(done.exitCode).toBe(0);
    expect(await site.changedAt(`${BRANCH}-lxc`)).toEqual({ [LXC]: recipe('lxc', lxc.head) });
    expect(await site.changedAt(`${BRANCH}-thttp`)).toEqual({ [THTTP]: recipe('thttp', thttp.head) });
    expect(done.outputs['branch']).toBe(`${BRANCH}-lxc\n${BRANCH}-thttp`);
    expect(done.outputs['pull-request-number']?.split('\n')).toHaveLength(2);

    await layer({ [LXC]: recipe('lxc', lxc.head) }, [component('lxc')]);
    const after = await site.run('srcrev-bump', GROUP);
    expect(after.exitCode).toBe(0);
    expect(await openPulls(site)).toEqual([]);
    expect(await site.changedAt(`${BRANCH}-thttp`)).toBeUndefined();
  });
});

test('only the components that are named are looked at, and what is proposed for the others stays', async () => {
  await layer();
  await site.run('srcrev-bump');
  await (await site.remote('pantavisor/thttp')).grow({
    commits: [{ name: 'n', parents: [thttp.head] }],
    refs: { 'refs/heads/master': 'n' },
  });
  const before = site.http.requests.length;
  const done = await site.run('srcrev-bump', { only: 'thttp' });
  expect(done.exitCode).toBe(0);
  const asked = site.http.requests.slice(before).map(({ target }) => target);
  expect(asked.filter((target) => target.includes('lxc'))).toEqual([]);
  const [entry] = JSON.parse(done.outputs['updates'] ?? '');
  expect(await site.changedAt(BRANCH)).toEqual({
    [LXC]: recipe('lxc', lxc.head),
    [THTTP]: recipe('thttp', entry.new),
  });
});

test('two runs at once end with one request', async () => {
  await layer();
  const runs = await Promise.all([site.run('srcrev-bump'), site.run('srcrev-bump')]);
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(await openPulls(site)).toHaveLength(1);
  expect(await site.changedAt(BRANCH)).toEqual({
    [LXC]: recipe('lxc', lxc.head),
    [THTTP]: recipe('thttp', thttp.head),
  });
});
