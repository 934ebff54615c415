import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { type ArtifactStore, createArtifactStore } from '@pv-actions/testkit/github/artifact-store.ts';
import { type Bench, errorOf, FILES, openBench, PREFIX, stage } from './release.ts';

const RUN = 4711;

let bench: Bench;
let store: ArtifactStore;
let service: ArtifactService;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
  store = await createArtifactStore();
  service = await startArtifactService({ run: RUN, job: 'publish', store });
});
beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  await service.close();
  await Promise.all([store.close(), bench.close()]);
});

/** Stages a machine, and uploads it as the job that built it does. */
async function build(machine: string): Promise<void> {
  count += 1;
  const folder = await stage(join(bench.folder, `staged-${count}`), machine);
  Object.assign(process.env, await service.envOf(RUN, `build-${count}`), { GITHUB_WORKSPACE: bench.folder });
  const files = [...FILES.map(({ path }) => path), 'artifacts.json'].map((path) => join(folder, path));
  await new DefaultArtifactClient().uploadArtifact(`staged-${machine}`, files, folder);
}

const publish = (artifact: string, inputs = {}) =>
  bench.publish(
    { artifact, tag: '029', ...inputs },
    { inProcess: false, env: { ...service.env }, github: { run_id: String(RUN) } },
  );

test('what another job staged is published from its artifact', async () => {
  await build('rpi');
  const result = await publish('staged-rpi');
  expect([result.exitCode, result.annotations]).toEqual([0, []]);
  const manifest = JSON.parse(await bench.text(`${PREFIX}/029/rpi/manifest.json`));
  expect(manifest.files.length).toBeGreaterThan(3);
  expect(JSON.parse(await bench.text(`${PREFIX}/releases.json`)).stable['029'].devices[0].name).toBe('rpi');
});

test('an artifact with other bytes than its job uploaded is refused, and nothing is published', async () => {
  await build('left');
  await build('right');
  const [left, right] = ['left', 'right'].map(
    (machine) => store.named(String(RUN), `staged-${machine}`)?.file ?? '',
  );
  await copyFile(left ?? '', right ?? '');
  expect(errorOf(await publish('staged-right'))).toMatch(
    /^The artifact "staged-right" of this run is not what was uploaded: its digest is not sha256:[0-9a-f]{64}\.\n/,
  );
  expect(await bench.text(`${PREFIX}/029/right/manifest.json`)).toBe('');
});

test('a machine that was not built is named with those that were', async () => {
  await build('built');
  expect(errorOf(await publish('staged-other'))).toMatch(
    /^There is no artifact "staged-other" in this run\.\nIt has: .*"staged-built"/,
  );
});

test('one of the artifact and the folder is given', async () => {
  expect(errorOf(await publish('staged-rpi', { 'artifact-dir': 'staged' }))).toBe(
    'Input "artifact" and input "artifact-dir" are given both. Give the one that holds what was staged.\n' +
      'Correct the `with:` block of this step.',
  );
});
