import { resolve } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import { fetchArtifact } from '@pv-actions/core/artifacts/fetch-artifact.ts';
import { checksumsText } from '@pv-actions/core/release/checksums.ts';
import { fileName, type Manifest, makeManifest } from '@pv-actions/core/release/manifest.ts';
import { abortUploads } from '@pv-actions/core/store/abort-uploads.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { type Begun, begin } from './begin.ts';
import { completeManifest } from './claim.ts';
import { decide, type Step } from './decide.ts';
import { addToIndex, type CompleteMachine, completeMachine, markPublished } from './index-entries.ts';
import type { Inputs, Output } from './inputs.ts';
import { type Machine, readMachine } from './machine.ts';
import { otherRun } from './origin.ts';
import type { PlannedObject } from './plan.ts';
import { tellNotes } from './plan-notes.ts';
import { readPublished } from './published.ts';
import type { MachineRelease } from './release.ts';
import { dryRunSummary, PLANNED, publishedSummary, verdict } from './report.ts';
import { type PublishedObject, publishObject } from './upload.ts';

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
  const folder = await stagedFolder(given, deps);
  const machine = await readMachine(folder, given, settings, deps);
  const { release } = machine;
  output('index-url', release.indexUrl);
  output('manifest-url', release.manifestUrl);
  tellNotes(machine.notes, deps.log);
  if (given['dry-run']) return reportDryRun(machine, deps);

  const signal = deps.cancellation();
  let begun: Begun | undefined;
  try {
    begun = await begin(machine, deps);
    await publishBegun(machine, begun, signal, deps, output);
  } catch (thrown) {
    // Best effort: the claim keeps the manifest that stood here too.
    if (begun?.withdraw === false) await begun.claim?.giveBack().catch(() => undefined);
    throw explained(machine, begun, signal.aborted ? cancelled(release, thrown) : thrown);
  }
}

/** The folder that kas-build staged on this machine, or its GitHub artifact, downloaded. */
async function stagedFolder(given: Inputs, deps: Deps): Promise<string> {
  const { artifact, 'artifact-dir': folder = '' } = given;
  if (artifact === undefined) return resolve(folder);
  return fetchArtifact(artifact, 'Give the folder in the input `artifact-dir`.', otherRun(given, deps), deps);
}

async function publishBegun(
  machine: Machine,
  begun: Begun,
  signal: AbortSignal,
  deps: Deps,
  output: Output,
): Promise<void> {
  const { release, store, options, staged } = machine;
  const objects = await deps.log.group(`Publish ${release.machine} ${release.tag} to ${store.label}`, () =>
    publishObjects(machine, begun, signal, deps),
  );
  const { complete, written } = await writeManifest(machine, begun, objects, deps);
  const indexed = staged ? false : await nameInIndex(machine, complete);
  const [marked] = await Promise.all([
    staged ? false : markPublished(store, complete, options.beside, deps),
    removeLeftovers(store, release, deps.log),
  ]);

  if (!staged) output('entry', JSON.stringify(complete.entry));
  reportFiles(complete.manifest, objects, output);
  const { obsolete } = begun;
  const { notes } = machine;
  const outcome = { release, objects, obsolete, staged, notes, changed: written || indexed || marked };
  deps.summary(publishedSummary(outcome));
  deps.log.info(verdict(outcome));
}

async function reportDryRun(machine: Machine, deps: Deps): Promise<void> {
  const { release, store } = machine;
  const published = await readPublished(store, release);
  const decision = await decide(machine, published);
  for (const { object, action } of decision.steps)
    deps.log.info(`Dry run: ${object.key} ${PLANNED[action]}.`);
  for (const key of decision.obsolete) deps.log.info(`Dry run: ${key} would be removed.`);
  deps.log.info('Dry run: nothing was written.');
  deps.summary(dryRunSummary(release, decision, published.entry !== undefined, machine.notes));
}

