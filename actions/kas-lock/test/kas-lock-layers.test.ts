import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type BareRepository, chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { openSite, type Site } from '../../../test/updates/site.ts';

interface Layer {
  readonly remote: BareRepository;
  readonly url: string;
  sha(name: string): string;
}

const RELEASE = 'kas/build-configs/release/a.yaml';

let site: Site;
let kas5: string;
let poky: Layer;
let meta: Layer;
/** Each has `main` with three commits, and `next` with two more of its own after the first one. */
beforeEach(async () => {
  site = await openSite();
  kas5 = await installKas5(join(site.folder, 'bin'));
  [poky, meta] = await Promise.all([makeLayer('poky'), makeLayer('meta')]);
});
afterEach(() => site.close());

async function makeLayer(name: string): Promise<Layer> {
  const remote = await site.remote(`layers/${name}`);
  const digests = await remote.grow({
    commits: [...chain(`${name}-m`, 3), ...chain(`${name}-n`, 2, [`${name}-m1`])],
    refs: { 'refs/heads/main': `${name}-m3`, 'refs/heads/next': `${name}-n2` },
  });
  return {
    remote,
    url: `${site.http.url}/layers/${name}`,
    sha: (commit) => digests.get(`${name}-${commit}`) ?? '',
  };
}

const run = (inputs: Readonly<Record<string, string>>): Promise<ActionResult> =>
  site.run('kas-lock', { configs: 'a.yml', kas: kas5, 'pull-request': 'false', ...inputs });
const config = (pokyOwn: string, metaOwn: string): string =>
  `header: {version: 14}\nrepos:\n  poky: {url: "${poky.url}", ${pokyOwn}}\n  meta: {url: "${meta.url}", ${metaOwn}}\n`;
const locked = (pokySha: string, metaSha: string): string =>
  `# Ours.\nheader: {version: 14}\noverrides:\n  repos:\n    poky: {commit: ${pokySha}}\n    meta: {commit: "${metaSha}"}\n`;
const written = async (path: string): Promise<string> => String(await site.read(path));

describe('a branch that is gone upstream', () => {
  test.each(['lock', 'resolve'] as const)(
    'is the error of its layer: the others go on, mode %s',
    async (mode) => {
      const path = mode === 'lock' ? 'a.lock.yml' : RELEASE;
      const release = (own: string, other: string): string =>
        `header: {version: 14}\nrepos:\n  poky: {url: "${poky.url}", branch: master, commit: ${own}} # ours\n  meta: {url: "${meta.url}", branch: main, commit: ${other}}\n`;
      const text = mode === 'lock' ? locked : release;
      await site.commit({
        'a.yml': config('branch: master', 'branch: main'),
        [path]: text(poky.sha('m1'), meta.sha('m1')),
      });
      const done = await run({ mode });
      expect(done.exitCode).toBe(1);
      expect(await written(path)).toBe(text(poky.sha('m1'), meta.sha('m3')));
      expect(done.log.match(/poky: .* has no branch "master"\./g)).toHaveLength(1);
      expect(done.log).toContain('Branches with a name like it: main, next.');
      expect(done.log).not.toContain('failed with exit code');
      expect(done.summary).toContain('1 layer to update, 1 not looked at.');
    },
  );

  test('is an error where there is no file yet; a tag is named as one', async () => {
    await poky.remote.git('tag', '--annotate', '--message=One', 'v1', poky.sha('m1'));
    await site.commit({ 'a.yml': config('branch: v1', 'branch: master') });
    const done = await run({ mode: 'lock' });
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain(
      `poky: ${poky.url} has no branch "v1".\nv1 is a tag there: write \`tag: v1\`, without a branch.`,
    );
    expect(done.log).toContain(`meta: ${meta.url} has no branch "master".`);
  });
});

