import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { InputsOf } from '@pv-actions/core/action/inputs.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import { type Deps, defineStage, type SetOutput } from '@pv-actions/core/action/stage.ts';
import {
  deviceOf,
  makeManifest,
  manifestText,
  publishedText,
  sameFiles,
} from '@pv-actions/core/release/manifest.ts';
import { upsertDevice } from '@pv-actions/core/release/releases-index.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { openStore } from '@pv-actions/core/store/store.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { confirm } from './confirm.ts';
import { inputs, outputs } from './inputs.ts';
import { checkFiles, readArtifacts } from './local-files.ts';
import { planRelease } from './plan.ts';
import { decide, type Published, readPublished } from './published.ts';
import { type Release, releaseOf } from './release.ts';
import { dryRunSummary, publishedSummary, verdict } from './report.ts';
import { publishObject, type Uploaded } from './upload.ts';

type Inputs = InputsOf<typeof inputs>;
type Output = SetOutput<(typeof outputs)[number]>;

/**
 * Publishes one machine of a release: its files, then their manifest, then the entry in the index. A run that
 * ends anywhere leaves the index as it was, or complete.
 */
export async function run(given: Inputs, deps: Deps, output: Output): Promise<void> {
  const settings = storeSettings(given, deps.env);
  const folder = resolve(given['artifact-dir']);
  const artifacts = await readArtifacts(folder);
  const machine = given.machine ?? artifacts.machine;
  const release = releaseOf({ ...settings, tag: given.tag, channel: given.channel, machine });
  output('index-url', release.indexUrl);
  output('manifest-url', release.manifestUrl);

  const planned = planRelease(artifacts, machine, release.tag, release.prefix);
  await checkFiles(
    folder,
    planned.flatMap((object) => object.sources),
  );
  const store = openStore(settings, deps);
  const published = await readPublished(store, release);
  const steps = await decide(store, release, planned, published);
  if (given['dry-run']) {
    for (const { object, action } of steps) deps.log.info(`Dry run: ${object.key}: ${action}.`);
    deps.summary(dryRunSummary(release, steps, published.entry !== undefined));
    return;
  }

  if (steps.some(({ action }) => action !== 'keep')) await store.requireConditions();
  const uploaded = await deps.log.group(`Publish ${machine} ${release.tag} to ${store.label}`, async () => {
    const done: Uploaded[] = [];
    for (const step of steps) done.push(await publishObject(step, release, folder, store, deps));
    return done;
  });
  const manifest = makeManifest({
    name: machine,
    tag: release.tag,
    channel: release.channel,
    published: deps.clock.now(),
    source: artifacts.source ?? sourceOf(deps.env),
    files: uploaded.map(({ file }) => file),
    build: artifacts.build,
  });
  const written = await writeManifest(store, release, published, manifest);
  const entry = deviceOf(manifest);
  const index = await store.update(
    release.indexKey,
    (text) =>
      upsertDevice(text, {
        channel: release.channel,
        tag: release.tag,
        device: entry,
        date: deps.clock.now(),
        form: given['index-form'],
        where: store.describe(release.indexKey),
      }),
    { contentType: 'application/json', cacheControl: 'no-cache' },
  );
  if (written.changed || index.changed) await confirm(store, release, entry, uploaded, planned);
  const marked = await markPublished(store, release, written.text, deps);

  output('entry', JSON.stringify(entry));
  output('files', JSON.stringify(manifest.files));
  const changed = written.changed || index.changed || marked;
  deps.summary(publishedSummary(release, uploaded, changed));
  deps.log.info(verdict(release, uploaded, changed));
}

export const s3ReleasePublish = defineStage({ inputs, outputs, run });

async function writeManifest(
  store: Store,
  release: Release,
  published: Published,
  manifest: ReturnType<typeof makeManifest>,
): Promise<{ changed: boolean; text: string }> {
  if (
    published.manifest !== undefined &&
    published.manifestText !== undefined &&
    sameFiles(published.manifest, manifest)
  ) {
    return { changed: false, text: published.manifestText };
  }
  const text = manifestText(manifest);
  await store.put(release.manifestKey, text, { contentType: 'application/json', cacheControl: 'no-cache' });
  return { changed: true, text };
}

async function markPublished(store: Store, release: Release, manifest: string, deps: Deps): Promise<boolean> {
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex');
  const before = await store.text(release.publishedKey);
  // A mark that cannot be read is as good as none, so it is not parsed.
  if (before?.includes(manifestSha256)) return false;
  const { run: workflowRun } = sourceOf(deps.env);
  const mark = {
    time: deps.clock.now(),
    manifestSha256,
    ...(workflowRun === undefined ? {} : { run: workflowRun }),
  };
  await store.put(release.publishedKey, publishedText(mark), {
    contentType: 'application/json',
    cacheControl: 'no-cache',
  });
  return true;
}
