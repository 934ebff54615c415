/** Where a build comes from, as artifacts.json and manifest.json state it. */
export interface Source {
  readonly repository?: string;
  readonly ref?: string;
  readonly sha?: string;
  /** The URL of the workflow run. */
  readonly run?: string;
}

/** The source of this run, from the runner's default variables. What the runner does not say is left out. */
export function sourceOf(env: Readonly<Record<string, string | undefined>>): Source {
  const { GITHUB_REPOSITORY, GITHUB_REF, GITHUB_SHA, GITHUB_SERVER_URL, GITHUB_RUN_ID } = env;
  const run =
    GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID
      ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`
      : undefined;
  return {
    ...(GITHUB_REPOSITORY ? { repository: GITHUB_REPOSITORY } : {}),
    ...(GITHUB_REF ? { ref: GITHUB_REF } : {}),
    ...(GITHUB_SHA ? { sha: GITHUB_SHA } : {}),
    ...(run ? { run } : {}),
  };
}
