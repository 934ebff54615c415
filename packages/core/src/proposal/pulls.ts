import type { Clock } from '../action/clock.ts';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { joinMarkdown, type Markdown, md, wholeLines } from '../action/markdown.ts';
import type { GitHub, Octokit } from '../github/client.ts';
import { faultOf, says } from '../github/fault.ts';
import { isLateBranch, retryWhileLate, sendOnce } from '../github/retry.ts';

/** A pull request, as far as a stage that made it is concerned. */
export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string | null;
  readonly base: string;
  /** The commit that it proposes. Of a closed one, the commit that it proposed last. */
  readonly head: string;
  readonly merged: boolean;
  /** The login of who made it; undefined where the account is gone. */
  readonly author: string | undefined;
  readonly labels: readonly string[];
  /** The logins whose review is asked for. */
  readonly users: readonly string[];
  /** The slugs of the teams whose review is asked for. */
  readonly teams: readonly string[];
}

/** What a pull request says, and what it is for. */
export interface RequestText {
  readonly base: string;
  readonly title: string;
  readonly body: Markdown;
}

type Pulls = Octokit['rest']['pulls'];
type PullJson =
  | Awaited<ReturnType<Pulls['list']>>['data'][number]
  | Awaited<ReturnType<Pulls['create']>>['data'];

/** The pull requests of a branch of this repository, the newest first: the open ones, or a hundred of the closed ones. */
export function requestsOf(
  github: GitHub,
  branch: string,
  state: 'open' | 'closed',
): Promise<readonly PullRequest[]> {
  const { octokit, repo } = github;
  const request = { doing: `look for pull requests of ${branch}`, permission: 'pull-requests: read' };
  return github.explained(request, async () => {
    const head = `${repo.owner}:${branch}`;
    const { data } = await octokit.rest.pulls.list({ ...repo, head, state, per_page: 100 });
    const own = github.repository.toLowerCase();
    // GitHub lists all requests where it does not understand `head`.
    return data
      .filter(
        (each) =>
          each.head.ref === branch &&
          (each.head.repo as { full_name?: string } | null)?.full_name?.toLowerCase() === own,
      )
      .map(requestOf);
  });
}

interface BaseAndBranch {
  readonly base: string;
  readonly branch: string;
}

/**
 * The open request of the branch.
 *
 * @throws UserError where one is for another base: it would get what was made for this one.
 */
export async function openRequest(
  github: GitHub,
  { base, branch }: BaseAndBranch,
): Promise<PullRequest | undefined> {
  const open = await requestsOf(github, branch, 'open');
  const other = open.find((request) => request.base !== base);
  if (other === undefined) return open[0];
  throw new UserError(
    `The pull request #${other.number} of the branch ${quote(branch)} is for ${quote(other.base)}, and this run is for ${quote(base)}: ${other.url}`,
    'A branch has the updates of one base. Give the input `branch` a name of its own for each base, or leave it out; or close that request, ' +
      'or set its base back.',
  );
}

/**
 * Makes a pull request of a branch.
 *
 * @param fresh whether the branch was moved just now, so that GitHub may not see it yet
 * @returns undefined where there is one for the same base already. It may be from this very call, whose first answer was lost.
 */
export function createRequest(
  github: GitHub,
  clock: Clock,
  branch: string,
  text: RequestText,
  fresh: boolean,
): Promise<PullRequest | undefined> {
  const { octokit, repo } = github;
  const request = { doing: `create a pull request of ${branch}`, permission: 'pull-requests: write' };
  return github.explained(request, async () => {
    try {
      const { data } = await retryWhileLate(
        clock,
        (fault) => fresh && isLateBranch(fault),
        () => octokit.rest.pulls.create({ ...repo, ...text, head: branch }),
      );
      return requestOf(data);
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (fault?.status === 422 && says(fault, /a pull request already exists/i)) return undefined;
      throw thrown;
    }
  });
}

