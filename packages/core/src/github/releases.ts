import type { GitHub, Octokit } from './client.ts';
import type { ReleaseAsset } from './release-assets.ts';
import { assetOf } from './release-assets.ts';

/** A release at GitHub. */
export interface Release {
  readonly id: number;
  readonly tag: string;
  /** Whether GitHub refuses every change of its assets. */
  readonly immutable: boolean;
  readonly url: string;
  /** Where assets are uploaded to: a URI template. */
  readonly uploadUrl: string;
}

type ReleaseJson = Awaited<ReturnType<Octokit['rest']['repos']['getRelease']>>['data'];

/** The published release of a tag; undefined where there is none. */
export function publishedRelease(github: GitHub, tag: string): Promise<Release | undefined> {
  const { octokit, repo } = github;
  return github.found({ doing: `look for the release ${tag}`, permission: 'contents: read' }, async () =>
    releaseOf((await octokit.rest.repos.getReleaseByTag({ ...repo, tag })).data),
  );
}

/**
 * The drafts of a tag. GitHub finds them in the list of all releases only, and shows them to a token with `contents: write` only.
 */
export function draftReleases(github: GitHub, tag: string): Promise<Release[]> {
  const { octokit, repo } = github;
  return github.explained(
    { doing: `look for drafts of the release ${tag}`, permission: 'contents: write' },
    async () => {
      const releases = await octokit.paginate(octokit.rest.repos.listReleases, { ...repo, per_page: 100 });
      return releases.filter((each) => each.draft && each.tag_name === tag).map(releaseOf);
    },
  );
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

function releaseOf(json: ReleaseJson): Release {
  return {
    id: json.id,
    tag: json.tag_name,
    immutable: json.immutable === true,
    url: json.html_url,
    uploadUrl: json.upload_url,
  };
}
