import { UserError } from './errors.ts';
import { quote } from './inputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a build comes from, as artifacts.json and manifest.json state it. */
export interface Source {
  readonly repository?: string;
  readonly ref?: string;
  readonly sha?: string;
  /** The URL of the workflow run. */
  readonly run?: string;
}

/** The source of this run, from the runner's default variables. What the runner does not say is left out. */
export function sourceOf(env: Environment): Source {
  const { GITHUB_REPOSITORY, GITHUB_REF, GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_RUN_ID } = env;
  const run =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
      : undefined;
  return {
    ...(GITHUB_REPOSITORY ? { repository: GITHUB_REPOSITORY } : {}),
    ...(GITHUB_REF ? { ref: GITHUB_REF } : {}),
    ...(GITHUB_SHA ? { sha: GITHUB_SHA } : {}),
    ...(run !== undefined && runUrlProblem(run) === undefined ? { run } : {}),
  };
}

/** What is wrong with the URL of a workflow run; undefined where nothing is. */
export function runUrlProblem(url: string): string | undefined {
  return /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w.-]+){2}\/actions\/runs\/\d{1,20}$/.test(url)
    ? undefined
    : 'It must be the URL of a workflow run, such as https://github.com/owner/name/actions/runs/17.';
}

/** The URL of a run that a document names, for a message; undefined unless it is a run at the server of this one. */
export function runToShow(run: string | undefined, { GITHUB_SERVER_URL }: Environment): string | undefined {
  const isHere = run?.startsWith(`${GITHUB_SERVER_URL || 'https://github.com'}/`) === true;
  return run !== undefined && isHere && runUrlProblem(run) === undefined ? run : undefined;
}

/**
 * Holds what a document says of its source against the run that it is from.
 *
 * @param document As an error names it.
 * @param run As GitHub or the runner say. What it does not have is not compared.
 * @throws UserError with both values when the document is of another commit or repository.
 */
export function checkSource(document: string, stated: Source | undefined, run: Source, advice: string): void {
  const refuse = (what: string, other: string, own: string): never => {
    const who = run.run === undefined ? 'this run' : `the run ${run.run}`;
    throw new UserError(
      `${document} says that it is of the ${what} ${other}, and ${who} is of ${own}.`,
      advice,
    );
  };
  const { repository, sha } = stated ?? {};
  if (sha !== undefined && run.sha !== undefined && sha !== run.sha) {
    refuse('commit', /^[0-9a-f]+$/.test(sha) ? sha : quote(sha), run.sha);
  }
  if (
    repository !== undefined &&
    run.repository !== undefined &&
    !isSameRepository(repository, run.repository)
  ) {
    refuse('repository', quote(repository), quote(run.repository));
  }
}

/** GitHub takes no account of case. */
export function isSameRepository(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
