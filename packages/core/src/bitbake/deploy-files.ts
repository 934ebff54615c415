/** A file of a deploy folder. Paths are relative to the listed folder, with `/`. */
export interface DeployFile {
  readonly path: string;
  /** The file that a symbolic link ends at, in the same form; undefined for a regular file. */
  readonly target?: string;
  /** When the file came there or was changed, in milliseconds since 1970: its ctime, which no archive can set. */
  readonly changed?: number;
}

/** The folders that bitbake deploys to, listed. */
export interface DeployListing {
  /** Everything below DEPLOY_DIR_IMAGE. */
  readonly image: readonly DeployFile[];
  /** Everything below DEPLOY_DIR/sdk. */
  readonly sdk: readonly DeployFile[];
  /** Names of files in TMPDIR/log/cve. */
  readonly cve: readonly DeployFile[];
  /** The manifests below DEPLOY_DIR/licenses. */
  readonly licenses: readonly DeployFile[];
  /** Everything below DEPLOY_DIR/cyclonedx-export. */
  readonly cyclonedx: readonly DeployFile[];
}

/** A file of a deploy folder, under each name that it has there. Paths are relative to the folder. */
export interface Versioned {
  /** The real file. */
  readonly source: string;
  /** The shortest link to it; itself where there is none. */
  readonly stable: string;
  /** Milliseconds since 1970; undefined where that is not known. */
  readonly changed?: number | undefined;
}

/**
 * Takes each file once, whatever links there are to it. A version that a stable link has left behind is passed over, and so is one
 * without links that another date stands beside.
 *
 * @param all what the folder holds: `matching` is a part of it.
 */
export function newest(
  matching: readonly DeployFile[],
  all: readonly DeployFile[],
): { readonly files: Versioned[]; readonly passedOver: string[] } {
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
    files.set(source, { source, stable, changed: file.changed });
  }
  const last = lastDates([...files.values()].filter(({ source }) => !linked.has(source)));
  const isLast = ({ source }: Versioned): boolean => linked.has(source) || last.has(source);
  const each = [...files.values()];
  return {
    files: each.filter(isLast),
    passedOver: [...passedOver, ...each.filter((file) => !isLast(file)).map(({ source }) => source)],
  };
}

/** Of files whose names differ in DATETIME only, the last. */
function lastDates(files: readonly Versioned[]): Set<string> {
  const last = new Map<string, string>();
  for (const { source } of files) {
    const shape = source.replace(DATETIME, '#');
    const other = last.get(shape);
    if (other === undefined || other < source) last.set(shape, source);
  }
  return new Set(last.values());
}

/** A name without DATETIME. */
export function withoutDate(name: string): string {
  return name.replace(DATETIME, '');
}

const DATETIME = /-\d{14}(?=[-._/]|$)/g;

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
