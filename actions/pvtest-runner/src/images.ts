import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Log } from '@pv-actions/core/action/log.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';
import { IMAGES } from './distro.ts';
import type { Docker } from './docker.ts';

/** A tag that this run brought to the host, or an image without one. */
export interface LoadedImage {
  /** `pantavisor-appengine:1.0`; the id of an image that has no tag. */
  readonly tag: string;
  readonly id: string;
  /** The id of the image that had this tag before. */
  readonly before?: string | undefined;
}

/** The images on a host. */
export interface HostImages {
  readonly ids: ReadonlySet<string>;
  /** Tag -> id. */
  readonly tags: ReadonlyMap<string, string>;
}

const FORMAT = '{{.ID}} {{.Repository}}:{{.Tag}}';

/** All images on the host. @throws UserError when docker does not list them. */
export async function listImages(docker: Docker): Promise<HostImages> {
  const { code, lines, error } = await docker(['image', 'ls', '--all', '--no-trunc', '--format', FORMAT]);
  if (code !== 0)
    throw new UserError(`docker does not list its images: ${error}`, 'Look at the Docker daemon.');
  const rows = lines.map((line) => line.trim().split(' '));
  return {
    ids: new Set(rows.map(([id = '']) => id)),
    tags: new Map(rows.flatMap(([id = '', tag = '']) => (tag.includes('<none>') ? [] : [[tag, id]]))),
  };
}

/** How a line of `docker load` begins that names an image: `Loaded image: pantavisor-appengine:latest`, or its id where it has no tag. */
const LOADED = /^Loaded image(?: ID)?: /;

export const isLoaded = (line: string): boolean => LOADED.test(line);

/**
 * What came to the host with the distro: each tag of its images. A tag that was there before counts as loaded only if docker said so: where
 * the script goes on after an error, the tests would run on what an earlier distro left.
 *
 * @param before What was there before the distro was installed.
 * @param said The lines in which docker named what it loaded.
 */
export async function loadedImages(
  docker: Docker,
  before: HostImages,
  said: readonly string[],
): Promise<{ readonly loaded: readonly LoadedImage[]; readonly missing: readonly string[] }> {
  const { tags } = await listImages(docker);
  const named = new Set(said.map((line) => line.replace(LOADED, '').trim()));
  const isOfDistro = (tag: string): boolean => named.has(tag) || IMAGES.some((name) => name === nameOf(tag));
  const isNew = ([tag, id]: readonly [string, string]): boolean => before.tags.get(tag) !== id;
  const tagged = [...tags].filter((each) => isNew(each) && isOfDistro(each[0]));
  const untagged = [...named].filter((name) => name.startsWith('sha256:') && !before.ids.has(name));
  const there = new Set([...tagged.map(([tag]) => tag), ...named].map(nameOf));
  return {
    loaded: [
      ...tagged.map(([tag, id]) => ({ tag, id, before: before.tags.get(tag) })),
      ...untagged.map((id) => ({ tag: id, id })),
    ],
    missing: IMAGES.filter(
      (name) => !there.has(name) || ![...tags.keys()].some((tag) => nameOf(tag) === name),
    ),
  };
}

/** `pantavisor-appengine` of `pantavisor-appengine:latest`; podman puts a registry before it. */
function nameOf(tag: string): string {
  const [name = ''] = tag.split('/').at(-1)?.split(':') ?? [];
  return name;
}

/**
 * Removes the tags that this run loaded, and with the last one of an image the image, unless a container uses it. A tag that means another
 * image by now stays; one that meant another before means that one again.
 */
export async function removeImages(docker: Docker, images: readonly LoadedImage[], log: Log): Promise<void> {
  if (images.length === 0) return;
  const { ids, tags } = await listImages(docker);
  const ours = images.filter(({ tag, id }) => (tag === id ? ids.has(id) : tags.get(tag) === id));
  const unused: LoadedImage[] = [];
  for (const image of ours) {
    if (isKept(image.id, ours, tags) || (await isUnused(image.id, docker))) unused.push(image);
    else log.info(`The image ${image.tag} stays: a container uses it.`);
  }
  if (unused.length === 0) return;
  const { code, error } = await docker(['image', 'rm', ...unused.map(({ tag }) => tag)]);
  if (code !== 0) {
    const names = unused.map(({ tag }) => tag);
    log.warning(`Not all images of the run could be removed (${shortList(names, ', ')}): ${error}`);
  }
  for (const { tag, before } of unused) {
    if (before !== undefined && ids.has(before)) await docker(['image', 'tag', before, tag]);
  }
}

/** Whether an image stays on the host by a tag of somebody else. */
function isKept(id: string, ours: readonly LoadedImage[], tags: ReadonlyMap<string, string>): boolean {
  const own = new Set(ours.map(({ tag }) => tag));
  return [...tags].some(([tag, other]) => other === id && !own.has(tag));
}

/** False also where docker does not say it. */
async function isUnused(id: string, docker: Docker): Promise<boolean> {
  const { code, lines } = await docker(['ps', '--all', '--quiet', '--filter', `ancestor=${id}`]);
  return code === 0 && lines.length === 0;
}
