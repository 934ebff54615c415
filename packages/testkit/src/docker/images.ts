import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { imageOf, type Part } from '../pvtest/distro.ts';
import type { DockerDaemon } from './daemon.ts';

const INSIDE = fileURLToPath(new URL('./inside/', import.meta.url));
const ENGINE = fileURLToPath(new URL('../pvtest/engine/standin_engine/', import.meta.url));
const PROGRAMS = ['/bin/sh', '/bin/cat', '/bin/chown', '/bin/sleep', '/bin/true'];
const PATH = 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const run = promisify(execFile);

/** Options of `docker run` that give a container of these images the programs of the host: kas, bitbake and Python need them. */
export const HOST_PROGRAMS = ['-v', '/usr:/usr:ro'];

/**
 * Imports an image made of programs of this machine: a shell, and what takes over files. `pv-plain` has no entry point; `kas` is kas-container's
 * image, and runs the kas of HOST_PROGRAMS; `tester` does what a `stand-in.json` says, as the stand-in for docker does.
 */
export async function importImage(
  daemon: DockerDaemon,
  name: string,
  entry?: 'kas' | 'tester',
): Promise<void> {
  const tar = await rootFileSystem(daemon.dir);
  const changes = [PATH, ...(entry === undefined ? [] : [`ENTRYPOINT ["/inside/${entry}"]`])];
  await daemon.command('import', ...changes.flatMap((change) => ['--change', change]), tar, name);
}

/** Writes the tars of a distro's three images into a new folder, each with two tags as a layer makes them. The daemon keeps none of them. */
export async function writeDistroImages(daemon: DockerDaemon, folder: string): Promise<void> {
  await mkdir(folder);
  for (const part of ['appengine', 'netsim', 'tester'] satisfies Part[]) {
    const { image } = imageOf(part);
    await importImage(daemon, image, 'tester');
    const tags = [`${image}:1.0`, `${image}:latest`];
    await daemon.command('tag', image, tags[0] ?? '');
    await daemon.command('save', '--output', join(folder, `${image}-docker.tar`), ...tags);
    await daemon.command('rmi', ...tags);
  }
}

/** A tar of a merged-/usr root file system, made once for each daemon. */
async function rootFileSystem(dir: string): Promise<string> {
  const root = join(dir, 'root');
  const tar = `${root}.tar`;
  if (existsSync(tar)) return tar;
  await mkdir(join(root, 'tmp'), { recursive: true });
  await chmod(join(root, 'tmp'), 0o1777);
  // Not /sbin: docker puts its init there, which HOST_PROGRAMS must not hide.
  for (const name of ['bin', 'lib', 'lib64']) await symlink(`usr/${name}`, join(root, name));
  const libraries = (await run('ldd', PROGRAMS)).stdout.match(/\/lib\S+/g) ?? [];
  for (const file of new Set([...PROGRAMS, ...libraries])) {
    const target = join(root, 'usr', file);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(file, target);
  }
  await cp(INSIDE, join(root, 'inside'), { recursive: true });
  await cp(ENGINE, join(root, 'inside', 'standin_engine'), {
    recursive: true,
    filter: (file) => !file.endsWith('__pycache__'),
  });
  await run('tar', ['-C', root, '-cf', tar, '.']);
  return tar;
}
