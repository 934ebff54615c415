import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { readPins } from '@pv-actions/core/kas/kas-pins.ts';
import type { KasRepo } from '@pv-actions/core/kas/kas-repos.ts';
import { KasFailure, RunError } from './kas-call.ts';
import { isElsewhere } from './layer-changes.ts';
import { readIfThere, repositoryPath } from './sources.ts';
import type {
  Checkout,
  FileChange,
  FixedLayer,
  Layer,
  PlannedFiles,
  PlannedLayer,
  Target,
  TargetFailure,
} from './types.ts';

/**
 * The bytes of a file that the stage writes; undefined where there is none yet.
 *
 * @throws UserError for a link and whatever else is no file.
 */
export async function readOwn(file: string, checkout: Checkout): Promise<Buffer | undefined> {
  const stats = await lstat(file).catch((thrown) => {
    if (systemCode(thrown) === 'ENOENT' || systemCode(thrown) === 'ENOTDIR') return undefined;
    throw thrown;
  });
  if (stats === undefined) return undefined;
  if (stats.isFile()) return readIfThere(file, checkout);
  throw new UserError(
    `${repositoryPath(file, checkout)} is no file, but a ${stats.isDirectory() ? 'folder' : 'link'}.`,
    'Remove it: the stage writes a file there.',
  );
}

/** The text of a kas file, with a byte order mark where it has one. @throws UserError when it is not UTF-8. */
export function textOf(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError(`${path} is not UTF-8.`, 'Correct the file. kas itself cannot read it either.');
  }
}

/** The files of the repository that go, as changes. */
export function removals(files: readonly string[], checkout: Checkout): Promise<FileChange[]> {
  return Promise.all(
    files.map(async (file) => {
      const path = resolve(checkout.cwd, file);
      return {
        path: repositoryPath(path, checkout),
        before: await readOwn(path, checkout),
        after: undefined,
      };
    }),
  );
}

/**
 * The layers that a text pins.
 *
 * @param repos what is known of them, where the text itself does not say.
 * @throws UserError when it is no kas file.
 */
export function layersIn(path: string, text: string, repos: readonly KasRepo[] = []): Layer[] {
  const known = new Map(repos.map((repo) => [repo.key, repo]));
  return readPins({ path, text }).map(({ key, url, branch, revision }) => ({
    key,
    url: url ?? known.get(key)?.url,
    branch: branch ?? known.get(key)?.branch,
    revision,
  }));
}

/** The layers of a file as it stands. One that cannot be read is replaced, and has none. */
export function oldLayersOf(path: string, before: Buffer | undefined): Layer[] {
  if (before === undefined) return [];
  try {
    return layersIn(path, textOf(path, before));
  } catch (thrown) {
    if (thrown instanceof UserError) return [];
    throw thrown;
  }
}

/** A layer of a planned file, compared with the file as it is and with the configuration. */
export function plannedLayer(
  layer: Layer,
  oldLayers: readonly Layer[],
  repo: KasRepo | undefined,
): PlannedLayer {
  const was = oldLayers.find(({ key }) => key === layer.key);
  const old = was === undefined || isElsewhere(was, layer) ? undefined : was.revision;
  return { ...layer, old, follows: repo === undefined ? 'fixed' : followedBy(repo) };
}

/** What a repository of a configuration follows. */
export function followedBy({ type, commit, tag, branch }: KasRepo): PlannedLayer['follows'] {
  if (type !== 'git' || commit !== undefined) return 'fixed';
  if (tag !== undefined) return 'tag';
  return branch === undefined ? 'fixed' : 'branch';
}

/** The layers that configurations fix. */
function fixedLayers(
  found: readonly { readonly name: string; readonly repos: readonly KasRepo[] }[],
): FixedLayer[] {
  const fixed = new Map<string, FixedLayer>();
  for (const { name, repos } of found) {
    for (const { key, url, branch, commit } of repos) {
      if (commit === undefined) continue;
      const id = JSON.stringify([key, url, branch, commit]);
      const names = [...(fixed.get(id)?.names ?? []), name];
      fixed.set(id, { key, url, branch, revision: commit, names });
    }
  }
  return [...fixed.values()];
}

/**
 * Looks at each target, one after the other. One that fails does not keep the others from going on.
 *
 * @param filesOf the files that stay as they are for a target that fails, relative to the working directory.
 * @param look gives the repositories of the target's configuration.
 * @throws what is no failure of a single target.
 */
export async function eachTarget<T extends Target>(
  targets: readonly T[],
  checkout: Checkout,
  filesOf: (target: T) => Promise<readonly string[]> | readonly string[],
  look: (target: T) => Promise<readonly KasRepo[]>,
): Promise<Pick<PlannedFiles, 'failures' | 'fixed'>> {
  const failures: TargetFailure[] = [];
  const found: { name: string; repos: readonly KasRepo[] }[] = [];
  for (const target of targets) {
    try {
      found.push({ name: target.name, repos: await look(target) });
    } catch (thrown) {
      if (!(thrown instanceof UserError || thrown instanceof KasFailure) || thrown instanceof RunError)
        throw thrown;
      const files = (await filesOf(target)).map((file) => repositoryPath(join(checkout.cwd, file), checkout));
      const unreachable = thrown instanceof KasFailure && thrown.unreachable;
      failures.push({
        name: target.name,
        unreachable,
        cause: messageOf(thrown),
        detail: thrown instanceof KasFailure ? thrown.detail : undefined,
        advice: thrown.advice,
        files,
      });
    }
  }
  return { failures, fixed: fixedLayers(found) };
}
