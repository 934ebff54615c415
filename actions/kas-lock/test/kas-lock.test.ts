import { readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type BareRepository,
  chain,
  makeBareRepository,
} from '@pv-actions/testkit/git-servers/repository.ts';
import { startSmartHttp } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { callsIn } from '@pv-actions/testkit/kas/install.ts';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { openPulls, openSite, type Site } from '../../../test/updates/site.ts';

const BRANCH = 'auto-update/kas-layers';
const RELEASE = 'kas/build-configs/release';
const RPI = `${RELEASE}/rpi-scarthgap.yaml`;
const IMX = `${RELEASE}/imx-scarthgap.yaml`;

interface Layer {
  readonly remote: BareRepository;
  readonly url: string;
  readonly old: string;
  readonly head: string;
}

let site: Site;
let kas5: string;
let poky: Layer;
let meta: Layer;
beforeEach(async () => {
  site = await openSite();
  kas5 = await installKas5(join(site.folder, 'bin'));
  poky = await makeLayer('poky', 3);
  meta = await makeLayer('meta-rpi', 1);
});
afterEach(async () => {
  await site.close();
  expect(site.github.violations).toEqual([]);
});

async function makeLayer(name: string, ahead: number): Promise<Layer> {
  const remote = await site.remote(`layers/${name}`);
  const digests = await remote.grow({
    commits: chain(`${name} `, ahead + 1),
    refs: { 'refs/heads/scarthgap': `${name} ${ahead + 1}` },
  });
  return {
    remote,
    url: `${site.http.url}/layers/${name}`,
    old: digests.get(`${name} 1`) ?? '',
    head: digests.get(`${name} ${ahead + 1}`) ?? '',
  };
}

const machines = (...names: string[]): string =>
  JSON.stringify({
    yocto_branch: 'scarthgap',
    machines: names.map((name) => ({ name, config: `kas/machines/${name}.yaml:kas/scarthgap.yaml` })),
  });

/** The kas files of two machines, of which one has a layer of its own. */
const sources = () => ({
  '.github/machines.json': machines('rpi', 'imx'),
  'kas/sourcedir.yaml': 'header:\n  version: 12\n_source_dir: .\n',
  'kas/scarthgap.yaml': `header:
  version: 12
defaults:
  repos:
    refspec: scarthgap
repos:
  poky:
    url: ${poky.url}
    path: layers/poky
    layers:
      meta:
`,
  'kas/machines/rpi.yaml': `header:
  version: 12
machine: raspberrypi
repos:
  meta-rpi:
    url: ${meta.url}
    path: layers/meta-rpi
`,
  'kas/machines/imx.yaml': 'header:\n  version: 12\nmachine: imx\n',
});

/** A release file in the form of kas 3.1, with comments of a person. */
const release = (revisions: { poky: string; meta?: string }): string => `# Kept by a person.
header:
  version: 12
repos:
  poky:
    url: ${poky.url}
    refspec: ${revisions.poky}   # scarthgap
${revisions.meta === undefined ? '' : `  meta-rpi: {url: ${meta.url}, refspec: "${revisions.meta}"}\n`}`;

function told(done: ActionResult): ActionResult {
  expect({ exitCode: done.exitCode, log: done.exitCode === 0 ? '' : done.log }).toEqual({
    exitCode: 0,
    log: '',
  });
  return done;
}

