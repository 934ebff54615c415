import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { sampleWorkspace, type Workspace } from './layer.ts';
import { expectSummary, figures, shown } from './told.ts';

const CONFIG = 'kas/build-configs/release/raspberrypi-armv8-scarthgap.yaml';
const LXC_WARNING = 'lxc-pv do_compile @ recipes-pv/lxc-pv/lxc-pv_git.bb: using deprecated option --foo';
const QA_WARNING =
  'pantavisor do_install @ recipes-pv/pantavisor/pantavisor_git.bb: QA Issue: pantavisor: Files/directories were installed but not shipped [installed-vs-shipped]';

let sample: Workspace;
beforeAll(async () => {
  sample = await sampleWorkspace();
});
afterAll(() => sample.remove());

function withFaults(...faults: readonly string[]): string {
  return [CONFIG, ...faults.map((fault) => `kas/faults/${fault}.yaml`)].join(':');
}

/** A build from nothing: what earlier tests have built is gone. */
async function build(inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
  await rm(join(sample.workspace, 'build'), { recursive: true, force: true });
  const result = await sample.kasBuild(inputs);
  expect(result.undeclaredOutputs).toEqual({});
  expect(Number.isInteger(Number(result.outputs['duration-seconds']))).toBe(true);
  return result;
}

/** The outputs of a build that staged nothing. */
function failed(parts: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    machine: 'raspberrypi-armv8',
    'yocto-machine': 'raspberrypi-armv8',
    verdict: 'failed',
    'sstate-match': '0',
    'tasks-attempted': '19',
    'tasks-rerun': '19',
    'tasks-failed': '1',
    warnings: '1',
    errors: '1',
    'config-resolved': '',
    'lock-sha256': '',
    provenance: '',
    ...parts,
  };
}

function log(task: string, recipe: string): RegExp {
  return new RegExp(
    `^${recipe} ${task} failed\\. Its log: /.+/work/armv8a-poky-linux/${recipe}/[^/]+/temp/log\\.${task}\\.\\d+`,
  );
}

describe('a task that fails', () => {
  test('in a shell: the error of the compiler, on the recipe', async () => {
    const result = await build({ config: withFaults('compile'), 'machine-name': 'rpi-armv8' });
    expect(result.exitCode).toBe(1);
    expect(figures(result)).toEqual(failed({ machine: 'rpi-armv8' }));
    expect(result.outputs).toMatchObject({ 'artifact-dir': '', artifacts: '[]' });
    const [task, stage, ...more] = shown(result, 'error');
    expect(task).toBe(
      "pantavisor do_compile @ recipes-pv/pantavisor/pantavisor_git.bb: foo.c:3:5: error: expected ';' before '}' token",
    );
    expect(stage).toMatch(log('do_compile', 'pantavisor'));
    expect(stage?.split('\n')[1]).toBe('The whole log of kas is above.');
    expect(more).toEqual([]);
    expect(shown(result, 'warning')).toEqual([LXC_WARNING]);
    await expectSummary('fails-compile', result, sample);
  });

  test('in Python', async () => {
    const result = await build({ config: withFaults('python') });
    expect(figures(result)).toEqual(failed({ 'tasks-attempted': '5', 'tasks-rerun': '5', warnings: '0' }));
    const [task, stage, ...more] = shown(result, 'error');
    expect(task).toBe('libthttp do_compile @ recipes-pv/libthttp/libthttp_git.bb: something is badly wrong');
    expect(stage).toMatch(log('do_compile', 'libthttp'));
    expect(more).toEqual([]);
    await expectSummary('fails-python', result, sample);
  });

  test('by an exception in Python: on the line that raised it', async () => {
    const result = await build({ config: withFaults('exception') });
    expect(figures(result)).toMatchObject({ verdict: 'failed', 'tasks-failed': '1', errors: '1' });
    const [task] = result.annotations.filter(({ level }) => level === 'error');
    expect(task).toMatchObject({
      title: 'libthttp do_compile',
      file: 'recipes-pv/libthttp/libthttp_git.bb',
      line: 2,
      message:
        "KeyError: 'stable'\nrecipes-pv/libthttp/libthttp_git.bb:2, in do_compile: channel = channels['stable']",
    });
    expect(result.summary).toContain("KeyError: 'stable'\n");
  });

  test('while it fetches', async () => {
    const result = await build({ config: withFaults('fetch') });
    expect(figures(result)).toEqual(failed({ 'tasks-attempted': '8', 'tasks-rerun': '8', errors: '2' }));
    const [task, stage, ...more] = shown(result, 'error');
    expect(task).toMatch(
      /^lxc-pv do_fetch @ recipes-pv\/lxc-pv\/lxc-pv_git\.bb: Fetcher failure: Unable to find file file:\/\/does-not-exist\.tar\.gz /,
    );
    expect(task).toContain("FetchError('Unable to fetch URL from any source.'");
    expect(stage).toMatch(log('do_fetch', 'lxc-pv'));
    expect(more).toEqual([]);
    expect(shown(result, 'warning')).toEqual([
      'lxc-pv do_fetch @ recipes-pv/lxc-pv/lxc-pv_git.bb: Failed to fetch URL file://does-not-exist.tar.gz, attempting MIRRORS if available',
    ]);
    await expectSummary('fails-fetch', result, sample);
  });

  test('for want of space', async () => {
    const result = await build({ config: withFaults('disk-full') });
    expect(figures(result)).toEqual(failed());
    const [task, stage, ...more] = shown(result, 'error');
    expect(task).toMatch(
      /state\.o: No space left on device\nmake: \*\*\* \[Makefile:12: src\/state\.o\] Error 1$/,
    );
    expect(stage?.split('\n').slice(1)).toEqual([
      'The disk is full.',
      'Remove old build folders, use rm_work, or give the build a larger disk.',
    ]);
    expect(more).toEqual([]);
    await expectSummary('fails-disk-full', result, sample);
  });

  test('and another one, where the build goes on', async () => {
    const result = await build({ config: withFaults('fetch', 'python'), 'keep-going': 'true' });
    expect(figures(result)).toMatchObject({ verdict: 'failed', 'tasks-failed': '2', errors: '3' });
    const [first, second, stage, ...more] = shown(result, 'error');
    expect(first).toMatch(/^libthttp do_compile @ /);
    expect(second).toMatch(/^lxc-pv do_fetch @ /);
    expect(stage).toMatch(log('do_compile', 'libthttp'));
    expect(stage?.split('\n')[1]).toMatch(log('do_fetch', 'lxc-pv'));
    expect(stage?.split('\n')[2]).toBe('The whole log of kas is above.');
    expect(more).toEqual([]);
    await expectSummary('fails-keep-going', result, sample);
  });
});

