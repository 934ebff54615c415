import type { Clock } from '../action/clock.ts';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import type { GitHub, Octokit } from '../github/client.ts';
import { faultOf, says } from '../github/fault.ts';
import { isLateReference, retryWhileLate, sendOnce } from '../github/retry.ts';
import { filesOf } from './git-data.ts';

/** What a change makes of files: the digest of the blob at each path, undefined where the file is removed. */
export type Change = ReadonlyMap<string, string | undefined>;

/** A file of a comparison (https://docs.github.com/rest/commits/commits#compare-two-commits). */
interface ComparedFile {
  readonly filename: string;
  /** Of a file that was removed, what it was. */
  readonly sha: string | null;
  readonly status: string;
  readonly previous_filename?: string;
}

/** GitHub lists so many files of a comparison, and does not say that there are more. */
const MOST_LISTED = 300;

/** The change that a comparison lists; undefined where it may be more than what is listed. */
export function changeOf(files: readonly ComparedFile[] | undefined): Change | undefined {
  if (files === undefined || files.length >= MOST_LISTED) return undefined;
  const change = new Map<string, string | undefined>();
  for (const { filename, sha, status, previous_filename: previous } of files) {
    if (status === 'renamed' && previous !== undefined && !change.has(previous))
      change.set(previous, undefined);
    change.set(filename, status === 'removed' ? undefined : (sha ?? undefined));
  }
  return change;
}

/** Whether two changes make the same of the same files. */
export function isSameChange(one: Change, other: Change): boolean {
  return (
    one.size === other.size && [...one].every(([path, sha]) => other.has(path) && other.get(path) === sha)
  );
}

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
export function branchesWithPrefix(github: GitHub, prefix: string): Promise<string[]> {
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
export async function requireInBase(github: GitHub, parent: string, base: string): Promise<void> {
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

/** Whether a branch is as it should be, or somebody else moved, made or removed it in between. */
type Move = 'done' | 'moved';

/** Makes a branch. */
export function createBranch(github: GitHub, clock: Clock, branch: string, to: string): Promise<Move> {
  const { octokit, repo } = github;
  const request = { doing: `create the branch ${branch}`, permission: 'contents: write' };
  return github.explained(request, async () => {
    try {
      await retryWhileLate(clock, isLateReference, () =>
        octokit.rest.git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha: to }),
      );
      return 'done';
    } catch (thrown) {
      if (!answers(thrown, /reference already exists/i)) {
        const other = faultOf(thrown)?.status === 422 ? await branchInTheWay(github, branch) : undefined;
        throw other === undefined ? thrown : inTheWay(other, branch);
      }
      // The first answer may have been lost: then it is ours.
      return (await headOf(github, branch)) === to ? 'done' : 'moved';
    }
  });
}

/** A branch whose name is a folder of the other's, or the other way around: git cannot have both, and GitHub does not say so. */
async function branchInTheWay(github: GitHub, branch: string): Promise<string | undefined> {
  const parts = branch.split('/');
  for (const at of parts.keys()) {
    const folder = parts.slice(0, at).join('/');
    if (folder !== '' && (await headOf(github, folder)) !== undefined) return folder;
  }
  const [below] = await branchesWithPrefix(github, `${branch}/`);
  return below;
}

function inTheWay(other: string, branch: string): UserError {
  return new UserError(
    `The branch ${quote(other)} is in the way of ${quote(branch)}: git takes the one for a folder of the other.`,
    'Rename it, or give the input `branch` another name.',
  );
}

/** Moves a branch to a commit that need not descend from where it is, if it still is at `from`. */
export function moveBranch(
  github: GitHub,
  clock: Clock,
  branch: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Move> {
  const { octokit, repo } = github;
  const look = async (): Promise<Move | undefined> => {
    const head = await headOf(github, branch);
    if (head === to) return 'done';
    return head === from ? undefined : 'moved';
  };
  const send = async (request: { readonly signal: AbortSignal }): Promise<Move> => {
    await octokit.rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha: to, force: true, request });
    return 'done';
  };
  return changed(github, clock, `move the branch ${branch}`, look, send);
}

/** Deletes a branch, if it still is at `from`. GitHub closes its pull requests. */
export function deleteBranch(github: GitHub, clock: Clock, branch: string, from: string): Promise<Move> {
  const { octokit, repo } = github;
  const look = async (): Promise<Move | undefined> => {
    const head = await headOf(github, branch);
    if (head === undefined) return 'done';
    return head === from ? undefined : 'moved';
  };
  const send = async (request: { readonly signal: AbortSignal }): Promise<Move> => {
    await octokit.rest.git.deleteRef({ ...repo, ref: `heads/${branch}`, request });
    return 'done';
  };
  return changed(github, clock, `delete the branch ${branch}`, look, send);
}

/** GitHub changes a branch wherever it is, so it is looked at right before each attempt. */
function changed(
  github: GitHub,
  clock: Clock,
  doing: string,
  look: () => Promise<Move | undefined>,
  send: (request: { readonly signal: AbortSignal }) => Promise<Move>,
): Promise<Move> {
  return github.explained({ doing, permission: 'contents: write' }, async () => {
    try {
      return await retryWhileLate(
        clock,
        isLateReference,
        async () => (await look()) ?? (await sendOnce(github, send, look)),
      );
    } catch (thrown) {
      // With 422, or for a deletion with 404 (https://github.com/eclipse-csi/otterdog/pull/713).
      if (!answers(thrown, /reference does not exist/i)) throw thrown;
      return (await look()) ?? 'moved';
    }
  });
}

function answers(thrown: unknown, pattern: RegExp): boolean {
  const fault = faultOf(thrown);
  return fault !== undefined && says(fault, pattern);
}
