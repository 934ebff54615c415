import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { githubSettings } from '@pv-actions/core/github/settings.ts';
import { LATEST } from '@pv-actions/core/release/docs.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { aclOptions, fileOptions, storeOf } from '@pv-actions/core/store/write-options.ts';
import { attach, checkAssetSize } from './attach.ts';
import { findDocs } from './docs-file.ts';
import { dryRun } from './dry-run.ts';
import { findRelease } from './find-release.ts';
import { type Inputs, inputs, type Output, outputs } from './inputs.ts';
import { checkOrigin } from './origin.ts';
import { placeOf } from './place.ts';
import { planPublication, publishDocs } from './publish.ts';
import { docsSummary, type Outcome, verdict } from './report.ts';
import { siteOf, tellSite } from './tell.ts';

/** Publishes the docs of a release: in the bucket and its index, at its GitHub release, and then tells the docs site. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const { env, log } = deps;
  const { tag } = given;
  const settings = storeSettings(given, env);
  const own = githubSettings(given, env);
  const site = siteOf(given, own);
  const store = storeOf(given, settings, deps);
  const github = openGitHub(own, deps);
  const idleSeconds = given['request-timeout-seconds'];

  const file = await findDocs(given.file, given.name, env['GITHUB_WORKSPACE'] ?? '.');
  const place = placeOf(given, settings, store, file.name, deps.clock.now(), aclOptions(given));
  const wantsAsset = given['release-asset'] && tag !== LATEST;
  if (wantsAsset) checkAssetSize(file);
  output('name', file.name);
  output('sha256', file.sha256);
  output('url', place.url);

  await checkOrigin(given, github, env['GITHUB_RUN_ID'], log);
  const timeout = given['dry-run'] ? 0 : given['release-timeout-seconds'];
  const release = wantsAsset ? await findRelease(github, tag, timeout, deps) : undefined;
  const plan = await planPublication(store, place, file);
  if (given['dry-run']) {
    const outcome = await dryRun({ tag, file, place, plan, github, release, site, idleSeconds });
    return tell(outcome, deps);
  }

  const options = { ...fileOptions(given), ...cacheControl(given) };
  const named = await publishDocs(store, place, file, plan, options, deps);
  const attached = release === undefined ? undefined : await attach(github, release, file, idleSeconds, deps);
  if (attached !== undefined) output('asset-url', attached.asset.url);
  if (site !== undefined) {
    await tellSite(given, site, deps);
    output('dispatched', true);
  }
  tell(
    {
      tag,
      file,
      place,
      dryRun: false,
      stored: { upload: 'uploaded', replace: 'replaced', keep: 'was there' }[plan.action],
      named: named ? 'written' : 'was so',
      asset: attached && {
        name: attached.asset.name,
        url: attached.asset.url,
        state: attached.changed ? 'attached' : 'was there',
      },
      site: site && { repository: site.repository, state: 'told' },
      changed: plan.action !== 'keep' || named || attached?.changed === true,
    },
    deps,
  );
}

function cacheControl(given: Inputs): { cacheControl?: string } {
  const value = given['cache-control'];
  return value === undefined ? {} : { cacheControl: value };
}

function tell(outcome: Outcome, deps: Deps): void {
  deps.log.info(verdict(outcome));
  deps.summary(docsSummary(outcome));
}

export const docsPublish = defineStage({ inputs, outputs, initial: { dispatched: 'false' }, run });
