import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { failsFirst } from '@pv-actions/testkit/pvtest/behaviour.ts';
import { type DistroTest, writeDistro } from '@pv-actions/testkit/pvtest/distro.ts';
import { installPvtestDocker, type PvtestDocker } from '@pv-actions/testkit/pvtest/docker.ts';
import type { WorkflowResult } from '@pv-actions/testkit/runner/results.ts';
import { runWorkflow } from '@pv-actions/testkit/runner/workflow.ts';
import { git } from '@pv-actions/testkit/sample-layer/git.ts';
import { makeSampleLayer, type SampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pv-test-example-'));

let layer: SampleLayer;
let docker: PvtestDocker;
beforeAll(async () => {
  layer = await makeSampleLayer(join(folder, 'layer'));
  docker = await installPvtestDocker(join(folder, 'bin'));
});
afterEach(async () => {
  expect(await docker.containers()).toEqual([]);
  expect(await docker.images()).toEqual([]);
});
afterAll(async () => {
  await docker.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs examples/test.yml on a layer whose distro has these tests. */
async function runExample(
  event: 'push' | 'pull_request',
  tests: readonly DistroTest[],
): Promise<{ result: WorkflowResult; artifacts: readonly string[] }> {
  const distro = join(layer.folder, 'recipes-pv/images/files/distro');
  rmSync(distro, { recursive: true, force: true });
  await writeDistro(distro, {
    tests,
    slots: join(folder, 'slots'),
  });
  await git(layer.folder, 'add', '--all', '--force');
  await git(layer.folder, 'commit', '--quiet', '--no-verify', '--message=The distro');
  const sha = (await git(layer.folder, 'rev-parse', 'HEAD')).trim();
  const service = await startArtifactService();
  try {
    const result = await runWorkflow({
      file: join(root, 'examples', 'test.yml'),
      repository: { folder: layer.folder, name: 'pantacor/sample' },
      event: { name: event, ref: event === 'push' ? 'refs/heads/main' : 'refs/pull/7/merge', sha },
      secrets: { PH_USER: 'tester', PH_PASS: 'pass-of-hub' },
      machineEnv: { ...service.env, PATH: `${docker.folder}:${process.env['PATH']}` },
      workFolder: join(folder, 'work', event),
      actions: { repository: 'pantacor/pv-actions', folder: root },
    });
    return { result, artifacts: (await service.artifacts()).map(({ name }) => name).sort() };
  } finally {
    await service.close();
  }
}

const results = ({ jobs }: WorkflowResult) => Object.fromEntries(jobs.map(({ id, result }) => [id, result]));

/** What the last step of a job left. */
function lastStep({ jobs }: WorkflowResult, job: string) {
  return jobs.find(({ id }) => id === job)?.legs[0]?.steps.at(-1);
}

test('a push runs the local tests in two jobs and the remote ones in a third, and one report comes of it', async () => {
  const { result, artifacts } = await runExample('push', [
    { id: 'local/core/a' },
    { id: 'local/core/b', behaviour: failsFirst(1) },
    { id: 'local/net/c' },
    { id: 'remote/hub/d' },
  ]);
  expect(results(result)).toEqual({
    distro: 'success',
    local: 'success',
    remote: 'success',
    report: 'success',
  });
  expect(artifacts).toEqual([
    'pvtest-distro-docker-x86_64-scarthgap',
    expect.stringMatching(/^pvtest-workspace-[0-9a-f]{7}-local-1of2$/),
    expect.stringMatching(/^pvtest-workspace-[0-9a-f]{7}-local-2of2$/),
    expect.stringMatching(/^pvtest-workspace-[0-9a-f]{7}-remote$/),
  ]);
  expect(lastStep(result, 'report')?.outputs).toMatchObject({
    verdict: 'passed',
    total: '4',
    passed: '3',
    flaky: '1',
  });
});

test('a pull request runs no remote tests, and the report names what failed in any of its jobs', async () => {
  const { result } = await runExample('pull_request', [
    { id: 'local/core/a', behaviour: { end: 'fail', diff: '< a\n> b\n' } },
    { id: 'local/core/b' },
    { id: 'remote/hub/d' },
  ]);
  expect(results(result)).toEqual({
    distro: 'success',
    local: 'failure',
    remote: 'skipped',
    report: 'failure',
  });
  const report = lastStep(result, 'report');
  expect(report?.outputs).toMatchObject({ verdict: 'failed', total: '2', passed: '1', failed: '1' });
  expect(report?.summary).toMatch(/^\*\*1 passed, 1 failed\*\* of 2/m);
  expect(report?.summary).toContain('local/core/a failed');
});
