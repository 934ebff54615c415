import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { readUnchanged } from '@pv-actions/core/action/unchanged-file.ts';
import { type Artifact, type ArtifactsFile, parseArtifacts } from '@pv-actions/core/release/artifacts.ts';

/**
 * Reads the artifacts.json of a staged folder.
 *
 * @throws UserError when there is none, or when it cannot be published.
 */
export async function readArtifacts(folder: string): Promise<ArtifactsFile> {
  const path = join(folder, 'artifacts.json');
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    const code = systemCode(error) ?? 'no code';
    throw new UserError(
      code === 'ENOENT' ? `There is no ${path} (ENOENT).` : `${path} cannot be read (${code}).`,
      'Run kas-build before this step, and give its output artifact-dir as the input artifact-dir.',
    );
  }
  return parseArtifacts(content, path);
}

/**
 * Holds the files against artifacts.json before anything is uploaded: each is there, inside the folder, and has
 * its size.
 *
 * @throws UserError that names every file that is not so.
 */
export async function checkFiles(folder: string, files: readonly Artifact[]): Promise<void> {
  const root = await realpath(folder);
  const problems: string[] = [];
  for (const { path, size } of files) {
    const problem = await fileProblem(root, path, size);
    if (problem !== undefined) problems.push(`${path} ${problem}.`);
  }
  if (problems.length > 0) throw changed(folder, problems.join('\n'));
}

/** A file's bytes. The stream fails at its end when they are not those that artifacts.json states. */
export function readVerified(folder: string, file: Artifact, onBytes: (count: number) => void): Readable {
  return readUnchanged(
    join(folder, file.path),
    file,
    (problem) =>
      changed(
        folder,
        problem === 'has other content'
          ? `${file.path} has other content than artifacts.json states.`
          : `${file.path} ${problem}.`,
      ),
    onBytes,
  );
}

async function fileProblem(root: string, path: string, size: number): Promise<string | undefined> {
  let real: string;
  try {
    real = await realpath(join(root, path));
  } catch {
    return 'is missing';
  }
  const inside = relative(root, real);
  if (inside === '..' || inside.startsWith(`..${sep}`)) return 'is a link that leaves the folder';
  const found = await stat(real);
  if (!found.isFile()) return 'is not a file';
  try {
    await access(real, constants.R_OK);
  } catch (error) {
    return `may not be read (${systemCode(error)})`;
  }
  return found.size === size ? undefined : `has ${formatBytes(found.size)} instead of ${formatBytes(size)}`;
}

function changed(folder: string, problem: string): UserError {
  return new UserError(
    `The files in ${folder} are not the ones that kas-build staged:\n${problem}`,
    'Build again, and let no step change the folder in between.',
  );
}
