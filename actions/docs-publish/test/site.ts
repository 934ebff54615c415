import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { getOctokit } from '@actions/github';
import { type GitHubOptions, type GitHubServer, startGitHub } from '@pv-actions/testkit/github/server.ts';
import { type ActionOptions, type ActionResult, runAction } from '@pv-actions/testkit/runner/action.ts';
import { openBucket } from '@pv-actions/testkit/s3/bucket.ts';
import { startCeph } from '@pv-actions/testkit/s3/ceph.ts';
import { type S3RequestInfo, startS3 } from '@pv-actions/testkit/s3/server.ts';

const ACTION = resolve(import.meta.dirname, '..');

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

/** The digest as readers compute it. */
export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
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
export interface Site {
  readonly github: GitHubServer;
  readonly rest: ReturnType<typeof getOctokit>['rest'];
  readonly endpoint: string;
  readonly workspace: string;
  /** The commit that the tag 029 is on. */
  readonly sha: string;
  write(path: string, content: Buffer | string): Promise<string>;
  /** Creates the GitHub release of a tag and returns its id. */
  release(tag?: string, draft?: boolean): Promise<number>;
  /** What the release has. */
  assets(release: number): Promise<Asset[]>;
  /** Uploads an asset as somebody else does. */
  attach(release: number, name: string, content: Buffer): Promise<number>;
  download(asset: number): Promise<Buffer>;
  publish(inputs?: Readonly<Record<string, string>>, options?: Partial<ActionOptions>): Promise<ActionResult>;
  read(key: string): Promise<Buffer | undefined>;
  text(key: string): Promise<string>;
  put(key: string, body: string | Buffer): Promise<void>;
  /** What was written since the last look: at the embedded store and at GitHub, as `<method> <key or path>`. */
  written(): string[];
  /** Requests to the embedded store since the last look. */
  stored(): S3RequestInfo[];
  close(): Promise<void>;
}

export async function openSite(
  options: { readonly store?: 'ceph'; readonly github?: Partial<GitHubOptions> } = {},
): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'docs-publish-'));
  const workspace = join(folder, 'workspace');
  let seen: S3RequestInfo[] = [];
  const s3 =
    options.store === 'ceph'
      ? await startCeph()
      : await startS3({ dir: join(folder, 'buckets'), onRequest: (request) => void seen.push(request) });
  const bucket = await openBucket(s3, BUCKET);
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
  seen = [];
  let asked = github.requests.length;
  let runs = 0;

  async function write(path: string, content: Buffer | string): Promise<string> {
    const at = join(workspace, path);
    await mkdir(dirname(at), { recursive: true });
    await writeFile(at, content);
    return at;
  }
  await write(FILE, DOCS);

  function stored(): S3RequestInfo[] {
    const taken = seen;
    seen = [];
    return taken;
  }

  return {
    github,
    rest,
    endpoint: s3.endpoint,
    workspace,
    sha,
    write,
    async release(tag = '029', draft = false) {
      const { data } = await rest.repos.createRelease({ ...repo, tag_name: tag, draft });
      asked = github.requests.length;
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
      asked = github.requests.length;
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
    publish(inputs = {}, more = {}) {
      runs += 1;
      return runAction({
        actionDir: ACTION,
        folder: join(folder, `run-${runs}`),
        workspace,
        inputs: {
          file: FILE,
          bucket: BUCKET,
          prefix: PREFIX,
          endpoint: s3.endpoint,
          'access-key-id': s3.accessKeyId,
          'secret-access-key': s3.secretAccessKey,
          ...inputs,
        },
        ...more,
        github: {
          repository: REPOSITORY,
          api_url: github.url,
          token: github.token,
          run_id: OWN_RUN,
          sha,
          ...more.github,
        },
      });
    },
    read: bucket.get,
    text: async (key) => (await bucket.get(key))?.toString() ?? '',
    put: bucket.put,
    written() {
      const requests = github.requests.slice(asked);
      asked = github.requests.length;
      return [
        ...stored()
          .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
          .map(({ method, key }) => `${method} ${key}`),
        ...requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`),
      ];
    },
    stored,
    async close() {
      bucket.close();
      await s3.close();
      await github.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The last error that a run shows to a person. */
export function errorOf(result: ActionResult): string {
  return result.annotations.filter(({ level }) => level === 'error').at(-1)?.message ?? '';
}
