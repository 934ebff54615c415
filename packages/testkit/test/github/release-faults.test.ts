import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { brokenUpload, corruptUpload, failure, nameTaken, reset } from '@pv-actions/testkit/github/faults.ts';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';

const repo = { owner: 'pantacor', repo: 'meta-sample' };
const UPLOADS = /\/assets$/;

let github: GitHubServer;

beforeEach(async () => {
  github = await startGitHub({
    repositories: ['pantacor/meta-sample'],
    tokens: {
      reader: { permissions: { contents: 'read' } },
      writer: { permissions: { contents: 'write' } },
    },
  });
});
afterEach(() => github.close());

const client = (token = github.token, url = github.url) => getOctokit(token, { baseUrl: url }).rest.repos;
const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

function uploadUrl(template: string, name: string): string {
  return template.replace('{?name,label}', `?name=${encodeURIComponent(name)}`);
}
async function upload(template: string, name: string, body: string): Promise<Response> {
  const headers = { authorization: `Bearer ${github.token}`, 'content-type': 'application/gzip' };
  return fetch(uploadUrl(template, name), { method: 'POST', headers, body });
}
async function release(tag = 'v1', draft = false) {
  return (await client().createRelease({ ...repo, tag_name: tag, draft })).data;
}
async function assetsOf(id: number) {
  return (await client().listReleaseAssets({ ...repo, release_id: id })).data;
}

