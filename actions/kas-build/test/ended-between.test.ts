import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { startAction } from '@pv-actions/testkit/runner/action.ts';
import { expectApproved } from './approved.ts';
import { type EndlessWorkspace, endlessWorkspace } from './ended-build.ts';
import { readStaged } from './layer.ts';
import { errorsOf } from './told.ts';

const CONFIG = 'kas/build-configs/release/docker-x86_64-scarthgap.yaml';

let sample: EndlessWorkspace;
let controller: AbortController;
beforeEach(async () => {
  sample = await endlessWorkspace();
  controller = new AbortController();
});
afterEach(() => sample.remove());

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

test('a cancel while kas clones ends git and kas', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    controller.abort();
  });
  const port = await listen(server);
  try {
    await writeFile(
      join(sample.workspace, 'kas/remote.yaml'),
      `header:\n  version: 12\nrepos:\n  meta-remote:\n    url: git://127.0.0.1:${port}/meta-remote\n    refspec: main\n`,
    );
    const config = `${CONFIG}:kas/remote.yaml`;
    const result = await sample.kasBuild({ config }, { signal: controller.signal });
    expect(result).toMatchObject({ exitCode: 1, outcome: 'cancelled' });
    expect(result.outputs).toMatchObject({ verdict: 'cancelled', machine: '' });
    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/^The job was cancelled after \d+ s of building\.$/),
    ]);
    expect(sample.left()).toEqual([]);
    await expectApproved('ended-cloning.md', result.summary, sample.scrub);
  } finally {
    server.close();
  }
});

/** A kas whose `shell` never answers: it makes the file `asked` in the folder of the test. */
async function silentShell(): Promise<string> {
  const kas = join(sample.root, 'kas');
  const asked = join(sample.root, 'asked');
  await writeFile(
    kas,
    `#!/bin/sh\n[ "$1" != shell ] || { : > '${asked}'; exec sleep 86400; }\nexec kas "$@"\n`,
  );
  await chmod(kas, 0o755);
  return kas;
}

/** Cancels the job as soon as bitbake is asked. */
function cancelWhenAsked(): () => void {
  const watcher = watch(sample.root, (_, name) => void (name === 'asked' && controller.abort()));
  return () => watcher.close();
}

test('a cancel while bitbake is asked after the build', async () => {
  const kas = await silentShell();
  const end = cancelWhenAsked();
  const result = await sample.kasBuild({ config: CONFIG, kas }, { signal: controller.signal }).finally(end);
  expect(result).toMatchObject({ exitCode: 1, outcome: 'cancelled' });
  expect(result.outputs).toMatchObject({ verdict: 'cancelled', 'artifact-dir': '', 'tasks-failed': '0' });
  expect(errorsOf(result)).toEqual(['The job was cancelled while bitbake was asked for its folders.']);
  expect(sample.left()).toEqual([]);
  await expectApproved('ended-asking.md', result.summary, sample.scrub);
});

test('a cancel while bitbake is asked before the build', async () => {
  const kas = await silentShell();
  const end = cancelWhenAsked();
  const inputs = { config: CONFIG, kas, 'cache-mode': 'read-only' };
  const result = await sample.kasBuild(inputs, { signal: controller.signal }).finally(end);
  expect(result).toMatchObject({ exitCode: 1, outcome: 'cancelled' });
  expect(result.outputs).toMatchObject({ verdict: 'cancelled', 'duration-seconds': '0' });
  expect(errorsOf(result)).toEqual(['The job was cancelled while bitbake was asked for its folders.']);
  expect(result.log).not.toContain('Running task 1');
  expect(sample.left()).toEqual([]);
});

test('the time for the build is over before it begins', async () => {
  const kas = await silentShell();
  const inputs = { config: CONFIG, kas, 'cache-mode': 'read-only', 'timeout-minutes': '0.02' };
  const result = await sample.kasBuild(inputs);
  expect(result.outputs['verdict']).toBe('timed-out');
  expect(errorsOf(result)).toEqual([
    'The time that timeout-minutes allows (0.02) was over while bitbake was asked for its folders.',
  ]);
  expect(sample.left()).toEqual([]);
});

/** An image of an older build that takes minutes to read, and no space. */
async function hugeImage(): Promise<void> {
  const folder = join(sample.workspace, 'build/tmp-scarthgap/deploy/images/docker-x86_64');
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, 'pantavisor-starter-huge.rootfs.wic'), 'w');
  await file.truncate(512 * 1024 ** 3);
  await file.close();
}

test('a cancel while the artifacts are staged leaves nothing of them', async () => {
  await hugeImage();
  const result = await sample.endAt('Staging docker in', () => controller.abort(), {
    signal: controller.signal,
    inputs: { config: CONFIG, 'artifact-dir': 'out' },
  });
  expect(result).toMatchObject({ exitCode: 1, outcome: 'cancelled', signal: null });
  expect(result.outputs).toMatchObject({ verdict: 'cancelled', 'artifact-dir': '', artifacts: '[]' });
  expect(errorsOf(result)).toEqual(['The job was cancelled while the artifacts were staged.']);
  expect(existsSync(join(sample.workspace, 'out'))).toBe(false);
  expect(existsSync(join(sample.workspace, 'out.partial'))).toBe(false);
});

test('main is killed while the artifacts are staged: the post step says so', async () => {
  await hugeImage();
  const result = await sample.endAt('Staging docker in', (main) => main.kill('SIGKILL'), {
    inputs: { config: CONFIG },
  });
  expect(result.outputs).toMatchObject({ verdict: 'cancelled', 'artifact-dir': '' });
  expect(errorsOf(result)).toEqual([
    'The step was killed while the artifacts were staged: the job was cancelled, or the machine was short of memory.',
  ]);
  await expectApproved('ended-killed-staging.md', result.summary, sample.scrub);
});

test('a cancel while the artifacts are uploaded: all is staged, and the build was a success', async () => {
  const service = await startArtifactService();
  const server = createHttpServer(() => controller.abort());
  const port = await listen(server);
  try {
    const result = await sample.kasBuild(
      { config: CONFIG, 'machine-name': 'docker' },
      {
        signal: controller.signal,
        env: { ...service.env, ACTIONS_RESULTS_URL: `http://127.0.0.1:${port}/` },
      },
    );
    expect(result).toMatchObject({ exitCode: 1, signal: null, outcome: 'cancelled' });
    expect(result.outputs).toMatchObject({ verdict: 'success', machine: 'docker' });
    expect((await readStaged(result.outputs['artifact-dir'] ?? '')).artifacts).not.toEqual([]);
    expect(errorsOf(result)).toEqual([
      'The job was cancelled while the artifacts were uploaded. Not uploaded: image-docker, pvrexports-docker, pantavisor-bsp-docker, pvtest-distro-docker.\n' +
        'The build succeeded, and all of it is staged.',
    ]);
    expect(result.summary).toMatch(/^\*\*Built\*\* <code>docker<\/code>/);
  } finally {
    server.closeAllConnections();
    server.close();
    await service.close();
  }
});

test('after a normal end the post step runs, and does nothing', async () => {
  const run = await startAction({
    actionDir: join(import.meta.dirname, '..'),
    folder: sample.root,
    workspace: sample.workspace,
    inputs: { config: CONFIG },
  });
  const main = await run.main();
  expect(main.outputs['verdict']).toBe('success');
  const post = await run.post('success');
  expect(post).toMatchObject({ exitCode: 0, log: '', summary: '', annotations: [] });
});
