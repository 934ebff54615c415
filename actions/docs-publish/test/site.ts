import { gzipSync } from 'node:zlib';
import { getOctokit } from '@actions/github';
import { type GitHubOptions, type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { openFolder, writeBelow } from '@pv-actions/testkit/harness/folder.ts';
import { sinceLastLook } from '@pv-actions/testkit/harness/since.ts';
import { contextOf, type RunStage, stageRunner } from '@pv-actions/testkit/harness/stage.ts';
import { openStore, type StoreKind, type TestStore } from '@pv-actions/testkit/harness/store.ts';

export { errorOf } from '@pv-actions/testkit/harness/annotations.ts';
export { sha256 } from '@pv-actions/testkit/harness/digest.ts';

export const BUCKET = 'pantavisor-ci';
export const PREFIX = 'meta-sample';
export const REPOSITORY = 'pantacor/meta-sample';
export const SITE = 'pantacor/docs-site';
export const NAME = 'pantavisor-rpi-scarthgap.docs.tar.zst';
export const FILE = 'deploy/pantavisor-starter-rpi-scarthgap.rootfs.docs.tar.zst';
export const KEY = `${PREFIX}/029/docs/${NAME}`;
export const INDEX = `${PREFIX}/releases.json`;
export const OWN_RUN = '4711';

/** A frame of zstd with a raw block, made by hand: what follows the magic number does not matter here. */
export function zstd(content: string): Buffer {
  return Buffer.concat([Buffer.from('28b52ffd', 'hex'), Buffer.from(content)]);
}

export const DOCS = zstd('the docs of 029');
export const OTHER = zstd('other docs of 029');
export const LEGACY = gzipSync('the docs of an older layer');

export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: string;
}

/** GitHub with a tag, a bucket, a workspace with docs, and the stage to run on them. */
export interface Site extends Pick<TestStore, 'put'> {
  readonly github: GitHubServer;
  readonly rest: ReturnType<typeof getOctokit>['rest'];
  readonly endpoint: string;
  readonly workspace: string;
  /** The commit that the tag 029 is on. */
  readonly sha: string;
  readonly publish: RunStage;
  write(path: string, content: Buffer | string): Promise<string>;
  /** Creates the GitHub release of a tag and returns its id. */
  release(tag?: string, draft?: boolean): Promise<number>;
  /** What the release has. */
  assets(release: number): Promise<Asset[]>;
  /** Uploads an asset as somebody else does. */
  attach(release: number, name: string, content: Buffer): Promise<number>;
  download(asset: number): Promise<Buffer>;
  read(key: string): Promise<Buffer | undefined>;
  text(key: string): Promise<string>;
  /** What was written since the last look: at the embedded store and at GitHub, as `<method> <key or path>`. */
  written(): string[];
  /** Requests to the embedded store since the last look. */
  readonly stored: TestStore['requests'];
  close(): Promise<void>;
}

export async function openSite(
  options: { readonly store?: StoreKind; readonly github?: Partial<GitHubOptions> } = {},
): Promise<Site> {
  const folder = await openFolder('docs-publish');
  const workspace = folder.at('workspace');
  const store = await openStore(BUCKET, options.store);
  const github = await startGitHub({
    repositories: [REPOSITORY],
    privateRepositories: [SITE],
    ...options.github,
    tokens: { site_token_of_the_docs_site: {}, ...options.github?.tokens },
  });
  const { rest } = getOctokit(github.token, { baseUrl: github.url });
  const repo = { owner: 'pantacor', repo: 'meta-sample' };
  const { data: main } = await rest.git.getRef({ ...repo, ref: 'heads/main' });
  const sha = main.object.sha;
  await rest.git.createRef({ ...repo, ref: 'refs/tags/029', sha });
  const asked = sinceLastLook(github.requests);
  const write = (path: string, content: Buffer | string): Promise<string> =>
    writeBelow(workspace, path, content);
  await write(FILE, DOCS);

  const run = stageRunner({
    folder: folder.path,
    workspace,
    inProcess: true,
    inputs: { ...store.inputs, file: FILE, prefix: PREFIX },
    github: { ...contextOf(github, REPOSITORY), run_id: OWN_RUN, sha },
  });
  return {
    ...{ github, rest, endpoint: store.server.endpoint, workspace, sha, write },
    ...{ read: store.get, put: store.put, stored: store.requests },
    publish: (...given) => run('docs-publish', ...given),
    async release(tag = '029', draft = false) {
      const { data } = await rest.repos.createRelease({ ...repo, tag_name: tag, draft });
      asked();
      return data.id;
    },
    async assets(release) {
      const { data } = await rest.repos.listReleaseAssets({ ...repo, release_id: release, per_page: 100 });
      return data.map(({ id, name, size, state }) => ({ id, name, size, state }));
    },
    async attach(release, name, content) {
      const url = `${github.url}/repos/${REPOSITORY}/releases/${release}/assets?name=${encodeURIComponent(name)}`;
      const headers = { authorization: `Bearer ${github.token}`, 'content-type': 'application/zstd' };
      const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(content) });
      if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
      asked();
      return ((await response.json()) as { id: number }).id;
    },
    async download(asset) {
      const { data } = await rest.repos.getReleaseAsset({
        ...repo,
        asset_id: asset,
        headers: { accept: 'application/octet-stream' },
      });
      return Buffer.from(data as unknown as ArrayBuffer);
    },
    text: async (key) => (await store.text(key)) ?? '',
    written: () => [
      ...store.written(),
      ...asked()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path}`),
    ],
    async close() {
      await Promise.all([store.close(), github.close(), folder.close()]);
    },
  };
}
