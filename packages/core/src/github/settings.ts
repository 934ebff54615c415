import { UserError } from '../action/errors.ts';
import { checked, quote, text } from '../action/inputs.ts';

/** A token of GitHub: masked in the log and never repeated in an error. */
export function token() {
  return checked(text(), tokenProblem).meta({ secret: true });
}

/** The input by which every stage that asks GitHub is given its token: spread it into the stage's shape. */
export const githubInputs = { 'github-token': token() } as const;

/** The id of a workflow run; undefined where it is not given. */
export function runId() {
  return checked(text(), runIdProblem);
}

/** Where a repository is, and with which token to ask for it. */
export interface GitHubSettings {
  /** The URL of the API, without a final slash. */
  readonly apiUrl: string;
  readonly token: string;
  /** The input that the token is from, as messages name it. */
  readonly tokenInput: string;
  /** `owner/name`. */
  readonly repository: string;
}

/**
 * The repository and the API of this run, from the runner's variables.
 *
 * @throws UserError when the token is missing, or the variables are not there.
 */
export function githubSettings(
  given: { readonly 'github-token': string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): GitHubSettings {
  const token = given['github-token'];
  if (token === undefined) {
    throw new UserError(
      'Input "github-token" is missing.',
      'Leave it out, to use the token of the job, or give a token that is not empty. A secret that the repository does not ' +
        'have, or that a fork may not see, is empty.',
    );
  }
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const problem = repositoryProblem(repository);
  if (problem !== undefined) {
    throw new UserError(
      `GITHUB_REPOSITORY is ${quote(repository)}. ${problem}`,
      'Run this stage in a workflow: the runner sets the variable.',
    );
  }
  return { apiUrl: apiUrlOf(env), token, tokenInput: 'github-token', repository };
}

/** The URL of the API of this run's GitHub, without a final slash. */
export function apiUrlOf(env: Readonly<Record<string, string | undefined>>): string {
  return (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
}

/** What is wrong with the name of a repository, or undefined. Accounts that an enterprise manages have an underscore. */
export function repositoryProblem(name: string): string | undefined {
  const valid = /^[A-Za-z0-9_-]{1,39}\/[A-Za-z0-9._-]{1,100}$/.test(name) && !/\/\.{1,2}$/.test(name);
  return valid ? undefined : 'Use owner/name, for example pantacor/meta-pantavisor.';
}

/** Ids are asked for as numbers: one with more digits could not be told from its neighbour. */
function runIdProblem(id: string): string | undefined {
  return /^\d{1,15}$/.test(id) ? undefined : 'Use the id of a workflow run, as github.run_id has it: digits.';
}

function tokenProblem(value: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(value)
    ? undefined
    : 'It has a blank, a line break or another character that no token has. Store the secret again, without anything around it.';
}
