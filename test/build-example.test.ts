import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { runWorkflow } from '@pv-actions/testkit/runner/workflow.ts';
import { makeSampleLayer, type SampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pv-build-example-'));
const shared = { sstate: join(folder, 'shared', 'sstate'), downloads: join(folder, 'shared', 'downloads') };

let layer: SampleLayer;
/** A build of the main branch, which fills the shared caches. */
let onMain: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  layer = await makeSampleLayer(join(folder, 'layer'));
  for (const path of Object.values(shared)) mkdirSync(path, { recursive: true });
  onMain = await build('push', 'refs/heads/main');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs examples/build.yml for one event, and returns how it ended and the names of the GitHub artifacts. */
async function build(
  name: 'push' | 'pull_request',
  ref: string,
): Promise<{ conclusion: string; names: string[]; sstate: string[] }> {
  const service = await startArtifactService();
  const sstate: string[] = [];
  try {
    const { conclusion } = await runWorkflow({
      file: join(root, 'examples', 'build.yml'),
      repository: { folder: layer.folder, name: 'pantacor/sample' },
      event: { name, ref, sha: layer.sha },
      vars: { YOCTO_SSTATE_DIR: shared.sstate, YOCTO_DL_DIR: shared.downloads },
      machineEnv: service.env,
      workFolder: join(folder, 'work', name),
      onLine: (line) => sstate.push(...(/Sstate summary: (Wanted .*) Missed/.exec(line)?.slice(1) ?? [])),
      actions: { repository: 'pantacor/pv-actions', folder: root },
    });
    return { conclusion, names: (await service.artifacts()).map((artifact) => artifact.name).sort(), sstate };
  } finally {
    await service.close();
  }
}

/** Every file below the shared folders with its size and times. */
function listing(): string[] {
  return readdirSync(join(folder, 'shared'), { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, ...statSync(join(folder, 'shared', path)) }))
    .filter((file) => (file.mode & 0o170000) === 0o100000)
    .map(({ path, size, mtimeMs, ino }) => `${path} ${size} ${mtimeMs} ${ino}`)
    .sort();
}

const ARTIFACTS = [
  'image-raspberrypi-armv8-scarthgap',
  'pantavisor-appengine-distro-docker-x86_64-scarthgap',
  'pantavisor-bsp-docker-x86_64-scarthgap',
  'pantavisor-bsp-raspberrypi-armv8-scarthgap',
  'pvrexports-docker-x86_64-scarthgap',
  'pvrexports-raspberrypi-armv8-scarthgap',
  'pvtest-distro-docker-x86_64-scarthgap',
];

test('a build of the main branch fills the shared caches, and makes GitHub artifacts', () => {
  expect(onMain.conclusion).toBe('success');
  expect(onMain.names).toEqual(ARTIFACTS);
  expect(listing().length).toBeGreaterThan(10);
});

test('a build of a pull request takes from them, and leaves them as they were', async () => {
  const before = listing();
  const { conclusion, names, sstate } = await build('pull_request', 'refs/pull/7/merge');
  expect(conclusion).toBe('success');
  expect(names).toEqual(ARTIFACTS);
  expect(listing()).toEqual(before);
  expect(sstate).toHaveLength(2);
  for (const line of sstate) expect(line).toMatch(/^Wanted (\d+) Local 0 Mirrors \1$/);
});
