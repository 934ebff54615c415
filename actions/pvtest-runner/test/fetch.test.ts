import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ArtifactService, startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { type ArtifactStore, createArtifactStore } from '@pv-actions/testkit/github/artifact-store.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { type Host, openHost, verdictsOf } from './host.ts';

const REPOSITORY = 'pantacor/meta-sample';
const FORK = 'somebody/meta-sample';
const NAME = 'pvtest-distro-docker-x86_64';

let store: ArtifactStore;
let github: GitHubServer;
let service: ArtifactService;
let host: Host;
/** How often docker was called before the test. */
let calls: number;
beforeAll(async () => {
  store = await createArtifactStore();
  github = await startGitHub({ repositories: [REPOSITORY, FORK], artifacts: store });
  host = await openHost({ tests: [{ id: 'local/core/a' }, { id: 'local/core/b' }] });
});
beforeEach(async () => {
  calls = (await host.docker.calls()).length;
  const run = await github.seedRun({ repository: REPOSITORY });
  service = await startArtifactService({ run: run.id, store });
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await service.close();
});
afterAll(async () => {
  await host.close();
  await github.close();
  await store.close();
});

/** Keeps the distro as an artifact of a run. Python's zipfile keeps no modes when it unpacks, nor does GitHub's client. */
async function keep(run: number, top = host.distro): Promise<void> {
  const archive = join(host.folder, 'distro.zip');
  const names = top === host.distro ? await readdir(top) : [basename(host.distro)];
  await promisify(execFile)('python3', ['-m', 'zipfile', '-c', archive, ...names], { cwd: top });
  await store.seed({ run: String(run), job: 'build', name: NAME }, await readFile(archive));
}

const ownRun = async (): Promise<number> => {
  const [, run] =
    /Results:(\d+):/.exec(
      Buffer.from(service.env.ACTIONS_RUNTIME_TOKEN.split('.')[1] ?? '', 'base64url').toString(),
    ) ?? [];
  return Number(run);
};

const run = async (inputs: Readonly<Record<string, string>> = {}) =>
  host.runBundle(
    { 'test-path': 'local', artifact: NAME, upload: 'false', 'github-token': github.token, ...inputs },
    {
      env: service.env,
      github: {
        api_url: github.url,
        repository: REPOSITORY,
        run_id: String(await ownRun()),
        token: github.token,
      },
    },
  );

test('the distro of this run is downloaded and run, without a token', async () => {
  await keep(await ownRun());
  const result = await run({ 'github-token': '' });
  expect(result.outcome).toBe('success');
  const report = await host.report(result);
  expect(report.distro).toBe(NAME);
  expect(verdictsOf(report)).toEqual(['local/core/a passed', 'local/core/b passed']);
  expect((await readdir(host.temp)).filter((name) => name.startsWith('pvtest-distro-'))).toEqual([]);
});

test('a distro in a folder of its archive is run, too, and nothing of the download is left', async () => {
  await keep(await ownRun(), host.folder);
  const result = await run();
  expect(result.outcome).toBe('success');
  expect(verdictsOf(await host.report(result))).toEqual(['local/core/a passed', 'local/core/b passed']);
  expect((await readdir(host.temp)).filter((name) => name.startsWith('pvtest-distro'))).toEqual([]);
});

test('an artifact that is not there is an error that names those that are', async () => {
  await keep(await ownRun());
  const result = await run({ artifact: 'pvtest-distro-docker' });
  expect(result).toMatchObject({ outcome: 'failure', outputs: { verdict: '' } });
  expect(result.log).toContain('pvtest-distro-docker"');
  expect(result.log).toContain(NAME);
  expect(await host.docker.calls()).toHaveLength(calls);
});

describe('the distro of another run', () => {
  test('of this repository is run, and the report is of its commit', async () => {
    const other = await github.seedRun({ repository: REPOSITORY });
    await keep(other.id);
    const result = await run({ 'run-id': String(other.id) });
    expect(result.outcome).toBe('success');
    expect((await host.report(result)).source.sha).toBe(other.headSha);
  });

  test('of a fork is refused before anything is downloaded, unless that is allowed', async () => {
    const other = await github.seedRun({ repository: REPOSITORY, headRepository: FORK });
    await keep(other.id);
    const refused = await run({ 'run-id': String(other.id) });
    expect(refused).toMatchObject({ outcome: 'failure', outputs: { verdict: '' } });
    expect(refused.log).toContain(FORK);
    expect(refused.log).toContain('If you trust it, set `allow-foreign-run: true`.');
    expect(await host.docker.calls()).toHaveLength(calls);
    expect((await run({ 'run-id': String(other.id), 'allow-foreign-run': 'true' })).outcome).toBe('success');
  });

  test('that is not there is an error', async () => {
    const result = await run({ 'run-id': '99999999' });
    expect(result.outcome).toBe('failure');
    expect(result.log).toContain('Check the input `run-id`');
  });
});
