import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { GitHub, Octokit } from './client.ts';

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

function releaseOf(json: ReleaseJson): Release {
  return {
    id: json.id,
    tag: json.tag_name,
    immutable: json.immutable === true,
    url: json.html_url,
    uploadUrl: json.upload_url,
  };
}

/** Tags of tags are legal, and rare: no release has more than one. */
const DEEPEST = 5;

/**
 * The commit that `refs/tags/<tag>` points at, through an annotated tag too; undefined where there is no such tag.
 *
 * @throws UserError when GitHub does not say, or when the tag is on something other than a commit.
 */
export function commitOfTag(github: GitHub, tag: string): Promise<string | undefined> {
  const { octokit, repo } = github;
  const request = { doing: `read the tag ${tag}`, permission: 'contents: read' };
  return github.found(request, async () => {
    const found = await octokit.rest.git.getRef({ ...repo, ref: `tags/${tag}` });
    let { type, sha } = found.data.object;
    for (let depth = 0; type === 'tag' && depth < DEEPEST; depth += 1) {
      const annotated = await octokit.rest.git.getTag({ ...repo, tag_sha: sha });
      ({ type, sha } = annotated.data.object);
    }
    if (type === 'commit') return sha;
    throw new UserError(
      `The tag ${quote(tag)} of ${github.repository} points at a ${type}, not at a commit.`,
      'Tag a commit.',
    );
  });
}