describe('a build that no task could begin', () => {
  const nothingRun = {
    machine: '',
    'yocto-machine': '',
    'sstate-match': '',
    'tasks-attempted': '0',
    'tasks-rerun': '0',
    'tasks-failed': '0',
    warnings: '0',
  };

  test('because nothing provides what a recipe depends on', async () => {
    const result = await build({ config: withFaults('dep') });
    expect(figures(result)).toEqual(failed({ ...nothingRun, errors: '2' }));
    expect(shown(result, 'error')).toEqual([
      "pantavisor-bsp @ recipes-pv/images/pantavisor-bsp_1.0.bb: Nothing PROVIDES 'no-such-thing' (but recipes-pv/images/pantavisor-bsp_1.0.bb DEPENDS on or otherwise requires it)",
      "Providers: Required build target 'pantavisor-starter' has no buildable providers.\nMissing or unbuildable dependency chain was: ['pantavisor-starter', 'pantavisor-bsp', 'no-such-thing']",
      `bitbake could not build ${withFaults('dep')}: it logged 2 errors.\nCheck what pantavisor-bsp depends on, and that the layer which has the recipe is in the configuration.`,
    ]);
    await expectSummary('fails-dependency', result, sample);
  });

  test('because the target has a slip of the pen, with the names that are near', async () => {
    const result = await build({ config: CONFIG, target: 'pantavisor-startr' });
    expect(figures(result)).toEqual(failed(nothingRun));
    expect(shown(result, 'error')).toEqual([
      "Nothing PROVIDES 'pantavisor-startr'.\nDid you mean pantavisor, pantavisor-bsp, pantavisor-starter? Check the input target.",
    ]);
    await expectSummary('fails-target', result, sample);
  });

  test('because the target is like no other', async () => {
    const result = await build({ config: CONFIG, target: 'zzz' });
    expect(shown(result, 'error')).toEqual([
      "Nothing PROVIDES 'zzz'\nCheck the input target, and that the layer which has the recipe is in the configuration.",
    ]);
  });
});