async function publishObjects(
  machine: Machine,
  { steps, obsolete, guard }: Begun,
  signal: AbortSignal,
  deps: Deps,
): Promise<PublishedObject[]> {
  const publishStep = (step: Step): Promise<PublishedObject> => {
    signal.throwIfAborted();
    return publishObject(step, machine, { guard, signal }, deps);
  };
  // A small object takes as long as its requests, a large one has all cores and the line at work by itself.
  const small = steps.filter(({ object }) => sizeOf(object) <= SMALL_BYTES);
  const published = new Map<Step, PublishedObject>();
  const keep = async (step: Step): Promise<void> => void published.set(step, await publishStep(step));
  await inParallel(small, keep, machine.concurrency);
  for (const step of steps) if (!published.has(step)) await keep(step);
  for (const key of obsolete) {
    await guard?.();
    await machine.store.remove(key);
    deps.log.info(`Removed ${key}, which this build does not have.`);
  }
  return steps.flatMap((step) => published.get(step) ?? []);
}

/** What fits into one part of an upload. */
const SMALL_BYTES = 5 * 1024 * 1024;

function sizeOf({ sources }: PlannedObject): number {
  return sum(sources.map(({ size }) => size));
}

/** @returns Whether the index changed. */
async function nameInIndex(
  { release, store, options, indexForm: form }: Machine,
  complete: CompleteMachine,
): Promise<boolean> {
  const tags = [{ ...release, date: store.now(), machines: [complete] }];
  return (await addToIndex(store, release, tags, { form, options: options.index, strict: true })).changed;
}

/** Writes the complete manifest, and the checksums where they are wanted. `written`: whether that changed something. */
async function writeManifest(
  machine: Machine,
  { published, claim }: Begun,
  objects: readonly PublishedObject[],
  deps: Deps,
): Promise<{ complete: CompleteMachine; written: boolean }> {
  const { artifacts, release, source } = machine;
  const manifest = makeManifest({
    name: release.machine,
    tag: release.tag,
    channel: release.channel,
    published: machine.store.now(),
    source,
    files: objects.map(({ file }) => file),
    build: artifacts.build,
  });
  const { changed, text } = await completeManifest(machine, published, claim, manifest, deps);
  const summed = machine.sha256sums ? await writeChecksums(machine, manifest) : false;
  return { complete: completeMachine(release, manifest, text), written: changed || summed };
}

async function writeChecksums({ store, release, options }: Machine, manifest: Manifest): Promise<boolean> {
  const text = checksumsText(namedFiles(manifest));
  if ((await store.text(release.checksumsKey)) === text) return false;
  await store.put(release.checksumsKey, text, {
    ...options.beside,
    contentType: 'text/plain; charset=utf-8',
    cacheControl: 'no-cache',
  });
  return true;
}

function reportFiles(manifest: Manifest, objects: readonly PublishedObject[], output: Output): void {
  const sent = objects.filter(({ action }) => action !== 'keep');
  output('files', JSON.stringify(manifest.files));
  output('subjects', checksumsText(namedFiles(manifest)));
  output('bytes-read', sum(objects.map(({ read }) => read)));
  output('bytes-uploaded', sum(sent.map(({ file }) => file.size)));
  output('files-skipped', objects.length - sent.length);
}

function namedFiles(manifest: Manifest): { name: string; sha256: string }[] {
  return manifest.files.map(({ key, sha256 }) => ({ name: fileName(manifest, key), sha256 }));
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

/** A failure after the machine left the index says so. */
function explained({ release }: Machine, begun: Begun | undefined, thrown: unknown): unknown {
  if (begun?.withdraw !== true || !(thrown instanceof UserError)) return thrown;
  return new UserError(
    thrown.message,
    `${thrown.advice} ${release.machine} ${release.tag} may be out of the index until a run completes it.`,
    { cause: thrown },
  );
}

/**
 * Removes what runs that were killed left of their uploads, when the machine is complete and nobody can need it any more. What
 * goes wrong is only said: the machine is published all the same.
 */
async function removeLeftovers(store: Store, release: MachineRelease, log: Log): Promise<void> {
  try {
    const count = await abortUploads(store, release.folder);
    if (count > 0) log.info(`Removed ${counted(count, 'unfinished upload')} of runs that ended early.`);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    log.info(`Uploads of runs that ended early were not looked for. ${thrown.text}`);
  }
}
