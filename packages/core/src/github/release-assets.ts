import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { boundedBody } from '../action/bounded-body.ts';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { GitHub, Octokit } from './client.ts';
import { faultOf } from './fault.ts';
import type { Release } from './releases.ts';
import { idleSignal, postStream } from './upload.ts';

/** A file of a release. */
export interface ReleaseAsset {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** False for what a broken upload left. It may be deleted. */
  readonly complete: boolean;
  /** Lower-case hex; undefined where the server does not say it (GitHub Enterprise before 3.18). */
  readonly sha256: string | undefined;
  /** When it was last changed, by GitHub's clock. */
  readonly updated: Date;
  /** Where a browser downloads it. That of a draft holds until the release is published. */
  readonly url: string;
}

/** An asset to upload. */
interface NewAsset {
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
}

/** GitHub's limit for one asset is "under 2 GiB". */
export const ASSET_LIMIT = 2 ** 31 - 1;

type AssetJson = Awaited<ReturnType<Octokit['rest']['repos']['getReleaseAsset']>>['data'];

/**
 * A name that GitHub keeps as it is: it replaces other characters by periods, and takes none at the beginning and at the end
 * (https://docs.github.com/rest/releases/assets#upload-a-release-asset).
 */
export function assetName(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._+@-]+/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/^\.|\.$/g, '');
  return plain === '' ? 'file' : plain;
}

function assetOf(json: AssetJson): ReleaseAsset {
  return {
    id: json.id,
    name: json.name,
    size: json.size,
    complete: json.state === 'uploaded',
    sha256: /^sha256:([0-9a-f]{64})$/.exec(json.digest ?? '')?.[1],
    updated: new Date(json.updated_at),
    url: json.browser_download_url,
  };
}

/** All assets of a release, those of broken uploads included. */
export function listAssets(github: GitHub, release: Release): Promise<ReleaseAsset[]> {
  const { octokit, repo } = github;
  return github.explained(
    { doing: `list the assets of the release ${release.tag}`, permission: 'contents: read' },
    async () => {
      const assets = await octokit.paginate(octokit.rest.repos.listReleaseAssets, {
        ...repo,
        release_id: release.id,
        per_page: 100,
      });
      return assets.map(assetOf);
    },
  );
}

/**
 * Streams a file to a release, in one attempt. The request is given up when nothing moves for `idleSeconds`. The name must be one of
 * `assetName`.
 *
 * @returns The asset, or undefined when the name is taken.
 * @throws UserError for what GitHub or the network caused, and what `body` failed with.
 */
export function uploadAsset(
  github: GitHub,
  release: Release,
  asset: NewAsset,
  body: Readable,
  idleSeconds: number,
): Promise<ReleaseAsset | undefined> {
  return github.explained({ doing: `upload ${asset.name}`, permission: 'contents: write' }, async () => {
    try {
      const url = uploadUrl(github, release, asset.name);
      return assetOf((await postStream(github, url, body, asset, idleSeconds)) as AssetJson);
    } catch (thrown) {
      if (isTaken(thrown)) return undefined;
      throw thrown;
    }
  });
}

/** Gives an asset another name. False when the name is taken, and when the asset is not there any more. */
export async function renameAsset(github: GitHub, asset: ReleaseAsset, name: string): Promise<boolean> {
  const { octokit, repo } = github;
  const request = { doing: `rename ${asset.name} to ${name}`, permission: 'contents: write' };
  const renamed = await github.found(request, async () => {
    try {
      await octokit.rest.repos.updateReleaseAsset({ ...repo, asset_id: asset.id, name });
      return true;
    } catch (thrown) {
      if (isTaken(thrown)) return false;
      throw thrown;
    }
  });
  return renamed ?? false;
}

/** Deletes an asset; one that is not there is no error. */
export async function deleteAsset(github: GitHub, asset: ReleaseAsset): Promise<void> {
  const { octokit, repo } = github;
  await github.found({ doing: `delete ${asset.name}`, permission: 'contents: write' }, () =>
    octokit.rest.repos.deleteReleaseAsset({ ...repo, asset_id: asset.id }),
  );
}

/** Downloads an asset and hashes it: lower-case hex. Undefined when it is not there. */
export async function digestAsset(
  github: GitHub,
  asset: ReleaseAsset,
  idleSeconds: number,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await digestOnce(github, asset, idleSeconds);
    } catch (thrown) {
      if (!(await github.pause(thrown, attempt))) throw thrown;
    }
  }
}

async function digestOnce(
  github: GitHub,
  asset: ReleaseAsset,
  idleSeconds: number,
): Promise<string | undefined> {
  const { octokit, repo } = github;
  const idle = idleSignal(idleSeconds);
  try {
    return await github.found({ doing: `download ${asset.name}`, permission: 'contents: read' }, async () => {
      const { data } = await octokit.rest.repos.getReleaseAsset({
        ...repo,
        asset_id: asset.id,
        headers: { accept: 'application/octet-stream' },
        request: { parseSuccessResponseBody: false, signal: idle.signal },
      });
      const hash = createHash('sha256');
      const chunks = idle.watch(data as unknown as AsyncIterable<Uint8Array>);
      const error = (): Error => spoiled(asset);
      for await (const chunk of boundedBody(chunks, { bytes: asset.size, error })) hash.update(chunk);
      return hash.digest('hex');
    });
  } finally {
    idle.end();
  }
}

function spoiled({ name, size }: ReleaseAsset): UserError {
  return new UserError(
    `The asset ${quote(name)} has more than its ${size} bytes, or comes too slowly to be read.`,
    'Run the job again. If it goes on, look at https://www.githubstatus.com.',
  );
}

function isTaken(thrown: unknown): boolean {
  const fault = faultOf(thrown);
  return fault?.status === 422 && fault.details.some((detail) => detail.includes('already_exists'));
}

/**
 * Where to upload an asset to. The token goes to GitHub's own hosts only: the API's, and the one for uploads beside it.
 *
 * @throws UserError when the release names another one.
 */
function uploadUrl({ apiUrl }: GitHub, release: Release, name: string): string {
  const api = new URL(apiUrl);
  const url = URL.parse(release.uploadUrl.replace(/\{.*$/, ''));
  const uploads = api.host.replace(/^api\./, 'uploads.');
  if (url?.protocol !== api.protocol || ![api.host, uploads].includes(url.host)) {
    throw new UserError(
      `GitHub names ${quote(release.uploadUrl)} as the place to upload to, which is not a host of ${apiUrl}.`,
      'The token was not sent there. Check GITHUB_API_URL of the runner.',
    );
  }
  url.search = `name=${encodeURIComponent(name)}`;
  return url.href;
}
