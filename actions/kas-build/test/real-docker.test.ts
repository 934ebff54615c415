import { execFile } from 'node:child_process';
import { chmod, chown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DockerDaemon, describeDocker, startDocker } from '@pv-actions/testkit/docker/daemon.ts';
import { HOST_PROGRAMS, importImage } from '@pv-actions/testkit/docker/images.ts';
import type { ActionOptions, ActionResult } from '@pv-actions/testkit/runner/action.ts';
import { readStaged, sampleWorkspace, type Workspace } from './layer.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';
const NOBODY = 65_534;
/** A path of the container, in a text. */
const CONTAINER_PATH = /(?<![\w./-])\/(build|repo|work)\b/;

describeDocker('kas-build with kas-container and a real Docker daemon', () => {
  let daemon: DockerDaemon;
  let sample: Workspace;
  beforeAll(async () => {
    [daemon, sample] = await Promise.all([startDocker(), sampleWorkspace()]);
    await importImage(daemon, 'ghcr.io/siemens/kas/kas:3.1', 'kas');
    await chmod(sample.folder, 0o755);
    await chown(daemon.socket, NOBODY, NOBODY);
    await promisify(execFile)('chown', ['-R', `${NOBODY}:${NOBODY}`, sample.workspace]);
  });
  afterAll(async () => {
    await daemon?.close();
    await sample?.remove();
  });

  function build(config = CONFIG, options: Partial<ActionOptions> = {}): Promise<ActionResult> {
    return sample.kasBuild(
      {
        config,
        kas: 'kas-container',
        'kas-args': `--runtime-args "${HOST_PROGRAMS.join(' ')}"`,
        'build-user': String(NOBODY),
        upload: 'none',
      },
      { ...options, env: daemon.env },
    );
  }

  test('what it builds belongs to the build user, has the paths of the host, and is staged', async () => {
    const result = await build();
    expect(result.outputs['verdict']).toBe('success');
    for (const text of [result.log, result.summary]) expect(text).not.toMatch(CONTAINER_PATH);
    const staged = await readStaged(result.outputs['artifact-dir'] ?? '');
    expect(staged.artifacts.map(({ kind }) => kind)).toContain('image');
    const deployed = join(sample.workspace, 'build/tmp-scarthgap/deploy/images/docker-x86_64');
    const owners = (await readdir(deployed)).map(async (name) => (await lstat(join(deployed, name))).uid);
    expect([...new Set(await Promise.all(owners))]).toEqual([NOBODY]);
    expect(await daemon.containers()).toEqual([]);
  });

  test('a cancelled job leaves neither a container nor a process of one', async () => {
    const controller = new AbortController();
    const running: unknown[] = [];
    const result = await build(`${CONFIG}:kas/faults/slow.yaml`, {
      signal: controller.signal,
      grace: { interrupt: 120_000, terminate: 10_000 },
      onLine: (line) => {
        if (!line.includes('do_compile takes 30 s')) return;
        running.push(daemon.processes().length > 3);
        controller.abort();
      },
    });
    expect(running).toEqual([true]);
    expect(result.outcome).toBe('cancelled');
    expect(result.outputs['verdict']).toBe('cancelled');
    expect(result.log).toContain('Sending SIGTERM to remaining 1 tasks');
    expect(await daemon.containers()).toEqual([]);
    expect(daemon.processes()).toEqual([]);
  });
});
