import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadRunArtifact, type OtherRun, type RunArtifactDeps } from './run-artifacts.ts';

/**
 * Downloads the newest artifact that has a name into a folder of its own, which ends with the job's temporary folder.
 *
 * @param instead As in `ArtifactWanted`.
 * @param run As in `listRunArtifacts`.
 * @returns the folder, absolute.
 * @throws UserError as `downloadRunArtifact`.
 */
export async function fetchArtifact(
  name: string,
  instead: string,
  run: OtherRun | undefined,
  deps: RunArtifactDeps,
): Promise<string> {
  const folder = join(deps.env['RUNNER_TEMP'] || tmpdir(), `pv-artifact-${randomUUID()}`);
  await downloadRunArtifact({ name, folder, instead }, run, deps);
  return folder;
}
