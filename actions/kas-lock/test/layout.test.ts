import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import type { Inputs } from '../src/inputs.ts';
import { inputs } from '../src/inputs.ts';
import { planTargets, type TargetPlan } from '../src/targets.ts';

const RELEASE = 'kas/build-configs/release';

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'kas-layout-')));
  const machines = ['rpi', 'imx'].map((name) => ({ name, config: `kas/${name}.yml` }));
  const files = {
    'sub/.github/machines.json': JSON.stringify({ yocto_branch: 'scarthgap', machines }),
    'sub/broken.json': '{}',
    [`sub/${RELEASE}/rpi-scarthgap.yaml`]: '',
    [`sub/${RELEASE}/old-scarthgap.yaml`]: 'old',
    [`${RELEASE}/older-scarthgap.yaml`]: 'of another layer',
    'sub/kas/imx.lock.yml': '',
    'sub/kas/rpi.lock.yml': '',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await git(folder, 'init', '--quiet', '--template=');
  await git(folder, 'add', '--all');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function layout(given: Readonly<Record<string, string>> = {}): Promise<TargetPlan> {
  const read = Object.fromEntries(
    Object.entries(inputs).map(([name, schema]) => [name, schema.parse(given[name] ?? '')]),
  ) as unknown as Inputs;
  const place = { repository: folder, cwd: join(folder, 'sub') };
  return planTargets(read, place, { runFolder: tmpdir() }, { exec: systemExec, env: process.env });
}

const removed = async (made: TargetPlan): Promise<unknown> =>
  (await made.removals()).map(({ path, before, after }) => [path, String(before), after]);

describe('layoutOf', () => {
  test('machines with the prefix, and the files of those that went, relative to the repository', async () => {
    const made = await layout({ 'config-prefix': 'kas/sourcedir.yml' });
    expect(made.chosen.map(({ config }) => config)).toEqual([
      'kas/sourcedir.yml:kas/rpi.yml',
      'kas/sourcedir.yml:kas/imx.yml',
    ]);
    expect(made.list?.yoctoBranch).toBe('scarthgap');
    expect(made.asideFiles).toEqual([]);
    expect(await removed(made)).toEqual([[`sub/${RELEASE}/old-scarthgap.yaml`, 'old', undefined]]);
  });

  test('only: the files of the others are left aside, and nothing is removed', async () => {
    const made = await layout({ only: 'rpi' });
    expect(made.chosen.map(({ name }) => name)).toEqual(['rpi']);
    expect(made.asideFiles).toEqual([`sub/${RELEASE}/imx-scarthgap.yaml`]);
    expect(await removed(made)).toEqual([]);
  });

  test('lock: no prefix, no file of a machine, and lock files that are there are left aside', async () => {
    const made = await layout({ mode: 'lock', only: 'rpi', 'config-prefix': 'kas/sourcedir.yml' });
    expect(made.chosen.map(({ config }) => config)).toEqual(['kas/rpi.yml']);
    expect(made.asideFiles).toEqual(['sub/kas/imx.lock.yml']);
    expect(await removed(await layout({ mode: 'lock' }))).toEqual([]);
  });

  test('configs: nothing is removed; two of one stem are an error where they would be one file', async () => {
    const made = await layout({ configs: 'kas/a.yml:kas/b.yml\n\n kas/c.yml\n' });
    expect(made.list).toBeUndefined();
    expect(made.chosen.map(({ file }) => file)).toEqual([`${RELEASE}/a.yaml`, `${RELEASE}/c.yaml`]);
    expect(await removed(made)).toEqual([]);
    const same = { configs: 'kas/a.yml\nother/a.yml\nkas/b.yml' };
    await expect(layout(same)).rejects.toThrow('would both be written to');
    // Also where neither is looked at.
    await expect(layout({ ...same, only: 'b' })).rejects.toThrow('would both be written to');
    expect((await layout({ ...same, mode: 'lock' })).chosen).toHaveLength(3);
  });

  test.each([
    ['both', { machines: 'x.json', configs: 'a.yml' }, /^Both inputs "machines" and "configs" are given\.$/],
    ['none', { machines: 'x.json' }, /^There is no list of machines: "x\.json" does not exist in/],
    ['a folder', { machines: 'kas' }, /^There is no list of machines: /],
    ['a broken one', { machines: 'broken.json' }, /^(?!There is).*broken\.json/],
  ])('lists: %s', async (_, given: Readonly<Record<string, string>>, said) =>
    expect(layout(given)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(said),
    }),
  );
});
