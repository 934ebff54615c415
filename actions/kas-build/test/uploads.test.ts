import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';
import { KINDS } from '@pv-actions/core/release/artifacts.ts';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import {
  type ArtifactClient,
  artifactService,
  type Upload,
  uploadAll,
  uploadKinds,
  uploadName,
} from '../src/uploads.ts';
import { keptLog } from './facts.ts';

const MIB = 1024 * 1024;

function artifact(kind: string, path: string, size = 2 * MIB): Artifact {
  return { kind, path, name: path.slice(path.lastIndexOf('/') + 1), size, sha256: '0'.repeat(64) };
}

const ARTIFACTS = [
  artifact('image', 'images/x.wic.bz2'),
  artifact('image', 'images/x.wic.bmap', 3000),
  artifact('bsp', 'pvrexports/bsp.tgz'),
  artifact('pvrexport', 'pvrexports/a.tgz'),
  artifact('pvtest-distro', 'pvtest-distro/distro-1.0/test.docker.sh', 100),
  artifact('pvtest-distro', 'pvtest-distro/distro-1.0/local/a.tar'),
  artifact('manifest', 'manifests/x.manifest', 100),
];

describe('the GitHub artifacts of a build', () => {
  test.each([
    ['image', ['starter'], 'starter-rpi'],
    ['image', ['starter', 'bsp'], 'starter+bsp-rpi'],
    ['image', [], 'image-rpi'],
    ['image', ['mc:a:b c/d'], 'mc-a-b-c-d-rpi'],
    ['pvrexport', ['starter'], 'pvrexports-rpi'],
    ['bsp', ['starter'], 'pantavisor-bsp-rpi'],
    ['pvtest-distro', ['starter'], 'pvtest-distro-rpi'],
    ['tezi', ['starter'], 'tezi-starter-rpi'],
    ['flash-bundle', ['starter'], 'pv-flash-bundle-rpi'],
    ['sdk', ['starter'], 'sdk-artifact-rpi'],
    ['sbom', ['starter'], 'sbom-rpi'],
    ['docs', ['starter'], 'docs-rpi'],
  ])('%s of %j is called %s', (kind, targets, name) => {
    expect(uploadName(kind, 'rpi', targets)).toBe(name);
  });

  test('are one for each wanted kind that was built', () => {
    const wanted = ['image', 'pvrexport', 'bsp', 'pvtest-distro', 'tezi', 'manifest'];
    expect(uploadKinds(wanted, ARTIFACTS, { machine: 'rpi', targets: [] }, '/out')).toEqual([
      {
        name: 'image-rpi',
        files: ['/out/images/x.wic.bz2', '/out/images/x.wic.bmap', '/out/artifacts.json'],
        root: '/out',
        compressed: true,
      },
      {
        name: 'pvrexports-rpi',
        files: ['/out/pvrexports/bsp.tgz', '/out/pvrexports/a.tgz'],
        root: '/out',
        compressed: true,
      },
      { name: 'pantavisor-bsp-rpi', files: ['/out/pvrexports/bsp.tgz'], root: '/out', compressed: true },
      {
        name: 'pvtest-distro-rpi',
        files: ['/out/pvtest-distro/distro-1.0/test.docker.sh', '/out/pvtest-distro/distro-1.0/local/a.tar'],
        root: '/out/pvtest-distro/distro-1.0',
        compressed: false,
      },
      { name: 'manifest-rpi', files: ['/out/manifests/x.manifest'], root: '/out', compressed: false },
    ]);
  });

  test('are none of kinds that nobody wants', () => {
    expect(uploadKinds([], ARTIFACTS, { machine: 'rpi', targets: [] }, '/out')).toEqual([]);
    expect(KINDS).toContain('image');
  });

  test('need the token and the address of the service', () => {
    expect(artifactService({ ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'https://x/' })).toBe(true);
    expect(artifactService({ ACTIONS_RUNTIME_TOKEN: 't' })).toBe(false);
    expect(artifactService({ ACTIONS_RUNTIME_TOKEN: '', ACTIONS_RESULTS_URL: 'https://x/' })).toBe(false);
  });
});

const UPLOADS: readonly Upload[] = [
  { name: 'a', files: ['/out/a.gz'], root: '/out', compressed: true },
  { name: 'b', files: ['/out/b', '/out/c'], root: '/out' },
];

