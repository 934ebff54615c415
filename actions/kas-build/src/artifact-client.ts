import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type ArtifactClient, artifactService } from './uploads.ts';

/** GitHub's own client, loaded where this run can make artifacts; undefined elsewhere. */
export async function artifactClient(env: Deps['env']): Promise<ArtifactClient | undefined> {
  if (!artifactService(env)) return undefined;
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}
