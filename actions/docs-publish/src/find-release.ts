import { UserError } from '@pv-actions/core/action/errors.ts';
import { formatDuration, withProgress } from '@pv-actions/core/action/progress.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { GitHub } from '@pv-actions/core/github/client.ts';
import { draftReleases, publishedRelease, type Release } from '@pv-actions/core/github/releases.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Drafts are in the list of all releases only, which may have many pages: every so many looks are enough. */
const LOOKS_PER_LIST = 4;

/**
 * The GitHub release of a tag, published or a draft. Waits for one that is not there yet.
 *
 * @param timeoutSeconds How long; 0 looks once.
 * @returns undefined when there is none in the end.
 * @throws UserError when several drafts have the tag.
 */
export async function findRelease(
  github: GitHub,
  tag: string,
  timeoutSeconds: number,
  deps: Deps,
): Promise<Release | undefined> {
  const end = deps.clock.now().getTime() + timeoutSeconds * 1000;
  const describe = (elapsed: number): string =>
    `Waiting for the GitHub release ${tag}: ${formatDuration(elapsed)} of ${formatDuration(timeoutSeconds)}.`;
  return withProgress(deps, describe, async () => {
    let pause = FIRST_PAUSE_MS;
    for (let look = 0; ; look += 1) {
      const left = end - deps.clock.now().getTime();
      const found =
        (await publishedRelease(github, tag)) ??
        (look % LOOKS_PER_LIST === 0 || left <= 0 ? await onlyDraft(github, tag) : undefined);
      if (found !== undefined || left <= 0) return found;
      await deps.clock.sleep(Math.min(pause, left));
      pause = Math.min(LONGEST_PAUSE_MS, pause * 1.5);
    }
  });
}

async function onlyDraft(github: GitHub, tag: string): Promise<Release | undefined> {
  const drafts = await draftReleases(github, tag);
  if (drafts.length <= 1) return drafts[0];
  throw new UserError(
    `${drafts.length} draft releases of ${github.repository} have the tag ${tag}: ${drafts.map(({ url }) => url).join(', ')}.`,
    'Nothing was published. Delete all but one, and run this job again.',
  );
}

/** What is thrown when the release did not come. */
export function noRelease(github: GitHub, tag: string, timeoutSeconds: number): UserError {
  const waited = timeoutSeconds === 0 ? '' : `, after ${formatDuration(timeoutSeconds)}`;
  return new UserError(
    `There is no GitHub release of the tag ${tag} in ${github.repository}${waited}.`,
    'Nothing was published. See what became of the workflow that creates it, and run this job again; raise ' +
      '`release-timeout-seconds`; or set `release-asset: false`. A draft is visible to a token with `contents: write` only.',
  );
}
