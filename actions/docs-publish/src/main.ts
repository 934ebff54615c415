import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { githubSettings } from '@pv-actions/core/github/settings.ts';
import { LATEST } from '@pv-actions/core/release/docs.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { aclOptions, cacheOptions, fileOptions, storeOf } from '@pv-actions/core/store/write-options.ts';
import { attach, checkRelease } from './attach.ts';
import { findDocs } from './docs-file.ts';
import { docsObject } from './docs-object.ts';
import { dryRun } from './dry-run.ts';
import { findRelease, noRelease } from './find-release.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { checkRun, checkTag } from './origin.ts';
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

  const file = await findDocs(given.file, given.name, env['GITHUB_WORKSPACE'] ?? '.', deps);
  const place = placeOf(given, settings, store, file.name, deps.clock.now(), aclOptions(given));
  const options = { ...fileOptions(given), ...cacheOptions(given) };
  const object = docsObject(store, place.key, file, options, deps);
  output('name', file.name);
  output('sha256', file.sha256);

  await checkRun(given, github, env['GITHUB_RUN_ID'], log);
  await checkTag(given, github);
  const wantsAsset = given['release-asset'] && tag !== LATEST;
  const timeout = given['dry-run'] ? 0 : given['release-timeout-seconds'];
  const release = wantsAsset ? await findRelease(github, tag, timeout, deps) : undefined;
  if (release !== undefined) await checkRelease(github, release, file, idleSeconds, deps);
  const plan = await planPublication(object, place, file);
  if (given['dry-run']) {
    const about = { tag, file, place, plan, github, wantsAsset, release, site, idleSeconds };
    output('url', place.url);
    return tell(await dryRun(about, deps), deps);
  }
  if (wantsAsset && release === undefined) throw noRelease(github, tag, timeout);
  // The tag may have moved while the release was waited for.
  await checkTag(given, github);

  const named = await publishDocs(store, object, place, plan, deps);
  output('url', place.url);
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

function tell(outcome: Outcome, deps: Deps): void {
  deps.log.info(verdict(outcome));
  deps.summary(docsSummary(outcome));
}

export const stage = defineStage({ inputs, outputs, initial, run });