describe('An upload that breaks off', () => {
  test.each([
    ['502', brokenUpload(), 502],
    ['a reset', brokenUpload(reset()), 'reset'],
    ['500', brokenUpload(failure(500, 'Server Error')), 500],
  ])('leaves an empty asset that can be deleted: %s', async (_title, fault, status) => {
    const { id, upload_url } = await release();
    github.inject({ method: 'POST', path: UPLOADS, fault });
    await upload(upload_url, 'docs.tar.gz', 'docs').catch(() => undefined);
    expect(github.requests.at(-1)?.status).toBe(status);

    const [left, ...rest] = await assetsOf(id);
    expect(left).toMatchObject({ name: 'docs.tar.gz', size: 0, state: 'starter', digest: null });
    expect(rest).toEqual([]);
    expect((await fetch(left?.browser_download_url ?? '')).status).toBe(404);
    const { data: shown } = await client().getReleaseByTag({ ...repo, tag: 'v1' });
    expect(shown.assets).toMatchObject([{ state: 'starter' }]);
    const { data: list } = await client().listReleases(repo);
    expect(list[0]?.assets).toMatchObject([{ state: 'starter' }]);
    expect((await client().getReleaseAsset({ ...repo, asset_id: left?.id ?? 0 })).data.state).toBe('starter');

    expect(await (await upload(upload_url, 'docs.tar.gz', 'docs')).json()).toMatchObject({
      errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
    });
    await client().deleteReleaseAsset({ ...repo, asset_id: left?.id ?? 0 });
    expect((await upload(upload_url, 'docs.tar.gz', 'docs')).status).toBe(201);
    expect(await assetsOf(id)).toMatchObject([{ size: 4, state: 'uploaded', digest: sha256('docs') }]);
    expect(github.violations).toEqual([]);
  });

  test('by the client leaves the same', async () => {
    const { id, upload_url } = await release();
    const broken = github.requests.length;
    const outgoing = httpRequest(uploadUrl(upload_url, 'docs.tar.gz'), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${github.token}`,
        'content-type': 'application/gzip',
        'content-length': 1000,
      },
    });
    outgoing.on('error', () => undefined);
    await new Promise((resolve) => outgoing.write('half', resolve));
    outgoing.destroy();
    // The server learns of it in its own time; each answer gives it some.
    while (github.requests.slice(broken).every(({ status }) => status !== 'broken')) await assetsOf(id);
    expect(await assetsOf(id)).toMatchObject([{ name: 'docs.tar.gz', size: 0, state: 'starter' }]);
    expect(github.violations).toEqual([]);
  });
});

test('an upload may be kept with other bytes, as many, and with their digest', async () => {
  const { upload_url } = await release();
  github.inject({ method: 'POST', path: UPLOADS, fault: corruptUpload() });
  const answer = await upload(upload_url, 'docs.tar.gz', 'docs');
  expect(answer.status).toBe(201);
  const asset = (await answer.json()) as { size: number; digest: string; browser_download_url: string };
  const kept = await (await fetch(asset.browser_download_url)).text();
  expect(kept).not.toBe('docs');
  expect(asset).toMatchObject({ state: 'uploaded', size: 4, digest: sha256(kept) });
  expect(github.violations).toEqual([]);
});

test('a server may have no digests', async () => {
  const old = await startGitHub({ repositories: ['pantacor/meta-sample'], assetDigests: false });
  try {
    const { data } = await client(old.token, old.url).createRelease({ ...repo, tag_name: 'v1' });
    const answer = await upload(data.upload_url, 'docs.tar.gz', 'docs');
    expect(await answer.json()).toMatchObject({ size: 4, state: 'uploaded', digest: null });
    expect(old.violations).toEqual([]);
  } finally {
    await old.close();
  }
});

test('a name may be taken for a while after its asset was deleted', async () => {
  const { upload_url } = await release();
  const { id } = (await (await upload(upload_url, 'docs.tar.gz.tmp', 'docs')).json()) as { id: number };
  github.inject({ method: 'PATCH', path: /\/assets\/\d+$/, times: 2, fault: nameTaken() });
  const rename = () => client().updateReleaseAsset({ ...repo, asset_id: id, name: 'docs.tar.gz' });
  const taken = {
    status: 422,
    response: { data: { errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }] } },
  };
  await expect(rename()).rejects.toMatchObject(taken);
  await expect(rename()).rejects.toMatchObject(taken);
  expect((await rename()).data.name).toBe('docs.tar.gz');
  expect(github.violations).toEqual([]);
});

test('a failure may carry the details of a 422', async () => {
  const errors = [{ resource: 'Release', code: 'custom', message: 'no' }];
  github.inject({ fault: failure(422, 'Validation Failed', { 'x-a': 'b' }, errors) });
  await expect(client().get(repo)).rejects.toMatchObject({
    response: { headers: { 'x-a': 'b' }, data: { message: 'Validation Failed', errors } },
  });
});

test('an upload without a length is refused, and the record shows the length', async () => {
  const { id, upload_url } = await release();
  const chunked = await fetch(uploadUrl(upload_url, 'docs.tar.gz'), {
    method: 'POST',
    headers: { authorization: `Bearer ${github.token}`, 'content-type': 'application/gzip' },
    body: Readable.toWeb(Readable.from([Buffer.from('docs')])) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  expect(chunked.status).toBe(400);
  expect(await chunked.json()).toMatchObject({ message: 'Bad Content-Length: ' });
  expect(github.requests.at(-1)?.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
  expect(github.requests.at(-1)?.headers['content-length']).toBeUndefined();
  expect(await assetsOf(id)).toEqual([]);
  await upload(upload_url, 'docs.tar.gz', 'docs');
  expect(github.requests.at(-1)?.headers['content-length']).toBe('4');
  expect(github.violations).toEqual([]);
});

describe('A draft', () => {
  test('is seen by who may write contents, and by nobody else', async () => {
    await release('v1');
    const draft = await release('v2', true);
    const { id } = (await (await upload(draft.upload_url, 'docs.tar.gz', 'docs')).json()) as { id: number };
    const at = { ...repo, release_id: draft.id };

    const writer = client('writer');
    expect((await writer.listReleases(repo)).data.map(({ tag_name }) => tag_name)).toEqual(['v2', 'v1']);
    expect((await writer.getRelease(at)).data.draft).toBe(true);
    expect((await writer.listReleaseAssets(at)).data).toHaveLength(1);

    const reader = client('reader');
    expect((await reader.listReleases(repo)).data).toMatchObject([{ tag_name: 'v1' }]);
    const hidden = { status: 404 };
    await expect(reader.getRelease(at)).rejects.toMatchObject(hidden);
    await expect(reader.listReleaseAssets(at)).rejects.toMatchObject(hidden);
    await expect(reader.getReleaseAsset({ ...repo, asset_id: id })).rejects.toMatchObject(hidden);
    const anonymous = await fetch(`${github.url}/repos/pantacor/meta-sample/releases`);
    expect(await anonymous.json()).toMatchObject([{ tag_name: 'v1' }]);

    await client().updateRelease({ ...at, draft: false });
    expect((await reader.listReleaseAssets(at)).data).toMatchObject([{ id }]);
    expect(github.violations).toEqual([]);
  });

  test('leaves no gap in the pages', async () => {
    for (const n of [1, 2, 3, 4, 5]) await release(`v${n}`, n % 2 === 0);
    const octokit = getOctokit('reader', { baseUrl: github.url });
    const sizes: number[] = [];
    for await (const { data } of octokit.paginate.iterator('GET /repos/{owner}/{repo}/releases', {
      ...repo,
      per_page: 2,
    })) {
      sizes.push(data.length);
    }
    expect(sizes).toEqual([2, 1]);
    expect(github.violations).toEqual([]);
  });
});
