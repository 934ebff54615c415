import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { GitHub } from '@pv-actions/core/github/client.ts';
import type { Release } from '@pv-actions/core/github/releases.ts';
import type { GitHubSettings } from '@pv-actions/core/github/settings.ts';
import { isAttached, wantedAsset } from './attach.ts';
import type { DocsFile } from './docs-file.ts';
import type { Place } from './place.ts';
import type { StorePlan } from './publish.ts';
import type { Outcome } from './report.ts';

/** What a run would do. Reads only. */
export async function dryRun(
  about: {
    readonly tag: string;
    readonly file: DocsFile;
    readonly place: Place;
    readonly plan: StorePlan;
    readonly github: GitHub;
    readonly wantsAsset: boolean;
    readonly release: Release | undefined;
    readonly site: GitHubSettings | undefined;
    readonly idleSeconds: number;
  },
  deps: Deps,
): Promise<Outcome> {
  const { tag, file, place, plan, github, release, site } = about;
  const attached =
    release !== undefined && (await isAttached(github, release, file, about.idleSeconds, deps));
  const state = release === undefined ? 'would be waited for' : attached ? 'is there' : 'would be attached';
  return {
    tag,
    file,
    place,
    dryRun: true,
    stored: { upload: 'would be uploaded', replace: 'would be replaced', keep: 'is there' }[plan.action],
    named: plan.names ? 'would be written' : 'is so',
    asset: about.wantsAsset ? { name: wantedAsset(file).name, url: undefined, state } : undefined,
    site: site && { repository: site.repository, state: 'would be told' },
    changed: false,
  };
}
