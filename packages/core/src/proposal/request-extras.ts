import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { shortList } from '../action/wording.ts';
import type { GitHub } from '../github/client.ts';
import { type Fault, faultOf } from '../github/fault.ts';
import { isLateRequest, retryWhileLate } from '../github/retry.ts';
import type { ProposalDeps } from './proposal-branch.ts';
import type { PullRequest } from './pulls.ts';

/** How to treat a pull request. */
export interface Treatment {
  /** Whether GitHub is only read. */
  readonly dryRun: boolean;
  /** Whether the request was made just now. */
  readonly isNew: boolean;
}

/**
 * Adds the labels that a pull request lacks. GitHub makes those that the repository does not have. What fails is a warning: the
 * request itself is made.
 *
 * @returns whether there were any to add.
 */
export async function addLabels(
  github: GitHub,
  { number, labels: there }: PullRequest,
  wanted: readonly string[],
  deps: ProposalDeps,
  { dryRun, isNew: made }: Treatment,
): Promise<boolean> {
  const missing = withoutThose(wanted, there);
  if (missing.length === 0 || dryRun) return missing.length > 0;
  const { octokit, repo } = github;
  return added(github, missing, deps, made, `add labels to the pull request #${number}`, (labels) =>
    octokit.rest.issues.addLabels({ ...repo, issue_number: number, labels: [...labels] }),
  );
}

/**
 * Asks for reviews of those whose review is neither asked for nor given, the author of the request excepted. Who is in a team cannot
 * be read with the token of a job, so a team is not asked again once anybody has reviewed. What fails is a warning.
 *
 * @param wanted logins, and teams as `org/team`
 * @returns whether there were any to ask.
 */
export async function askReviewers(
  github: GitHub,
  request: PullRequest,
  wanted: readonly string[],
  deps: ProposalDeps,
  { dryRun, isNew: made }: Treatment,
): Promise<boolean> {
  const { octokit, repo } = github;
  const { number } = request;
  const teams = request.teams.map((slug) => `${repo.owner}/${slug}`);
  const unasked = withoutThose(wanted, [request.author ?? '', ...request.users, ...teams]);
  if (unasked.length === 0) return false;
  const reviewers = made ? [] : await reviewersOf(github, number, deps);
  if (reviewers === undefined) return false;
  const missing = withoutThose(unasked, reviewers).filter((name) => !isTeam(name) || reviewers.length === 0);
  const strange = missing.filter((name) => isTeam(name) && !isOwn(name, repo.owner));
  if (strange.length > 0) {
    deps.log.warning(
      `Could not ask ${shortList(strange.map(quote), ', ')} for a review: only teams of ${repo.owner} can be asked.`,
    );
  }
  const asked = withoutThose(missing, strange);
  if (asked.length === 0 || dryRun) return asked.length > 0;
  return added(github, asked, deps, made, `ask for reviews of the pull request #${number}`, (names) =>
    octokit.rest.pulls.requestReviewers({
      ...repo,
      pull_number: number,
      reviewers: names.filter((name) => !isTeam(name)),
      team_reviewers: names.filter(isTeam).map((name) => name.slice(name.indexOf('/') + 1)),
    }),
  );
}

/** The logins of those who have reviewed; undefined, with a warning, where that cannot be read. */
async function reviewersOf(
  { explained, octokit, repo }: GitHub,
  number: number,
  { log }: ProposalDeps,
): Promise<string[] | undefined> {
  const request = {
    doing: `list the reviews of the pull request #${number}`,
    permission: 'pull-requests: read',
  };
  try {
    const parameters = { ...repo, pull_number: number, per_page: 100 };
    const reviews = await explained(request, () =>
      octokit.paginate(octokit.rest.pulls.listReviews, parameters),
    );
    return reviews.flatMap(({ user }) => user?.login ?? []);
  } catch (thrown) {
    log.warning(userErrorOf(thrown).text);
    return undefined;
  }
}

/** Adds names, and one by one where GitHub refuses them together: it does not say which it means. */
async function added(
  github: GitHub,
  names: readonly string[],
  deps: ProposalDeps,
  made: boolean,
  doing: string,
  add: (names: readonly string[]) => Promise<unknown>,
): Promise<boolean> {
  const isLate = (fault: Fault): boolean => made && isLateRequest(fault);
  const attempt = async (some: readonly string[]): Promise<UserError | undefined> => {
    const request = {
      doing: `${doing}, ${shortList(some.map(quote), ', ')}`,
      permission: 'pull-requests: write',
    };
    try {
      await github.explained(request, () => retryWhileLate(deps.clock, isLate, () => add(some)));
      return undefined;
    } catch (thrown) {
      return userErrorOf(thrown);
    }
  };
  const failure = await attempt(names);
  if (failure === undefined) return true;
  if (faultOf(failure.cause)?.status !== 422 || names.length === 1) {
    deps.log.warning(failure.text);
    return false;
  }
  let refused = 0;
  for (const name of names) {
    const each = await attempt([name]);
    if (each === undefined) continue;
    refused += 1;
    deps.log.warning(each.text);
  }
  return refused < names.length;
}

/** What GitHub, the network or the token caused. @throws anything else. */
function userErrorOf(thrown: unknown): UserError {
  if (thrown instanceof UserError) return thrown;
  throw thrown;
}

/** GitHub takes names of accounts, teams and labels in any case. */
function withoutThose(names: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map((name) => name.toLowerCase()));
  return names.filter((name) => {
    const fresh = !known.has(name.toLowerCase());
    known.add(name.toLowerCase());
    return fresh;
  });
}

function isTeam(name: string): boolean {
  return name.includes('/');
}

function isOwn(team: string, owner: string): boolean {
  return team.toLowerCase().startsWith(`${owner.toLowerCase()}/`);
}
