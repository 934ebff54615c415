import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { holdFolder } from '@pv-actions/core/action/foreign-file.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import type { DeployArtifact } from '@pv-actions/core/bitbake/deploy-selection.ts';
import { type Artifact, type ArtifactsFile, artifactsText } from '@pv-actions/core/release/artifacts.ts';
import type { Attestation } from './attestations.ts';
import type { DeployFolders } from './deploy-folders.ts';
import { type StageOptions, stageFile } from './stage-file.ts';

const FOLDER_OF_KIND: Readonly<Record<string, string>> = {
  image: 'images',
  pvrexport: 'pvrexports',
  bsp: 'pvrexports',
  'flash-bundle': 'flash-bundles',
  manifest: 'manifests',
  license: 'licenses',
};

/** A text that is put beside artifacts.json, such as the resolved configuration. */
export interface ExtraFile {
  /** A plain file name. */
  readonly name: string;
  readonly text: string;
}

export interface StagingOptions extends Pick<StageOptions, 'goOn' | 'owner'> {
  readonly extra?: readonly ExtraFile[];
  /** Statements of provenance, which become artifacts, too. */
  readonly attestations?: readonly Attestation[];
}

/**
 * Puts the chosen files into `artifactDir` with their artifacts.json. They are hard-linked where that is
 * possible, else copied, and hashed. The folder appears whole, under a temporary name first; one that an
 * earlier run staged is replaced.
 *
 * @param describe makes the content of artifacts.json of the staged files, which have the order of `chosen`.
 * @throws UserError when `artifactDir` holds something that no run of this stage put there, when two files would
 *   have one name, when a file changes meanwhile, and when the disk is full.
 */
export async function stageArtifacts(
  artifactDir: string,
  folders: DeployFolders,
  chosen: readonly DeployArtifact[],
  describe: (artifacts: Artifact[]) => ArtifactsFile,
  options: StagingOptions = {},
): Promise<ArtifactsFile> {
  await refuseForeignFolder(artifactDir);
  const files = planFiles(folders, chosen);
  const partial = partialOf(artifactDir);
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(dirname(partial), { recursive: true });
    await mkdir(partial);
    const file = await fill(partial, files, describe, options);
    await rm(artifactDir, { recursive: true, force: true });
    await rename(partial, artifactDir);
    return file;
  } catch (error) {
    await rm(partial, { recursive: true, force: true }).catch(() => {});
    throw await explain(error, artifactDir);
  }
}

/** What is written goes into the folder that is open: its parent may belong to the user that the build ran as. */
async function fill(
  partial: string,
  files: readonly PlannedFile[],
  describe: (artifacts: Artifact[]) => ArtifactsFile,
  options: StagingOptions,
): Promise<ArtifactsFile> {
  const { handle, at } = await holdFolder(dirname(partial), basename(partial));
  try {
    const { uid } = await handle.stat();
    if (uid === options.owner) throw replaced(partial);
    const stage = async ({ kind, name, path, source }: PlannedFile): Promise<Artifact> => {
      await mkdir(dirname(at(path)), { recursive: true });
      return { kind, path, name, ...(await stageFile(source, at(path), options)) };
    };
    const staged = await inParallel(files, stage, availableParallelism());
    for (const attestation of options.attestations ?? [])
      staged.push(await writeAttestation(attestation, at));
    const file = describe(staged);
    for (const { name, text } of options.extra ?? []) await writeFile(at(name), text, { flag: 'wx' });
    await writeFile(at('artifacts.json'), artifactsText(file), { flag: 'wx' });
    return file;
  } finally {
    await handle.close();
  }
}

async function writeAttestation(
  { name, content }: Attestation,
  at: (path: string) => string,
): Promise<Artifact> {
  const path = `provenance/${name}`;
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), content, { flag: 'wx' });
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { kind: 'provenance', path, name, size: content.length, sha256 };
}

function replaced(partial: string): UserError {
  return new UserError(
    `The folder ${partial} was replaced by one of the build user while it was filled.`,
    'Name a folder that the build user may not write to in the input artifact-dir, and look for what the build left running.',
  );
}

interface PlannedFile {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly source: string;
}

function planFiles(folders: DeployFolders, chosen: readonly DeployArtifact[]): PlannedFile[] {
  const sources = new Map<string, string>();
  return chosen.map(({ kind, root, source, name }) => {
    const file = {
      kind,
      name,
      path: `${FOLDER_OF_KIND[kind] ?? kind}/${name}`,
      source: join(folders[root], source),
    };
    const other = sources.get(file.path);
    if (other !== undefined) {
      throw new UserError(
        `Two files of the build would be published as ${name}: ${other} and ${file.source}.`,
        'Remove the deploy folder and build again, or name the image more exactly in the input output.',
      );
    }
    sources.set(file.path, file.source);
    return file;
  });
}

/** Removes what an earlier run staged in `artifactDir`, so that nobody takes it for what this one did. A folder of others stays. */
export async function unstage(artifactDir: string): Promise<void> {
  const names = await readdir(artifactDir).catch((): string[] => []);
  if (names.includes('artifacts.json')) await rm(artifactDir, { recursive: true, force: true });
}

/** Where the files are put until the folder is whole. */
export function partialOf(artifactDir: string): string {
  return `${artifactDir}.partial`;
}

async function refuseForeignFolder(artifactDir: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(artifactDir);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw new UserError(
      `The artifact folder ${artifactDir} cannot be used: ${systemCode(error) ?? 'it cannot be read'}.`,
      'Name a folder that does not exist yet in the input artifact-dir.',
    );
  }
  if (names.length > 0 && !names.includes('artifacts.json')) {
    throw new UserError(
      `The artifact folder ${artifactDir} is not empty and was not staged by kas-build.`,
      'Name a folder of its own in the input artifact-dir: its content is replaced by each run.',
    );
  }
}

/** The same failure as the user sees it. */
async function explain(error: unknown, artifactDir: string): Promise<unknown> {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new UserError(
      `There is no space left to stage the artifacts in ${artifactDir}: ${await freeSpace(artifactDir)} free.`,
      'Free space there, or name a folder on another disk in the input artifact-dir. On the disk of the deploy folder the files are linked and take no space.',
      { cause: error },
    );
  }
  if (code === 'EROFS' || code === 'EBUSY' || (code === 'EACCES' && isWrite(error))) {
    return new UserError(
      `The artifact folder ${artifactDir} cannot be written: ${code}.`,
      'Name a folder that the job may write in the input artifact-dir; not the root of a mounted volume.',
      { cause: error },
    );
  }
  return error;
}

function isWrite(error: unknown): boolean {
  return ['mkdir', 'rename', 'rmdir', 'unlink'].includes((error as NodeJS.ErrnoException).syscall ?? '');
}

async function freeSpace(artifactDir: string): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(dirname(artifactDir));
    return `${formatBytes(bavail * bsize)} are`;
  } catch {
    return 'none is';
  }
}
