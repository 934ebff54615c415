import { UserError } from '@pv-actions/core/action/errors.ts';
import { sourceOf } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { checksumsText } from '@pv-actions/core/release/checksums.ts';
import { nameInKey } from '@pv-actions/core/release/keys.ts';
import { deviceOf, type Manifest, makeManifest } from '@pv-actions/core/release/manifest.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { cacheOptions } from '@pv-actions/core/store/write-options.ts';
import { type Begun, begin } from './begin.ts';
import { completeManifest } from './claim.ts';
import { decide } from './decide.ts';
import { type Entrant, enterIndex } from './enter-index.ts';
import type { Inputs, Output } from './inputs.ts';
import { removeLeftovers } from './leftovers.ts';
import { type Machine, readMachine } from './machine.ts';
import { markPublished } from './mark.ts';
import { readPublished } from './published.ts';
import type { MachineRelease } from './release.ts';
import { dryRunSummary, PLANNED, publishedSummary, verdict } from './report.ts';
import type { ObjectOptions } from './store-options.ts';
import { type Brought, bringObject } from './upload.ts';

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
  const { release } = machine;
  output('index-url', release.indexUrl);
  output('manifest-url', release.manifestUrl);
  if (given['dry-run']) return dryRun(machine, deps);

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

async function publishBegun(
  machine: Machine,
  begun: Begun,
  signal: AbortSignal,
  deps: Deps,
  output: Output,
): Promise<void> {
  const { given, release, store, options } = machine;
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
  const { obsolete } = begun;
  const outcome = { release, brought, obsolete, staged, changed: changed || indexed || marked };
  deps.summary(publishedSummary(outcome));
  deps.log.info(verdict(outcome));
}

async function dryRun({ given, release, planned, store }: Machine, deps: Deps): Promise<void> {
  const published = await readPublished(store, release);
  const decision = await decide(store, release, planned, published, given);
  for (const { object, action } of decision.steps)
    deps.log.info(`Dry run: ${object.key} ${PLANNED[action]}.`);
  for (const key of decision.obsolete) deps.log.info(`Dry run: ${key} would be removed.`);
  deps.log.info('Dry run: nothing was written.');
  deps.summary(dryRunSummary(release, decision, published.entry !== undefined));
}

async function bringAll(
  { given, folder, release, store, options }: Machine,
  { steps, obsolete, guard }: Begun,
  signal: AbortSignal,
  deps: Deps,
): Promise<Brought[]> {
  const uploads = {
    release,
    folder,
    store,
    guard,
    signal,
    compression: { level: given['compression-level'] },
    options: { ...options.machine, ...cacheOptions(given) },
    partSize: given['part-size-mb'],
    concurrency: given.concurrency,
  };
  const brought: Brought[] = [];
  for (const step of steps) {
    signal.throwIfAborted();
    brought.push(await bringObject(step, uploads, deps));
  }
  for (const key of obsolete) {
    await guard?.();
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
    source: { ...sourceOf(deps.env), ...artifacts.source },
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
  return files.map(({ key, sha256 }) => ({ name: nameInKey(key), sha256 }));
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
