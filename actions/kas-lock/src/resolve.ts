import { join } from 'node:path';
import { kasDumpArgv } from '@pv-actions/core/kas/kas-argv.ts';
import { type KasRepo, kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { withOverrides, withRefspecs } from '@pv-actions/core/kas/resolved-text.ts';
import { eachTarget, layersIn, oldLayersOf, plannedLayer, readOwn, textOf } from './files.ts';
import { type KasCaller, KasFailure } from './kas-call.ts';
import type { TrackedFiles } from './layer-copy.ts';
import { type BranchQuestions, missingBranches, onlyRevisions } from './missing-branches.ts';
import { decideRefspecs } from './refspecs.ts';
import { readSources, repositoryPath } from './sources.ts';
import type { Checkout, PlannedFile, PlannedFiles, ResolveTarget, TargetFailure } from './types.ts';
import { type Workplace, workplaces } from './workplaces.ts';

/**
 * Writes the configuration of each target into one text with all revisions resolved, as `kas dump` prints it (kas 3.2 and later). The
 * work tree stays as it is.
 *
 * @throws UserError for what is no failure of a single target.
 */
export async function resolveTargets(
  targets: readonly ResolveTarget[],
  checkout: Checkout,
  tracked: TrackedFiles,
  kas: KasCaller,
  remotes: BranchQuestions,
): Promise<PlannedFiles> {
  const places = workplaces(tracked, checkout);
  const files: PlannedFile[] = [];
  const failures: TargetFailure[] = [];
  const warnings: string[] = [];
  try {
    const found = await eachTarget(
      targets,
      checkout,
      ({ file }) => [file],
      async (target) => {
        const sources = await readSources(target.config, checkout);
        const made = places.work(sources, async (place) => {
          const { text, repos } = await dumped(target, place, kas);
          checkPortable(text, [place.copy.checkout.repository, checkout.repository]);
          files.push(await plannedFile(target, text, repos, checkout));
          return repos;
        });
        return made.catch(async (thrown) => {
          const path = repositoryPath(join(checkout.cwd, target.file), checkout);
          const missing = await missingBranches(thrown, kasRepos(sources.texts), [path], remotes);
          if (missing === undefined) throw thrown;
          failures.push(...missing.failures);
          const before = await readOwn(join(checkout.cwd, target.file), checkout);
          if (before !== undefined) {
            const text = textOf(path, before);
            files.push(await plannedFile(target, text, missing.repos, checkout));
            warnings.push(onlyRevisions(target.name));
          }
          return missing.repos;
        });
      },
    );
    return { files, fixed: found.fixed, failures: [...found.failures, ...failures], warnings };
  } finally {
    await places.remove();
  }
}

/** What kas makes of a configuration: the text with resolved revisions, and the repositories as they were before. */
async function dumped(
  { name, config }: ResolveTarget,
  { copy, whole, cloned }: Workplace,
  kas: KasCaller,
): Promise<{ readonly text: string; readonly repos: readonly KasRepo[] }> {
  const dump = (resolve: boolean): Promise<string> =>
    kas.run(
      kasDumpArgv(kas.program, { config, resolve, local: false, format: 'yaml' }),
      `kas dump${resolve ? ' --resolve-refs' : ''} for ${name}`,
      copy.checkout,
      { whole },
    );
  const path = `What kas dump printed for ${name}`;
  // Resolved revisions look like those that the configuration fixes.
  const floating = { path, text: await dump(false) };
  const resolved = { path, text: await dump(true) };
  const repos = kasRepos([floating]);
  cloned(repos);
  const decided = await decideRefspecs(repos, copy);
  const text = withOverrides(resolved, floating);
  return { text: withRefspecs({ path, text }, decided.commits), repos: decided.repos };
}

async function plannedFile(
  { name, file }: ResolveTarget,
  text: string,
  repos: readonly KasRepo[],
  checkout: Checkout,
): Promise<PlannedFile> {
  const full = join(checkout.cwd, file);
  const path = repositoryPath(full, checkout);
  const before = await readOwn(full, checkout);
  const oldLayers = oldLayersOf(path, before);
  const layers = layersIn(path, text, repos).map((layer) => {
    const repo = repos.find(({ key }) => key === layer.key);
    return plannedLayer({ ...layer, branch: repo?.branch }, oldLayers, repo);
  });
  return { names: [name], path, before, oldLayers, text, layers };
}

/** @throws KasFailure for a text that holds folders of this machine: it would be another one each time, and work nowhere else. */
function checkPortable(text: string, folders: readonly string[]): void {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => folders.some((folder) => line.includes(folder)));
  if (at === -1) return;
  const key = /^\s*([^\s:]+):/.exec(lines[at] ?? '')?.[1];
  throw new KasFailure(
    `kas dump printed a folder of this machine${key === undefined ? '' : `, under ${key}`}.`,
    'Write paths of the configuration relative to the layer. A file with `_source_dir: .` in the input config-prefix sets that folder.',
  );
}