describe('kas 3.1, which has neither dump nor lock', () => {
  test('the revisions of release files are rewritten in place, a shared layer to one in all', async () => {
    await site.commit({
      ...sources(),
      [RPI]: release({ poky: poky.old, meta: meta.old }),
      [IMX]: release({ poky: poky.old }),
    });
    const inputs = { 'config-prefix': 'kas/sourcedir.yaml' };
    const done = told(await site.run('kas-lock', inputs, { inProcess: false }));
    expect(await site.changedAt(BRANCH)).toEqual({
      [RPI]: release({ poky: poky.head, meta: meta.head }),
      [IMX]: release({ poky: poky.head }),
    });
    const entries = JSON.parse(done.outputs['updates'] ?? '');
    expect(entries).toEqual([
      {
        name: 'poky',
        files: [RPI, IMX],
        old: poky.old,
        new: poky.head,
        commits: 3,
        log: ['poky 4', 'poky 3', 'poky 2'],
        rewind: false,
      },
      {
        name: 'meta-rpi',
        files: [RPI],
        old: meta.old,
        new: meta.head,
        commits: 1,
        log: ['meta-rpi 2'],
        rewind: false,
      },
    ]);
    const [pull] = await openPulls(site);
    expect(pull).toMatchObject({ title: 'kas-lock: update poky, meta-rpi' });
    expect(pull?.['body']).toContain('\n### poky\n');
    // Each layer is asked once for its head and fetched once, whoever shares it.
    const asked = site.http.requests.filter(({ target }) => target.startsWith('/layers/poky/info/refs'));
    expect(asked).toHaveLength(2);
  });

  test('a machine without a file is an error of that machine; the others go on', async () => {
    await site.commit({ ...sources(), [IMX]: release({ poky: poky.old }) });
    const done = await site.run('kas-lock');
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain('Not everything could be looked at: rpi.');
    expect(await site.changedAt(BRANCH)).toEqual({ [IMX]: release({ poky: poky.head }) });
  });
});

describe('a link out of the repository is not read, and not written through', () => {
  const SECRET = 'a-password: [';
  let secret: string;
  beforeEach(async () => {
    secret = join(site.folder, 'secret');
    await writeFile(secret, SECRET);
    await site.commit({
      ...sources(),
      [RPI]: release({ poky: poky.old }),
      [IMX]: release({ poky: poky.old }),
    });
  });

  async function runWith(path: string, kas: string): Promise<string> {
    await rm(join(site.layer, path));
    await symlink(secret, join(site.layer, path));
    const { log, summary } = await site.run('kas-lock', { 'pull-request': 'false', kas });
    expect(`${log}${summary}`).not.toContain('a-password');
    expect(await readFile(secret, 'utf8')).toBe(SECRET);
    return log;
  }

  test.each([
    ['kas/machines/rpi.yaml', 'kas/machines/rpi.yaml is a link that leaves the folder.'],
    ['.github/machines.json', '".github/machines.json" is a link that leaves the folder.'],
    [RPI, `${RPI} is no file, but a link.`],
  ])('with kas 3.1: %s', async (path, said) => {
    expect(await runWith(path, 'kas')).toContain(said);
  });

  test('with kas 5, to which it is not there', async () => {
    expect(await runWith('kas/machines/rpi.yaml', kas5)).toContain('Not everything could be looked at: rpi.');
  });
});

