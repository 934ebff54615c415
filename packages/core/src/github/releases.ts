import type { GitHub, Octokit } from './client.ts';
import type { ReleaseAsset } from './release-assets.ts';
import { assetOf } from './release-assets.ts';

/** A release at GitHub. */
export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly url: string;
  /** Where assets are uploaded to: a URI template. */
  readonly uploadUrl: string;
}

type ReleaseJson = Awaited<ReturnType<Octokit['rest']['repos']['getRelease']>>['data'];

/**
 * The releases of a tag: the published one, else all drafts. GitHub finds a draft by the list only, and shows it only to a token with
 * `contents: write`.
 */
export function releasesOfTag(github: GitHub, tag: string): Promise<Release[]> {
  const { octokit, repo } = github;
  return github.explained(
    { doing: `look for the release ${tag}`, permission: 'contents: write' },
    async () => {
      const published = await github.found(
        { doing: `look for the release ${tag}`, permission: 'contents: read' },
        () => octokit.rest.repos.getReleaseByTag({ ...repo, tag }),
      );
      if (published !== undefined) return [releaseOf(published.data)];
      const drafts: Release[] = [];
      for await (const { data } of octokit.paginate.iterator(octokit.rest.repos.listReleases, {
        ...repo,
        per_page: 100,
      })) {
        drafts.push(...data.filter((each) => each.draft && each.tag_name === tag).map(releaseOf));
      }
      return drafts;
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
    draft: json.draft,
    url: json.html_url,
    uploadUrl: json.upload_url,
  };
}
