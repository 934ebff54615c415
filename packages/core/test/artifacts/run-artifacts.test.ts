import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { NETWORK_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { ArtifactWanted, OtherRun, RunArtifactDeps } from '@pv-actions/core/artifacts/run-artifacts.ts';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { type ArtifactStore, createArtifactStore } from '@pv-actions/testkit/github/artifact-store.ts';
import { endless, jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { keptLog } from '@pv-actions/testkit/kept-log.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { userErrorOfWork } from '@pv-actions/testkit/thrown.ts';
import { zipOf } from './zip-made.ts';

const REPOSITORY = 'pantacor/meta-sample';
const PATH = `/repos/${REPOSITORY}`;
const INSTEAD = 'Name a folder.';
const FOR_RUN_ID =
  'Check the input `run-id`: it is the id of a run of this repository. The token of `github-token` needs `actions: read`.';
const FILES = {
  'test.docker.sh': '#!/bin/sh\n',
  'bin/tool': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]),
  'aa/note.txt': '# a note\n',
};

let store: ArtifactStore;
let server: GitHubServer;
let service: ArtifactService;
let library: typeof import('@pv-actions/core/artifacts/run-artifacts.ts');
let openGitHub: typeof import('@pv-actions/core/github/client.ts')['openGitHub'];
/** An archive of FILES, as GitHub's client makes it. */
let archive: Buffer;
let root: string;
let folder: string;
let ownRun: number;
const before = { ...process.env };

beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  store = await createArtifactStore();
  server = await startGitHub({
    repositories: ['pantacor/other'],
    privateRepositories: [REPOSITORY],
    tokens: { weak: { permissions: { contents: 'read' } } },
    artifacts: store,
  });
  // GitHub's clients take the address of the API from the environment when they are loaded.
  process.env['GITHUB_API_URL'] = server.url;
  library = await import('@pv-actions/core/artifacts/run-artifacts.ts');
  ({ openGitHub } = await import('@pv-actions/core/github/client.ts'));
});
beforeEach(async () => {
  ownRun = (await server.seedRun({ repository: REPOSITORY })).id;
  service = await startArtifactService({ run: ownRun, store });
  Object.assign(process.env, service.env);
  root = mkdtempSync(join(tmpdir(), 'run-artifacts-'));
  folder = join(root, 'in', 'distro');
  archive ??= await upload('made');
  for (const artifact of store.finished(String(ownRun))) await store.delete(artifact);
});
afterEach(async () => {
  process.env['GITHUB_SERVER_URL'] = '';
  await service.close();
  rmSync(root, { recursive: true });
  expect(server.violations).toEqual([]);
});
afterAll(async () => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, before);
  jest.restoreAllMocks();
  await server.close();
  await store.close();
});

async function upload(name: string): Promise<Buffer> {
  const from = join(root, 'from');
  const paths = Object.keys(FILES).map((path) => join(from, path));
  for (const [at, content] of Object.values(FILES).entries()) {
    mkdirSync(dirname(paths[at] ?? ''), { recursive: true });
    writeFileSync(paths[at] ?? '', content);
  }
  const { DefaultArtifactClient } = await import('@actions/artifact');
  await new DefaultArtifactClient().uploadArtifact(name, paths, from);
  return service.read(name);
}

