import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type MachineList, readMachines } from '@pv-actions/core/release/machine-list.ts';
import { type Tracked, trackedFiles } from './copy.ts';
import { removals } from './files.ts';
import type { Inputs } from './inputs.ts';
import { existingLocks } from './lock.ts';
import type { FileChange, Place, ResolveTarget } from './made.ts';
import { repositoryPath } from './sources.ts';
import { checkDistinct, configTargets, machineTargets, orphans } from './targets.ts';

const MACHINES = '.github/machines.json';

/** What there is to make, and what there is already. */
export interface Layout {
  /** Undefined where configurations are given instead of machines. */
  readonly list: MachineList | undefined;
  readonly chosen: readonly ResolveTarget[];
  readonly tracked: Tracked;
  /** The files of what `only` leaves aside, relative to the repository. */
  readonly asideFiles: readonly string[];
  /** The release files of machines that went. None where `only` leaves something aside. */
  removals(): Promise<FileChange[]>;
}

/**
 * Reads the list of machines, or takes the configurations, and looks what is there.
 *
 * @throws UserError when the list or an input is wrong.
 */
export async function layoutOf(
  given: Inputs,
  place: Place,
  { runFolder }: { readonly runFolder: string },
  deps: Pick<Deps, 'exec' | 'env'>,
): Promise<Layout> {
  const list = await machineList(given, place);
  const targetsOf = (only: readonly string[]): ResolveTarget[] => {
    // kas keeps a lock file beside the first file, which has to be the configuration's own.
    const prefix = given.mode === 'resolve' ? given['config-prefix'] : undefined;
    const options = { prefix, only };
    return list === undefined ? configTargets(given.configs, options) : machineTargets(list, options);
  };
  const all = targetsOf([]);
  const chosen = targetsOf(given.only);
  if (given.mode === 'resolve') checkDistinct(all);
  const tracked = await trackedFiles(place, runFolder, deps);
  const names = new Set(chosen.map(({ name }) => name));
  const aside = all.filter(({ name }) => !names.has(name));
  const asideFiles = await Promise.all(
    aside.map(async (target) =>
      given.mode === 'resolve' ? [target.file] : await existingLocks(target, place),
    ),
  );
  return {
    list,
    chosen,
    tracked,
    asideFiles: asideFiles.flat().map((file) => repositoryPath(join(place.cwd, file), place)),
    async removals() {
      if (list === undefined || given.mode !== 'resolve' || given.only.length > 0) return [];
      const inFolder = tracked.files.map((file) => relative(place.cwd, join(place.repository, file)));
      return removals(orphans(inFolder, list), place);
    },
  };
}

/** @throws UserError when the list cannot be read, is wrong, or stands beside `configs`. */
async function machineList(given: Inputs, place: Place): Promise<MachineList | undefined> {
  if (given.configs.length > 0) {
    if (given.machines === undefined) return undefined;
    throw new UserError(
      'Both inputs "machines" and "configs" are given.',
      'Give the list of machines, or configurations instead of it.',
    );
  }
  const path = given.machines ?? MACHINES;
  try {
    return readMachines(await readFile(join(place.cwd, path), 'utf8'), path);
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const what =
      systemCode(thrown) === 'ENOENT'
        ? `${quote(path)} does not exist in ${quote(place.cwd)}`
        : messageOf(thrown);
    throw new UserError(
      `There is no list of machines: ${what}.`,
      'Correct the input "machines" or "working-directory", or give the input "configs".',
    );
  }
}
