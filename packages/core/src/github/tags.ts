import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { GitHub } from './client.ts';

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
