import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kasDumpArgv, kasLockArgv } from '@pv-actions/core/kas/kas-argv.ts';
import { type KasRepo, kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { lockWithRefspecs } from '@pv-actions/core/kas/resolved-text.ts';
import { eachTarget, layersIn, oldLayersOf, plannedLayer, readOwn, textOf } from './files.ts';
import type { KasCaller } from './kas-call.ts';
import type { TrackedFiles } from './layer-copy.ts';
import { type BranchQuestions, missingBranches, onlyRevisions } from './missing-branches.ts';
import { decideRefspecs } from './refspecs.ts';
import { lockFileOf, readIfThere, readSources } from './sources.ts';
import type { Checkout, PlannedFile, PlannedFiles, Target, TargetFailure } from './types.ts';
import { type Workplace, workplaces } from './workplaces.ts';

/** A lock file as kas leaves it. */
interface Locked {
  readonly names: readonly string[];
  readonly text: string;
  /** Of all configurations that it locks. */
  readonly repos: readonly KasRepo[];
  /** The kas files of the first of them. */
  readonly sources: readonly string[];
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
  remotes: BranchQuestions,
): Promise<PlannedFiles> {
  const places = workplaces(tracked, checkout);
  const locked = new Map<string, Locked>();
  const failures: TargetFailure[] = [];
  const warnings: string[] = [];
  try {
    const found = await eachTarget(
      targets,
      checkout,
      (target) => existingLocks(target, checkout),
      async (target) => {
        const sources = await readSources(target.config, checkout);
        const paths = [...new Set(sources.texts.map((source) => lockFileOf(source.path)))];
        const add = (texts: Iterable<readonly [string, string]>, repos: readonly KasRepo[]): void => {
          for (const [path, text] of texts) {
            const other = locked.get(path);
            locked.set(path, {
              names: [...new Set([...(other?.names ?? []), target.name])],
              text,
              repos: [...(other?.repos ?? []), ...repos],
              sources: other?.sources ?? sources.texts.map((source) => source.path),
            });
          }
        };
        const made = places.work(sources, async (place) => {
          const { repos, texts } = await lockOne(target, paths, place, kas, keepRevisions);
          add(texts, repos);
          return repos;
        });
        return made.catch(async (thrown) => {
          const missing = await missingBranches(thrown, kasRepos(sources.texts), paths, remotes);
          if (missing === undefined) throw thrown;
          failures.push(...missing.failures);
          const texts = new Map<string, string>();
          for (const path of paths) {
            const before = await readOwn(join(checkout.repository, path), checkout);
            if (before !== undefined) texts.set(path, locked.get(path)?.text ?? textOf(path, before));
          }
          add(texts, missing.repos);
          if (texts.size > 0) warnings.push(onlyRevisions(target.name));
          return missing.repos;
        });
      },
    );
    const files = await Promise.all([...locked].map(([path, lock]) => plannedFile(path, lock, checkout)));
    return { files, fixed: found.fixed, failures: [...found.failures, ...failures], warnings };
  } finally {
    await places.remove();
  }
}

/** What kas locks of one target: the lock files as they are then, and the repositories as they are without them. */
async function lockOne(
  { name, config }: Target,
  paths: readonly string[],
  { copy, whole, cloned }: Workplace,
  kas: KasCaller,
  keepRevisions: boolean,
): Promise<{ readonly repos: readonly KasRepo[]; readonly texts: ReadonlyMap<string, string> }> {
  const { checkout } = copy;
  const argv = kasLockArgv(kas.program, { config, update: !keepRevisions });
  await kas.run(argv, `kas lock for ${name}`, checkout, { whole });
  const files = new Map<string, Buffer>();
  for (const path of paths) {
    const written = await readIfThere(join(checkout.repository, path), checkout);
    if (written !== undefined) files.set(path, written);
  }
  // What a lock file overrides looks like what the configuration does.
  for (const path of files.keys()) await rm(join(checkout.repository, path));
  const dump = kasDumpArgv(kas.program, { config, resolve: false, local: false, format: 'yaml' });
  const dumped = await kas.run(dump, `kas dump for ${name}`, checkout, { whole }).finally(async () => {
    for (const [path, content] of files) await writeFile(join(checkout.repository, path), content);
  });
  const repos = kasRepos([{ path: `What kas dump printed for ${name}`, text: dumped }]);
  cloned(repos);
  const decided = await decideRefspecs(repos, copy);
  const texts = new Map(
    [...files].map(([path, content]) => [
      path,
      lockWithRefspecs({ path, text: content.toString('utf8') }, decided.commits),
    ]),
  );
  return { repos: decided.repos, texts };
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
  { names, text, repos, sources }: Locked,
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
  return { names, path, before, oldLayers, text: isSame ? textOf(path, before) : text, layers, sources };
}
