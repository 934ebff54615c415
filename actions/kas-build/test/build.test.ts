import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { readStaged, type StagedArtifact, sampleWorkspace, type Workspace } from './layer.ts';
import { expectSummary, figures, shown } from './told.ts';

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
const DOCKER = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';

/** The outputs of a build of the sample layer from nothing. */
function figuresOf(parts: Readonly<Record<string, string>>): Record<string, string> {
  return {
    machine: 'raspberrypi-armv8',
    'yocto-machine': 'raspberrypi-armv8',
    verdict: 'success',
    'sstate-match': '0',
    'tasks-attempted': '54',
    'tasks-rerun': '54',
    'tasks-failed': '0',
    warnings: '2',
    errors: '0',
    'config-resolved': '',
    'lock-sha256': '',
    provenance: '',
    ...parts,
  };
}

function kindsOf({ artifacts }: { readonly artifacts: readonly StagedArtifact[] }): string[] {
  return [...new Set(artifacts.map(({ kind }) => kind))];
}

describe('a build under the real kas', () => {
  let result: ActionResult;
  let runnerTemp: string;
  beforeAll(async () => {
    runnerTemp = join(sample.folder, 'tmp-of-the-runner');
    result = await sample.kasBuild(
      { config: CONFIG, 'machine-name': 'rpi-armv8' },
      { env: { TMPDIR: runnerTemp }, inProcess: false },
    );
    expect(result.exitCode).toBe(0);
  });

  test("the runner's TMPDIR does not become bitbake's", () => {
    expect(existsSync(runnerTemp)).toBe(false);
  });

  test('shows the log of kas in a group, in which no command of a recipe is obeyed', () => {
    const [before, log] = result.log.split(`##[group]kas build ${CONFIG}\n`);
    expect(before).toMatch(/^cache-mode: auto is read-write: [^\n]*\n$/);
    expect(log?.split('##[endgroup]')[0]).toMatch(/INFO {5}- NOTE: Tasks Summary: Attempted/);
    expect(result.rawStdout.match(/^::stop-commands::/gm)).toHaveLength(1);
  });

  test('stages each file once and describes it', async () => {
    expect(result.outputs).toMatchObject({
      machine: 'rpi-armv8',
      'yocto-machine': 'raspberrypi-armv8',
      verdict: 'success',
    });
    expect(result.undeclaredOutputs).toEqual({});
    expect(Number(result.outputs['duration-seconds'])).toBeGreaterThanOrEqual(0);

    const folder = result.outputs['artifact-dir'] ?? '';
    const staged = await readStaged(folder);
    expect(staged).toMatchObject({
      schema: 1,
      machine: 'rpi-armv8',
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
      'cve pantavisor-starter-raspberrypi-armv8.rootfs.cve',
      'cve pantavisor-starter-raspberrypi-armv8.rootfs.json',
      'docs pantavisor-starter-raspberrypi-armv8.rootfs.docs.tar.zst',
      'image pantavisor-starter-raspberrypi-armv8.rootfs.wic.bmap',
      'image pantavisor-starter-raspberrypi-armv8.rootfs.wic.bz2',
      'license pantavisor-starter-raspberrypi-armv8.rootfs.image_license.manifest',
      'license pantavisor-starter-raspberrypi-armv8.rootfs.license.manifest',
      'license pantavisor-starter-raspberrypi-armv8.rootfs.package.manifest',
      'manifest pantavisor-starter-raspberrypi-armv8.rootfs.manifest',
      'pvrexport pv-alpine-connman-raspberrypi-armv8-1.42-r0-<date>.pvrexport.tgz',
      'pvrexport pv-avahi-raspberrypi-armv8-0.8-r0-<date>.pvrexport.tgz',
      'pvrexport pv-pvr-sdk-raspberrypi-armv8-037-r0-<date>.pvrexport.tgz',
      'sbom pantavisor-starter-raspberrypi-armv8.rootfs.spdx.index.json',
      'sbom pantavisor-starter-raspberrypi-armv8.rootfs.spdx.json',
      'sbom pantavisor-starter-raspberrypi-armv8.rootfs.spdx.tar.zst',
      'sdk panta-distro-glibc-x86_64-pantavisor-starter-armv8a-toolchain-029.sh',
      'testdata pantavisor-starter-raspberrypi-armv8.rootfs.testdata.json',
    ]);
    const sums = sha256sums(
      folder,
      staged.artifacts.map(({ path }) => path),
    );
    expect(Object.fromEntries(staged.artifacts.map(({ path, sha256 }) => [path, sha256]))).toEqual(sums);
    const image = staged.artifacts.find(({ name }) => name.endsWith('.wic.bz2'));
    expect(image).toMatchObject({ path: `images/${image?.name}`, size: 64 * 1024 * 1024 });
  });

  test('tells what was run, since the build folder was empty', async () => {
    const first = result;
    expect(figures(first)).toEqual(figuresOf({ machine: 'rpi-armv8' }));
    expect(shown(first, 'error')).toEqual([]);
    expect(shown(first, 'warning')).toEqual([
      'lxc-pv do_compile @ recipes-pv/lxc-pv/lxc-pv_git.bb: using deprecated option --foo',
      'pantavisor do_install @ recipes-pv/pantavisor/pantavisor_git.bb: QA Issue: pantavisor: Files/directories were installed but not shipped [installed-vs-shipped]',
    ]);
    expect(shown(first, 'notice')).toEqual([
      'kas 3.1 has no dump: the resolved configuration and its lock are not kept. kas 3.2 or later has it.',
      'Nothing was uploaded: there is no artifact service here for image-rpi-armv8, pvrexports-rpi-armv8, pantavisor-bsp-rpi-armv8.',
    ]);
    const staged = await readStaged(first.outputs['artifact-dir'] ?? '');
    expect(JSON.parse(first.outputs['artifacts'] ?? '')).toEqual(staged.artifacts);
    await expectSummary('success', first, sample);
  });

  test('compares its sizes with those of an earlier one', async () => {
    const { artifacts, ...file } = await readStaged(result.outputs['artifact-dir'] ?? '');
    const before = artifacts
      .filter(({ kind }) => kind !== 'sdk')
      .map((artifact) => (artifact.kind === 'image' ? { ...artifact, size: artifact.size / 2 } : artifact));
    const earlier = join(sample.workspace, 'earlier');
    await mkdir(earlier);
    await writeFile(join(earlier, 'artifacts.json'), JSON.stringify({ ...file, artifacts: before }));
    const second = await sample.kasBuild({ config: CONFIG, 'compare-with': 'earlier' });
    expect(second.exitCode).toBe(0);
    await expectSummary('compared', second, sample);
  });

  test('the same build again runs nothing, stages the same files, and replaces the folder', async () => {
    const folder = result.outputs['artifact-dir'] ?? '';
    const before = await readStaged(folder);
    await writeFile(join(folder, 'left-over'), '');
    const second = await sample.kasBuild({ config: CONFIG, 'machine-name': 'rpi-armv8' });
    expect(second.outputs['artifact-dir']).toBe(folder);
    expect((await readStaged(folder)).artifacts).toEqual(before.artifacts);
    expect(await readdir(folder)).not.toContain('left-over');
    expect(figures(second)).toEqual(
      figuresOf({ machine: 'rpi-armv8', 'sstate-match': '', 'tasks-rerun': '0', warnings: '0' }),
    );
    expect(second.summary).not.toContain('Slowest recipes');
    await expectSummary('nothing-to-do', second, sample);
  });

  test('targets, output and folders are taken from the inputs', async () => {
    const result = await sample.kasBuild({
      config: 'kas/build-configs/release/docker-x86_64-scarthgap.yaml',
      target: 'pantavisor-appengine-distro',
      output: 'pantavisor-appengine-distro-*.tar.gz',
      'artifact-dir': 'out/docker',
    });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({
      machine: 'docker-x86_64',
      'artifact-dir': join(sample.workspace, 'out/docker'),
    });
    const staged = await readStaged(join(sample.workspace, 'out/docker'));
    expect(staged['targets']).toEqual(['pantavisor-appengine-distro']);
    const kinds = new Map<string, number>();
    for (const { kind } of staged.artifacts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    expect(kinds.get('image')).toBe(1);
    expect(kinds.get('pvtest-distro')).toBeGreaterThan(3);
    const script = staged.artifacts.find(({ name }) => name.endsWith('/test.docker.sh'));
    expect(existsSync(join(sample.workspace, 'out/docker', script?.path ?? ''))).toBe(true);
  });
});

describe('what is built', () => {
  let fresh: Workspace;
  beforeEach(async () => {
    fresh = await sampleWorkspace();
  });
  afterEach(() => fresh.remove());

  test('the SDK, where it is asked for', async () => {
    const inputs = { config: DOCKER, target: 'pantavisor-starter' };
    const without = await fresh.kasBuild(inputs);
    expect(kindsOf(await readStaged(without.outputs['artifact-dir'] ?? ''))).not.toContain('sdk');
    const result = await fresh.kasBuild({ ...inputs, sdk: 'true' });
    expect(result.exitCode).toBe(0);
    expect(kindsOf(await readStaged(result.outputs['artifact-dir'] ?? ''))).toContain('sdk');
    expect(result.log).toMatch(/bitbake -c build pantavisor-starter\n/);
    expect(result.log).toMatch(/bitbake -c populate_sdk pantavisor-starter\n/);
    expect(result.summary).toContain('| Targets | <code>pantavisor-starter</code>, and the SDK |');
  });

  test('an SDK that cannot be built is a failure, though all tasks of the target succeeded', async () => {
    const result = await fresh.kasBuild({ config: DOCKER, target: 'pantavisor-bsp', sdk: 'true' });
    expect(result.exitCode).toBe(1);
    expect(result.log).toMatch(/NOTE: Tasks Summary: Attempted \d+ tasks .* all succeeded\./);
    expect(result.log).toContain('do_populate_sdk');
    expect(result.outputs).toMatchObject({ verdict: 'failed', 'artifact-dir': '' });
  });

  test('the documentation, which needs no image', async () => {
    const result = await fresh.kasBuild({ config: CONFIG, task: 'create_pantacor_docs' });
    expect(result.exitCode).toBe(0);
    expect(kindsOf(await readStaged(result.outputs['artifact-dir'] ?? ''))).toEqual(['docs']);
    expect(shown(result, 'warning')).toEqual([]);
    await expectSummary('docs', result, fresh);
  });

  test('nothing in a dry run, which shows the commands', async () => {
    const inputs = {
      config: CONFIG,
      sdk: '1',
      'keep-going': 'true',
      'kas-args': '--update',
      'bitbake-args': '-v "a b"',
    };
    const result = await fresh.kasBuild({ ...inputs, 'dry-run': 'true' });
    expect(result.exitCode).toBe(0);
    expect(existsSync(join(fresh.workspace, 'build'))).toBe(false);
    expect(result.outputs).toMatchObject({ verdict: '', artifacts: '[]', 'artifact-dir': '' });
    expect(result.log).toContain(`\nkas build --update ${CONFIG} -- -k -v 'a b'\n`);
    expect(result.log).toContain(`\nkas build --update --task=populate_sdk ${CONFIG} -- -k -v 'a b'\n`);
    await expectSummary('dry-run', result, fresh);
  });
});

describe('what reaches kas and bitbake', () => {
  test('the build folder that the input env names is that of the stage, too', async () => {
    const elsewhere = join(sample.workspace, 'elsewhere');
    const result = await sample.kasBuild({
      config: CONFIG,
      env: `KAS_BUILD_DIR=${elsewhere}`,
      'dry-run': 'true',
    });
    expect(result.exitCode).toBe(0);
    expect(result.log).toContain(`\nBuild folder: ${elsewhere}\n`);
  });

  test('words of kas-args and bitbake-args, with blanks in them', async () => {
    await writeFile(join(sample.workspace, 'more faults.conf'), 'SAMPLE_FAULT += "parsewarn"\n');
    const result = await sample.kasBuild({
      config: CONFIG,
      'kas-args': '-d',
      'bitbake-args': `-R '${sample.workspace}/more faults.conf'`,
    });
    expect(result.exitCode).toBe(0);
    expect(result.log).toMatch(/ - DEBUG {4}- /);
    expect(result.log).toContain('recipe-level warning at parse time');
  });

  test('a variable of the input env, where the configuration names it', async () => {
    await writeFile(
      join(sample.workspace, 'kas/named.yaml'),
      'header:\n  version: 12\nenv:\n  SAMPLE_FAULT: ""\n',
    );
    const env = 'SAMPLE_FAULT=soft-error';
    const lost =
      'The variable SAMPLE_FAULT of the input env does not reach bitbake: kas 3.1 passes on what it knows, and what the configuration declares. Declare SAMPLE_FAULT under "env:" in the kas configuration, with a default.';
    const named = await sample.kasBuild({ config: `${CONFIG}:kas/named.yaml`, env });
    expect(shown(named, 'warning').filter((text) => text.includes('SAMPLE_FAULT'))).toEqual([]);
    expect(named.outputs['verdict']).toBe('errors-logged');
    const unnamed = await sample.kasBuild({ config: CONFIG, env });
    expect(unnamed.outputs['verdict']).toBe('success');
    expect(shown(unnamed, 'warning').filter((text) => text.includes('SAMPLE_FAULT'))).toEqual([lost]);
  });
});
