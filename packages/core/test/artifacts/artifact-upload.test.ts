import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  type ArtifactClient,
  artifactService,
  type Upload,
  type UploadAdvice,
  uploadAll,
} from '@pv-actions/core/artifacts/artifact-upload.ts';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';

test('artifacts need the token and the address of the service', () => {
  expect(artifactService({ ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'https://x/' })).toBe(true);
  expect(artifactService({ ACTIONS_RUNTIME_TOKEN: 't' })).toBe(false);
  expect(artifactService({ ACTIONS_RUNTIME_TOKEN: '', ACTIONS_RESULTS_URL: 'https://x/' })).toBe(false);
});

const advice: UploadAdvice = {
  sameName: 'Same name.',
  noService: 'No service.',
  full: 'Full.',
  fileName: 'File name.',
  cancelled: 'Cancelled.',
};

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
    expect(await uploadAll(UPLOADS, { advice, retentionDays: 7 }, client, log)).toEqual({
      uploaded: [
        { name: 'a', files: 1, size: 2048 },
        { name: 'b', files: 2, size: 2048 },
      ],
    });
    expect(asked).toEqual([
      ['a', ['/out/a.gz'], '/out', { compressionLevel: 0, retentionDays: 7 }],
      ['b', ['/out/b', '/out/c'], '/out', { compressionLevel: 6, retentionDays: 7 }],
    ]);
    await uploadAll(UPLOADS.slice(0, 1), { advice, compressionLevel: 9 }, client, log);
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
    const { uploaded, problem } = await uploadAll(UPLOADS, { advice }, client, keptLog());
    expect(uploaded).toEqual([{ name: 'b', files: 2, size: 1 }]);
    expect(problem?.text).toBe(
      'The GitHub artifact a could not be made: this run has an artifact of that name already.\n' +
        'Same name.',
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
    const { problem } = await uploadAll(UPLOADS, { advice }, client, keptLog());
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
    const options = { advice, cancellation: controller.signal };
    const { uploaded, problem } = await uploadAll(UPLOADS, options, client, keptLog());
    expect({ uploaded, asked }).toEqual({ uploaded: [], asked: ['a'] });
    expect(problem?.text).toBe(
      'The job was cancelled while the artifacts were uploaded. Not uploaded: a, b.\n' + 'Cancelled.',
    );
    await uploadAll(UPLOADS, options, client, keptLog());
    expect(asked).toEqual(['a']);
  });

  test('a path with a command to the runner is not given to the client, which may print it', async () => {
    const asked: string[] = [];
    const client: ArtifactClient = {
      uploadArtifact: async (name) => {
        asked.push(name);
        return { size: 1 };
      },
    };
    const evil = { ...UPLOADS[0], name: 'evil', files: ['/x/##[add-mask]x'], root: '/x' };
    const { uploaded, problem } = await uploadAll([evil, ...UPLOADS], { advice }, client, keptLog());
    expect(uploaded.map(({ name }) => name)).toEqual(asked);
    expect(asked).not.toContain('evil');
    expect(problem?.text).toBe(
      'The GitHub artifact evil could not be made: a file has "##[" in its path, which the runner takes for the beginning of a command.\nFile name.',
    );
  });

  test.each([
    [
      'upload-artifact@v4+ and download-artifact@v4+ are not currently supported on GHES.',
      'this GitHub Enterprise Server has no artifact service of this version',
      'No service.',
    ],
    [
      'Artifact storage quota has been hit. Unable to upload any new artifacts.',
      'the storage for artifacts is used up',
      'Full. GitHub counts the storage anew every 6 to 12 hours.',
    ],
    [
      'Received non-retryable error: Failed request: (403) Forbidden',
      'GitHub refused the token of this job',
      'Run the job again. A token is valid for 6 hours, or as long as its job runs.',
    ],
    [
      'The path is not valid: a:b. Contains the following character:  Colon :',
      'a file has a character in its name that no GitHub artifact may hold (" : < > | * ?)',
      'File name.',
    ],
    [
      'Unable to make request: ECONNRESET',
      'Unable to make request: ECONNRESET',
      'Run the job again. If it goes on, look at https://www.githubstatus.com.',
    ],
  ])('explains: %s', async (said, cause, todo) => {
    const client: ArtifactClient = { uploadArtifact: () => Promise.reject(new Error(said)) };
    const { problem } = await uploadAll(UPLOADS.slice(0, 1), { advice }, client, keptLog());
    expect(problem?.text).toBe(`The GitHub artifact a could not be made: ${cause}.\n${todo}`);
  });

  test('is left out with a notice where there is no service', async () => {
    const log = keptLog();
    expect(await uploadAll(UPLOADS, { advice }, undefined, log)).toEqual({ uploaded: [] });
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

  test('makes an artifact with paths below its root; the same name again is an error', async () => {
    const files = [join(folder, 'images', 'x.wic'), join(folder, 'artifacts.json')];
    const uploads = [{ name: 'starter-rpi', files, root: folder }];
    const first = await uploadAll(uploads, { advice }, new DefaultArtifactClient(), keptLog());
    expect(first.problem).toBeUndefined();
    expect(await service.artifacts()).toMatchObject([
      { name: 'starter-rpi', files: ['images/x.wic', 'artifacts.json'], size: first.uploaded[0]?.size },
    ]);
    const second = await uploadAll(uploads, { advice }, new DefaultArtifactClient(), keptLog());
    expect(second.problem?.message).toContain('this run has an artifact of that name already');
  });

  test('says that an enterprise server cannot do it', async () => {
    process.env['GITHUB_SERVER_URL'] = 'https://github.example.com';
    const { problem } = await uploadAll(
      UPLOADS.slice(0, 1),
      { advice },
      new DefaultArtifactClient(),
      keptLog(),
    );
    expect(problem?.message).toContain('this GitHub Enterprise Server has no artifact service');
  });
});
