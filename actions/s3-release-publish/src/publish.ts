import { resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps, SetOutput } from '@pv-actions/core/action/stage.ts';
import type { ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import { checksumsText } from '@pv-actions/core/release/checksums.ts';
import { deviceOf, type Manifest, makeManifest } from '@pv-actions/core/release/manifest.ts';
import { removeDevice } from '@pv-actions/core/release/releases-index.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { makerOf } from './archive/archives.ts';
import { type Claim, completeManifest, TakenOver, takeClaim } from './claim.ts';
import { type Entrant, enterIndex } from './enter-index.ts';
import type { Inputs, outputs } from './inputs.ts';
import { abortUploads, removeLeftovers } from './leftovers.ts';
import { checkFiles, readArtifacts } from './local-files.ts';
import { markPublished } from './mark.ts';
import { type ObjectOptions, optionsOf, storeOf } from './opened.ts';
import { type PlannedObject, planRelease } from './plan.ts';
import { type Decision, decide, type Published, readPublished } from './published.ts';
import { type MachineRelease, machineRelease, placeOf, releaseOf } from './release.ts';
import { dryRunSummary, publishedSummary, verdict } from './report.ts';
import { type Brought, bringObject } from './upload.ts';

type Output = SetOutput<(typeof outputs)[number]>;

const CLAIM_TRIES = 3;

/** What there is to do, and the right to do it. */
interface Begun extends Decision {
  readonly published: Published;
  readonly claim: Claim | undefined;
}

/** A machine on its way from the staged folder to the bucket. */
interface Machine {
  readonly given: Inputs;
  readonly folder: string;
  readonly artifacts: ArtifactsFile;
  readonly release: MachineRelease;
  readonly planned: readonly PlannedObject[];
  readonly store: Store;
  readonly options: ObjectOptions;
}

/**
 * Publishes one machine of a release: its files, then their manifest, then, unless it is only staged, the entry in the index. A
 * run that ends anywhere leaves the index as it was, or complete; with `overwrite: always` it may leave it without the machine.
 */
export async function publish(
  given: Inputs,
  settings: StoreSettings,
  deps: Deps,
  output: Output,
): Promise<void> {
  const machine = await readMachine(given, settings, deps);
  const { release, store, options } = machine;
  output('index-url', release.indexUrl);
  output('manifest-url', release.manifestUrl);
  if (given['dry-run']) return dryRun(machine, deps);

  const signal = deps.cancellation();
  try {
    const begun = await begin(machine, deps);
    const brought = await deps.log.group(`Publish ${release.machine} ${release.tag} to ${store.label}`, () =>
      bringAll(machine, begun, signal, deps),
    );
    const staged = given.phase === 'stage';
    const { manifest, text, changed } = await finish(machine, begun, brought, deps);
    const entrant = { at: release, manifestText: text, entry: deviceOf(manifest) };
    const indexed = staged ? false : await enter(machine, entrant, deps);
    const marked = staged ? false : await markPublished(store, entrant, options.machine, deps);
    await removeLeftovers(store, release, deps.log);

    if (!staged) output('entry', JSON.stringify(entrant.entry));
    tellFiles(manifest, brought, output);
    const outcome = { release, brought, staged, changed: changed || indexed || marked };
    deps.summary(publishedSummary(outcome));
    deps.log.info(verdict(outcome));
  } catch (thrown) {
    throw signal.aborted ? cancelled(release, thrown) : thrown;
  }
}

async function readMachine(given: Inputs, settings: StoreSettings, deps: Deps): Promise<Machine> {
  const folder = resolve(given['artifact-dir'] ?? '');
  const artifacts = await readArtifacts(folder);
  const name = given.machine ?? artifacts.machine;
  const release = machineRelease(releaseOf(placeOf(settings), given.tag, given.channel), name);
  const planned = planRelease(artifacts, name, release.tag, release.prefix, given['bundle-format']);
  await checkFiles(
    folder,
    planned.flatMap((object) => object.sources),
  );
  const store = storeOf(given, settings, deps);
  return { given, folder, artifacts, release, planned, store, options: optionsOf(given) };
}

async function dryRun({ given, release, planned, store }: Machine, deps: Deps): Promise<void> {
  const published = await readPublished(store, release);
  const decision = await decide(store, release, planned, published, given.overwrite);
  for (const { object, action } of decision.steps) deps.log.info(`Dry run: ${object.key}: ${action}.`);
  for (const key of decision.obsolete) deps.log.info(`Dry run: ${key}: remove.`);
  deps.summary(dryRunSummary(release, decision, published.entry !== undefined));
}

/** Decides what to do and claims the machine for it. What other runs change in between is read again. */
async function begin(machine: Machine, deps: Deps): Promise<Begun> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await decideAndClaim(machine, deps);
    } catch (thrown) {
      if (!(thrown instanceof TakenOver) || attempt === CLAIM_TRIES) throw thrown;
    }
  }
}

