import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';

let sample: Workspace;
beforeAll(async () => {
  sample = await sampleWorkspace();
});
afterAll(() => sample.remove());

/** The digests of files, as sha256sum prints them. */
function sha256sums(folder: string, paths: readonly string[]): Record<string, string> {
  const { stdout } = spawnSync('sha256sum', ['--', ...paths], { cwd: folder, encoding: 'utf8' });
  return Object.fromEntries(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
}

const CONFIG = 'kas/build-configs/release/raspberrypi-armv8-scarthgap.yaml';

describe('a build under the real kas', () => {
  test('stages each file once and describes it', async () => {
    const result = await sample.kasBuild({ config: CONFIG, 'machine-name': 'raspberrypi-armv8-scarthgap' });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({
      machine: 'raspberrypi-armv8-scarthgap',
      'yocto-machine': 'raspberrypi-armv8',
      verdict: 'success',
    });
    expect(result.undeclaredOutputs).toEqual({});
    expect(Number(result.outputs['duration-seconds'])).toBeGreaterThanOrEqual(0);

    const folder = result.outputs['artifact-dir'] ?? '';
    const staged = await readStaged(folder);
    expect(staged).toMatchObject({
      schema: 1,
      machine: 'raspberrypi-armv8-scarthgap',
      'yocto-machine': 'raspberrypi-armv8',
      config: CONFIG,
      source: { repository: 'pantacor/sample', ref: 'refs/tags/029' },
      build: { verdict: 'success', 'sstate-match': 0 },
    });
    const dateless = staged.artifacts.map(
      ({ kind, name }) => `${kind} ${name.replace(/-\d{14}/, '-<date>')}`,
    );
    expect(dateless.sort()).toEqual([
      'bsp pantavisor-bsp-raspberrypi-armv8-1.0-r0-<date>.pvrexport.tgz',
      'cve pantavisor-starter-raspberrypi-armv8.rootfs.cve.json',
      'docs pantavisor-starter-raspberrypi-armv8.rootfs.docs.tar.zst',
      'image pantavisor-starter-raspberrypi-armv8.rootfs.wic.bmap',
      'image pantavisor-starter-raspberrypi-armv8.rootfs.wic.bz2',
      'manifest pantavisor-starter-raspberrypi-armv8.rootfs.manifest',
      'pvrexport pv-alpine-connman-raspberrypi-armv8-1.42-r0-<date>.pvrexport.tgz',
      'pvrexport pv-avahi-raspberrypi-armv8-0.8-r0-<date>.pvrexport.tgz',
      'pvrexport pv-pvr-sdk-raspberrypi-armv8-037-r0-<date>.pvrexport.tgz',
      'sbom pantavisor-starter-raspberrypi-armv8.rootfs.spdx.tar.zst',
      'sdk panta-distro-glibc-x86_64-pantavisor-starter-armv8a-toolchain-029.sh',
    ]);
    const sums = sha256sums(
      folder,
      staged.artifacts.map(({ path }) => path),
    );
    expect(Object.fromEntries(staged.artifacts.map(({ path, sha256 }) => [path, sha256]))).toEqual(sums);
    const image = staged.artifacts.find(({ name }) => name.endsWith('.wic.bz2'));
    expect(image).toMatchObject({ path: `images/${image?.name}`, size: 64 * 1024 * 1024 });
  });

  test('the same build again stages the same files, and replaces the folder', async () => {
    const first = await sample.kasBuild({ config: CONFIG });
    const folder = first.outputs['artifact-dir'] ?? '';
    const before = await readStaged(folder);
    await writeFile(join(folder, 'left-over'), '');
    const second = await sample.kasBuild({ config: CONFIG });
    expect(second.outputs['artifact-dir']).toBe(folder);
    expect((await readStaged(folder)).artifacts).toEqual(before.artifacts);
    expect(await readdir(folder)).not.toContain('left-over');
    expect(second.outputs['machine']).toBe('raspberrypi-armv8');
  });

  test('targets, output and folders are taken from the inputs', async () => {
    const result = await sample.kasBuild({
      config: 'kas/build-configs/release/docker-x86_64-scarthgap.yaml',
      target: 'pantavisor-appengine-distro',
      output: 'pantavisor-appengine-distro-*.tar.gz',
      'artifact-dir': 'out/docker',
    });
    expect(result.exitCode).toBe(0);
    expect(result.outputs['artifact-dir']).toBe(join(sample.workspace, 'out/docker'));
    const staged = await readStaged(join(sample.workspace, 'out/docker'));
    expect(staged['targets']).toEqual(['pantavisor-appengine-distro']);
    const kinds = new Map<string, number>();
    for (const { kind } of staged.artifacts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect(kinds.get('image')).toBe(1);
    expect(kinds.get('pvtest-distro')).toBeGreaterThan(3);
    const script = staged.artifacts.find(({ name }) => name.endsWith('/test.docker.sh'));
    expect(existsSync(join(sample.workspace, 'out/docker', script?.path ?? ''))).toBe(true);
  });

  test("the runner's TMPDIR does not become bitbake's", async () => {
    const runnerTemp = join(sample.workspace, '..', 'tmp-of-the-runner');
    const result = await sample.kasBuild({ config: CONFIG }, { env: { TMPDIR: runnerTemp } });
    expect(result.exitCode).toBe(0);
    expect(existsSync(runnerTemp)).toBe(false);
  });

  test('shows the log of kas, in which no command of a recipe is obeyed', async () => {
    const result = await sample.kasBuild({ config: `${CONFIG}:kas/faults/parsewarn.yaml` });
    expect(result.exitCode).toBe(0);
    expect(result.log).toMatch(/INFO {5}- NOTE: Tasks Summary: Attempted/);
    expect(result.rawStdout.match(/^::stop-commands::/gm)).toHaveLength(1);
    expect(result.summary).toContain('| Configuration | Duration |');
  });
});

describe('a build that fails', () => {
  test('names the failed task, in an annotation with the end of its log', async () => {
    const result = await sample.kasBuild({ config: `${CONFIG}:kas/faults/compile.yaml` });
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ verdict: 'failed', 'artifact-dir': '' });
    const [task, stage] = result.annotations.filter(({ level }) => level === 'error');
    expect(task?.title).toMatch(/^[\w-]+ do_compile$/);
    expect(task?.message).toContain("error: expected ';' before '}' token");
    expect(stage?.message).toMatch(/^[\w-]+ do_compile failed\. Its log: \//);
    expect(result.summary).toContain("error: expected ';' before '}' token");
  });

  test('a recipe that nobody provides', async () => {
    const result = await sample.kasBuild({ config: CONFIG, target: 'no-such-recipe' });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(/^Nothing PROVIDES 'no-such-recipe'/);
  });

  test('errors that were logged while every task succeeded are a verdict of their own', async () => {
    const result = await sample.kasBuild({ config: `${CONFIG}:kas/faults/soft-error.yaml` });
    expect(result.exitCode).toBe(1);
    expect(result.outputs['verdict']).toBe('errors-logged');
    expect(result.annotations.at(-1)?.message).toMatch(
      /^Every task of .+ succeeded, but errors were logged:/,
    );
  });

  test('a log that kas stopped reading is no success', async () => {
    const result = await sample.kasBuild({ config: `${CONFIG}:kas/faults/long-line.yaml` });
    expect(result.exitCode).toBe(1);
    expect(result.outputs['verdict']).toBe('failed');
    expect(result.annotations.at(-1)?.message).toContain("bitbake's summary is missing");
  });
});