describe('the branch of the configuration changed', () => {
  test('its head is taken, and both branches are named', async () => {
    await site.commit({
      'a.yml': config('branch: main', 'branch: main'),
      'a.lock.yml': locked(poky.sha('m3'), meta.sha('m3')),
    });
    await site.commit({ 'a.yml': config('branch: next', 'branch: main') });
    const done = await run({ mode: 'lock' });
    expect(done.exitCode).toBe(0);
    expect(await written('a.lock.yml')).toBe(locked(poky.sha('n2'), meta.sha('m3')));
    const [from, to] = [poky.sha('m3'), poky.sha('n2')].map((sha) => sha.slice(0, 12));
    expect(done.log).toContain(
      `The branch of the configuration changed for the layer poky: ${from}, which is pinned, is of main, and the configuration names next. It goes to ${to}, the head of next: a.lock.yml.`,
    );
    expect(done.log).not.toMatch(/forced back|rewritten|allow-rewind/);
    expect(done.summary).toContain('No layer to update, 1 other change, 1 at the head of its branch.');
    const again = await run({ mode: 'lock' });
    expect([again.exitCode, again.outputs['changed']]).toEqual([0, 'false']);
  });

  test.each([
    ['without the history', true],
    ['where the layer begins so', false],
  ])('%s, the remote tells the branch that has what is pinned', async (_, isShallow) => {
    await site.commit({
      'a.yml': config('branch: next', 'branch: main'),
      'a.lock.yml': locked(poky.sha('m2'), meta.sha('m3')),
    });
    const head = await git(site.layer, 'rev-parse', 'HEAD');
    if (isShallow) await writeFile(join(site.layer, '.git/shallow'), head);
    const done = await run({ mode: 'lock' });
    expect(done.exitCode).toBe(0);
    expect(await written('a.lock.yml')).toBe(locked(poky.sha('n2'), meta.sha('m3')));
    expect(done.log).toContain('which is pinned, is of main, and the configuration names next.');
  });

  test('it did not, as the history of the layer says: what was forced back is not taken', async () => {
    await site.commit({ README: 'A layer.\n' });
    await site.commit({
      'a.yml': config('branch: next', 'branch: main'),
      'a.lock.yml': locked(poky.sha('m3'), meta.sha('m3')),
    });
    await site.commit({ README: 'More.\n' });
    const done = await run({ mode: 'lock' });
    expect(done.exitCode).toBe(0);
    expect(await written('a.lock.yml')).toBe(locked(poky.sha('m3'), meta.sha('m3')));
    expect(done.log).toContain('`allow-rewind: true` takes it');
  });
});

describe('the beginning of a digest', () => {
  test('in a lock file is what is pinned: the log begins there', async () => {
    const short = poky.sha('m1').slice(0, 12);
    await site.commit({
      'a.yml': config('branch: main', 'branch: main'),
      'a.lock.yml': locked(short, meta.sha('m3').slice(0, 10)),
    });
    const done = await run({ mode: 'lock' });
    expect(done.exitCode).toBe(0);
    expect(JSON.parse(done.outputs['updates'] ?? '')).toMatchObject([
      { name: 'poky', old: poky.sha('m1'), new: poky.sha('m3'), commits: 2 },
    ]);
    expect(await written('a.lock.yml')).toBe(locked(poky.sha('m3'), meta.sha('m3')));
    expect(done.log).toContain(
      `The digest ${meta.sha('m3').slice(0, 10)} of the layer meta is written in full, ${meta.sha('m3')}: a.lock.yml.`,
    );
  });

  test('stays with keep-revisions, and is written out', async () => {
    await site.commit({
      'a.yml': config('branch: main', 'branch: main'),
      'a.lock.yml': locked(poky.sha('m1').slice(0, 12), meta.sha('m1')),
    });
    const done = await run({ mode: 'lock', 'keep-revisions': 'true' });
    expect(done.exitCode).toBe(0);
    expect(await written('a.lock.yml')).toBe(locked(poky.sha('m1'), meta.sha('m1')));
  });

  test('that no branch has is never moved', async () => {
    await site.commit({
      'a.yml': config('branch: main', 'branch: main'),
      'a.lock.yml': locked('0123456789ab', meta.sha('m1')),
    });
    const done = await run({ mode: 'lock' });
    expect(await written('a.lock.yml')).toBe(locked('0123456789ab', meta.sha('m3')));
    expect(done.log).toContain('It stays: write the whole digest.');
  });
});

test('mode inline: the commits in the kas files, by the bundle, without a kas', async () => {
  const text = (pokySha: string, metaSha: string): string =>
    `header: {version: 14}\nrepos:\n  poky:\n    url: "${poky.url}"\n    branch: main\n    commit: '${pokySha}' # pinned\n  meta: {url: "${meta.url}", commit: ${metaSha}, branch: next}\n`;
  const before = text(poky.sha('m1'), meta.sha('n1').slice(0, 12));
  await site.commit({ 'kas/base.yml': before, 'a.yml': 'header: {version: 14, includes: [kas/base.yml]}\n' });
  const done = await site.run(
    'kas-lock',
    { configs: 'a.yml', mode: 'inline', kas: './no-such-kas', branch: 'auto/inline' },
    { inProcess: false },
  );
  expect(done.exitCode).toBe(0);
  expect(await site.changedAt('auto/inline')).toEqual({
    'kas/base.yml': text(poky.sha('m3'), meta.sha('n2')),
  });
  expect(JSON.parse(done.outputs['updates'] ?? '')).toMatchObject([
    { name: 'poky', old: poky.sha('m1'), commits: 2, files: ['kas/base.yml'] },
    { name: 'meta', old: meta.sha('n1'), commits: 1 },
  ]);
});

test('the first run says that there are files to be made', async () => {
  await site.commit({ 'a.yml': config('branch: main', 'branch: next') });
  const done = await run({ mode: 'lock' });
  expect(done.exitCode).toBe(0);
  expect(await written('a.lock.yml')).toContain(meta.sha('n2'));
  expect(done.summary).toContain('No layer to update, 1 other change.');
  expect(done.summary).not.toContain('Nothing to update');
});
