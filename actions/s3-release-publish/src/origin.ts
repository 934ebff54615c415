import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { checkSource, type Source, sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { OtherRun } from '@pv-actions/core/artifacts/run-artifacts.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { checkOrigin, checkTagCommit } from '@pv-actions/core/github/origin.ts';
import { githubSettings } from '@pv-actions/core/github/settings.ts';
import type { Inputs } from './inputs.ts';

/**
 * Where artifacts are from: this run, or the one that `run-id` names, as GitHub says it. What their document says counts where GitHub
 * says nothing, as outside of a workflow.
 *
 * @param stated What artifacts.json says.
 * @throws UserError when that is something else, when the run is one of a fork or cannot be read, or when the tag is not of its commit.
 */
export async function sourceOfArtifacts(
  stated: Source | undefined,
  given: Inputs,
  deps: Deps,
): Promise<Source> {
  const run = await sourceOfRun(stated, given, deps);
  checkSource(
    'artifacts.json',
    stated,
    run,
    'Publish what this run has built. Where another run of this repository has built it, name that as `run-id`.',
  );
  if (run.sha !== undefined) return run;
  const { run: _, ...rest } = stated ?? {};
  return { ...rest, ...run };
}

/** The run that made the artifacts, where that is not this one. */
export function otherRun(given: Inputs, deps: Deps): OtherRun | undefined {
  const { GITHUB_RUN_ID: own } = deps.env;
  const id = given['run-id'];
  if (id === undefined || own === undefined || id === own) return undefined;
  const settings = githubSettings(given, deps.env);
  return { id, github: openGitHub(settings, deps), token: settings.token };
}

async function sourceOfRun(stated: Source | undefined, given: Inputs, deps: Deps): Promise<Source> {
  const other = otherRun(given, deps);
  if (other === undefined) {
    checkRef(given, deps.env);
    return sourceOf(deps.env);
  }
  const { id, github } = other;
  const run = await checkOrigin(github, id, {
    allowForeign: false,
    advice: 'What a fork has built is not published. Name a run of this repository as `run-id`.',
  });
  await checkTagCommit(github, given.tag, {
    sha: run.headSha,
    how: `the run ${run.url} built`,
    advice: 'Name the run of the tag as `run-id`, or correct `tag`.',
  });
  // GitHub does not say whether it is a branch or a tag.
  const ref = ['refs/heads/', 'refs/tags/']
    .map((kind) => kind + run.headName)
    .find((name) => name === stated?.ref);
  return {
    repository: github.repository,
    ...(ref === undefined ? {} : { ref }),
    sha: run.headSha,
    run: run.url,
  };
}

/** A branch with the name of a release would become one, in the channel that its name says. @throws UserError for such a branch. */
function checkRef({ tag, channel }: Inputs, { GITHUB_REF }: Deps['env']): void {
  if (channel !== undefined || GITHUB_REF !== `refs/heads/${tag}`) return;
  throw new UserError(
    `This run is of the branch ${quote(tag)}, and not of a tag of that name.`,
    'Publish a release from its tag. To publish a branch, name its channel in the input `channel`.',
  );
}
