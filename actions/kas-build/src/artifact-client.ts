import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type ArtifactClient, artifactService } from './uploads.ts';

/** GitHub's own client, which is loaded with the first artifact; undefined where this run can make none. */
export function artifactClient(env: Deps['env']): ArtifactClient | undefined {
  if (!artifactService(env)) return undefined;
  return {
    async uploadArtifact(...given) {
      const { DefaultArtifactClient } = await import('@actions/artifact');
      return new DefaultArtifactClient().uploadArtifact(...given);
    },
  };
}
