import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startArtifactService } from '@pv-actions/testkit/github/artifact-service.ts';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { sha256 } from '@pv-actions/testkit/harness/digest.ts';
import { openFolder, type TestFolder } from '@pv-actions/testkit/harness/folder.ts';
import { openStore, type TestStore } from '@pv-actions/testkit/harness/store.ts';
import { failures, type WorkflowResult } from '@pv-actions/testkit/runner/results.ts';
import { runWorkflow } from '@pv-actions/testkit/runner/workflow.ts';
import { makeSampleLayer, type SampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

const root = resolve(import.meta.dirname, '..');
const REPOSITORY = 'pantacor/sample';
const SITE = 'pantacor/docs-site';
const SITE_TOKEN = 'token_of_the_docs_site';
/** What the stand-in for bitbake puts into the docs. */
const FILES = ['docs/index.md', 'docs/reference/state.md'];
const NAME = 'pantavisor-raspberrypi-armv8.docs.tar.zst';

let folder: TestFolder;
let layer: SampleLayer;
let store: TestStore;
let github: GitHubServer;
beforeAll(async () => {
  folder = await openFolder('pv-docs-example');
  layer = await makeSampleLayer(folder.at('layer'));
  store = await openStore('releases');
  github = await startGitHub({
    repositories: [REPOSITORY],
    privateRepositories: [SITE],
    tokens: { [SITE_TOKEN]: {} },
  });
});
afterEach(() => expect(github.violations).toEqual([]));
afterAll(() => Promise.all([store.close(), github.close(), folder.close()]));

/** Runs examples/docs.yml for a push of `ref`. */
async function docs(ref: string, sha: string): Promise<WorkflowResult> {
  const artifacts = await startArtifactService();
  return runWorkflow({
    file: join(root, 'examples', 'docs.yml'),
    repository: { folder: layer.folder, name: REPOSITORY },
    event: { name: 'push', ref, sha },
    vars: {
      RELEASE_BUCKET: 'releases',
      RELEASE_PREFIX: 'meta-sample',
      RELEASE_ENDPOINT: store.server.endpoint,
      DOCS_SITE: SITE,
    },
    secrets: {
      AWS_ACCESS_KEY_ID: store.server.accessKeyId,
      AWS_SECRET_ACCESS_KEY: store.server.secretAccessKey,
      DOCS_SITE_TOKEN: SITE_TOKEN,
    },
    github: { api_url: github.url, token: github.token },
    machineEnv: artifacts.env,
    workFolder: folder.at('work', ref.replaceAll('/', '-')),
    actions: { repository: 'pantacor/pv-actions', folder: root },
  }).finally(artifacts.close);
}

/** The files of a docs tarball, as the system's tools unpack it. */
function unpacked(tarball: Buffer | undefined): string[] {
  const file = folder.at('docs.tar.zst');
  writeFileSync(file, tarball ?? '');
  const { stdout } = spawnSync('tar', ['--zstd', '-tf', file], { encoding: 'utf8' });
  return stdout.trim().split('\n');
}

test('a tag: the docs of its build are in the bucket, in the index, and at the release', async () => {
  await github.ask('POST', `/repos/${REPOSITORY}/releases`, { tag_name: '029' });
  // The emulated GitHub has no commits of the layer, so that no tag of it can be on one.
  const object = { type: 'commit', sha: layer.sha, url: '' };
  const path = `/repos/${REPOSITORY}/git/ref/tags/029`;
  github.inject({ path, times: 2, fault: { answer: jsonAnswer(200, { ref: 'refs/tags/029', object }) } });
  const result = await docs('refs/tags/029', layer.sha);
  expect([result.conclusion, failures(result)]).toEqual(['success', []]);
  const published = await store.get(`meta-sample/029/docs/${NAME}`);
  expect(unpacked(published)).toEqual(FILES);
  const entry = JSON.parse((await store.text('meta-sample/releases.json')) ?? '').stable['029'].docs;
  const sum = sha256(published ?? '');
  const url = `${store.server.endpoint}/releases/meta-sample/029/docs/${NAME}`;
  expect(entry).toEqual({ name: NAME, hash: sum, sha256: sum, url });
  const asset = 'pantavisor-starter-raspberrypi-armv8.rootfs.docs.tar.zst';
  const download = await fetch(`${github.url}/${REPOSITORY}/releases/download/029/${asset}`);
  expect(sha256(Buffer.from(await download.arrayBuffer()))).toBe(sum);
  expect(github.dispatches).toEqual([
    { repository: SITE, eventType: 'docs-release', clientPayload: { tag: '029' } },
  ]);
});

test('the main branch: development docs, and the docs site is told', async () => {
  const { conclusion } = await docs('refs/heads/main', layer.sha);
  expect(conclusion).toBe('success');
  const pointer = JSON.parse((await store.text('meta-sample/docs/latest.json')) ?? '');
  expect(pointer.name).toBe(NAME);
  expect(unpacked(await store.get(`meta-sample/docs/latest/${NAME}`))).toEqual(FILES);
  expect(github.dispatches.at(-1)?.clientPayload).toEqual({ tag: 'latest' });
});