async function decideAndClaim(
  { given, release, planned, store, options }: Machine,
  deps: Deps,
): Promise<Begun> {
  const published = await readPublished(store, release);
  const decision = await decide(store, release, planned, published, given.overwrite);
  const kept = decision.steps.every(({ action }) => action === 'keep') && !decision.withdraw;
  if (kept && published.manifest?.kind !== 'claim') return { ...decision, published, claim: undefined };
  await store.requireConditions();
  const compression = { level: given['compression-level'] };
  const claimed = planned.map(({ key, contentId, format }) => ({
    key,
    contentId,
    maker: makerOf(format, compression),
  }));
  const claim = await takeClaim(store, release, published, claimed, options.machine, deps);
  const begun = claim.takenFromOther ? await takeOver() : decision;
  if (begun.withdraw) await withdraw(store, release, options, deps);
  return { ...begun, published, claim };

  async function takeOver(): Promise<Decision> {
    const aborted = await abortUploads(store, release);
    deps.log.info(
      `Another run began to publish other content here and did not finish. This one takes over (${aborted} unfinished uploads aborted).`,
    );
    return decide(store, release, planned, published, given.overwrite);
  }
}

/** Takes the machine out of the index before something that the index names is replaced. */
async function withdraw(
  store: Store,
  release: MachineRelease,
  options: ObjectOptions,
  deps: Deps,
): Promise<void> {
  const where = store.describe(release.indexKey);
  const { changed } = await store.update(
    release.indexKey,
    (text = '{}\n') => removeDevice(text, { ...release, where }),
    { ...options.index, contentType: 'application/json', cacheControl: 'no-cache' },
  );
  await store.remove(release.checksumsKey);
  if (changed) deps.log.info(`Took ${release.machine} ${release.tag} out of the index, to replace it.`);
}

async function bringAll(
  { given, folder, release, store, options }: Machine,
  { steps, obsolete, claim }: Begun,
  signal: AbortSignal,
  deps: Deps,
): Promise<Brought[]> {
  const cacheControl = given['cache-control'];
  const uploads = {
    release,
    folder,
    store,
    claim,
    signal,
    compression: { level: given['compression-level'] },
    options: { ...options.machine, ...(cacheControl === undefined ? {} : { cacheControl }) },
    partSize: given['part-size-mb'],
    concurrency: given.concurrency,
  };
  const brought: Brought[] = [];
  for (const step of steps) {
    signal.throwIfAborted();
    brought.push(await bringObject(step, uploads, deps));
  }
  for (const key of obsolete) {
    await claim?.hold();
    await store.remove(key);
    deps.log.info(`Removed ${key}, which this build does not have.`);
  }
  return brought;
}

/** @returns Whether the index changed. */
async function enter(
  { given, release, store, options }: Machine,
  entrant: Entrant,
  deps: Deps,
): Promise<boolean> {
  const tags = [{ ...release, date: deps.clock.now(), entrants: [entrant] }];
  const how = { form: given['index-form'], options: options.index, strict: true };
  return (await enterIndex(store, release, tags, how)).changed;
}

async function finish(
  { given, artifacts, release, store, options }: Machine,
  { published, claim }: Begun,
  brought: readonly Brought[],
  deps: Deps,
): Promise<{ manifest: Manifest; text: string; changed: boolean }> {
  const manifest = makeManifest({
    name: release.machine,
    tag: release.tag,
    channel: release.channel,
    published: deps.clock.now(),
    source: artifacts.source ?? sourceOf(deps.env),
    files: brought.map(({ file }) => file),
    build: artifacts.build,
  });
  const { changed, text } = await completeManifest(store, release, published, claim, manifest, {
    options: options.machine,
    // Promotion asks from which commit a machine was staged, also where another commit made the same files.
    ofThisCommit: given.phase === 'stage',
  });
  const summed = given.sha256sums ? await writeChecksums(store, release, manifest, options) : false;
  return { manifest, text, changed: changed || summed };
}

async function writeChecksums(
  store: Store,
  release: MachineRelease,
  manifest: Manifest,
  options: ObjectOptions,
): Promise<boolean> {
  const text = checksumsText(namedFiles(manifest));
  if ((await store.text(release.checksumsKey)) === text) return false;
  await store.put(release.checksumsKey, text, {
    ...options.machine,
    contentType: 'text/plain; charset=utf-8',
    cacheControl: 'no-cache',
  });
  return true;
}

function tellFiles(manifest: Manifest, brought: readonly Brought[], output: Output): void {
  const sent = brought.filter(({ action }) => action !== 'keep');
  output('files', JSON.stringify(manifest.files));
  output('subjects', checksumsText(namedFiles(manifest)));
  output('bytes-read', sum(brought.map(({ read }) => read)));
  output('bytes-uploaded', sum(sent.map(({ file }) => file.size)));
  output('files-skipped', brought.length - sent.length);
}

function namedFiles({ files }: Manifest): { name: string; sha256: string }[] {
  return files.map(({ key, sha256 }) => ({ name: key.slice(key.lastIndexOf('/') + 1), sha256 }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function cancelled(release: MachineRelease, thrown: unknown): UserError {
  return new UserError(
    `The job was cancelled while it published ${release.machine} ${release.tag}.`,
    'What it had begun to upload was given up. Run it again to publish the machine.',
    { cause: thrown },
  );
}
