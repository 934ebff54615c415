import { join } from 'node:path';
import { kasDumpArgv, kasLockArgv } from '@pv-actions/core/kas/kas-argv.ts';
import { type KasRepo, kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { eachTarget, layersIn, oldLayersOf, plannedLayer, readOwn, textOf } from './files.ts';
import type { KasCaller } from './kas-call.ts';
import { layerCopies, type TrackedFiles } from './layer-copy.ts';
import { lockFileOf, readIfThere, readSources } from './sources.ts';
import type { Checkout, PlannedFile, PlannedFiles, Target } from './types.ts';

/** A lock file as kas leaves it. */
interface Locked {
  readonly names: readonly string[];
  readonly text: string;
  /** Of all configurations that it locks. */
  readonly repos: readonly KasRepo[];
}

/**
 * Has `kas lock` (4.6 and later) write the lock files of each target: beside the first of its files, and where there are others beside
 * files that these include. The work tree stays as it is.
 *
 * @param keepRevisions whether kas only adds what the lock files lack.
 * @throws UserError for what is no failure of a single target.
 */
export async function lockTargets(
  targets: readonly Target[],
  checkout: Checkout,
  tracked: TrackedFiles,
  kas: KasCaller,
  keepRevisions: boolean,
): Promise<PlannedFiles> {
  const copies = layerCopies(tracked);
  const locked = new Map<string, Locked>();
  try {
    const found = await eachTarget(
      targets,
      checkout,
      (target) => existingLocks(target, checkout),
      async ({ name, config }) => {
        const { texts } = await readSources(config, checkout);
        const copy = await copies.copyFor(kasRepos(texts));
        const argv = kasLockArgv(kas.program, { config, update: !keepRevisions });
        await kas.run(argv, `kas lock for ${name}`, copy.checkout);
        const dump = kasDumpArgv(kas.program, { config, resolve: false, local: false, format: 'yaml' });
        const text = await kas.run(dump, `kas dump for ${name}`, copy.checkout);
        const repos = kasRepos([{ path: `What kas dump printed for ${name}`, text }], 'ignored');
        copies.cloned(copy, repos);
        for (const path of texts.map((source) => lockFileOf(source.path))) {
          const written = await readIfThere(join(copy.checkout.repository, path), copy.checkout);
          if (written === undefined) continue;
          const other = locked.get(path);
          locked.set(path, {
            names: [...new Set([...(other?.names ?? []), name])],
            text: written.toString('utf8'),
            repos: [...(other?.repos ?? []), ...repos],
          });
        }
        return repos;
      },
    );
    const files = await Promise.all([...locked].map(([path, lock]) => plannedFile(path, lock, checkout)));
    return { files, ...found, warnings: [] };
  } finally {
    await copies.remove();
  }
}

/** The lock files that a target has, relative to the working directory; those of files that cannot be read are not among them. */
export async function existingLocks({ config }: Target, checkout: Checkout): Promise<string[]> {
  const files = config.split(':').map(lockFileOf);
  const there = await Promise.all(files.map((file) => readIfThere(join(checkout.cwd, file), checkout)));
  return files.filter((_, at) => there[at] !== undefined);
}

/** With the repository's own text where kas pins the same layers as it: kas writes a lock file anew, without its comments. */
async function plannedFile(
  path: string,
  { names, text, repos }: Locked,
  checkout: Checkout,
): Promise<PlannedFile> {
  const before = await readOwn(join(checkout.repository, path), checkout);
  const oldLayers = oldLayersOf(path, before);
  const locked = layersIn(path, text, repos);
  const keys = (layers: readonly { readonly key: string }[]): string =>
    JSON.stringify(layers.map(({ key }) => key).sort());
  const isSame = before !== undefined && keys(oldLayers) === keys(locked);
  const layers = locked.map((layer) =>
    plannedLayer(
      layer,
      oldLayers,
      repos.find(({ key }) => key === layer.key),
    ),
  );
  return { names, path, before, oldLayers, text: isSame ? textOf(path, before) : text, layers };
}
