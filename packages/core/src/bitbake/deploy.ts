import { globMatcher } from '../action/glob.ts';

/** A file of a deploy folder. Paths are relative to the listed folder, with `/`. */
export interface DeployFile {
  readonly path: string;
  /** The file that a symbolic link ends at, in the same form; undefined for a regular file. */
  readonly target?: string;
}

/** The folders that bitbake deploys to, listed. */
export interface DeployListing {
  /** Everything below DEPLOY_DIR_IMAGE. */
  readonly image: readonly DeployFile[];
  /** Everything below DEPLOY_DIR/sdk. */
  readonly sdk: readonly DeployFile[];
  /** Names of files in TMPDIR/log/cve. */
  readonly cve: readonly DeployFile[];
}

/** A file to stage: where it is, and what it is published as. */
export interface DeployArtifact {
  readonly kind: string;
  readonly root: keyof DeployListing;
  /** The real file, relative to `root`. */
  readonly source: string;
  readonly name: string;
}

export interface DeploySelection {
  readonly artifacts: readonly DeployArtifact[];
  /** Older versions that no stable name points at any more, relative to DEPLOY_DIR_IMAGE. */
  readonly passedOver: readonly string[];
}

const DISTRO_FOLDER = /^pantavisor-appengine-distro-[^/]*(?=\/)/;

interface Kind {
  readonly kind: string;
  /** Whether a name is of the kind. */
  readonly matches: (name: string) => boolean;
  /** Which name a file with a stable link is published under. */
  readonly naming: 'stable' | 'versioned';
  readonly below?: boolean;
}

/** Whether one of `globs` matches a name. */
function anyOf(...globs: readonly string[]): Kind['matches'] {
  const matchers = globs.map(globMatcher);
  return (name) => matchers.some((matches) => matches(name));
}

const KINDS: readonly Kind[] = [
  { kind: 'bsp', matches: anyOf('pantavisor-bsp*.pvrexport.tgz'), naming: 'versioned', below: true },
  { kind: 'pvrexport', matches: anyOf('*pvrexport.tgz'), naming: 'versioned', below: true },
  { kind: 'flash-bundle', matches: anyOf('pv-flash-bundle-*.tar.gz'), naming: 'stable' },
  { kind: 'tezi', matches: anyOf('*pv_teziimg.tar.xz'), naming: 'stable' },
  { kind: 'docs', matches: anyOf('*.docs.tar.zst', 'pantavisor-docs-*.tar.gz'), naming: 'stable' },
  { kind: 'sbom', matches: anyOf('*.spdx.tar.zst', '*.spdx.json'), naming: 'stable' },
  { kind: 'cve', matches: anyOf('*.cve', '*.cve.json'), naming: 'stable' },
  { kind: 'manifest', matches: anyOf('*.manifest', '*.manifest.txt', '*.manifest.patch'), naming: 'stable' },
];

const INSTALLER = anyOf('*.sh');
const OUR_INSTALLER = anyOf('panta*.sh');

/**
 * Chooses the artifacts of a build by kind, each file once: of a versioned file and the stable links to it,
 * one is taken; versions that a stable link has left behind are passed over.
 *
 * @param output globs for the image, matched against names directly in DEPLOY_DIR_IMAGE. A file that they name
 *   is an image whatever else it matches.
 */
export function selectArtifacts(listing: DeployListing, output: readonly string[]): DeploySelection {
  const artifacts: DeployArtifact[] = [];
  const taken = new Set<string>();
  const outside = listing.image.filter((file) => !DISTRO_FOLDER.test(file.path));
  const kinds = [{ kind: 'image', matches: anyOf(...output), naming: 'stable' } satisfies Kind, ...KINDS];
  const left = new Set<string>();
  for (const kind of kinds) {
    const matching = outside.filter((file) => matches(file.path, kind));
    const { files, passedOver } = newest(matching, outside);
    for (const path of passedOver) left.add(path);
    for (const file of files) {
      if (taken.has(file.source)) continue;
      taken.add(file.source);
      artifacts.push({
        kind: kind.kind,
        root: 'image',
        source: file.source,
        name: baseName(file[kind.naming]),
      });
    }
  }
  artifacts.push(...distro(listing.image), ...sdk(listing.sdk));
  for (const file of listing.cve) {
    if (file.path === 'cve-summary.json')
      artifacts.push({ kind: 'cve', root: 'cve', source: file.path, name: file.path });
  }
  return { artifacts, passedOver: [...left].filter((path) => !taken.has(path)).sort() };
}

interface Versioned {
  readonly source: string;
  readonly stable: string;
  readonly versioned: string;
}

function newest(
  matching: readonly DeployFile[],
  all: readonly DeployFile[],
): { files: Versioned[]; passedOver: string[] } {
  const links = all.filter((file) => file.target !== undefined);
  const linked = new Set(links.map((file) => file.target));
  const linkedShapes = new Set(links.map((file) => shapeOf(file.target ?? '')));
  const files = new Map<string, Versioned>();
  const passedOver: string[] = [];
  for (const file of matching) {
    const source = file.target ?? file.path;
    if (!linked.has(source) && linkedShapes.has(shapeOf(source))) {
      passedOver.push(source);
      continue;
    }
    const known = files.get(source);
    const stable =
      file.target === undefined ? (known?.stable ?? file.path) : shorter(known, file.path, source);
    files.set(source, { source, stable, versioned: source });
  }
  return { files: [...files.values()], passedOver };
}

/** Several links can end at one file: the shortest name is the most stable one. */
function shorter(known: Versioned | undefined, link: string, source: string): string {
  if (known === undefined || known.stable === source) return link;
  return known.stable.length < link.length || (known.stable.length === link.length && known.stable < link)
    ? known.stable
    : link;
}

/** The name with every version, revision and date in it blanked: two builds of one thing have the same. */
export function shapeOf(path: string): string {
  return path
    .split(/(?=[-_./])/)
    .map((part) => (/^[-_.][vr]?\d[\w+~]*$/.test(part) || /^-[0-9a-f]{7,40}$/.test(part) ? '#' : part))
    .join('')
    .replace(/#+/g, '#');
}

function matches(path: string, kind: Kind): boolean {
  const name = baseName(path);
  if (kind.below !== true && name !== path) return false;
  if (name.length > 512) return false;
  return kind.matches(name);
}

function distro(files: readonly DeployFile[]): DeployArtifact[] {
  const inside = files.filter((file) => DISTRO_FOLDER.test(file.path));
  const folders = new Map<string, DeployFile>();
  for (const file of inside) {
    const folder = topFolder(file.path);
    const target = file.target === undefined ? folder : topFolder(file.target);
    folders.set(folder, target === folder ? { path: folder } : { path: folder, target });
  }
  const all = [...folders.values()];
  const chosen = new Map(newest(all, all).files.map((folder) => [folder.stable, folder]));
  return inside.flatMap((file) => {
    if (!chosen.has(topFolder(file.path))) return [];
    return [
      { kind: 'pvtest-distro', root: 'image' as const, source: file.target ?? file.path, name: file.path },
    ];
  });
}

function topFolder(path: string): string {
  return path.slice(0, path.indexOf('/'));
}

function sdk(files: readonly DeployFile[]): DeployArtifact[] {
  const installers = files.filter((file) => INSTALLER(file.path));
  const ours = installers.filter((file) => OUR_INSTALLER(file.path));
  const chosen = ours.length > 0 ? ours : installers;
  return newest(chosen, files).files.map(({ source, stable }) => ({
    kind: 'sdk',
    root: 'sdk',
    source,
    name: baseName(stable),
  }));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
