import { constants } from 'node:fs';
import { cp, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type Distro, IMAGES, imageFile } from './distro.ts';

/**
 * Copies a distro without the tests that are not to run, and without the images, which are loaded by then. The copy is real: the
 * script looks for tests without following links, and a link ends in a container where its target is not mounted.
 *
 * @param target Must not exist.
 */
export async function copySelection(distro: Distro, tests: readonly string[], target: string): Promise<void> {
  const kept = new Set(tests);
  const left = new Set(
    [...distro.tests.filter((id) => !kept.has(id)), ...IMAGES.map(imageFile)].map((path) =>
      path.split('/').join(sep),
    ),
  );
  // Of a link, only the link would be copied.
  const folder = await realpath(distro.folder);
  await cp(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => !left.has(relative(folder, source)),
  });
}

/** Files that the script makes beside itself when it installs and runs. */
const STRAYS = ['run.log', 'test.docker.log', 'tester.imgid', 'netsim.imgid'];

/** The paths of the files that the script will make in the distro, where they are not there yet. */
export function strayFiles(distro: Distro, existing: (path: string) => boolean): string[] {
  return STRAYS.map((name) => join(distro.folder, name)).filter((path) => !existing(path));
}