function seed(name: string, bytes = archive, run = ownRun, expiresAt?: Date) {
  const artifact = {
    run: String(run),
    job: 'build',
    name,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  return store.seed(artifact, bytes);
}

function deps(parts: Partial<RunArtifactDeps> = {}): RunArtifactDeps {
  return {
    env: process.env,
    log: quietLog,
    clock: systemClock,
    cancellation: () => new AbortController().signal,
    ...parts,
  };
}

function wanted(name: string): ArtifactWanted {
  return { name, folder, instead: INSTEAD };
}

let sleeps: number[] = [];
function other(id: number, token = server.token): OtherRun {
  sleeps = [];
  const clock = { ...systemClock, sleep: async (ms: number) => void sleeps.push(ms) };
  const github = openGitHub(
    { apiUrl: server.url, token, tokenInput: 'github-token', repository: REPOSITORY },
    { clock, log: quietLog, random: () => 1 },
  );
  return { id: String(id), github, token };
}

/** The text of the failure of `work`, after which nothing is in the folder. */
async function failure(work: Promise<unknown>): Promise<string> {
  const { text } = await userErrorOfWork(work);
  expect(existsSync(join(root, 'in')) ? readdirSync(join(root, 'in')) : []).toEqual([]);
  return text;
}

describe('an artifact of this run', () => {
  test('is unpacked, with its programs executable', async () => {
    await upload('distro');
    const log = keptLog();
    const artifact = await library.downloadRunArtifact(wanted('distro'), undefined, deps({ log }));
    expect(artifact).toMatchObject({ name: 'distro', expired: false });
    const modes = Object.keys(FILES).map((path) => statSync(join(folder, path)).mode & 0o111);
    expect(modes).toEqual([0o111, 0o111, 0]);
    for (const [path, content] of Object.entries(FILES)) {
      expect(readFileSync(join(folder, path))).toEqual(Buffer.from(content));
    }
    expect(readdirSync(dirname(folder))).toEqual(['distro']);
    expect(log.said.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Downloaded "distro", \d+ B, of this run\.$/),
    ]);
  });

  test('is unpacked into a folder that is there and empty', async () => {
    mkdirSync(folder, { recursive: true });
    await seed('distro');
    await library.downloadRunArtifact(wanted('distro'), undefined, deps());
    expect(readdirSync(folder).sort()).toEqual(['aa', 'bin', 'test.docker.sh']);
  });

  test('is not unpacked over what is there', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine'), '');
    const error = await userErrorOfWork(library.downloadRunArtifact(wanted('distro'), undefined, deps()));
    expect(error.text).toBe(
      `The folder "${folder}" is not empty.\nName a folder that is empty, or not there.`,
    );
  });

  test('puts nothing outside of the folder', async () => {
    const text = archive.toString('latin1').replaceAll('aa/note.txt', '../note.txt');
    await seed('evil', Buffer.from(text, 'latin1'));
    expect(await failure(library.downloadRunArtifact(wanted('evil'), undefined, deps()))).toBe(
      'The artifact "evil" of this run is not unpacked: it has the path "../note.txt", which leaves its folder.\n' +
        'Nothing of it was used. Look at the job that made it: an artifact of yours has none of that.',
    );
  });

  test('that unpacks to much more than it is leaves nothing', async () => {
    const bomb = zipOf([
      { name: 'good', content: 'good' },
      { name: 'bomb', content: Buffer.alloc(2 ** 20) },
    ]);
    await seed('bomb', bomb);
    const given = deps({ limits: { ...NETWORK_LIMITS, artifactRatioFrom: 2 ** 19 } });
    expect(await failure(library.downloadRunArtifact(wanted('bomb'), undefined, given))).toMatch(
      /^The artifact "bomb" of this run is not unpacked: its files are more than 250 times as large as its 1\.\d KiB\.\n/,
    );
  });

  test('that is larger than the limit is not downloaded', async () => {
    await seed('large');
    const given = deps({ limits: { ...NETWORK_LIMITS, artifactArchiveBytes: 100 } });
    expect(await failure(library.downloadRunArtifact(wanted('large'), undefined, given))).toBe(
      `The artifact "large" of this run has ${archive.length} B, and may have 100 B.\n` +
        'It was not downloaded. Upload less in it, or several artifacts.',
    );
  });

  test('is cut where it has more bytes than it was stated to have', async () => {
    await seed('endless');
    // GitHub's client waits for what was cut, and tries again: that is not to hold up the end of this process.
    const timer = globalThis.setTimeout;
    const unheld = (...given: Parameters<typeof setTimeout>) => timer(...given).unref();
    globalThis.setTimeout = unheld as typeof setTimeout;
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    async function* bytes(): AsyncGenerator<Buffer> {
      try {
        yield* endless(Buffer.alloc(2 ** 16));
      } finally {
        resolve();
      }
    }
    const headers = { 'content-type': 'application/zip' };
    service.answerBlobs(() => ({ status: 200, headers, stream: bytes() }));
    expect(await failure(library.downloadRunArtifact(wanted('endless'), undefined, deps()))).toBe(
      `The artifact "endless" of this run is not what was uploaded: it has more than its ${archive.length} B.\n` +
        'Run the job again. If it goes on, look at https://www.githubstatus.com.',
    );
    await closed;
  });

  test('that is not there: the nearest names are told', async () => {
    for (let at = 10; at < 40; at += 1) await seed(`logs-of-the-machine-${at}`);
    await seed('pvtest-distro-x86');
    const text = await failure(library.downloadRunArtifact(wanted('pvtest-distro-x64'), undefined, deps()));
    expect(text).toMatch(
      /^There is no artifact "pvtest-distro-x64" in this run\.\nIt has: "pvtest-distro-x86", (?:"logs-of-the-machine-\d\d", ){18}and 12 more\.$/,
    );
  });

  test('of a run that has none', async () => {
    const text = await failure(library.downloadRunArtifact(wanted('distro'), undefined, deps()));
    expect(text).toBe(
      'There is no artifact "distro" in this run.\n' +
        'It has none at all. The job that makes it must have ended before, and have uploaded it.',
    );
  });

  test('where there is no service', async () => {
    const text = await failure(library.downloadRunArtifact(wanted('distro'), undefined, deps({ env: {} })));
    expect(text).toBe(
      `There is no artifact service here: GitHub gives a job its address and a token.\n${INSTEAD}`,
    );
  });

  test('with a token that is not valid any more', async () => {
    process.env['ACTIONS_RUNTIME_TOKEN'] = `${process.env['ACTIONS_RUNTIME_TOKEN']}x`;
    const text = await failure(library.downloadRunArtifact(wanted('distro'), undefined, deps()));
    expect(text).toBe(
      'The artifacts of this run could not be listed: GitHub refused the token of this job.\n' +
        'Run the job again. A token is valid for 6 hours, or as long as its job runs.',
    );
  });

  test('on an enterprise server', async () => {
    process.env['GITHUB_SERVER_URL'] = 'https://github.example.com';
    const text = await failure(library.downloadRunArtifact(wanted('distro'), undefined, deps()));
    expect(text).toBe(
      'The artifacts of this run could not be listed: this GitHub Enterprise Server has no artifact service of this version.\n' +
        INSTEAD,
    );
  });

  test('that is not what was uploaded', async () => {
    const { file, digest } = await seed('distro');
    const text = archive.toString('latin1').replaceAll('aa/note.txt', 'bb/note.txt');
    writeFileSync(file, text, 'latin1');
    const failed = await failure(library.downloadRunArtifact(wanted('distro'), undefined, deps()));
    expect(failed).toBe(
      `The artifact "distro" of this run is not what was uploaded: its digest is not ${digest}.\n` +
        'Run the job again. If it goes on, look at https://www.githubstatus.com.',
    );
  });

  test('is given up when the job is cancelled', async () => {
    await seed('distro');
    const controller = new AbortController();
    const log = { ...quietLog, flush: () => controller.abort() };
    const given = deps({ log, cancellation: () => controller.signal });
    const error = await userErrorOfWork(library.downloadRunArtifact(wanted('distro'), undefined, given));
    expect(error.text).toBe('The job was cancelled while the artifact "distro" was downloaded.');
    expect(existsSync(folder)).toBe(false);
    const again = await userErrorOfWork(library.downloadRunArtifact(wanted('distro'), undefined, given));
    expect(again.text).toBe('The job was cancelled while the artifacts of this run were listed.');
  });
});