describe('kas 5', () => {
  const run = (inputs: Readonly<Record<string, string>> = {}): Promise<ActionResult> =>
    site.run('kas-lock', { kas: kas5, 'config-prefix': 'kas/sourcedir.yaml', ...inputs });

  test('release files are made from the configurations, and those of machines that went are removed', async () => {
    const gone = `${RELEASE}/old-scarthgap.yaml`;
    await site.commit({ ...sources(), [gone]: release({ poky: poky.old }) });
    const done = told(await run());
    const changed = await site.changedAt(BRANCH);
    expect(Object.keys(changed ?? {}).sort()).toEqual([IMX, gone, RPI].sort());
    expect(changed?.[gone]).toBe('gone');
    expect(changed?.[RPI]).toContain(`refspec: ${poky.head}`);
    expect(changed?.[RPI]).toContain(`refspec: ${meta.head}`);
    expect(changed?.[IMX]).toContain(`refspec: ${poky.head}`);
    expect(changed?.[RPI]).not.toContain(site.folder);
    const body = String((await openPulls(site))[0]?.['body']);
    expect(body).toContain('### Also changed\n\n- rpi came.\n- imx came.\n');
    expect(body).toContain('old-scarthgap.yaml went: it belongs to no machine.');
    expect(done.outputs['updates']).toBe('[]');
  });

  test('made once, they move with the heads, and stay with keep-revisions', async () => {
    await site.commit(sources());
    told(await run({ 'pull-request': 'false' }));
    const before = (await site.read(RPI)).toString();
    await site.commit({});
    const kept = told(await run());
    expect(await openPulls(site)).toEqual([]);
    expect(kept.outputs['changed']).toBe('false');
    const grown = await poky.remote.grow({
      commits: [{ name: 'poky 5', parents: [poky.head] }],
      refs: { 'refs/heads/scarthgap': 'poky 5' },
    });
    await site.commit({ 'kas/machines/rpi.yaml': `${sources()['kas/machines/rpi.yaml']}target: x\n` });
    told(await run({ 'keep-revisions': 'true', branch: 'auto/kept' }));
    const remade = await site.changedAt('auto/kept');
    expect(Object.keys(remade ?? {})).toEqual([RPI]);
    expect(remade?.[RPI]).toContain(`refspec: ${poky.head}`);
    expect(remade?.[RPI]).toContain('target:');
    told(await run({ branch: 'auto/moved' }));
    const moved = await site.changedAt('auto/moved');
    expect(moved?.[IMX]).toContain(`refspec: ${grown.get('poky 5')}`);
    expect(before).toContain(`refspec: ${poky.head}`);
  });

  test('lock files are written beside the configurations', async () => {
    await site.commit(sources());
    const inputs = { mode: 'lock', configs: 'kas/scarthgap.yaml:kas/machines/rpi.yaml', 'config-prefix': '' };
    told(await run(inputs));
    const changed = await site.changedAt(BRANCH);
    expect(Object.keys(changed ?? {})).toEqual(['kas/scarthgap.lock.yaml']);
    expect(changed?.['kas/scarthgap.lock.yaml']).toContain(`commit: ${poky.head}`);
  });

  test('a private layer: kas asks for the token, and nothing is left of the place where it asked', async () => {
    const token = 'token_of_private_layers';
    const remotes = join(site.folder, 'private');
    const http = await startSmartHttp(remotes, { requireToken: { token } });
    try {
      const bare = await makeBareRepository(join(remotes, 'poky'));
      const made = await bare.grow({ commits: chain('p', 1), refs: { 'refs/heads/scarthgap': 'p1' } });
      const base = sources()['kas/scarthgap.yaml'].replace(poky.url, `${http.url}/poky`);
      await site.commit({ ...sources(), 'kas/scarthgap.yaml': base });
      const refused = await run({ 'git-base-url': http.url, 'dry-run': 'true' });
      expect(refused.exitCode).toBe(1);
      told(await run({ 'git-base-url': http.url, 'remote-token': token }));
      expect((await site.changedAt(BRANCH))?.[IMX]).toContain(`refspec: ${made.get('p1')}`);
      const calls = await callsIn(join(site.folder, 'bin'));
      expect(JSON.stringify(calls)).not.toContain(token);
      const helper = calls.at(-1)?.env['GIT_CREDENTIAL_HELPER'] ?? '';
      const [, socket = ''] = /--socket=(\S+)/.exec(helper) ?? [];
      expect(socket).toContain('/run-2/temp/kas-lock-');
      await expect(stat(socket)).rejects.toThrow('ENOENT');
      expect(
        (await readdir(join(site.folder, 'run-2/temp'))).filter((name) => name.startsWith('kas-')),
      ).toEqual([]);
    } finally {
      await http.close();
    }
  });

  test('a branch that was forced back is followed by no machine', async () => {
    await site.commit(sources());
    told(await run({ 'pull-request': 'false' }));
    await site.commit({});
    await poky.remote.grow({ refs: { 'refs/heads/scarthgap': poky.old } });
    const done = told(await run());
    expect(done.log).toContain('poky: the branch scarthgap is behind');
    expect(await openPulls(site)).toEqual([]);
  });
});

describe('what is wrong', () => {
  test.each([
    [
      'both lists',
      { machines: 'x.json', configs: 'a.yaml' },
      'Both inputs "machines" and "configs" are given.',
    ],
    ['no list', { machines: 'x.json' }, 'There is no list of machines: "x.json" does not exist in'],
    ['an unknown machine', { only: 'rip' }, 'names "rip"'],
    ['a prefix that leaves the layer', { 'config-prefix': '../x.yaml' }, '../x.yaml'],
    ['no kas', { kas: './no-kas' }, 'kas was not found'],
  ])('%s', async (_title, inputs, said) => {
    await site.commit({ ...sources(), [RPI]: release({ poky: poky.old, meta: meta.old }) });
    const done = await site.run('kas-lock', inputs as Record<string, string>);
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain(said);
    expect(done.log).not.toContain('    at ');
    expect(site.written()).toEqual([]);
  });
});
