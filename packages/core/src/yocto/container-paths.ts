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

export interface HostPaths {
  /** A path of the container as the host has it; one that is not mounted stays as it is. */
  toHost(path: string): string;
  /** A path of the host as the container has it; undefined where it is not mounted. */
  toContainer(path: string): string | undefined;
  /** A text of the container with each path in it as the host has it. */
  mapText(text: string): string;
}

interface Mount {
  readonly host: string;
  readonly container: string;
}

/**
 * Translates between the paths of kas-container's container and those of the host. The script mounts the repository at
 * `/repo`, the work folder at `/work`, the build folder at `/build`, DL_DIR at `/downloads`, SSTATE_DIR at `/sstate` and
 * KAS_REPO_REF_DIR at `/repo-ref`, in every version since 2.5.
 */
export function hostPaths(folders: ContainerFolders): HostPaths {
  const mounts = mountsOf(folders);
  const byContainer = mounts.toSorted((a, b) => b.container.length - a.container.length);
  const byHost = mounts.toSorted((a, b) => b.host.length - a.host.length);
  const pattern = mountPattern(byContainer.map(({ container }) => container));
  const hostOf = new Map(mounts.map(({ container, host }) => [container, host]));
  const toHost = (path: string): string => {
    const mount = byContainer.find(({ container }) => isWithin(path, container));
    return mount === undefined ? path : mount.host + path.slice(mount.container.length);
  };
  return {
    toHost,
    toContainer(path) {
      const mount = byHost.find(({ host }) => isWithin(path, host));
      return mount === undefined ? undefined : mount.container + path.slice(mount.host.length);
    },
    mapText: (text) =>
      text.replace(pattern, (path: string, container: string) =>
        path === container ? (hostOf.get(container) ?? container) : toHost(posix.normalize(path)),
      ),
  };
}

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
  return hosts.flatMap(([container, host]) =>
    host === undefined ? [] : [{ container, host: host.replace(/\/+$/, '') }],
  );
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
