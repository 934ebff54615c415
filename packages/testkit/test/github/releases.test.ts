import { createHash } from 'node:crypto';
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';

const repo = { owner: 'pantacor', repo: 'meta-sample' };

let github: GitHubServer;
let rest: ReturnType<typeof getOctokit>['rest'];

beforeEach(async () => {
  github = await startGitHub({ repositories: ['pantacor/meta-sample'] });
  rest = getOctokit(github.token, { baseUrl: github.url }).rest;
});

afterEach(async () => {
  await github.close();
});

/** Uploads as a client does that streams: to `upload_url`, with fetch. */
async function upload(
  template: string,
  name: string,
  bytes: string,
): Promise<{ status: number; data: unknown }> {
  const url = template.replace('{?name,label}', `?name=${encodeURIComponent(name)}`);
  const headers = { authorization: `Bearer ${github.token}`, 'content-type': 'application/gzip' };
  const response = await fetch(url, { method: 'POST', headers, body: bytes });
  return { status: response.status, data: await response.json() };
}

describe('releases', () => {
  test('an asset is uploaded, read back, and replaced under its name', async () => {
    const { data: release } = await rest.repos.createRelease({ ...repo, tag_name: 'v1.0.0', name: '1.0.0' });
    const digest = `sha256:${createHash('sha256').update('docs, first').digest('hex')}`;
    const first = await upload(release.upload_url, 'docs.tar.gz', 'docs, first');
    expect(first).toMatchObject({ status: 201, data: { name: 'docs.tar.gz', size: 11, digest } });

    expect(await upload(release.upload_url, 'docs.tar.gz', 'docs, again')).toMatchObject({
      status: 422,
      data: {
        message: 'Validation Failed',
        errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }],
      },
    });

    const second = await upload(release.upload_url, 'docs.tar.gz.tmp', 'docs, second');
    const id = (second.data as { id: number }).id;
    await expect(
      rest.repos.updateReleaseAsset({ ...repo, asset_id: id, name: 'docs.tar.gz' }),
    ).rejects.toMatchObject({ status: 422 });
    await rest.repos.deleteReleaseAsset({ ...repo, asset_id: (first.data as { id: number }).id });
    await rest.repos.updateReleaseAsset({ ...repo, asset_id: id, name: 'docs.tar.gz' });

    const { data: found } = await rest.repos.getReleaseByTag({ ...repo, tag: 'v1.0.0' });
    expect(found.assets.map(({ name, size }) => [name, size])).toEqual([['docs.tar.gz', 12]]);
    const url = found.assets[0]?.browser_download_url ?? '';
    expect(url).toBe(`${github.url}/pantacor/meta-sample/releases/download/v1.0.0/docs.tar.gz`);
    expect(await (await fetch(url)).text()).toBe('docs, second');
    const { data: bytes } = await rest.repos.getReleaseAsset({
      ...repo,
      asset_id: id,
      headers: { accept: 'application/octet-stream' },
    });
    expect(Buffer.from(bytes as unknown as ArrayBuffer).toString()).toBe('docs, second');
    expect(github.violations).toEqual([]);
  });

  test('a draft is in the list only, until it is published and makes its tag', async () => {
    const { data: draft } = await rest.repos.createRelease({ ...repo, tag_name: 'v2', draft: true });
    await upload(draft.upload_url, 'a b~1.txt', 'x');
    await expect(rest.repos.getReleaseByTag({ ...repo, tag: 'v2' })).rejects.toMatchObject({ status: 404 });
    await expect(rest.git.getRef({ ...repo, ref: 'tags/v2' })).rejects.toMatchObject({ status: 404 });
    const { data: list } = await rest.repos.listReleases(repo);
    expect(list).toMatchObject([{ tag_name: 'v2', draft: true, assets: [{ name: 'a.b.1.txt' }] }]);

    await rest.repos.updateRelease({ ...repo, release_id: draft.id, draft: false });
    expect((await rest.repos.getReleaseByTag({ ...repo, tag: 'v2' })).data.draft).toBe(false);
    const { data: main } = await rest.git.getRef({ ...repo, ref: 'heads/main' });
    const { data: tag } = await rest.git.getRef({ ...repo, ref: 'tags/v2' });
    expect(tag.object).toMatchObject({ type: 'commit', sha: main.object.sha });
    expect(github.violations).toEqual([]);
  });

  test('a second release of one tag, an empty asset and a missing release are refused', async () => {
    const { data: release } = await rest.repos.createRelease({ ...repo, tag_name: 'v1' });
    await expect(rest.repos.createRelease({ ...repo, tag_name: 'v1' })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }] } },
    });
    expect(await upload(release.upload_url, 'empty', '')).toMatchObject({ status: 400 });
    await expect(rest.repos.getReleaseByTag({ ...repo, tag: 'v9' })).rejects.toMatchObject({ status: 404 });
    expect(github.violations).toEqual([]);
  });
});
