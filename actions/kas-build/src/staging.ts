import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { type Artifact, type ArtifactsFile, artifactsText } from '@pv-actions/core/release/artifacts.ts';
import type { DeployArtifact } from '@pv-actions/core/yocto/deploy.ts';
import type { DeployFolders } from './deploy-folders.ts';

const FOLDER_OF_KIND: Readonly<Record<string, string>> = {
  image: 'images',
  pvrexport: 'pvrexports',
  bsp: 'pvrexports',
  'flash-bundle': 'flash-bundles',
  manifest: 'manifests',
};

/**
 * Puts the chosen files into `artifactDir` with their artifacts.json. They are hard-linked where that is
 * possible, else copied, and hashed. The folder appears whole, under a temporary name first; one that an
 * earlier run staged is replaced.
 *
 * @throws UserError when `artifactDir` holds something that no run of this stage put there.
 */
export async function stageArtifacts(
  artifactDir: string,
  folders: DeployFolders,
  chosen: readonly DeployArtifact[],
  describe: (artifacts: Artifact[]) => ArtifactsFile,
): Promise<ArtifactsFile> {
  await refuseForeignFolder(artifactDir);
  const partial = `${artifactDir}.partial`;
  await rm(partial, { recursive: true, force: true });
  const artifacts: Artifact[] = [];
  for (const { kind, root, source, name } of chosen) {
    const path = `${FOLDER_OF_KIND[kind] ?? kind}/${name}`;
    const target = join(partial, path);
    await mkdir(dirname(target), { recursive: true });
    await linkOrCopy(join(folders[root], source), target);
    artifacts.push({ kind, path, name, ...(await digest(target)) });
  }
  const file = describe(artifacts);
  await writeFile(join(partial, 'artifacts.json'), artifactsText(file));
  await rm(artifactDir, { recursive: true, force: true });
  await rename(partial, artifactDir);
  return file;
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

async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') {
      throw new UserError(
        `Two files of the build would be published as ${target.slice(target.lastIndexOf('/') + 1)}; one is ${source}.`,
        'Remove the deploy folder and build again, or name the image more exactly in the input output.',
      );
    }
    await copyFile(source, target);
  }
}

async function digest(path: string): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), async (chunks) => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      size += chunk.length;
      hash.update(chunk);
    }
  });
  return { size, sha256: hash.digest('hex') };
}
