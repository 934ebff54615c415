import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { jsonAnswer } from '@pv-actions/testkit/github/http.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { failures, type WorkflowResult } from '@pv-actions/testkit/runner/results.ts';
import { runWorkflow } from '@pv-actions/testkit/runner/workflow.ts';
import { openBucket } from '@pv-actions/testkit/s3/bucket.ts';
import { type S3Server, startS3 } from '@pv-actions/testkit/s3/server.ts';
import { makeSampleLayer, type SampleLayer } from '@pv-actions/testkit/sample-layer/sample-layer.ts';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'pv-docs-example-'));
const REPOSITORY = 'pantacor/sample';
const SITE = 'pantacor/docs-site';
const SITE_TOKEN = 'token_of_the_docs_site';
/** What the stand-in for bitbake puts into the docs. */
const FILES = ['docs/index.md', 'docs/reference/state.md'];
const NAME = 'pantavisor-raspberrypi-armv8.docs.tar.zst';

let layer: SampleLayer;
let s3: S3Server;
let bucket: Awaited<ReturnType<typeof openBucket>>;
let github: GitHubServer;
beforeAll(async () => {
  layer = await makeSampleLayer(join(folder, 'layer'));
  s3 = await startS3({ dir: join(folder, 'buckets') });
  bucket = await openBucket(s3, 'releases');
  github = await startGitHub({
    repositories: [REPOSITORY],
    privateRepositories: [SITE],
    tokens: { [SITE_TOKEN]: {} },
  });
});
afterEach(() => expect(github.violations).toEqual([]));
afterAll(async () => {
  bucket.close();
  await s3.close();
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs examples/docs.yml for a push of `ref`. */
function docs(ref: string, sha: string): Promise<WorkflowResult> {
  return runWorkflow({
    file: join(root, 'examples', 'docs.yml'),
    repository: { folder: layer.folder, name: REPOSITORY },
    event: { name: 'push', ref, sha },
    vars: {
      RELEASE_BUCKET: 'releases',
      RELEASE_PREFIX: 'meta-sample',
      RELEASE_ENDPOINT: s3.endpoint,
      DOCS_SITE: SITE,
    },
    secrets: {
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
      DOCS_SITE_TOKEN: SITE_TOKEN,
    },
    github: { api_url: github.url, token: github.token },
    workFolder: join(folder, 'work', ref.replaceAll('/', '-')),
    actions: { repository: 'pantacor/pv-actions', folder: root },
  });
}

/** The files of a docs tarball, as the system's tools unpack it. */
function unpacked(tarball: Buffer | undefined): string[] {
  const at = join(folder, 'unpacked');
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'docs.tar.zst'), tarball ?? '');
  const { stdout } = spawnSync('tar', ['--zstd', '-tf', join(at, 'docs.tar.zst')], { encoding: 'utf8' });
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
  const published = await bucket.get(`meta-sample/029/docs/${NAME}`);
  expect(unpacked(published)).toEqual(FILES);
  const entry = JSON.parse((await bucket.get('meta-sample/releases.json'))?.toString() ?? '').stable['029']
    .docs;
  const sum = createHash('sha256')
    .update(published ?? '')
    .digest('hex');
  const url = `${s3.endpoint}/releases/meta-sample/029/docs/${NAME}`;
  expect(entry).toEqual({ name: NAME, hash: sum, sha256: sum, url });
  const asset = 'pantavisor-starter-raspberrypi-armv8.rootfs.docs.tar.zst';
  const download = await fetch(`${github.url}/${REPOSITORY}/releases/download/029/${asset}`);
  expect(
    createHash('sha256')
      .update(Buffer.from(await download.arrayBuffer()))
      .digest('hex'),
  ).toBe(sum);
  expect(github.dispatches).toEqual([
    { repository: SITE, eventType: 'docs-release', clientPayload: { tag: '029' } },
  ]);
});

test('the main branch: development docs, and the docs site is told', async () => {
  const { conclusion } = await docs('refs/heads/main', layer.sha);
  expect(conclusion).toBe('success');
  const pointer = JSON.parse((await bucket.get('meta-sample/docs/latest.json'))?.toString() ?? '');
  expect(pointer.name).toBe(NAME);
  expect(unpacked(await bucket.get(`meta-sample/docs/latest/${NAME}`))).toEqual(FILES);
  expect(github.dispatches.at(-1)?.clientPayload).toEqual({ tag: 'latest' });
});
