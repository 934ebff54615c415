import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleWorkspace, type Workspace } from './layer.ts';

const CONFIG = 'kas/build-configs/release/colibri-imx6ull-scarthgap.yaml';

let sample: Workspace;
beforeAll(async () => {
  sample = await sampleWorkspace();
  await mkdir(join(sample.workspace, 'full'));
  await writeFile(join(sample.workspace, 'full', 'notes.txt'), 'mine');
  await writeFile(join(sample.workspace, 'kas', 'bad.yaml'), 'header: [');
});
afterAll(() => sample.remove());

/** One message that says what is wrong and what to do, exit code 1, no stack, nothing staged. */
async function refusal(inputs: Readonly<Record<string, string>>): Promise<string> {
  const result = await sample.kasBuild({ 'artifact-dir': 'out', ...inputs });
  const errors = result.annotations.filter(({ level }) => level === 'error');
  expect({ exitCode: result.exitCode, errors: errors.length }).toEqual({ exitCode: 1, errors: 1 });
  expect(`${result.rawStderr}${errors[0]?.message}`).not.toMatch(/^ +at /m);
  expect(existsSync(join(sample.workspace, 'out'))).toBe(false);
  expect(existsSync(join(sample.workspace, 'out.partial'))).toBe(false);
  expect(result.summary).toContain('### kas-build failed');
  return errors[0]?.message ?? '';
}

describe('each mistake ends with one message', () => {
  test('no config', async () => {
    expect(await refusal({})).toBe(
      'Input "config" is missing. Name the kas files, joined by ":", as in kas/rpi.yaml:kas/ci.yaml.\n' +
        'Correct the `with:` block of this step.',
    );
  });

  test('a config that does not exist', async () => {
    expect(await refusal({ config: `${CONFIG}:kas/nope.yaml:kas/nada.yaml` })).toBe(
      `The kas configuration does not exist in ${sample.workspace}: kas/nope.yaml, kas/nada.yaml.\n` +
        'Check the input config. Its files are joined by ":" and relative to working-directory.',
    );
  });

  test('a config that is not YAML', async () => {
    const message = await refusal({ config: 'kas/bad.yaml' });
    expect(message).toMatch(/^kas could not build kas\/bad.yaml: .*flow/);
    expect(message).toContain(`in "${join(sample.workspace, 'kas/bad.yaml')}", line 1`);
    expect(message).not.toContain('Traceback');
  });

  test('a machine name with a slash, and a config that would be an option', async () => {
    const message = await refusal({ config: '--target', 'machine-name': 'rpi/../x' });
    expect(message).toMatch(/^Input "config" is "--target"\. A value that starts with a dash/);
    expect(message).toContain('Input "machine-name" is "rpi/../x". A machine name must not hold a slash.');
  });

  test('a kas that is not there', async () => {
    expect(await refusal({ config: CONFIG, kas: 'kas-of-nobody' })).toMatch(
      /^kas was not found: "kas-of-nobody"\.\nInstall kas/,
    );
  });

  test('a working directory that is not there', async () => {
    expect(await refusal({ config: CONFIG, 'working-directory': 'elsewhere' })).toMatch(
      /^The working directory .+\/elsewhere does not exist\./,
    );
  });

  test('a build that leaves nothing', async () => {
    const message = await refusal({ config: `${CONFIG}:kas/faults/empty-deploy.yaml` });
    expect(message).toMatch(
      /^The build succeeded, but there is nothing to stage: no file in .+\/images\/colibri-imx6ull /,
    );
  });

  test('an artifact folder that holds something else is left alone', async () => {
    const message = await refusal({ config: CONFIG, 'artifact-dir': 'full' });
    expect(message).toMatch(/^The artifact folder .+\/full is not empty and was not staged by kas-build\./);
    expect(existsSync(join(sample.workspace, 'full', 'notes.txt'))).toBe(true);
  });

  test('several deploy folders, where bitbake cannot say which', async () => {
    await mkdir(join(sample.workspace, 'build/tmp-a/deploy'), { recursive: true });
    await mkdir(join(sample.workspace, 'build/tmp-b/deploy'), { recursive: true });
    const message = await refusal({ config: `${CONFIG}:kas/faults/no-output.yaml` });
    expect(message).toMatch(/^bitbake did not say where it deploys, and there are several deploy folders:\n/);
    expect(message).toContain('build/tmp-a/deploy');
    expect(message).toContain('deploy-dir');
  });
});
