import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { IMAGES } from './distro.ts';
import type { Docker } from './docker.ts';

/** An image that this run loaded, and that was not on the host before. */
export interface LoadedImage {
  readonly name: string;
  readonly id: string;
}

/** The ids of all images on the host. */
export async function listImages(docker: Docker): Promise<ReadonlySet<string>> {
  const { code, lines, error } = await docker(['image', 'ls', '--all', '--quiet', '--no-trunc']);
  if (code !== 0)
    throw new UserError(`docker does not list its images: ${error}`, 'Look at the Docker daemon.');
  return new Set(lines.map((line) => line.trim()));
}

/** How a line of `docker load` begins that names an image: `Loaded image: pantavisor-appengine:latest`. */
export const LOADED = 'Loaded image: ';

/**
 * The images of the distro that came to the host. One that was there before counts only if docker said that it was loaded: where the
 * script goes on after an error, the tests would run on what an earlier distro left.
 *
 * @param before The ids that were there before the distro was installed.
 * @param said The lines in which docker named what it loaded.
 */
export async function loadedImages(
  docker: Docker,
  before: ReadonlySet<string>,
  said: readonly string[],
): Promise<{ readonly loaded: readonly LoadedImage[]; readonly missing: readonly string[] }> {
  const ids = await imageIds(docker, IMAGES);
  const named = new Set(said.map(nameOf));
  const isNew = (id: string): boolean => !before.has(id);
  return {
    loaded: [...ids].map(([name, id]) => ({ name, id })).filter(({ id }) => isNew(id)),
    missing: IMAGES.filter((name) => {
      const id = ids.get(name);
      return id === undefined || !(isNew(id) || named.has(name));
    }),
  };
}

/** `pantavisor-appengine` of a line of `docker load`; podman puts a registry before it. */
function nameOf(line: string): string {
  const [name = ''] = line.slice(LOADED.length).trim().split('/').at(-1)?.split(':') ?? [];
  return name;
}

/** Removes images that this run loaded, unless a container uses them or the name means another image by now. */
export async function removeImages(docker: Docker, images: readonly LoadedImage[], log: Log): Promise<void> {
  if (images.length === 0) return;
  const ids = await imageIds(
    docker,
    images.map(({ name }) => name),
  );
  const ours = images.filter(({ name, id }) => ids.get(name) === id);
  const unused: string[] = [];
  for (const { name, id } of ours) {
    const { code, lines: users } = await docker(['ps', '--all', '--quiet', '--filter', `ancestor=${id}`]);
    if (code === 0 && users.length === 0) unused.push(name);
    else log.info(`The image ${name} stays: a container uses it.`);
  }
  if (unused.length === 0) return;
  const { code, error } = await docker(['image', 'rm', ...unused]);
  if (code !== 0) log.warning(`Not all images of the run could be removed (${unused.join(', ')}): ${error}`);
}

/** Name -> id of the images that are there. */
async function imageIds(docker: Docker, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const inspect = ['image', 'inspect', '--format', '{{.Id}}'];
  const { code, lines } = await docker([...inspect, ...names]);
  if (code === 0) return new Map(names.map((name, at) => [name, lines[at]?.trim() ?? '']));
  // One that is missing makes the others hard to tell apart.
  const ids = new Map<string, string>();
  for (const name of names) {
    const one = await docker([...inspect, name]);
    if (one.code === 0) ids.set(name, one.lines[0]?.trim() ?? '');
  }
  return ids;
}
