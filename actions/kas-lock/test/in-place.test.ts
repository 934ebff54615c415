import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect } from '@jest/globals';
import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import { needing } from '@pv-actions/testkit/needing.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { openPulls, openSite, type Site } from '../../../test/updates/site.ts';

const test = needing('/usr/bin/kas');
const BRANCH = 'auto-update/kas-layers';
const RELEASE = 'kas/build-configs/release';
const RPI = `${RELEASE}/rpi-scarthgap.yaml`;
const IMX = `${RELEASE}/imx-scarthgap.yaml`;

interface Layer {
  readonly url: string;
  readonly old: string;
  readonly head: string;
}

let site: Site;
let poky: Layer;
let meta: Layer;
beforeEach(async () => {
  site = await openSite();
  [poky, meta] = await Promise.all([makeLayer('poky'), makeLayer('meta-rpi')]);
});
afterEach(async () => {
  await site.close();
  expect(site.github.violations).toEqual([]);
});

async function makeLayer(name: string): Promise<Layer> {
  const remote = await site.remote(name);
  const digests = await remote.grow({
    commits: chain(`${name} `, 2),
    refs: { 'refs/heads/scarthgap': `${name} 2` },
  });
  const [old = '', head = ''] = [digests.get(`${name} 1`), digests.get(`${name} 2`)];
  return { url: `${site.http.url}/${name}`, old, head };
}

/** kas files of two machines: one with poky alone, and one with a layer more. */
const sources = (folder = ''): Record<string, string> => ({
  [`${folder}.github/machines.json`]: JSON.stringify({
    yocto_branch: 'scarthgap',
    machines: ['rpi', 'imx'].map((name) => ({ name, config: `kas/${name}.yaml:kas/base.yaml` })),
  }),
  [`${folder}kas/base.yaml`]: `header: {version: 12}\ndefaults: {repos: {refspec: scarthgap}}\nrepos: {poky: {url: "${poky.url}"}}\n`,
  [`${folder}kas/rpi.yaml`]: `header: {version: 12}\nrepos: {meta-rpi: {url: "${meta.url}"}}\n`,
  [`${folder}kas/imx.yaml`]: 'header: {version: 12}\nmachine: imx\n',
});

/** A release file as a person keeps it: comments, quotes, other ends of lines, and no newline at the end. */
const rpi = (revision: string, other: string): string =>
  `# ${'a'.repeat(40)}\r\nheader: {version: 12}\r\nrepos:\r\n  poky: {url: '${poky.url}', refspec: "${revision}"}   # Größe\r\n\r\n  meta-rpi:\r\n    refspec:   '${other}' # pinned\r\n    url: ${meta.url}`;
const imx = (revision: string): string =>
  `header:\n    version: 12\nmachine: imx\nrepos:\n    poky:\n        refspec: ${revision}\n        url: ${poky.url}\n`;

const bytes = (text: string): string => Buffer.from(text).toString('latin1');

function told(done: ActionResult): ActionResult {
  expect({ exitCode: done.exitCode, log: done.exitCode === 0 ? '' : done.log }).toEqual({
    exitCode: 0,
    log: '',
  });
  return done;
}

const commit = (change: Readonly<Record<string, string>> = {}): Promise<string> =>
  site.commit({ ...sources(), [RPI]: rpi(poky.old, meta.old), [IMX]: imx(poky.old), ...change });

