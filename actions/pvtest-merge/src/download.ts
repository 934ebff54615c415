import { join, matchesGlob } from 'node:path';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { downloadArtifact, listRunArtifacts } from '@pv-actions/core/artifacts/run-artifacts.ts';
import { reportsBelow } from './find-reports.ts';

/** A GitHub artifact of this run, and the reports that it holds. */
export interface Downloaded {
  readonly artifact: string;
  /** Absolute paths. */
  readonly reports: readonly string[];
}

const INSTEAD =
  'Name the reports in the input `reports`: files, folders that hold report.json, or globs of them.';

/**
 * Downloads the artifacts of this run, of all its attempts, whose names match the glob `pattern`, below `folder`.
 *
 * @throws UserError where there is no artifact service, or it fails.
 */
export async function downloadReports(pattern: string, folder: string, deps: Deps): Promise<Downloaded[]> {
  const artifacts = await listRunArtifacts({ instead: INSTEAD }, undefined, deps);
  const downloaded: Downloaded[] = [];
  for (const artifact of artifacts.filter(({ name }) => matchesGlob(name, pattern))) {
    const path = join(folder, String(artifact.id));
    await downloadArtifact(artifact, { folder: path, instead: INSTEAD }, undefined, deps);
    downloaded.push({ artifact: artifact.name, reports: await reportsBelow(path) });
  }
  return downloaded;
}
