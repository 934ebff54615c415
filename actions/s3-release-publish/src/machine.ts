import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { ForeignFileError, openForeign, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { Source } from '@pv-actions/core/action/source.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import { type ReadOptions, readUnchanged } from '@pv-actions/core/action/unchanged-file.ts';
import { type Artifact, type ArtifactsFile, parseArtifacts } from '@pv-actions/core/release/artifacts.ts';
import type { IndexForm } from '@pv-actions/core/release/releases-index.ts';
import type { StoreSettings } from '@pv-actions/core/store/settings.ts';
import type { PutOptions, Store } from '@pv-actions/core/store/types.ts';
import { aclOptions, cacheOptions, fileOptions, storeOf } from '@pv-actions/core/store/write-options.ts';
import type { Compression } from './archive/archives.ts';
import type { Inputs } from './inputs.ts';
import { sourceOfArtifacts } from './origin.ts';
import { type Layout, type PlannedObject, planRelease } from './plan.ts';
import { type Note, notesOf } from './plan-notes.ts';
import { layerOf, type MachineRelease, machineRelease, releaseOf } from './release.ts';

/** A machine on its way from the staged folder to the bucket, and what the inputs say about it. */
export interface Machine {
  /** The staged folder. */
  readonly folder: string;
  readonly artifacts: ArtifactsFile;
  /** What the artifacts were built from. */
  readonly source: Source;
  readonly release: MachineRelease;
  readonly planned: readonly PlannedObject[];
  /** What there is to say about them. */
  readonly notes: readonly Note[];
  readonly store: Store;
  /** Whether the index is left as it is, to be changed by a promotion. */
  readonly staged: boolean;
  /** Whether published files may be replaced by others. */
  readonly overwrite: boolean;
  readonly indexForm: IndexForm;
  readonly sha256sums: boolean;
  readonly compression: Compression;
  /** MiB. */
  readonly partSize: number | undefined;
  readonly concurrency: number;
  /** For the files of the machine; for what lies beside them, as its manifest; for the index, which all machines share. */
  readonly options: Readonly<Record<'files' | 'beside' | 'index', PutOptions>>;
}

/**
 * Reads what was staged, and plans its objects.
 *
 * @param folder The staged folder, absolute.
 * @throws UserError when the folder does not hold what its artifacts.json says, or nothing to publish, or is not what the run has built.
 */
export async function readMachine(
  folder: string,
  given: Inputs,
  settings: StoreSettings,
  deps: Deps,
): Promise<Machine> {
  const artifacts = await readArtifacts(folder);
  const name = given.machine ?? artifacts.machine;
  const release = machineRelease(releaseOf(layerOf(settings), given.tag, given.channel), name);
  const plan = planRelease(artifacts, release, {
    bundle: given['bundle-format'],
    layout: given.layout as readonly Layout[],
    files: given.files,
  });
  const planned = plan.objects;
  await checkFiles(
    folder,
    planned.flatMap((object) => object.sources),
  );
  const source = await sourceOfArtifacts(artifacts.source, given, deps);
  const store = storeOf(given, settings, deps);
  const beside = fileOptions(given);
  return {
    folder,
    artifacts,
    source,
    release,
    planned,
    notes: notesOf(plan),
    store,
    staged: given.phase === 'stage',
    overwrite: given.overwrite === 'always',
    indexForm: given['index-form'],
    sha256sums: given.sha256sums,
    compression: { level: given['compression-level'], gzipMembers: given['gzip-members'] },
    partSize: given['part-size-mb'],
    concurrency: given.concurrency,
    options: { files: { ...beside, ...cacheOptions(given) }, beside, index: aclOptions(given) },
  };
}

/**
 * Reads the artifacts.json of a staged folder.
 *
 * @throws UserError when there is none, or when it cannot be published.
 */
export async function readArtifacts(folder: string): Promise<ArtifactsFile> {
  const path = join(folder, 'artifacts.json');
  const content = await readForeign(folder, path, FILE_LIMITS.artifacts).catch((thrown: unknown) => {
    if (!(thrown instanceof ForeignFileError)) throw thrown;
    throw new UserError(
      thrown.code === 'ENOENT' ? `There is no ${path} (ENOENT).` : thrown.message,
      'Run kas-build before this step, and give its output artifact-dir as the input artifact-dir.',
    );
  });
  return parseArtifacts(content.toString(), path);
}

/**
 * Holds the files against artifacts.json before anything is uploaded: each is there, inside the folder, and has
 * its size.
 *
 * @throws UserError that names every file that is not so.
 */
export async function checkFiles(folder: string, files: readonly Artifact[]): Promise<void> {
  const problems: string[] = [];
  for (const { path, size } of files) {
    const problem = await fileProblem(folder, path, size);
    if (problem !== undefined) problems.push(`${path} ${problem}.`);
  }
  if (problems.length > 0) throw changed(folder, problems.join('\n'));
}

/** A file's bytes, as `readUnchanged`. The stream fails at its end when they are not those that artifacts.json states. */
export function readVerified(folder: string, file: Artifact, options?: ReadOptions): Readable {
  return readUnchanged(
    () => openForeign(folder, file.path, WITHIN),
    file,
    (problem) =>
      changed(
        folder,
        problem === 'has other content'
          ? `${file.path} has other content than artifacts.json states.`
          : `${file.path} ${problem}.`,
      ),
    options,
  );
}

const WITHIN = { links: 'within' } as const;

async function fileProblem(folder: string, path: string, size: number): Promise<string | undefined> {
  try {
    const { file, stats } = await openForeign(folder, path, WITHIN);
    await file.close();
    return stats.size === size ? undefined : `has ${formatBytes(stats.size)} instead of ${formatBytes(size)}`;
  } catch (thrown) {
    if (thrown instanceof ForeignFileError) return thrown.problem;
    throw thrown;
  }
}

function changed(folder: string, problem: string): UserError {
  return new UserError(
    `The files in ${folder} are not the ones that kas-build staged:\n${problem}`,
    'Build again, and let no step change the folder in between.',
  );
}
