import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { unpackZip } from '@pv-actions/core/artifacts/unpack-zip.ts';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';

const MIB = 1024 * 1024;

let folder: string;
let service: ArtifactService;

function useEnv(env: Readonly<Record<string, string>>): void {
  Object.assign(process.env, env);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artifact-test-'));
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  service = await startArtifactService({ run: 4711, job: 'build' });
  useEnv({ ...service.env, GITHUB_WORKSPACE: folder });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, bytes: Buffer | string): Promise<string> {
  const file = join(folder, 'in', name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, bytes);
  return file;
}

describe('the artifact service', () => {
  test('keeps what the real client uploads, block by block, and gives it back', async () => {
    const image = randomBytes(18 * MIB);
    const files = [await write('images/core.wic', image), await write('artifacts.json', '{"version":1}\n')];
    const client = new DefaultArtifactClient();

    const uploaded = await client.uploadArtifact('rpi', files, join(folder, 'in'), { compressionLevel: 0 });

    const [kept, ...others] = await service.artifacts();
    expect(others).toEqual([]);
    expect(kept?.name).toBe('rpi');
    expect(kept?.files).toEqual(expect.arrayContaining(['images/core.wic', 'artifacts.json']));
    expect(kept?.size).toBeGreaterThan(18 * MIB);
    const bytes = await service.read('rpi');
    expect(kept?.digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    expect(uploaded.digest).toBe(kept?.digest.slice('sha256:'.length));
    expect(uploaded.size).toBe(bytes.length);

    const { artifacts } = await client.listArtifacts();
    expect(artifacts).toMatchObject([{ id: uploaded.id, name: 'rpi', digest: kept?.digest }]);

    const path = join(folder, 'out');
    const { digestMismatch } = await client.downloadArtifact(uploaded.id ?? 0, {
      path,
      expectedHash: kept?.digest ?? '',
      skipDecompress: true,
    });
    expect(digestMismatch).toBe(false);
    await unpackZip(join(path, 'rpi.zip'), path, 'The artifact');
    expect((await readFile(join(path, 'images/core.wic'))).equals(image)).toBe(true);
    expect(await readFile(join(path, 'artifacts.json'), 'utf8')).toBe('{"version":1}\n');
  });

  test('refuses a second artifact of one name, and takes it after the first was deleted', async () => {
    const file = await write('a.txt', 'a');
    const client = new DefaultArtifactClient();
    await client.uploadArtifact('one', [file], join(folder, 'in'));

    await expect(client.uploadArtifact('one', [file], join(folder, 'in'))).rejects.toThrow(
      /\(409\) Conflict: an artifact with this name already exists on the workflow run/,
    );

    await client.deleteArtifact('one');
    expect(await service.artifacts()).toEqual([]);
    await client.uploadArtifact('one', [file], join(folder, 'in'));
    expect(await service.artifacts()).toHaveLength(1);
  });

  test('keeps the artifacts of two runs apart', async () => {
    const file = await write('a.txt', 'a');
    const client = new DefaultArtifactClient();
    await client.uploadArtifact('one', [file], join(folder, 'in'));
    useEnv(await service.envOf(4712, 'publish'));

    expect((await client.listArtifacts()).artifacts).toEqual([]);
    await expect(client.getArtifact('one')).rejects.toThrow(/not found/i);
    await client.uploadArtifact('one', [file], join(folder, 'in'));
    expect(await service.artifacts()).toHaveLength(1);
  });

  test('keeps an artifact for as long as the upload says, else for 90 days', async () => {
    const file = await write('a.txt', 'a');
    const client = new DefaultArtifactClient();
    await client.uploadArtifact('short', [file], join(folder, 'in'), { retentionDays: 3 });
    await client.uploadArtifact('long', [file], join(folder, 'in'));
    const days = (await service.artifacts()).map(
      ({ expiresAt }) => (expiresAt.getTime() - Date.now()) / (24 * 60 * 60 * 1000),
    );
    expect(days[0]).toBeCloseTo(3, 0);
    expect(days[1]).toBeCloseTo(90, 0);
  });

  test('refuses names, digests and tokens that GitHub refuses', async () => {
    const post = async (method: string, body: unknown, token = service.env.ACTIONS_RUNTIME_TOKEN) => {
      const url = `${service.env.ACTIONS_RESULTS_URL}twirp/github.actions.results.api.v1.ArtifactService/${method}`;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const ids = { workflow_run_backend_id: '4711', workflow_job_run_backend_id: 'build', version: 7 };

    expect(await post('CreateArtifact', { ...ids, name: '../x' })).toMatchObject({ status: 400 });
    expect(await post('CreateArtifact', { ...ids, name: 'x' }, 'somebody')).toMatchObject({ status: 401 });
    expect(await post('CreateArtifact', { ...ids, workflow_run_backend_id: '1', name: 'x' })).toMatchObject({
      status: 403,
    });

    const { body } = await post('CreateArtifact', { ...ids, name: 'x' });
    const url = body['signed_upload_url'] ?? '';
    expect((await fetch(url.replace(/sig=.*/, 'sig=x'), { method: 'PUT', body: 'data' })).status).toBe(403);
    expect((await fetch(url, { method: 'PUT', body: 'data' })).status).toBe(201);
    const list = '<BlockList><Latest>bWlzc2luZw==</Latest></BlockList>';
    expect((await fetch(`${url}&comp=blocklist`, { method: 'PUT', body: list })).status).toBe(400);
    expect(await post('FinalizeArtifact', { ...ids, name: 'x', size: '4', hash: 'sha256:00' })).toMatchObject(
      {
        status: 400,
        body: { code: 'invalid_argument' },
      },
    );
    expect(await service.artifacts()).toEqual([]);
  });
});
