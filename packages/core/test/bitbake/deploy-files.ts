import { selectArtifacts } from '@pv-actions/core/bitbake/deploy.ts';
import type { DeployFile, DeployListing } from '@pv-actions/core/bitbake/deploy-files.ts';
import type { DeployingBuild } from '@pv-actions/core/bitbake/deploying-build.ts';

/** When the builds of these tests begin. */
export const SINCE = 1000;

/** `name -> target` for a link, `name` for a file, ` (old)` behind what was there before the build. */
export function listing(...lines: string[]): DeployFile[] {
  return lines.map((line) => {
    const [, text = '', old] = /^(.*?)( \(old\))?$/.exec(line) ?? [];
    const [path = '', target] = text.split(' -> ');
    const changed = old === undefined ? SINCE + 1 : SINCE;
    return target === undefined ? { path, changed } : { path, target, changed };
  });
}

/** A file and the link to it, as OE-core leaves them. */
export function linked(versioned: string, stable: string, old = false): string[] {
  return [versioned, `${stable} -> ${versioned}`].map((line) => (old ? `${line} (old)` : line));
}

export function build(targets: string, more: Partial<DeployingBuild> = {}): DeployingBuild {
  const words = targets.split(' ').map((word) => word.split(':'));
  return {
    machine: 'rpi',
    since: SINCE,
    targets: words.map(([recipe = '', task = 'build']) => ({ recipe, task })),
    ...more,
  };
}

export const EMPTY: DeployListing = { image: [], sdk: [], cve: [], licenses: [], cyclonedx: [] };

/** What is chosen, as `kind: source as name`. */
export function select(
  files: Partial<DeployListing>,
  output: readonly string[] | undefined,
  of: DeployingBuild = build('pantavisor-starter'),
) {
  const { artifacts, ...rest } = selectArtifacts({ ...EMPTY, ...files }, output, of);
  return { chosen: artifacts.map(({ kind, source, name }) => `${kind}: ${source} as ${name}`), ...rest };
}

/** The names of what is chosen, by kind: `image: a b`. */
export function named(
  files: Partial<DeployListing>,
  output: readonly string[] | undefined,
  of?: DeployingBuild,
): string[] {
  const { artifacts } = selectArtifacts({ ...EMPTY, ...files }, output, of ?? build('pantavisor-starter'));
  const byKind = Map.groupBy(artifacts, ({ kind }) => kind);
  return [...byKind].map(([kind, each]) => `${kind}: ${each.map(({ name }) => name).join(' ')}`);
}
