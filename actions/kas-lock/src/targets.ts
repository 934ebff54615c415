import { posix } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { nearest } from '@pv-actions/core/action/nearest.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { checkKasConfig, type MachineList } from '@pv-actions/core/release/machine-list.ts';
import type { ResolveTarget } from './made.ts';

/** Where a layer keeps its resolved configurations, relative to the working directory. */
export const RELEASE_FOLDER = 'kas/build-configs/release';

export interface TargetOptions {
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
