import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { unpackZip } from '@pv-actions/core/artifacts/unpack-zip.ts';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { createArtifactStore } from '@pv-actions/testkit/github/artifact-store.ts';
import { startGitHub } from '@pv-actions/testkit/github/server.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artifact-test-'));
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

test('what a job uploads, a job of another run finds through the REST API', async () => {
  const store = await createArtifactStore();
  const github = await startGitHub({ repositories: ['pantacor/meta-sample'], artifacts: store });
  const run = await github.seedRun();
  const service = await startArtifactService({ run: run.id, store });
  try {
    await store.seed({ run: '99', job: 'build', name: 'rpi' }, Buffer.from('of another run'));
    // The client takes the API's address from the environment when it is loaded.
    Object.assign(process.env, service.env, { GITHUB_API_URL: github.url });
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const client = new DefaultArtifactClient();
    await writeFile(join(folder, 'core.wic'), 'an image');
    const uploaded = await client.uploadArtifact('rpi', [join(folder, 'core.wic')], folder);

    const findBy = {
      token: github.token,
      workflowRunId: run.id,
      repositoryOwner: 'pantacor',
      repositoryName: 'meta-sample',
    };
    const { artifacts } = await client.listArtifacts({ findBy });
    const digest = `sha256:${uploaded.digest}`;
    expect(artifacts).toMatchObject([{ id: uploaded.id, name: 'rpi', size: uploaded.size, digest }]);
    const { artifact } = await client.getArtifact('rpi', { findBy });
    const path = join(folder, 'out');
    const done = await client.downloadArtifact(artifact.id, {
      findBy,
      path,
      expectedHash: digest,
      skipDecompress: true,
    });
    expect(done.digestMismatch).toBe(false);
    await unpackZip(join(path, 'rpi.zip'), path, 'The artifact');
    expect(await readFile(join(path, 'core.wic'), 'utf8')).toBe('an image');

    await client.deleteArtifact('rpi', { findBy });
    expect((await client.listArtifacts({ findBy })).artifacts).toEqual([]);
    expect(await service.artifacts()).toEqual([]);
    expect(github.violations).toEqual([]);
  } finally {
    await service.close();
    await github.close();
    await store.close();
  }
});
