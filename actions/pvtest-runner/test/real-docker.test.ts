import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { systemExec } from '@pv-actions/core/action/exec.ts';
import { type DockerDaemon, describeDocker, startDocker } from '@pv-actions/testkit/docker/daemon.ts';
import { HOST_PROGRAMS, writeDistroImages } from '@pv-actions/testkit/docker/images.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { type DistroSpec, writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';
import { dockerOf } from '../src/docker.ts';
import { takeOver } from '../src/root-files.ts';
import { verdictsOf } from './host.ts';

const FAILS = { end: 'fail', diff: '1c1\n< a\n---\n> b\n' } as const;

describeDocker('pvtest-runner with a real Docker daemon', () => {
  let daemon: DockerDaemon;
  let images: string;
  let folder: string;
  let distro: string;
  beforeAll(async () => {
    daemon = await startDocker();
    images = join(daemon.dir, 'images');
    await writeDistroImages(daemon, images);
  });
  afterAll(() => daemon?.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pvtest-real-'));
    distro = join(folder, 'distro');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
    expect(await daemon.containers()).toEqual([]);
    expect(daemon.processes()).toEqual([]);
    expect(await daemon.command('images', '--format', '{{.Repository}}')).toBe('');
  });

  async function run(
    spec: DistroSpec,
    inputs: Readonly<Record<string, string>>,
    options: Partial<ActionOptions> = {},
  ): Promise<ActionResult> {
    await writeDistro(distro, spec);
    await cp(images, distro, { recursive: true });
    // Not every machine can give a container all privileges.
    const runOptions = [...HOST_PROGRAMS, '--privileged=false'].join(' ');
    return runAction({
      actionDir: resolve(import.meta.dirname, '..'),
      folder: join(folder, 'job'),
      inputs: {
        distro,
        'lock-file': join(folder, 'lock'),
        'github-token': 'token',
        upload: 'false',
        ...inputs,
      },
      env: { ...daemon.env, PVTEST_RUN_OPTIONS: runOptions },
      ...options,
    });
  }
  const verdicts = async ({ outputs }: ActionResult): Promise<readonly string[]> =>
    verdictsOf(JSON.parse(await readFile(outputs['report'] ?? '', 'utf8')));

  test('tests pass, fail, and end at their time limit', async () => {
    const tests = [
      { id: 'local/core/a' },
      { id: 'local/core/b', behaviour: FAILS },
      { id: 'local/core/c', behaviour: failsFirst(1, { end: 'hang' }) },
    ] as const;
    const result = await run({ tests }, { parallel: '3', retries: '1', 'test-timeout-minutes': '0.1' });
    expect(result.exitCode).toBe(1);
    expect(await verdicts(result)).toEqual([
      'local/core/a passed',
      'local/core/b failed',
      'local/core/c flaky',
    ]);
    expect(result.summary).toContain(`\n${FAILS.diff}`);
    expect(result.summary).toContain('It took longer than 6 s, and was ended.');
  });

  test.each(['oldest', 'pool'] as const)('the %s generation', async (generation) => {
    const tests = [{ id: 'local/core/a' }, { id: 'local/core/b', behaviour: FAILS }];
    const result = await run({ generation, tests }, { parallel: '1', retries: '0' });
    expect(await verdicts(result)).toEqual(['local/core/a passed', 'local/core/b failed']);
  });

  test('a cancelled job leaves neither a container, nor a process, nor an image', async () => {
    const controller = new AbortController();
    const hangs = join(distro, 'hangs');
    const tests = [
      { id: 'local/core/a', behaviour: { end: 'hang', steps: [{ touch: '/pvtest/hangs' }] } },
    ] as const;
    const running = run({ tests }, {}, { signal: controller.signal });
    while (!existsSync(hangs)) await setTimeout(20);
    expect(daemon.processes()).toHaveLength(1);
    controller.abort();
    const result = await running;
    expect(result).toMatchObject({ outcome: 'cancelled', outputs: { verdict: 'cancelled' } });
    expect(await verdicts(result)).toEqual(['local/core/a incomplete']);
  });

  test('files of root are taken over by a container', async () => {
    const workspace = join(folder, 'ws');
    await mkdir(join(workspace, 'closed'), { recursive: true, mode: 0o700 });
    await writeFile(join(workspace, 'closed', 'log'), 'x', { mode: 0o600 });
    await daemon.command('load', '--input', join(images, 'pantavisor-appengine-tester-docker.tar'));
    const deps = { exec: systemExec, env: { ...process.env, ...daemon.env }, log: keptLog() };
    await takeOver(workspace, dockerOf(deps), deps, { uid: 1234, gid: 1235 });
    await daemon.command('rmi', 'pantavisor-appengine-tester:1.0', 'pantavisor-appengine-tester');
    expect(deps.log.said).toEqual([]);
    for (const name of ['.', ...(await readdir(workspace, { recursive: true }))])
      expect((await stat(join(workspace, name))).uid).toBe(1234);
  });
});
