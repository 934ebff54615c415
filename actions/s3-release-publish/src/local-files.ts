import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { formatBytes } from '@pv-actions/core/action/progress.ts';
import { type Artifact, type ArtifactsFile, parseArtifacts } from '@pv-actions/core/release/artifacts.ts';

const CHUNK_BYTES = 256 * 1024;

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
  const hash = createHash('sha256');
  let size = 0;
  const verify = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      onBytes(chunk.length);
      done(null, chunk);
    },
    flush(done) {
      const same = size === file.size && hash.digest('hex') === file.sha256;
      done(same ? null : changed(folder, `${file.path} has other content than artifacts.json states.`));
    },
  });
  const source = createReadStream(join(folder, file.path), { highWaterMark: CHUNK_BYTES });
  source.on('error', (error) => {
    verify.destroy(changed(folder, `${file.path} cannot be read (${systemCode(error) ?? error.message}).`));
  });
  verify.on('close', () => source.destroy());
  return source.pipe(verify);
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
