import { checkSource, type Source, sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { checkOrigin } from '@pv-actions/core/github/origin.ts';
import { githubSettings } from '@pv-actions/core/github/settings.ts';
import type { Inputs } from './inputs.ts';

/**
 * Where artifacts are from: this run, or the one that `run-id` names, as GitHub says it. What their document says counts where GitHub
 * says nothing, as outside of a workflow.
 *
 * @param stated What artifacts.json says.
 * @throws UserError when that is something else, or when the run is one of a fork, or cannot be read.
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

async function sourceOfRun(stated: Source | undefined, given: Inputs, deps: Deps): Promise<Source> {
  const { env } = deps;
  const id = given['run-id'];
  if (id === undefined || env['GITHUB_RUN_ID'] === undefined || id === env['GITHUB_RUN_ID']) {
    return sourceOf(env);
  }
  const github = openGitHub(githubSettings(given, env), deps);
  const run = await checkOrigin(github, id, {
    allowForeign: false,
    advice: 'What a fork has built is not published. Name a run of this repository as `run-id`.',
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
