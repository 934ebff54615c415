import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installKas5 } from '@pv-actions/testkit/kas/kas5.ts';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';
import { shown } from './told.ts';

const CONFIG = 'kas/build-configs/release/raspberrypi-armv8-scarthgap.yaml';
const IMAGES = 'build/tmp-scarthgap/deploy/images/raspberrypi-armv8';
const STARTER = 'pantavisor-starter-raspberrypi-armv8.rootfs';

let sample: Workspace;
beforeAll(async () => {
  sample = await sampleWorkspace();
});
afterAll(() => sample.remove());

function build(inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
  return sample.kasBuild({ config: CONFIG, ...inputs });
}

async function staged(result: ActionResult): Promise<string[]> {
  expect(result.outputs).toMatchObject({ verdict: 'success' });
  const { artifacts } = await readStaged(result.outputs['artifact-dir'] ?? '');
  return artifacts.map(({ kind, name }) => `${kind} ${name}`);
}

function expectNothing(result: ActionResult, said: string): void {
  expect(result.exitCode).toBe(0);
  expect(result.outputs).toMatchObject({ verdict: 'success', artifacts: '[]', 'artifact-dir': '' });
  expect(result.log).toContain(`\n${said}`);
  expect(result.summary).toContain(said.replaceAll('_', '&#95;'));
  expect(shown(result, 'warning').filter((text) => text.startsWith('No image'))).toEqual([]);
}

describe('a build that deploys nothing is one that succeeded', () => {
  const said = (): string =>
    `Nothing was staged: the build deployed no image to ${join(sample.workspace, IMAGES)}, and nothing else of a known kind.`;

  test('a recipe that is no image', async () => {
    expectNothing(await build({ target: 'libthttp' }), said());
  });

  test('in a build folder that has been used, nothing of an earlier build is taken for its result', async () => {
    const first = await build({ 'artifact-dir': 'out' });
    expect(await staged(first)).toContain(`image ${STARTER}.wic.bz2`);
    const inputs = [{ target: 'libthttp' }, { task: 'fetch', target: 'libthttp' }, { 'bitbake-args': '-n' }];
    for (const more of inputs) {
      const result = await build({ ...more, 'artifact-dir': 'out' });
      expectNothing(result, `${said()} What lies there is older than this build:`);
      expect(result.log).toMatch(
        new RegExp(`\\nOlder than this build, not taken: ${STARTER}-\\d{14}\\.wic\\.bz2\\n`),
      );
    }
    expect(existsSync(join(sample.workspace, 'out'))).toBe(false);
  });

  test('stage: require makes it an error, and so where the image is that of an earlier build', async () => {
    const result = await build({ target: 'libthttp', stage: 'require' });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ verdict: 'failed', artifacts: '[]' });
    expect(shown(result, 'error')).toEqual([
      `The build succeeded, but ${join(sample.workspace, IMAGES)} holds no image of this build of the target.\nCheck that the target is an image, and name its files in the input output; or set the input stage to auto.`,
    ]);
  });

  test('stage: none stages nothing of a build that has all', async () => {
    const result = await build({ stage: 'none' });
    expectNothing(result, 'Nothing is staged: the input stage is "none".');
    expect(result.outputs).toMatchObject({
      machine: 'raspberrypi-armv8',
      'yocto-machine': 'raspberrypi-armv8',
    });
  });
});

describe('a layer that is not that of Pantavisor', () => {
  const target = 'plain-image';

  beforeAll(async () => {
    const recipe = join(sample.workspace, 'recipes-pv/images/plain-image_1.0.bb');
    await writeFile(recipe, 'SUMMARY = "An image"\nLICENSE = "MIT"\n\ninherit pv-image\n');
  });

  test('the image of the target, with what describes it, beside one that is of another target', async () => {
    expect(await staged(await build({}))).toContain(`image ${STARTER}.wic.bz2`);
    const plain = 'plain-image-raspberrypi-armv8.rootfs';
    const expected = [
      ...['wic.bmap', 'wic.bz2'].map((end) => `image ${plain}.${end}`),
      `testdata ${plain}.testdata.json`,
      ...['cve', 'json'].map((end) => `cve ${plain}.${end}`),
      ...['index.json', 'json', 'tar.zst'].map((end) => `sbom ${plain}.spdx.${end}`),
      `manifest ${plain}.manifest`,
      ...['image_license', 'license', 'package'].map((name) => `license ${plain}.${name}.manifest`),
    ];
    const first = await build({ target });
    expect((await staged(first)).filter((line) => !/^(?:docs|sdk) /.test(line))).toEqual(expected);
    expect(shown(first, 'warning').filter((text) => text.includes('image'))).toEqual([]);
    const second = await build({ target });
    expect(await staged(second)).toEqual(await staged(first));
    expect(second.summary).toMatch(
      /All \d+ files were there before this build, which had no need to make them anew\./,
    );
  });

  test('what an output names in folders', async () => {
    const folder = join(sample.workspace, IMAGES, 'bootfiles/overlays');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'a.dtbo'), 'overlay');
    await writeFile(join(folder, '../config.txt'), 'text');
    const result = await build({ target, output: 'bootfiles/** plain-image*.bz2' });
    const images = (await staged(result)).filter((line) => line.startsWith('image '));
    expect(images).toEqual([
      'image bootfiles/config.txt',
      'image bootfiles/overlays/a.dtbo',
      'image plain-image-raspberrypi-armv8.rootfs.wic.bz2',
    ]);
    const file = join(result.outputs['artifact-dir'] ?? '', 'images/bootfiles/overlays/a.dtbo');
    expect(await readFile(file, 'utf8')).toBe('overlay');
  });

  test('a warning where an output names nothing', async () => {
    const result = await build({ target, output: '*.vmdk' });
    expect(result.exitCode).toBe(0);
    expect(shown(result, 'warning').filter((text) => text.startsWith('No image'))).toEqual([
      `No image of this build: nothing in ${join(sample.workspace, IMAGES)} matches *.vmdk.`,
    ]);
  });
});

describe('provenance', () => {
  test('is kept for each call of kas, and an output', async () => {
    const kas = await installKas5(join(sample.folder, 'kas5'));
    const inputs = { kas, provenance: 'mode=max', target: 'pantavisor-starter' };
    const result = await build({ ...inputs, sdk: 'true' });
    const folder = result.outputs['artifact-dir'] ?? '';
    const names = ['kas-build.provenance.json', 'kas-build.populate_sdk.provenance.json'];
    expect((await staged(result)).filter((line) => line.startsWith('provenance '))).toEqual(
      names.map((name) => `provenance ${name}`),
    );
    const files = names.map((name) => join(folder, 'provenance', name));
    expect(result.outputs['provenance']).toBe(files.join('\n'));
    const [first, second] = await Promise.all(
      files.map(async (file) => JSON.parse(await readFile(file, 'utf8')).predicate.runDetails.metadata),
    );
    expect(Date.parse(first.finishedOn)).toBeLessThanOrEqual(Date.parse(second.startedOn));

    const without = await build({ kas, target: 'pantavisor-starter' });
    expect(without.outputs['provenance']).toBe('');
    expect((await staged(without)).filter((line) => line.startsWith('provenance '))).toEqual([]);
  });
});