describe('a build that ends otherwise than kas says', () => {
  test('errors that were logged while every task succeeded are a verdict of their own', async () => {
    const result = await build({ config: withFaults('soft-error') });
    expect(result.exitCode).toBe(1);
    expect(figures(result)).toEqual(
      failed({
        verdict: 'errors-logged',
        'tasks-attempted': '54',
        'tasks-rerun': '54',
        'tasks-failed': '0',
        warnings: '2',
      }),
    );
    expect(shown(result, 'error')).toEqual([
      'pantavisor do_compile @ recipes-pv/pantavisor/pantavisor_git.bb: non fatal error',
      `Every task of ${withFaults('soft-error')} succeeded, but 1 error was logged, and bitbake counts that as a failure.\nMend the errors, or have the recipe log them as warnings.`,
    ]);
    await expectSummary('errors-logged', result, sample);
  });

  test('a log that kas stopped reading at a long line is no success', async () => {
    const result = await build({ config: withFaults('long-line') });
    expect(result.exitCode).toBe(1);
    expect(figures(result)).toEqual(
      failed({ 'tasks-attempted': '0', 'tasks-rerun': '0', 'tasks-failed': '0', errors: '0' }),
    );
    expect(shown(result, 'error')).toEqual([
      `kas ended without an error, but bitbake's summary is missing: the log of ${withFaults('long-line')} is cut.\nkas stops reading at a line of over 64 KiB. bitbake's own log goes on: log/cooker in its TMPDIR has it.`,
    ]);
    await expectSummary('fails-long-line', result, sample);
  });

  test('bytes that kas cannot read are no failure', async () => {
    const result = await build({ config: withFaults('not-utf8') });
    expect(result.exitCode).toBe(0);
    expect(figures(result)).toMatchObject({ verdict: 'success', errors: '0', warnings: '2' });
    expect(shown(result, 'error')).toEqual([]);
    expect(shown(result, 'warning')).toEqual([
      'kas failed although every task of bitbake succeeded: kas 3.1 cannot read a line that is not UTF-8. The build counts as a success.',
      LXC_WARNING,
      QA_WARNING,
    ]);
    await expectSummary('not-utf8', result, sample);
  });

  test('a build that leaves no image, where one is required', async () => {
    const result = await build({ config: withFaults('empty-deploy'), stage: 'require' });
    expect(result.exitCode).toBe(1);
    expect(figures(result)).toEqual(
      failed({
        'tasks-attempted': '54',
        'tasks-rerun': '54',
        'tasks-failed': '0',
        warnings: '2',
        errors: '0',
      }),
    );
    expect(shown(result, 'error')).toEqual([
      `The build succeeded, but ${sample.workspace}/build/tmp-scarthgap/deploy/images/raspberrypi-armv8 holds no image of this build of the target.\nCheck that the target is an image, and name its files in the input output; or set the input stage to auto.`,
    ]);
    await expectSummary('fails-empty-deploy', result, sample);
  });
});

describe('warnings of a build that succeeds', () => {
  test('an object that could not be taken from sstate', async () => {
    const dirs = { 'sstate-dir': 'sstate' };
    await build({ config: CONFIG, ...dirs });
    const result = await build({ config: withFaults('setscene'), ...dirs });
    expect(result.exitCode).toBe(0);
    expect(figures(result)).toMatchObject({
      verdict: 'success',
      'sstate-match': '100',
      'tasks-attempted': '54',
      'tasks-rerun': '20',
      'tasks-failed': '0',
      warnings: '1',
      errors: '0',
    });
    expect(shown(result, 'warning')).toEqual([
      'sstate @ recipes-containers/pv-alpine-connman/pv-alpine-connman_1.42.bb: Not taken from sstate, and built instead: pv-alpine-connman do_deploy_setscene.',
    ]);
    expect(shown(result, 'error')).toEqual([]);
    await expectSummary('setscene', result, sample);
  });

  test('while it reads the recipes', async () => {
    const result = await build({ config: withFaults('parsewarn') });
    expect(figures(result)).toMatchObject({ verdict: 'success', warnings: '3' });
    expect(shown(result, 'warning')).toEqual([
      'pantavisor @ recipes-pv/pantavisor/pantavisor_git.bb: 2 warnings:\nrecipes-pv/pantavisor/pantavisor_git.bb: recipe-level warning at parse time\nQA Issue: pantavisor: Files/directories were installed but not shipped [installed-vs-shipped]',
      LXC_WARNING,
    ]);
    await expectSummary('warns-parsing', result, sample);
  });

  test('that are many: ten at most are shown, those of the repository first, and the rest is counted', async () => {
    const result = await build({ config: withFaults('many-warnings') });
    expect(figures(result)).toMatchObject({ verdict: 'success', warnings: '42' });
    const warnings = shown(result, 'warning');
    expect(warnings).toHaveLength(10);
    expect(warnings.slice(0, 3)).toEqual([
      LXC_WARNING,
      QA_WARNING,
      'sample-part-01 do_package_qa: QA Issue: File /usr/bin/sample-part-01 in package sample-part-01 contains reference to TMPDIR [buildpaths]',
    ]);
    expect(warnings.at(-1)).toBe('kas-build: …and 33 more warnings: see the summary.');
    await expectSummary('warns-much', result, sample);
  });
});