/** Changes what a pull request says, or what it is for. */
export async function changeRequest(
  github: GitHub,
  number: number,
  change: Partial<RequestText> & { readonly state?: 'closed' },
): Promise<void> {
  const { octokit, repo } = github;
  const doing = `${change.state === 'closed' ? 'close' : 'change'} the pull request #${number}`;
  await github.explained({ doing, permission: 'pull-requests: write' }, () =>
    octokit.rest.pulls.update({ ...repo, pull_number: number, ...change }),
  );
}

/** Whether a pull request has a comment with the mark. */
export function hasComment(github: GitHub, number: number, mark: string): Promise<boolean> {
  const { octokit, repo } = github;
  const request = {
    doing: `read the comments of the pull request #${number}`,
    permission: 'pull-requests: read',
  };
  return github.explained(request, async () => {
    const all = { ...repo, issue_number: number, per_page: 100 };
    const comments = await octokit.paginate(octokit.rest.issues.listComments, all);
    return comments.some(({ body }) => body?.includes(mark) === true);
  });
}

/**
 * Comments on a pull request, once.
 *
 * @param mark what the comment has that no other has, by which it is known when this is done again
 */
export function comment(github: GitHub, number: number, body: Markdown, mark: string): Promise<void> {
  const { octokit, repo } = github;
  const issue = { ...repo, issue_number: number };
  const doing = `comment on the pull request #${number}`;
  const look = async (): Promise<true | undefined> => (await hasComment(github, number, mark)) || undefined;
  return github.explained({ doing, permission: 'pull-requests: write' }, async () => {
    if (await look()) return;
    await sendOnce(
      github,
      async (request) => {
        await octokit.rest.issues.createComment({ ...issue, body: `${body}\n\n${mark}`, request });
        return true;
      },
      look,
    );
  });
}

function requestOf(json: PullJson): PullRequest {
  return {
    number: json.number,
    url: json.html_url,
    title: json.title,
    body: json.body,
    base: json.base.ref,
    head: json.head.sha,
    merged: json.merged_at !== null,
    author: json.user?.login,
    labels: json.labels.flatMap(({ name }) => name ?? []),
    users: json.requested_reviewers?.map(({ login }) => login) ?? [],
    teams: json.requested_teams?.map(({ slug }) => slug) ?? [],
  };
}

/** GitHub's limits for a pull request, in characters. */
const TITLE_LIMIT = 256;
const BODY_LIMIT = 65_536;

const NOTE = md`_The rest was cut: a pull request holds 65,536 characters._\n`;

/** `title`, cut if it is longer than GitHub takes. */
export function fitTitle(title: string): string {
  return title.length > TITLE_LIMIT ? `${whole(title.slice(0, TITLE_LIMIT - 1))}…` : title;
}

/** `body`, cut with a note at the last whole line if it is longer than GitHub takes. Sections that fold are closed. */
export function fitBody(body: Markdown): Markdown {
  if (body.length <= BODY_LIMIT) return body;
  for (let room = BODY_LIMIT - NOTE.length; ; ) {
    const kept = wholeLines(body, room);
    const fitted = md`${kept}\n\n${closing(kept)}${NOTE}`;
    if (fitted.length <= BODY_LIMIT) return fitted;
    room -= fitted.length - BODY_LIMIT;
  }
}

/** Whether GitHub holds this text already. Its editor ends lines with CRLF, and blanks at the ends are lost. */
export function isSameText(text: string, held: string | null): boolean {
  const plain = (each: string): string => each.replaceAll('\r\n', '\n').trim();
  return plain(text) === plain(held ?? '');
}

/** What ends the sections that are open at the end of `text`. */
function closing(text: Markdown): Markdown {
  const open = occurrences(text, '<details') - occurrences(text, '</details>');
  const ends = Array.from({ length: Math.max(0, open) }, () => md`</details>\n\n`);
  return joinMarkdown(ends, '');
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** `text` without half a character at its end. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
