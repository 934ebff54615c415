import { join } from 'node:path';
import { kasDumpArgv } from '@pv-actions/core/kas/kas-argv.ts';
import { type KasRepo, kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { copiesOf } from './copies.ts';
import type { Copy, Tracked } from './copy.ts';
import { eachTarget, fixedLayers, layersIn, layersThatStood, madeLayer, readOwn } from './files.ts';
import { type KasCaller, KasFailure } from './kas-call.ts';
import type { Made, MadeFile, Place, ResolveTarget } from './made.ts';
import { readSources, repositoryPath } from './sources.ts';

/**
 * Writes the configuration of each target into one text with all revisions resolved, as `kas dump` prints it (kas 3.2 and later). The
 * work tree stays as it is.
 *
 * @throws UserError for what is no failure of a single target.
 */
export async function resolveTargets(
  targets: readonly ResolveTarget[],
  place: Place,
  tracked: Tracked,
  kas: KasCaller,
): Promise<Made> {
  const copies = copiesOf(tracked);
  const files: MadeFile[] = [];
  const found: { name: string; repos: readonly KasRepo[] }[] = [];
  try {
    const failures = await eachTarget(
      targets,
      place,
      ({ file }) => [file],
      async (target) => {
        const { texts } = await readSources(target.config, place);
        const copy = await copies.copyFor(kasRepos(texts));
        const { text, repos } = await dumped(target, copy, kas);
        copies.cloned(copy, repos);
        checkPortable(text, [copy.place.repository, place.repository]);
        files.push(await madeFile(target, text, repos, place));
        found.push({ name: target.name, repos });
      },
    );
    return { files, failures, fixed: fixedLayers(found), warnings: [] };
  } finally {
    await copies.remove();
  }
}

/** What kas makes of a configuration: the text with resolved revisions, and the repositories as they were before. */
async function dumped(
  { name, config }: ResolveTarget,
  { place }: Copy,
  kas: KasCaller,
): Promise<{ readonly text: string; readonly repos: readonly KasRepo[] }> {
  const dump = (resolve: boolean): Promise<string> =>
    kas.run(
      kasDumpArgv(kas.program, { config, resolve, local: false, format: 'yaml' }),
      `kas dump${resolve ? ' --resolve-refs' : ''} for ${name}`,
      place,
    );
  // Resolved revisions look like those that the configuration fixes.
  const floating = await dump(false);
  const text = await dump(true);
  return { text, repos: kasRepos([{ path: `What kas dump printed for ${name}`, text: floating }]) };
}

async function madeFile(
  { name, file }: ResolveTarget,
  text: string,
  repos: readonly KasRepo[],
  place: Place,
): Promise<MadeFile> {
  const full = join(place.cwd, file);
  const path = repositoryPath(full, place);
  const before = await readOwn(full, place);
  const stood = layersThatStood(path, before);
  const layers = layersIn(path, text, repos).map((layer) => {
    const repo = repos.find(({ key }) => key === layer.key);
    return madeLayer({ ...layer, branch: repo?.branch }, stood, repo);
  });
  return { names: [name], path, before, stood, text, layers };
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
    false,
  );
}
