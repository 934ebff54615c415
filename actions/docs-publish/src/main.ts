import { type Deps, defineStage } from '@pv-actions/core/action/stage.ts';
import { fetchArtifact } from '@pv-actions/core/artifacts/fetch-artifact.ts';
import type { OtherRun } from '@pv-actions/core/artifacts/run-artifacts.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { githubSettings } from '@pv-actions/core/github/settings.ts';
import { LATEST } from '@pv-actions/core/release/docs.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { aclOptions, cacheOptions, fileOptions, storeOf } from '@pv-actions/core/store/write-options.ts';
import { findDocs } from './docs-file.ts';
import { docsLocation } from './docs-location.ts';
import { docsObject } from './docs-object.ts';
import { type Inputs, initial, inputs, type Output, outputs } from './inputs.ts';
import { checkRun, checkTag } from './origin.ts';
import { planPublication, publishDocs } from './publish.ts';
import { attach, checkRelease, findRelease, isAttached, noRelease, wantedAsset } from './release-asset.ts';
import { docsSummary, type Outcome, verdict } from './report.ts';
import { notifySite, siteOf } from './site.ts';

/** Publishes the docs of a release: in the bucket and its index, at its GitHub release, and then notifies the docs site. */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const { env, log } = deps;
  const { tag } = given;
  const settings = storeSettings(given, env);
  const own = githubSettings(given, env);
  const site = siteOf(given, own);
  const store = storeOf(given, settings, deps);
  const github = openGitHub(own, deps);
  const idleSeconds = given['request-timeout-seconds'];

  const folder = await docsFolder(given, { github, token: own.token }, deps);
  const file = await findDocs(given.file, given.name, folder, deps);
  const location = docsLocation(given, settings, store, file.name, aclOptions(given));
  const options = { ...fileOptions(given), ...cacheOptions(given) };
  const object = docsObject(store, location.key, file, options, deps);
  output('name', file.name);
  output('sha256', file.sha256);

  await checkRun(given, github, env['GITHUB_RUN_ID'], log);
  await checkTag(given, github);
  const wantsAsset = given['release-asset'] && tag !== LATEST;
  const timeout = given['dry-run'] ? 0 : given['release-timeout-seconds'];
  const release = wantsAsset ? await findRelease(github, tag, timeout, deps) : undefined;
  if (release !== undefined) await checkRelease(github, release, file, idleSeconds, deps);
  const plan = await planPublication(object, location, file);
  if (given['dry-run']) {
    output('url', location.url);
    const attached = release !== undefined && (await isAttached(github, release, file, idleSeconds, deps));
    const state = release === undefined ? 'would be waited for' : attached ? 'is there' : 'would be attached';
    return report(
      {
        tag,
        file,
        location,
        dryRun: true,
        stored: { upload: 'would be uploaded', replace: 'would be replaced', keep: 'is there' }[plan.action],
        named: plan.names ? 'would be written' : 'is so',
        asset: wantsAsset ? { name: wantedAsset(file).name, url: undefined, state } : undefined,
        site: site && { repository: site.repository, state: 'would be told' },
        changed: false,
      },
      deps,
    );
  }
  if (wantsAsset && release === undefined) throw noRelease(github, tag, timeout);
  // The tag may have moved while the release was waited for.
  await checkTag(given, github);

  const named = await publishDocs(store, object, location, plan, deps);
  output('url', location.url);
  // The age of what other runs attach is told by GitHub, whose clock agrees with the store's.
  const byStore = { ...deps, clock: { ...deps.clock, now: store.now } };
  const attached =
    release === undefined ? undefined : await attach(github, release, file, idleSeconds, byStore);
  if (attached !== undefined) output('asset-url', attached.asset.url);
  if (site !== undefined) {
    await notifySite(given, site, deps);
    output('dispatched', true);
  }
  report(
    {
      tag,
      file,
      location,
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

/** The folder that `file` is looked for in: the workspace, or the artifact of the run that built the docs, downloaded. */
async function docsFolder(
  { artifact, 'run-id': id }: Inputs,
  other: Pick<OtherRun, 'github' | 'token'>,
  deps: Deps,
): Promise<string> {
  const { GITHUB_WORKSPACE: workspace = '.', GITHUB_RUN_ID: ownId } = deps.env;
  if (artifact === undefined) return workspace;
  const run = id === undefined || id === ownId ? undefined : { id, ...other };
  return fetchArtifact(artifact, 'Leave out the input `artifact`, and give the path of the docs.', run, deps);
}

function report(outcome: Outcome, deps: Deps): void {
  deps.log.info(verdict(outcome));
  deps.summary(docsSummary(outcome));
}

export const stage = defineStage({ inputs, outputs, initial, run });
