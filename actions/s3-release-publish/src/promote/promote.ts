import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { are, counted, shortList } from '@pv-actions/core/action/wording.ts';
import { checksumsText } from '@pv-actions/core/release/checksums.ts';
import { openIndex } from '@pv-actions/core/release/index-document.ts';
import { readDevice } from '@pv-actions/core/release/index-reading.ts';
import { fileName, type Manifest } from '@pv-actions/core/release/manifest.ts';
import { upsertDevices } from '@pv-actions/core/release/releases-index.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { aclOptions, fileOptions, storeOf } from '@pv-actions/core/store/write-options.ts';
import { addToIndex, type CompleteMachine, completeMachine, markPublished } from '../index-entries.ts';
import type { Inputs, Output } from '../inputs.ts';
import { checkAll, type ObjectChecks, objectChecks } from '../object-checks.ts';
import { layerOf, type Release, releaseOf } from '../release.ts';
import { promotable } from './promotable.ts';
import { promotedSummary, promotedVerdict } from './report-promote.ts';
import { findStaged, readStaged } from './staged.ts';

/**
 * Names all staged machines of a tag in the index, in one write, after a look at each of their files. Nothing is changed before all
 * of it is known to be right.
 *
 * @throws UserError when a machine is not there, not complete, of another commit, or when one of its files is not as staged.
 */
export async function promote(
  given: Inputs,
  settings: StoreSettings,
  deps: Deps,
  output: Output,
): Promise<void> {
  const release = releaseOf(layerOf(settings), given.tag, given.channel);
  output('index-url', release.indexUrl);
  const store = storeOf(given, settings, deps);
  const staged = await readStaged(store, release, await findStaged(store, release, release.tag));
  const manifests = promotable(staged, release, {
    sha: given.sha,
    expected: given['expected-machines'],
    where: store.label,
    env: deps.env,
  });
  const machines = manifests.map(({ manifest, text }) => completeMachine(release, manifest, text));
  const how = { date: store.now(), form: given['index-form'] };
  const toAdd = await notIndexed(store, release, machines, how);
  const checks = objectChecks(store, given.deep);
  await checkFiles(
    manifests.map(({ manifest }) => manifest),
    checks,
    deps,
  );
  output('bytes-read', checks.bytesRead());

  const before = { release, machines, toAdd, deep: given.deep };
  if (given['dry-run']) {
    const outcome = { ...before, changed: false, dryRun: true };
    deps.summary(promotedSummary(outcome));
    deps.log.info(promotedVerdict(outcome));
    return;
  }
  const tags = [{ ...release, date: how.date, machines }];
  const written = await addToIndex(store, release, tags, {
    form: how.form,
    options: aclOptions(given),
    strict: true,
  });
  const marks = await inParallel(machines, (machine) =>
    markPublished(store, machine, fileOptions(given), deps),
  );
  const files = manifests.flatMap(({ manifest }) => manifest.files);
  output('entry', JSON.stringify(machines.map(({ entry }) => entry)));
  output('files', JSON.stringify(files));
  output('subjects', checksumsText(manifests.flatMap(({ manifest }) => subjectsOf(manifest))));
  output('files-skipped', files.length);
  const outcome = { ...before, changed: written.changed || marks.includes(true), dryRun: false };
  deps.summary(promotedSummary(outcome));
  deps.log.info(promotedVerdict(outcome));
}

/**
 * The machines that the index does not name as they are staged.
 *
 * @throws UserError for an index that could not be changed, before anything else is done.
 */
async function notIndexed(
  store: Store,
  release: Release,
  machines: readonly CompleteMachine[],
  how: Pick<Parameters<typeof upsertDevices>[1], 'date' | 'form'>,
): Promise<ReadonlySet<string>> {
  const text = await store.text(release.indexKey);
  const index = openIndex(text, store.describe(release.indexKey));
  const { channel, tag } = release;
  upsertDevices(index, { ...how, channel, tag, devices: machines.map(({ entry }) => entry) });
  const isThere = ({ entry }: CompleteMachine): boolean =>
    isDeepStrictEqual(readDevice(index, channel, tag, entry.name), entry);
  return new Set(machines.filter((each) => !isThere(each)).map(({ entry }) => entry.name));
}

async function checkFiles(manifests: readonly Manifest[], checks: ObjectChecks, deps: Deps): Promise<void> {
  const files = manifests.flatMap((manifest) => manifest.files);
  const found = await checkAll(
    files,
    async (file) => ({ key: file.key, problem: await checks.problem(file.key, file) }),
    checks.bytesRead,
    deps,
  );
  const wrong = found.filter(({ problem }) => problem !== undefined);
  if (wrong.length === 0) return;
  const lines = wrong.map(({ key, problem }) => `${key}: ${problem}`);
  throw new UserError(
    `${wrong.length} of ${counted(files.length, 'staged file')} ${are(wrong.length)} not as manifest.json says:\n${shortList(lines, '\n')}`,
    'Nothing was changed. Remove these objects and stage their machines again: `phase: stage` uploads what is missing.',
  );
}

function subjectsOf(manifest: Manifest): { name: string; sha256: string }[] {
  return manifest.files.map(({ key, sha256 }) => ({
    name: `${manifest.name}/${fileName(manifest, key)}`,
    sha256,
  }));
}
