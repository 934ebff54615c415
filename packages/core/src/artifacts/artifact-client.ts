import type { Deps } from '../action/stage.ts';
import { type ArtifactClient, artifactService } from './artifact-upload.ts';

/** GitHub's own client. It is large: it is loaded with the first artifact. */
export async function loadArtifactClient() {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}

/** The client for uploads; undefined where this run can make no artifacts. */
export function artifactClient(env: Deps['env']): ArtifactClient | undefined {
  if (!artifactService(env)) return undefined;
  return { uploadArtifact: async (...given) => (await loadArtifactClient()).uploadArtifact(...given) };
}
