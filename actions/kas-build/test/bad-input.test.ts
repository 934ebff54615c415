import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionOptions } from '@pv-actions/testkit/runner/action.ts';
import { sampleWorkspace, type Workspace } from './layer.ts';
import { expectSummary } from './told.ts';

const CONFIG = 'kas/build-configs/release/colibri-imx6ull-scarthgap.yaml';
const CHECK_CONFIG = 'Check the files that the input config names, and those that they include.';

let sample: Workspace;
beforeAll(async () => {
  sample = await sampleWorkspace();
  await mkdir(join(sample.workspace, 'full'));
  await writeFile(join(sample.workspace, 'full', 'notes.txt'), 'mine');
  await writeFile(join(sample.workspace, 'kas', 'bad.yaml'), 'header: [');
});
afterAll(() => sample.remove());

/** One message that says what is wrong and what to do, exit code 1, no stack, nothing staged, every output as described. */
async function refusal(
  inputs: Readonly<Record<string, string>>,
  approved?: string,
  options: Partial<ActionOptions> = {},
): Promise<string> {
  const result = await sample.kasBuild({ 'artifact-dir': 'out', ...inputs }, options);
  const errors = result.annotations.filter(({ level }) => level === 'error');
  expect({ exitCode: result.exitCode, errors: errors.length }).toEqual({ exitCode: 1, errors: 1 });
  expect(`${result.rawStderr}${errors[0]?.message}`).not.toMatch(/^ +at /m);
  expect(existsSync(join(sample.workspace, 'out'))).toBe(false);
  expect(existsSync(join(sample.workspace, 'out.partial'))).toBe(false);
  expect(result.summary).toMatch(/^(### kas-build failed|\*\*Failed\*\*|\*\*Built\*\*)/);
  expect(result.outputs).toMatchObject({ verdict: 'failed', artifacts: '[]', 'artifact-dir': '' });
  for (const name of [
    'tasks-attempted',
    'tasks-rerun',
    'tasks-failed',
    'warnings',
    'errors',
    'duration-seconds',
  ])
    expect(result.outputs[name]).toMatch(/^\d+$/);
  if (approved !== undefined) await expectSummary(approved, result, sample);
  return errors[0]?.message ?? '';
}

/** A kas that says its version, and ends with an exception when it is to build. */
async function brokenKas(name: string, python: string): Promise<string> {
  const kas = join(sample.folder, name);
  const version = "if sys.argv[1] == '--version':\n    os.execvp('kas', ['kas', '--version'])";
  await writeFile(kas, `#!/usr/bin/env python3\nimport os, sys\n${version}\n${python}\n`, { mode: 0o755 });
  return kas;
}

describe('each mistake ends with one message', () => {
  test('a kas that lacks a module', async () => {
    const kas = await brokenKas('no-git', 'from a_module_of_kas import Repo');
    expect(await refusal({ config: CONFIG, kas })).toBe(
      `kas could not build ${CONFIG}: ModuleNotFoundError: No module named 'a_module_of_kas'\n` +
        'kas itself is broken: install it again with what it needs (`pipx install kas`, or `apt-get install kas`).',
    );
  });

  test('a kas that ends with an exception of its own', async () => {
    const python =
      'try:\n    raise KeyError("repos")\nexcept KeyError as error:\n    raise LookupError("no repos\\nat all") from error';
    expect(await refusal({ config: CONFIG, kas: await brokenKas('lookup', python) })).toBe(
      `kas could not build ${CONFIG}: LookupError: no repos\n${CHECK_CONFIG}`,
    );
  });

  test('no config, which the bundle says, too', async () => {
    expect(await refusal({}, undefined, { inProcess: false })).toBe(
      'Input "config" is missing. Name the kas files, joined by ":", as in kas/rpi.yaml:kas/ci.yaml.\n' +
        'Correct the `with:` block of this step.',
    );
  });

  test('a config that does not exist', async () => {
    expect(await refusal({ config: `${CONFIG}:kas/nope.yaml:kas/nada.yaml` }, 'refused-missing')).toBe(
      `The kas configuration does not exist in ${sample.workspace}: kas/nope.yaml, kas/nada.yaml.\n` +
        'Check the input config. Its files are joined by ":" and relative to working-directory.',
    );
  });

  test('a config that is not YAML', async () => {
    const message = await refusal({ config: 'kas/bad.yaml' }, 'refused-yaml');
    expect(message).toMatch(/^kas could not build kas\/bad.yaml: .*flow/);
    expect(message).toContain(`in "${join(sample.workspace, 'kas/bad.yaml')}", line 1`);
    expect(message).not.toContain('Traceback');
    expect(message.split('\n').at(-1)).toBe(CHECK_CONFIG);
  });

  test('a config of two repositories', async () => {
    const other = join(sample.workspace, 'other');
    await mkdir(join(other, '.git'), { recursive: true });
    spawnSync('git', ['init', '--quiet', other]);
    await writeFile(join(other, 'more.yaml'), 'header:\n  version: 12\n');
    expect(await refusal({ config: `${CONFIG}:other/more.yaml` }, 'refused-repositories')).toBe(
      `kas could not build ${CONFIG}:other/more.yaml: All concatenated config files must belong to the same repository or all must be outside of versioning control\n${CHECK_CONFIG}`,
    );
  });

  test('a config that includes what is not there', async () => {
    await writeFile(
      join(sample.workspace, 'kas/lost.yaml'),
      'header:\n  version: 12\n  includes:\n    - kas/nowhere.yaml\n',
    );
    const message = await refusal({ config: 'kas/lost.yaml' });
    expect(message).toMatch(/^kas could not build kas\/lost.yaml: .*kas\/nowhere\.yaml/);
    expect(message.split('\n').at(-1)).toBe(CHECK_CONFIG);
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

  test('a kas that is something else', async () => {
    expect(await refusal({ config: CONFIG, kas: 'git' })).toMatch(
      /^"git" does not say its version as kas does: git version .+\.\nName kas or kas-container in the input kas\.$/,
    );
    expect(await refusal({ config: CONFIG, kas: 'kas/scarthgap.yaml' })).toMatch(
      /^".+\/kas\/scarthgap\.yaml" cannot be executed in .+\.\nInstall kas before this step/,
    );
  });

  test('options that this kas does not know', async () => {
    expect(await refusal({ config: CONFIG, 'kas-args': '--nonsense' })).toBe(
      `kas could not build ${CONFIG}: unrecognized arguments: --nonsense\nCheck the input kas-args: \`kas build --help\` lists what this version takes.`,
    );
  });

  test.each([
    ['require', 'dump', '3.2'],
    ['update', 'lock', '4.6'],
  ])('lock: %s with a kas that cannot', async (lock, command, since) => {
    expect(await refusal({ config: CONFIG, lock })).toBe(
      `kas is version 3.1, which has no ${command}: "lock: ${lock}" needs it.\nInstall kas ${since} or later (\`pipx install kas\`), or set the input lock to ignore.`,
    );
  });

  test('what this kas has no option for', async () => {
    expect(await refusal({ config: CONFIG, provenance: 'true', 'clone-depth': '1' })).toBe(
      'kas is version 3.1, which has nothing for the input provenance, nor for clone-depth.\nInstall a newer kas (`pipx install kas`), or leave the input empty.',
    );
  });

  test('values that are wrong in themselves, all at once', async () => {
    const message = await refusal({
      config: CONFIG,
      task: 'build all',
      output: '*.wic +(a|a)b',
      env: 'GOOD=1\nBAD LINE',
      'kas-args': "--ssh-dir 'open",
      'bitbake-args': 'ends\\',
      'clone-depth': '0',
      'timeout-minutes': 'long',
      'free-disk-gb': '20GB',
      'retention-days': '401',
      'compression-level': '10',
      'keep-going': 'maybe',
      'cache-mode': 'write-only',
      lock: 'always',
      provenance: 'max',
      upload: 'image pictures',
    });
    expect(message.split('\n')).toEqual([
      'Input "task" is "build all". Use the name of a task, such as build or populate_sdk.',
      'Input "output" is "*.wic +(a|a)b". A glob has only *, ?, [a-z], [!a], ** and {a,b}, not "+(".',
      `Input "kas-args" is "--ssh-dir 'open". The quote ' that opens at character 11 is not closed.`,
      'Input "bitbake-args" is "ends\\\\". It ends with a backslash, which escapes nothing.',
      'Input "keep-going" is "maybe". Use true or false.',
      'Input "cache-mode" is "write-only". Use one of: auto, read-only, read-write.',
      'Input "clone-depth" is "0". Use a whole number from 1 to 1000000.',
      'Input "env" is "GOOD=1\\nBAD LINE". Line 2 has no "=". Write KEY=VALUE.',
      'Input "lock" is "always". Use one of: ignore, require, update.',
      'Input "provenance" is "max". Use true or mode=max, or leave it empty.',
      'Input "timeout-minutes" is "long". Use a number from 0.01 to 30000.',
      'Input "free-disk-gb" is "20GB". Give one or two numbers of GiB: "20" warns below 20 GiB, "20 2" also stops the build below 2 GiB.',
      'Input "upload" is "image pictures". There is no such kind: pictures. Use any of image, pvrexport, bsp, sdk, pvtest-distro, flash-bundle, tezi, manifest, sbom, cve, docs, license, provenance, testdata, debug, staged, none.',
      'Input "retention-days" is "401". Use a whole number from 1 to 400.',
      'Input "compression-level" is "10". Use a whole number from 0 to 9.',
      'Correct the `with:` block of this step.',
    ]);
  });

  test('a build user that does not exist', async () => {
    expect(await refusal({ config: CONFIG, 'build-user': 'nobody-of-this-name' })).toMatch(
      /^The build user "nobody-of-this-name" does not exist: .+\nCreate it in the image /,
    );
  });

  test('a build to compare with that is none', async () => {
    expect(await refusal({ config: CONFIG, 'compare-with': 'nowhere/artifacts.json' })).toMatch(
      /^The build cannot be compared with nowhere\/artifacts\.json: it does not exist\.\nGive the artifacts\.json of an earlier run/,
    );
    expect(await refusal({ config: CONFIG, 'compare-with': CONFIG })).toMatch(
      /^The build cannot be compared with kas\/build-configs\/.+\.yaml: it is not JSON: .+\.\nGive the artifacts\.json of an earlier run/,
    );
  });

  test('a working directory that is not there', async () => {
    expect(await refusal({ config: CONFIG, 'working-directory': 'elsewhere' })).toMatch(
      /^The working directory .+\/elsewhere does not exist\./,
    );
  });

  test('a build that leaves no image that is required', async () => {
    const config = `${CONFIG}:kas/faults/empty-deploy.yaml`;
    const message = await refusal({ config, output: '*.img', stage: 'require' });
    expect(message).toMatch(
      /^The build succeeded, but .+\/images\/colibri-imx6ull holds no image of this build that matches \*\.img\.\n/,
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
