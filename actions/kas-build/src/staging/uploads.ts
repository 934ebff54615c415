import { join } from 'node:path';
import type { Upload } from '@pv-actions/core/artifacts/artifact-upload.ts';
import type { Artifact } from '@pv-actions/core/release/artifacts.ts';

const NAMES: Readonly<Record<string, (target: string, machine: string) => string>> = {
  image: (target, machine) => `${target}-${machine}`,
  pvrexport: (_, machine) => `pvrexports-${machine}`,
  bsp: (_, machine) => `pantavisor-bsp-${machine}`,
  tezi: (target, machine) => `tezi-${target}-${machine}`,
  'flash-bundle': (_, machine) => `pv-flash-bundle-${machine}`,
  sdk: (_, machine) => `sdk-artifact-${machine}`,
};
const DISTRO = 'pvtest-distro';
/** No kind of file: everything that was staged, for a job that publishes it. */
export const STAGED = 'staged';
/** Smaller files do not decide how an archive with larger ones is compressed. */
const SMALL_BYTES = 1024 * 1024;
const COMPRESSED = /\.(gz|tgz|bz2|xz|txz|zst|lz4|lzma|zip|7z|swu|raucb)$/i;

/**
 * The GitHub artifacts of a build: one for each wanted kind that it made. BSPs are with the pvrexports too. The archives
 * hold the files under their paths in `folder`, and those of the images and of all that was staged have artifacts.json:
 * downloaded into one folder, they are what was staged. Only the distro's archive has the distro's own folder as its top.
 *
 * @param folder The staged folder, absolute.
 */
export function uploadKinds(
  kinds: readonly string[],
  artifacts: readonly Artifact[],
  names: { readonly machine: string; readonly targets: readonly string[] },
  folder: string,
): Upload[] {
  const uploads = new Map<string, Upload>();
  for (const kind of kinds) {
    const files = artifacts.filter((artifact) => isOfKind(artifact, kind));
    if (files.length === 0) continue;
    const name = uploadName(kind, names.machine, names.targets);
    const paths = files.map(({ path }) => join(folder, path));
    if (kind === 'image' || kind === STAGED) paths.push(join(folder, 'artifacts.json'));
    uploads.set(name, {
      name,
      files: [...new Set([...(uploads.get(name)?.files ?? []), ...paths])],
      root: kind === DISTRO ? join(folder, distroFolder(files)) : folder,
      compressed: isCompressed(files),
    });
  }
  return [...uploads.values()];
}

function isCompressed(files: readonly Artifact[]): boolean {
  const large = files.filter(({ size }) => size >= SMALL_BYTES);
  return (large.length === 0 ? files : large).every(({ name }) => COMPRESSED.test(name));
}

/** The name of a GitHub artifact, with `-` for every character that is not sure to be allowed in it. */
export function uploadName(kind: string, machine: string, targets: readonly string[]): string {
  const target = targets.length === 0 ? 'image' : targets.join('+');
  const name = NAMES[kind]?.(target, machine) ?? `${kind}-${machine}`;
  return name.replace(/[^A-Za-z0-9._+-]/g, '-');
}

function isOfKind(artifact: Artifact, kind: string): boolean {
  return kind === STAGED || artifact.kind === kind || (kind === 'pvrexport' && artifact.kind === 'bsp');
}

/** The folder that holds all files of the distro, relative to the staged folder. */
function distroFolder(files: readonly Artifact[]): string {
  const folders = new Set(files.map(({ path }) => path.split('/').slice(0, 2).join('/')));
  const [first] = folders;
  return first !== undefined && folders.size === 1 && files.every(({ path }) => path.startsWith(`${first}/`))
    ? first
    : DISTRO;
}