describe('release files of kas 3.1', () => {
  test('every byte stays but those of the digests, and kas 3.1 checks the new revisions out', async () => {
    await commit();
    told(await site.run('kas-lock'));
    expect(await site.changedAt(BRANCH)).toEqual({
      [RPI]: bytes(rpi(poky.head, meta.head)),
      [IMX]: imx(poky.head),
    });

    await site.commit({ [RPI]: rpi(poky.head, meta.head) });
    const work = join(site.folder, 'kas-work');
    await mkdir(work);
    await promisify(execFile)('/usr/bin/kas', ['checkout', RPI, '--skip', 'setup_environ,write_bbconfig'], {
      cwd: site.layer,
      env: { PATH: process.env['PATH'], HOME: site.folder, KAS_WORK_DIR: work },
    });
    for (const [name, { head }] of [['poky', poky] as const, ['meta-rpi', meta] as const]) {
      expect((await git(join(work, name), 'rev-parse', 'HEAD')).trim()).toBe(head);
    }
  });

  test('a refspec that is a tag or the beginning of a digest is a pin, and no branch', async () => {
    const remote = await site.remote('poky-tags');
    const digests = await remote.grow({ commits: chain('t', 2), refs: { 'refs/heads/scarthgap': 't2' } });
    const first = digests.get('t1') ?? '';
    await remote.git('tag', '--annotate', '--message=One', 'v1', first);
    const url = `${site.http.url}/poky-tags`;
    for (const refspec of ['v1', first.slice(0, 12)]) {
      const base = `header: {version: 12}\nrepos: {poky: {url: "${url}", refspec: ${refspec}}}\n`;
      const release = imx(first).replace(poky.url, url);
      await commit({
        'kas/base.yaml': base,
        [RPI]: rpi(first, meta.old).replace(poky.url, url),
        [IMX]: release,
      });
      const done = told(await site.run('kas-lock', { 'pull-request': 'false', only: 'imx' }));
      expect(String(await site.read(IMX))).toBe(release);
      expect(done.log).toContain(`poky: ${refspec} is `);
    }
  });

  test('a layer that does not answer fails alone: the others go on, and what was proposed for its file stays', async () => {
    await commit({ [RPI]: rpi(poky.head, meta.old) });
    told(await site.run('kas-lock'));
    await rm(join(site.folder, 'remotes', 'meta-rpi'), { recursive: true });
    const done = await site.run('kas-lock');
    expect(done.exitCode).toBe(1);
    expect(done.log).toContain(`meta-rpi: ${meta.url} could not be asked.`);
    expect(await site.changedAt(BRANCH)).toMatchObject({
      [RPI]: bytes(rpi(poky.head, meta.head)),
      [IMX]: imx(poky.head),
    });
    const allowed = await site.run('kas-lock', { 'allow-unreachable': 'true' });
    expect(allowed.exitCode).toBe(0);
  });

  test('only: the others are left aside, and what was proposed for them stays', async () => {
    await commit();
    told(await site.run('kas-lock'));
    await site.run('kas-lock', { only: 'imx', force: 'true' });
    expect(Object.keys((await site.changedAt(BRANCH)) ?? {}).sort()).toEqual([IMX, RPI]);
    told(await site.run('kas-lock', { only: 'imx', branch: 'auto/imx' }));
    expect(Object.keys((await site.changedAt('auto/imx')) ?? {})).toEqual([IMX]);
  });

  test('configs: a file for the stem of each; dry-run writes nothing, pull-request: false only here', async () => {
    await commit({ [`${RELEASE}/rpi.yaml`]: rpi(poky.old, meta.old) });
    const inputs = { configs: 'kas/rpi.yaml:kas/base.yaml' };
    const dry = told(await site.run('kas-lock', { ...inputs, 'dry-run': 'true' }));
    expect(dry.log).toContain('Dry run: nothing was written.');
    told(await site.run('kas-lock', { ...inputs, 'dry-run': 'true', 'pull-request': 'false' }));
    expect(await git(site.layer, 'status', '--short')).toBe('');
    site.written();
    const done = told(await site.run('kas-lock', { ...inputs, 'pull-request': 'false' }));
    expect(done.outputs['changed']).toBe('true');
    expect(await git(site.layer, 'status', '--short')).toBe(` M ${RELEASE}/rpi.yaml\n`);
    expect((await site.read(`${RELEASE}/rpi.yaml`)).toString()).toBe(rpi(poky.head, meta.head));
    expect(site.written()).toEqual([]);
    expect(await openPulls(site)).toEqual([]);
  });

  test('a working directory below the top of the repository; a machine that went', async () => {
    const old = `sub/${RELEASE}/old-scarthgap.yaml`;
    await site.commit({
      ...sources('sub/'),
      [`sub/${RPI}`]: rpi(poky.old, meta.old),
      [`sub/${IMX}`]: imx(poky.old),
      [old]: imx(poky.old),
      [`${RELEASE}/old-scarthgap.yaml`]: imx(poky.old),
    });
    told(await site.run('kas-lock', { 'working-directory': 'sub' }));
    expect(await site.changedAt(BRANCH)).toEqual({
      [`sub/${RPI}`]: bytes(rpi(poky.head, meta.head)),
      [`sub/${IMX}`]: imx(poky.head),
      [old]: 'gone',
    });
    expect((await openPulls(site))[0]?.['body']).toContain(
      'old-scarthgap.yaml went: it belongs to no machine.',
    );
  });

  test('keep-revisions moves nothing', async () => {
    await commit();
    const done = told(await site.run('kas-lock', { 'keep-revisions': 'true' }));
    expect([done.outputs['changed'], await openPulls(site)]).toEqual(['false', []]);
  });
});