describe('an artifact of another run', () => {
  let run: number;
  beforeEach(async () => {
    run = (await server.seedRun({ repository: REPOSITORY })).id;
  });
  const zip = /\/actions\/artifacts\/\d+\/zip$/;

  test('is unpacked, whatever this run has of that name', async () => {
    await seed('distro', Buffer.from('of this run'));
    const { id, digest } = await seed('distro', archive, run);
    expect(await library.downloadRunArtifact(wanted('distro'), other(run), deps({ env: {} }))).toEqual({
      name: 'distro',
      id,
      size: archive.length,
      digest,
      expired: false,
    });
    expect(readFileSync(join(folder, 'test.docker.sh'), 'utf8')).toBe('#!/bin/sh\n');
  });

  test('is found among those of all pages', async () => {
    for (let at = 100; at < 230; at += 1) await seed(`x-${at}`, Buffer.from('x'), run);
    const list = await library.listRunArtifacts({ instead: INSTEAD }, other(run), deps());
    expect(list.map(({ name }) => name)).toEqual(Array.from({ length: 130 }, (_, at) => `x-${at + 100}`));
  });

  test('is the newest of its name, where several attempts made one', async () => {
    const { id } = await seed('a', archive, run);
    const path = `${PATH}/actions/runs/${run}/artifacts`;
    const { octokit, repo } = other(run).github;
    const { data } = await octokit.rest.actions.listWorkflowRunArtifacts({ ...repo, run_id: run });
    const [newest] = data.artifacts;
    const artifacts = [{ ...newest, id: id - 1 }, newest, { ...newest, id: id - 2 }];
    server.inject({ path, fault: { answer: jsonAnswer(200, { total_count: 3, artifacts }) } });
    const list = await library.listRunArtifacts({ instead: INSTEAD }, other(run), deps());
    expect(list.map((artifact) => artifact.id)).toEqual([id - 2, id - 1, id]);
    server.inject({ path, fault: { answer: jsonAnswer(200, { total_count: 3, artifacts }) } });
    await library.downloadRunArtifact({ ...wanted('a') }, other(run), deps());
    expect(readFileSync(join(folder, 'test.docker.sh'), 'utf8')).toBe('#!/bin/sh\n');
  });

  test('that has expired', async () => {
    await seed('distro', archive, run, new Date('2020-01-01T00:00:00Z'));
    const text = `The artifact "distro" of the run ${run} has expired.\nGitHub has removed its files. Run that workflow again, or take a newer run.`;
    expect(await failure(library.downloadRunArtifact(wanted('distro'), other(run), deps()))).toBe(text);
    expect(await failure(library.downloadRunArtifact(wanted('distri'), other(run), deps()))).toContain(
      'It has none at all.',
    );
    await store.delete(store.named(String(run), 'distro') ?? (await seed('none')));
    await seed('distro', archive, run);
    server.inject({ path: zip, fault: { answer: jsonAnswer(410, { message: 'Artifact has expired' }) } });
    expect(await failure(library.downloadRunArtifact(wanted('distro'), other(run), deps()))).toBe(text);
  });

  test('with a token that may not read it', async () => {
    await seed('distro', archive, run);
    expect(await failure(library.downloadRunArtifact(wanted('distro'), other(run, 'weak'), deps()))).toMatch(
      /^Could not list the artifacts of the run \d+ in pantacor\/meta-sample: access denied: HTTP 403, .*\nThe token of `github-token` needs `actions: read`\./,
    );
    const forbidden = jsonAnswer(403, { message: 'Resource not accessible by integration' });
    server.inject({ path: zip, fault: { answer: forbidden } });
    expect(await failure(library.downloadRunArtifact(wanted('distro'), other(run), deps()))).toMatch(
      /^Could not download the artifact "distro" of the run \d+ in pantacor\/meta-sample: access denied: HTTP 403, .*\nThe token of `github-token` needs `actions: read`\./,
    );
  });

  test('of a run that is not of this repository', async () => {
    const { id } = await server.seedRun({ repository: 'pantacor/other' });
    expect(await failure(library.downloadRunArtifact(wanted('distro'), other(id), deps()))).toBe(
      `Could not list the artifacts of the run ${id} in ${REPOSITORY}: GitHub does not find it: HTTP 404, "Not Found".\n${FOR_RUN_ID}`,
    );
  });

  test('is asked for again after a transient fault', async () => {
    await seed('distro', archive, run);
    server.inject({ path: zip, times: 2, fault: { answer: jsonAnswer(502, { message: 'Bad Gateway' }) } });
    await library.downloadRunArtifact(wanted('distro'), other(run), deps());
    expect(sleeps).toEqual([1000, 2000]);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('on an enterprise server', async () => {
    await seed('distro', archive, run);
    process.env['GITHUB_SERVER_URL'] = 'https://github.example.com';
    expect(await failure(library.downloadRunArtifact(wanted('distro'), other(run), deps()))).toBe(
      `The artifact "distro" of the run ${run} could not be downloaded: this GitHub Enterprise Server has no artifact service of this version.\n${INSTEAD}`,
    );
  });
});
