import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { openFolder, type TestFolder } from '@pv-actions/testkit/harness/folder.ts';
import { openStore, type TestStore } from '@pv-actions/testkit/harness/store.ts';
import { failures, type WorkflowResult } from '@pv-actions/testkit/runner/results.ts';
import { runWorkflow } from '@pv-actions/testkit/runner/workflow.ts';

const root = resolve(import.meta.dirname, '..');
const REPOSITORY = 'pantacor/sample';

let folder: TestFolder;
let store: TestStore;
let github: GitHubServer;
beforeAll(async () => {
  folder = await openFolder('pv-badges-example');
  store = await openStore('releases');
  github = await startGitHub({ repositories: [REPOSITORY] });
  const { headSha: sha } = await github.seedRun();
  await github.ask('POST', `/repos/${REPOSITORY}/git/refs`, { ref: 'refs/tags/029', sha });
});
afterAll(() => Promise.all([store.close(), github.close(), folder.close()]));

/** Runs examples/badges.yml for a run of the release workflow that has ended. */
async function badges(event: string): Promise<WorkflowResult> {
  const run = await github.seedRun({ headBranch: '029', event, conclusion: 'failure' });
  github.seedJobs(run.id, [
    { name: 'build (raspberrypi-armv8-scarthgap)' },
    { name: 'build (docker-x86_64-scarthgap)', conclusion: 'failure' },
  ]);
  return runWorkflow({
    file: join(root, 'examples', 'badges.yml'),
    repository: { folder: root, name: REPOSITORY },
    event: {
      name: 'workflow_run',
      ref: 'refs/heads/main',
      sha: run.headSha,
      payload: { workflow_run: { id: run.id, event, head_branch: '029', head_sha: run.headSha } },
    },
    vars: {
      RELEASE_BUCKET: 'releases',
      RELEASE_PREFIX: 'meta-sample',
      RELEASE_ENDPOINT: store.server.endpoint,
    },
    secrets: {
      AWS_ACCESS_KEY_ID: store.server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: store.server.secretAccessKey,
    },
    github: { api_url: github.url, token: github.token },
    workFolder: folder.at('work'),
    actions: { repository: 'pantacor/pv-actions', folder: root },
  });
}

const message = async (key: string): Promise<string> =>
  JSON.parse((await store.text(`meta-sample/${key}`)) ?? '{}').message;

test('a run of a pull request gets no badges, whatever its branch is called', async () => {
  const result = await badges('pull_request');
  expect(result.jobs.map((job) => job.result)).toEqual(['skipped']);
  expect(await message('029/badges/docker-x86_64-scarthgap.json')).toBeUndefined();
});

test('a release that failed in part: its machines have badges, and latest shows them', async () => {
  const result = await badges('push');
  expect([result.conclusion, failures(result)]).toEqual(['success', []]);
  for (const place of ['029', 'latest/stable']) {
    expect(await message(`${place}/badges/raspberrypi-armv8-scarthgap.json`)).toBe('passing');
    expect(await message(`${place}/badges/docker-x86_64-scarthgap.json`)).toBe('failing');
  }
  expect(await message('latest/stable/badges/tag.json')).toBe('029');
  const picture = await store.get('meta-sample/latest/stable/badges/docker-x86_64-scarthgap.svg');
  expect(picture?.toString()).toContain('<title>docker-x86_64-scarthgap: failing</title>');
  expect(github.violations).toEqual([]);
});