describe('uploading', () => {
  test('gives each its level of compression, and tells what was made', async () => {
    const asked: unknown[] = [];
    const client: ArtifactClient = {
      uploadArtifact: async (...given) => {
        asked.push(given);
        return { size: 2048 };
      },
    };
    const log = keptLog();
    expect(await uploadAll(UPLOADS, { retentionDays: 7 }, client, log)).toEqual({
      uploaded: [
        { name: 'a', files: 1, size: 2048 },
        { name: 'b', files: 2, size: 2048 },
      ],
    });
    expect(asked).toEqual([
      ['a', ['/out/a.gz'], '/out', { compressionLevel: 0, retentionDays: 7 }],
      ['b', ['/out/b', '/out/c'], '/out', { compressionLevel: 6, retentionDays: 7 }],
    ]);
    await uploadAll(UPLOADS.slice(0, 1), { compressionLevel: 9 }, client, log);
    expect(asked.at(-1)).toEqual(['a', ['/out/a.gz'], '/out', { compressionLevel: 9 }]);
    expect(log.said[1]).toEqual({ level: 'info', text: 'Uploaded b: 2 files, 2 KiB.' });
  });

  test('goes on after one that cannot be made, and reports it', async () => {
    const client: ArtifactClient = {
      uploadArtifact: async (name) => {
        if (name === 'a')
          throw new Error('Failed to CreateArtifact: Failed request: (409) Conflict: already exists');
        return { size: 1 };
      },
    };
    const { uploaded, problem } = await uploadAll(UPLOADS, {}, client, keptLog());
    expect(uploaded).toEqual([{ name: 'b', files: 2, size: 1 }]);
    expect(problem?.text).toBe(
      'The GitHub artifact a could not be made: this run has an artifact of that name already.\n' +
        'Give each job that builds this machine another machine-name, or upload from one of them only.',
    );
  });

  test('tries no further one where the service cannot be reached', async () => {
    const asked: string[] = [];
    const client: ArtifactClient = {
      uploadArtifact: (name) => {
        asked.push(name);
        return Promise.reject(new Error('Unable to make request: ECONNREFUSED'));
      },
    };
    const { problem } = await uploadAll(UPLOADS, {}, client, keptLog());
    expect(asked).toEqual(['a']);
    expect(problem?.message).toBe(
      'The GitHub artifacts a, b could not be made: Unable to make request: ECONNREFUSED.',
    );
  });

  test('ends when the job is cancelled, and names what is missing', async () => {
    const controller = new AbortController();
    const asked: string[] = [];
    const client: ArtifactClient = {
      uploadArtifact: (name) => {
        asked.push(name);
        controller.abort();
        return new Promise(() => {});
      },
    };
    const options = { cancellation: controller.signal };
    const { uploaded, problem } = await uploadAll(UPLOADS, options, client, keptLog());
    expect({ uploaded, asked }).toEqual({ uploaded: [], asked: ['a'] });
    expect(problem?.text).toBe(
      'The job was cancelled while the artifacts were uploaded. Not uploaded: a, b.\n' +
        'The build succeeded, and all of it is staged.',
    );
    await uploadAll(UPLOADS, options, client, keptLog());
    expect(asked).toEqual(['a']);
  });

  test.each([
    [
      'upload-artifact@v4+ and download-artifact@v4+ are not currently supported on GHES.',
      'GitHub Enterprise Server',
    ],
    [
      'Artifact storage quota has been hit. Unable to upload any new artifacts.',
      'storage for artifacts is used up',
    ],
    ['Received non-retryable error: Failed request: (403) Forbidden', 'GitHub refused the token'],
    ['The path is not valid: a:b. Contains the following character:  Colon :', 'a character in its name'],
    ['Unable to make request: ECONNRESET', 'could not be made: Unable to make request: ECONNRESET.'],
  ])('explains: %s', async (said, expected) => {
    const client: ArtifactClient = { uploadArtifact: () => Promise.reject(new Error(said)) };
    const { problem } = await uploadAll(UPLOADS.slice(0, 1), {}, client, keptLog());
    expect(problem?.message).toContain(expected);
  });

  test('is left out with a notice where there is no service', async () => {
    const log = keptLog();
    expect(await uploadAll(UPLOADS, {}, undefined, log)).toEqual({ uploaded: [] });
    expect(log.said).toEqual([
      { level: 'notice', text: 'Nothing was uploaded: there is no artifact service here for a, b.' },
    ]);
  });
});

describe("GitHub's own client", () => {
  let service: ArtifactService;
  let folder: string;
  const before = { ...process.env };
  beforeAll(async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    service = await startArtifactService();
    Object.assign(process.env, service.env);
    folder = await mkdtemp(join(tmpdir(), 'uploads-'));
    await mkdir(join(folder, 'images'));
    await writeFile(join(folder, 'images', 'x.wic'), 'abc');
    await writeFile(join(folder, 'artifacts.json'), '{}');
  });
  afterEach(() => {
    delete process.env['GITHUB_SERVER_URL'];
  });
  afterAll(async () => {
    for (const name of Object.keys(service.env)) delete process.env[name];
    Object.assign(process.env, before);
    jest.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
    await service.close();
  });

  test('makes an artifact with paths as staged; the same name again is an error', async () => {
    const uploads = uploadKinds(
      ['image'],
      [artifact('image', 'images/x.wic')],
      { machine: 'rpi', targets: ['starter'] },
      folder,
    );
    const first = await uploadAll(uploads, {}, new DefaultArtifactClient(), keptLog());
    expect(first.problem).toBeUndefined();
    expect(await service.artifacts()).toMatchObject([
      { name: 'starter-rpi', files: ['images/x.wic', 'artifacts.json'], size: first.uploaded[0]?.size },
    ]);
    const second = await uploadAll(uploads, {}, new DefaultArtifactClient(), keptLog());
    expect(second.problem?.message).toContain('this run has an artifact of that name already');
  });

  test('says that an enterprise server cannot do it', async () => {
    process.env['GITHUB_SERVER_URL'] = 'https://github.example.com';
    const { problem } = await uploadAll(UPLOADS.slice(0, 1), {}, new DefaultArtifactClient(), keptLog());
    expect(problem?.message).toContain('this GitHub Enterprise Server has no artifact service');
  });
});
