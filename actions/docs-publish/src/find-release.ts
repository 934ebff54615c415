import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { GitHub } from '@pv-actions/core/github/client.ts';
import { type Release, releasesOfTag } from '@pv-actions/core/github/releases.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/**
 * The GitHub release of a tag, published or a draft. Waits for one that is not there yet.
 *
 * @param timeoutSeconds How long; 0 looks once.
 * @throws UserError when there is none in the end, or when several drafts have the tag.
 */
export async function findRelease(
  github: GitHub,
  tag: string,
  timeoutSeconds: number,
  deps: Deps,
): Promise<Release> {
  const start = deps.clock.now().getTime();
  const end = start + timeoutSeconds * 1000;
  const release = await withProgress(
    deps,
    (elapsed) =>
      `Waiting for the GitHub release ${tag}: ${formatDuration(elapsed)} of ${formatDuration(timeoutSeconds)}.`,
    async () => {
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5)) {
        const found = await releasesOfTag(github, tag);
        if (found.length > 1) throw severalDrafts(github, tag, found);
        const left = end - deps.clock.now().getTime();
        if (found.length > 0 || left <= 0) return found[0];
        await deps.clock.sleep(Math.min(pause, left));
      }
    },
  );
  if (release !== undefined) return release;
  const waited = timeoutSeconds === 0 ? '' : `, after ${formatDuration(timeoutSeconds)}`;
  throw new UserError(
    `There is no GitHub release of the tag ${tag} in ${github.repository}${waited}.`,
    'Nothing was published. See what became of the workflow that creates it, and run this job again; raise ' +
      '`release-timeout-seconds`; or set `release-asset: false`. A draft is visible to a token with `contents: write` only.',
  );
}

function severalDrafts(github: GitHub, tag: string, drafts: readonly Release[]): UserError {
  return new UserError(
    `${drafts.length} draft releases of ${github.repository} have the tag ${tag}: ${drafts.map(({ url }) => url).join(', ')}.`,
    'Nothing was published. Delete all but one, and run this job again.',
  );
}
