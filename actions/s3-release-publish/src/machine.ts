import { resolve } from 'node:path';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { ArtifactsFile } from '@pv-actions/core/release/artifacts.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { storeOf } from '@pv-actions/core/store/write-options.ts';
import type { Inputs } from './inputs.ts';
import { checkFiles, readArtifacts } from './local-files.ts';
import { type PlannedObject, planRelease } from './plan.ts';
import { type MachineRelease, machineRelease, placeOf, releaseOf } from './release.ts';
import { type ObjectOptions, optionsOf } from './store-options.ts';

/** A machine on its way from the staged folder to the bucket. */
export interface Machine {
  readonly given: Inputs;
  readonly folder: string;
  readonly artifacts: ArtifactsFile;
  readonly release: MachineRelease;
  readonly planned: readonly PlannedObject[];
  readonly store: Store;
  readonly options: ObjectOptions;
}

/**
 * Reads what was staged, and plans its objects.
 *
 * @throws UserError when the folder does not hold what its artifacts.json says, or nothing to publish.
 */
export async function readMachine(given: Inputs, settings: StoreSettings, deps: Deps): Promise<Machine> {
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
