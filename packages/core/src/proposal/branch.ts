import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { GitHub, Octokit } from '../github/client.ts';
import { type Change, changeOf } from './change.ts';
import { filesOf } from './git-data.ts';

/** A commit that a branch has and its base does not. */
export interface BranchCommit {
  readonly sha: string;
  readonly message: string;
  /** Who made it, as a message shows it: a login, or in quotes the name that the commit has. */
  readonly author: string;
  /** Whether it has more than one parent. */
  readonly merge: boolean;
}

/** What a branch has that its base does not. */
export interface Divergence {
  readonly commits: readonly BranchCommit[];
  /** The files that it changes; undefined where the trees are larger than GitHub lists. */
  readonly change: Change | undefined;
  /** The commit that the two have in common. */
  readonly mergeBase: string;
}

type CommitJson = Awaited<
  ReturnType<Octokit['rest']['repos']['compareCommitsWithBasehead']>
>['data']['commits'][number];

const PAGE = 100;
const PREFIX = 'refs/heads/';

/** The branch that a clone of the repository checks out. */
export function defaultBranch(github: GitHub): Promise<string> {
  const { octokit, repo } = github;
  return github.explained({ doing: 'read the default branch', permission: 'metadata: read' }, async () => {
    return (await octokit.rest.repos.get(repo)).data.default_branch;
  });
}

/** The names of the branches that begin with `prefix`, which is not empty. */
export function ownBranches(github: GitHub, prefix: string): Promise<string[]> {
  const { octokit, repo } = github;
  const request = { doing: `list the branches ${prefix}*`, permission: 'contents: read' };
  return github.explained(request, async () => {
    const { data } = await octokit.rest.git.listMatchingRefs({ ...repo, ref: `heads/${prefix}` });
    return data.map(({ ref }) => ref.slice(PREFIX.length));
  });
}

/**
 * Checks that a commit is in the history of `base`, so that a change made on it is a change of `base`.
 *
 * @throws UserError where it is not, as in the run of a pull request, whose commit is a merge that no branch has.
 */
export async function standsOn(github: GitHub, parent: string, base: string): Promise<void> {
  const { octokit, repo } = github;
  const advice =
    `Check out the branch ${quote(base)}: give actions/checkout that \`ref\`, or run this on \`schedule\`, \`workflow_dispatch\` ` +
    'or a push to that branch.';
  const request = {
    doing: `compare ${parent} with the branch ${base}`,
    permission: 'contents: read',
    notFound: `GitHub has no such branch, or not that commit. ${advice}`,
  };
  const { data } = await github.explained(request, () =>
    octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead: `${base}...${parent}`, per_page: 1 }),
  );
  if (data.status === 'identical' || data.status === 'behind') return;
  throw new UserError(`The commit ${parent} is not in the branch ${quote(base)}.`, advice);
}

/** The commit that a branch is at; undefined where there is no such branch. */
export function headOf(github: GitHub, branch: string): Promise<string | undefined> {
  const { octokit, repo } = github;
  const request = { doing: `read the branch ${branch}`, permission: 'contents: read' };
  return github.found(request, async () => {
    return (await octokit.rest.git.getRef({ ...repo, ref: `heads/${branch}` })).data.object.sha;
  });
}

/** What the commit `head` has that the branch `base` does not. */
export function divergenceOf(github: GitHub, base: string, head: string): Promise<Divergence> {
  const { octokit, repo } = github;
  const request = {
    doing: `compare ${head} with the branch ${base}`,
    permission: 'contents: read',
    notFound: `The branch ${quote(base)} does not exist, or has nothing in common with the commit. Check the input \`base\`.`,
  };
  const comparison = async (page: number) => {
    const basehead = `${base}...${head}`;
    return (await octokit.rest.repos.compareCommitsWithBasehead({ ...repo, basehead, per_page: PAGE, page }))
      .data;
  };
  return github.explained(request, async () => {
    // The files are on the first page only.
    const { total_commits: total, commits: first, files, merge_base_commit } = await comparison(1);
    const commits = first.map(commitOf);
    for (let page = 2; commits.length < total; page += 1) {
      const more = (await comparison(page)).commits;
      if (more.length === 0) {
        throw new UserError(
          `GitHub lists ${commits.length} of the ${total} commits that ${head} has and the branch ${quote(base)} does not.`,
          'Whose they are is not known, so they are left alone. If none of them is needed, delete their branch.',
        );
      }
      commits.push(...more.map(commitOf));
    }
    const mergeBase = merge_base_commit.sha;
    const change = changeOf(files) ?? (await changeBetween(github, mergeBase, head));
    return { commits, change, mergeBase };
  });
}

/** What a commit makes of another's files; undefined where GitHub does not list one of the trees to its end. */
async function changeBetween(github: GitHub, from: string, to: string): Promise<Change | undefined> {
  const before = await filesOf(github, from);
  const after = await filesOf(github, to);
  if (before === undefined || after === undefined) return undefined;
  const paths = new Set([...before.keys(), ...after.keys()]);
  return new Map(
    [...paths]
      .filter((path) => before.get(path) !== after.get(path))
      .map((path) => [path, after.get(path)] as const),
  );
}

function commitOf({ sha, commit, author, parents }: CommitJson): BranchCommit {
  const login = author !== null && 'login' in author ? author.login : undefined;
  return {
    sha,
    message: commit.message,
    author: login ?? quote(commit.author?.name ?? 'somebody'),
    merge: parents.length > 1,
  };
}
