import type { Deps } from '@pv-actions/core/action/stage.ts';
import { fetchArtifact } from '@pv-actions/core/artifacts/fetch-artifact.ts';
import type { OtherRun } from '@pv-actions/core/artifacts/run-artifacts.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { checkOrigin } from '@pv-actions/core/github/origin.ts';
import { githubSettings } from '@pv-actions/core/github/settings.ts';
import type { Inputs } from './inputs.ts';

export interface Fetched {
  readonly folder: string;
  /** What it is called, where that is not the name of the folder. */
  readonly name: string | undefined;
  /** The commit of the run that built it, where that is another run. */
  readonly sha: string | undefined;
}

/**
 * The folder of the distro: the one that is given, or the artifact, downloaded.
 *
 * @throws UserError when the artifact is not there, or is of a run whose script is not to be run here.
 */
export async function fetchDistro(given: Inputs, deps: Deps): Promise<Fetched> {
  const { artifact } = given;
  if (artifact === undefined) return { folder: given.distro ?? '.', name: undefined, sha: undefined };
  const other = await otherRun(given, deps);
  const instead = 'Give the folder of the distro in the input `distro`.';
  const folder = await fetchArtifact(artifact, instead, other?.run, deps);
  return { folder, name: artifact, sha: other?.sha };
}

/** The run that the artifact is of; undefined for this one. */
async function otherRun(
  given: Inputs,
  deps: Deps,
): Promise<{ readonly run: OtherRun; readonly sha: string } | undefined> {
  const { 'run-id': id, 'allow-foreign-run': allowForeign } = given;
  if (id === undefined || id === deps.env['GITHUB_RUN_ID']) return undefined;
  const settings = githubSettings(given, deps.env);
  const github = openGitHub(settings, deps);
  const advice =
    'Its script would be executed here, with the rights of this job. If you trust it, set `allow-foreign-run: true`.';
  const { headSha: sha } = await checkOrigin(github, id, { allowForeign, advice });
  return { run: { id, github, token: settings.token }, sha };
}
