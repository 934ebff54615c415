import { join, posix, relative } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, readNamed } from '@pv-actions/core/action/foreign-file.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import { nearest } from '@pv-actions/core/action/nearest.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { checkKasConfig, type MachineList, readMachines } from '@pv-actions/core/release/machine-list.ts';
import { removals } from './files.ts';
import type { Inputs } from './inputs.ts';
import { type TrackedFiles, trackedFiles } from './layer-copy.ts';
import { existingLocks } from './lock.ts';
import { kasFiles, repositoryPath } from './sources.ts';
import type { Checkout, FileChange, ResolveTarget } from './types.ts';

/** Where a layer keeps its resolved configurations, relative to the working directory. */
const RELEASE_FOLDER = 'kas/build-configs/release';

const MACHINES = '.github/machines.json';

/** What there is to make, and what there is already. */
export interface TargetPlan {
  /** Undefined where configurations are given instead of machines. */
  readonly list: MachineList | undefined;
  readonly chosen: readonly ResolveTarget[];
  readonly tracked: TrackedFiles;
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
export async function planTargets(
  given: Inputs,
  checkout: Checkout,
  { runFolder }: { readonly runFolder: string },
  deps: Pick<Deps, 'exec' | 'env'>,
): Promise<TargetPlan> {
  const list = await machineList(given, checkout);
  const targetsOf = (only: readonly string[]): ResolveTarget[] => {
    // kas keeps a lock file beside the first file, which has to be the configuration's own.
    const prefix = given.mode === 'resolve' ? given['config-prefix'] : undefined;
    const options = { prefix, only };
    return list === undefined ? configTargets(given.configs, options) : machineTargets(list, options);
  };
  const all = targetsOf([]);
  const chosen = targetsOf(given.only);
  if (given.mode === 'resolve') checkDistinct(all);
  const tracked = await trackedFiles(checkout, runFolder, deps);
  const names = new Set(chosen.map(({ name }) => name));
  const aside = all.filter(({ name }) => !names.has(name));
  const filesOf = {
    resolve: async ({ file }: ResolveTarget) => [file],
    lock: (target: ResolveTarget) => existingLocks(target, checkout),
    inline: (target: ResolveTarget) => kasFiles(target, checkout),
  }[given.mode];
  const asideFiles = await Promise.all(aside.map(filesOf));
  return {
    list,
    chosen,
    tracked,
    asideFiles: asideFiles.flat().map((file) => repositoryPath(join(checkout.cwd, file), checkout)),
    async removals() {
      if (list === undefined || given.mode !== 'resolve' || given.only.length > 0) return [];
      const inFolder = tracked.files.map((file) => relative(checkout.cwd, join(checkout.repository, file)));
      return removals(orphans(inFolder, list), checkout);
    },
  };
}

/** @throws UserError when the list cannot be read, is wrong, or stands beside `configs`. */
async function machineList(given: Inputs, checkout: Checkout): Promise<MachineList | undefined> {
  if (given.configs.length > 0) {
    if (given.machines === undefined) return undefined;
    throw new UserError(
      'Both inputs "machines" and "configs" are given.',
      'Give the list of machines, or configurations instead of it.',
    );
  }
  const path = given.machines ?? MACHINES;
  try {
    const text = await readNamed(join(checkout.cwd, path), FILE_LIMITS.list, checkout.repository);
    return readMachines(text.toString(), path);
  } catch (thrown) {
    if (!(thrown instanceof ForeignFileError)) throw thrown;
    const what =
      thrown.code === 'ENOENT'
        ? `${quote(path)} does not exist in ${quote(checkout.cwd)}`
        : `${quote(path)} ${thrown.problem}`;
    throw new UserError(
      `There is no list of machines: ${what}.`,
      'Correct the input "machines" or "working-directory", or give the input "configs".',
    );
  }
}

interface TargetOptions {
  /** kas files that stand before each configuration. */
  readonly prefix?: string | undefined;
  /** The names to look at; empty: all. */
  readonly only: readonly string[];
}

/**
 * The targets of machines.json: `<machine>-<branch>.yaml` each.
 *
 * @throws UserError for a name in `only` that is no machine, and for a prefix that is no configuration.
 */
export function machineTargets(list: MachineList, options: TargetOptions): ResolveTarget[] {
  const targets = list.machines.map(({ name, config }) => ({
    name,
    config: prefixed(config, options.prefix),
    file: releaseFile(`${name}-${list.yoctoBranch}`),
  }));
  return chosen(targets, options.only);
}

/**
 * The targets of the input `configs`, each a list of kas files: the stem of its first file names it.
 *
 * @throws UserError for a configuration that is not valid, for two of the same stem, and for a name in `only` that is none.
 */
export function configTargets(configs: readonly string[], options: TargetOptions): ResolveTarget[] {
  const targets = configs.map((config) => {
    const problem = checkKasConfig(config);
    if (problem !== undefined) throw new UserError(problem, 'Correct the input configs.');
    const name = posix.parse(config.split(':')[0] ?? '').name;
    return { name, config: prefixed(config, options.prefix), file: releaseFile(name) };
  });
  return chosen(targets, options.only);
}

/** @throws UserError for two targets that would write one file. */
export function checkDistinct(targets: readonly ResolveTarget[]): void {
  const configs = new Map<string, string>();
  for (const { file, config } of targets) {
    const other = configs.get(file);
    if (other !== undefined) {
      throw new UserError(
        `The configurations ${quote(other)} and ${quote(config)} would both be written to ${file}.`,
        'Give their first files different names, or name machines in machines.json.',
      );
    }
    configs.set(file, config);
  }
}

/**
 * Those of `files` that were made for a machine that is not in the list any more: `*-<branch>.yaml` directly in the release folder.
 *
 * @param files relative to the working directory, with `/`.
 */
export function orphans(files: readonly string[], list: MachineList): string[] {
  const known = new Set(list.machines.map(({ name }) => releaseFile(`${name}-${list.yoctoBranch}`)));
  return files.filter(
    (file) =>
      posix.dirname(file) === RELEASE_FOLDER &&
      file.endsWith(`-${list.yoctoBranch}.yaml`) &&
      !known.has(file),
  );
}

function releaseFile(stem: string): string {
  return `${RELEASE_FOLDER}/${stem}.yaml`;
}

function prefixed(config: string, prefix: string | undefined): string {
  if (prefix === undefined) return config;
  const problem = checkKasConfig(prefix);
  if (problem !== undefined) throw new UserError(problem, 'Correct the input config-prefix.');
  return `${prefix}:${config}`;
}

function chosen(targets: readonly ResolveTarget[], only: readonly string[]): ResolveTarget[] {
  const names = new Set(targets.map(({ name }) => name));
  const unknown = only.find((name) => !names.has(name));
  if (unknown !== undefined) {
    const near = shortList(nearest(unknown, [...names]).slice(0, 3), ', ');
    throw new UserError(
      `The input "only" names ${quote(unknown)}, which there is not.`,
      `Near names: ${near}.`,
    );
  }
  return only.length === 0 ? [...targets] : targets.filter(({ name }) => only.includes(name));
}
