import { posix } from 'node:path';

/** The folders of the host that kas-container mounts. Absolute paths. */
export interface ContainerFolders {
  readonly workDir: string;
  readonly buildDir: string;
  readonly repoDir: string;
  readonly sstateDir?: string | undefined;
  readonly dlDir?: string | undefined;
  readonly repoRefDir?: string | undefined;
  /** Other mounts: the path in the container to that of the host. */
  readonly mounts?: Readonly<Record<string, string>> | undefined;
}

interface Mount {
  readonly host: string;
  readonly container: string;
}

/**
 * A function that gives a text of kas-container's container with each path in it as the host has it; what is not mounted
 * stays as it is, and so does all text of kas, which has no container. kas-container mounts the repository at `/repo`, the work folder at `/work`, the build folder at `/build`,
 * DL_DIR at `/downloads`, SSTATE_DIR at `/sstate` and KAS_REPO_REF_DIR at `/repo-ref`, in every version since 2.5.
 */
export function toHostPaths(folders: ContainerFolders | undefined): (text: string) => string {
  if (folders === undefined) return (text) => text;
  const mounts = mountsOf(folders);
  const pattern = mountPattern(mounts.map(({ container }) => container));
  return (text) =>
    text.replace(pattern, (path: string) => {
      const normal = posix.normalize(path);
      return pathIn(mounts, normal) ?? normal;
    });
}

/**
 * The host's path of one of the container; undefined where nothing is mounted there: a path that the container says means
 * nothing on the host then. Without a container it is the path itself.
 */
export function hostPath(folders: ContainerFolders | undefined, path: string): string | undefined {
  return folders === undefined ? path : pathIn(mountsOf(folders), posix.normalize(path));
}

/**
 * The container's path of one below the build folder. `/work` is mounted by every version; since 4.7 what lies in it is nowhere else, not
 * even the build folder, SSTATE_DIR and DL_DIR.
 *
 * @param path as the folders absolute and without links, which kas-container resolves.
 */
export function pathInContainer(
  { workDir, buildDir }: Pick<ContainerFolders, 'workDir' | 'buildDir'>,
  path: string,
): string {
  if (isWithin(path, workDir)) return posix.join('/work', posix.relative(workDir, path));
  return posix.join('/build', posix.relative(buildDir, path));
}

/** The folders of the host that the container has. */
export function mountedFolders(folders: ContainerFolders): string[] {
  return mountsOf(folders).map(({ host }) => host);
}

function pathIn(mounts: readonly Mount[], path: string): string | undefined {
  const mount = mounts.find(({ container }) => isWithin(path, container));
  return mount === undefined ? undefined : mount.host + path.slice(mount.container.length);
}

/** The innermost first. */
function mountsOf(folders: ContainerFolders): Mount[] {
  const hosts: readonly (readonly [string, string | undefined])[] = [
    ['/work', folders.workDir],
    ['/build', folders.buildDir],
    ['/repo', folders.repoDir],
    ['/sstate', folders.sstateDir],
    ['/downloads', folders.dlDir],
    ['/repo-ref', folders.repoRefDir],
    ...Object.entries(folders.mounts ?? {}),
  ];
  return hosts
    .flatMap(([container, host]) =>
      host === undefined ? [] : [{ container, host: host.replace(/\/+$/, '') }],
    )
    .toSorted((a, b) => b.container.length - a.container.length);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/**
 * `/build` in `at /build/tmp` or `'/build'.`, but not in `/buildx`, `tmp/build`, `/build-2` or `file:///build`. Layers
 * are named from the build folder: of `/build/../repo/recipes/x.bb`, `/build/../repo` is one piece.
 */
function mountPattern(paths: readonly string[]): RegExp {
  const names = paths.map((path) => path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|');
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}_./}~+-])(${names})(?=/|$|[^\p{L}\p{N}_.~+-]|\.(?:\s|$))(?:(?:/\.\.)+(?:/[\p{L}\p{N}_.~+-]+)*)?`,
    'gu',
  );
}
