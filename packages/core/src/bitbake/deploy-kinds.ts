import { globMatcher } from '../action/glob.ts';

/** A kind of files of DEPLOY_DIR_IMAGE that their names tell. */
export interface DeployKind {
  readonly kind: string;
  /** Whether a name is of the kind. `names`: all that lie beside it. */
  readonly matches: (name: string, names: ReadonlySet<string>) => boolean;
  /** The name that a file with a stable link is published under. */
  readonly naming: 'stable' | 'versioned';
  /** Whether files in folders count, too. */
  readonly below?: boolean;
  /** Whether it describes an image, whose name it begins with. */
  readonly ofImage?: boolean;
  /** Whether its name begins with that of the recipe. */
  readonly ofRecipe?: boolean;
}

/** Whether one of `globs` matches a name. */
export function anyOf(...globs: readonly string[]): (name: string) => boolean {
  const matchers = globs.map(globMatcher);
  return (name) => matchers.some((matches) => matches(name));
}

const CVE = anyOf(
  // cve-check.bbclass of 4.0 and 5.0, CVE_CHECK_MANIFEST
  '*.cve',
  '*.cve.json',
  '*[-_]cve.json',
  // sbom-cve-check.bbclass of master, SBOM_CVE_CHECK_EXPORT_VARS
  '*.cve.txt',
  '*.sbom-cve-check.*',
  // cyclonedx-export.bbclass of meta-cyclonedx
  '*.vex.json',
  '*.openvex.json',
);

/**
 * The kinds in the order in which they are asked: the first that matches counts. The names are those of OE-core's classes in 4.0, 5.0
 * and master, and of meta-cyclonedx and meta-pantavisor.
 */
export const DEPLOY_KINDS: readonly DeployKind[] = [
  {
    kind: 'bsp',
    matches: anyOf('pantavisor-bsp*.pvrexport.tgz'),
    naming: 'versioned',
    below: true,
    ofRecipe: true,
  },
  { kind: 'pvrexport', matches: anyOf('*pvrexport.tgz'), naming: 'versioned', below: true, ofRecipe: true },
  { kind: 'flash-bundle', matches: anyOf('pv-flash-bundle-*.tar.gz'), naming: 'stable', ofRecipe: true },
  { kind: 'tezi', matches: anyOf('*pv_teziimg.tar.xz'), naming: 'stable' },
  { kind: 'docs', matches: anyOf('*.docs.tar.zst'), naming: 'stable', ofRecipe: true },
  { kind: 'docs', matches: anyOf('pantavisor-docs-*.tar.gz'), naming: 'stable' },
  { kind: 'testdata', matches: anyOf('*.testdata.json'), naming: 'stable', ofImage: true },
  {
    kind: 'cve',
    matches: (name, names) => CVE(name) || isCveReport(name, names),
    naming: 'stable',
    ofImage: true,
  },
  {
    kind: 'sbom',
    matches: anyOf(
      '*.spdx.json',
      '*.spdx.index.json',
      '*.spdx.tar.*',
      '*.spdx.zip',
      '*.cyclonedx*.json',
      '*.cyclonedx*.xml',
      '*.cdx.json',
      '*.bom.json',
    ),
    naming: 'stable',
    ofImage: true,
  },
  {
    kind: 'manifest',
    matches: anyOf('*.manifest', '*.manifest.txt', '*.manifest.patch'),
    naming: 'stable',
    ofImage: true,
  },
];

/** The kind that a name in DEPLOY_DIR_IMAGE tells, apart from images. */
export function kindOfName(name: string, names: ReadonlySet<string>): DeployKind | undefined {
  return DEPLOY_KINDS.find(({ matches }) => matches(name, names));
}

/**
 * Whether it is the report of cve-check.bbclass or vex.bbclass, which has no suffix of its own: `${IMAGE_NAME}.json` since 4.3, with the
 * link `${IMAGE_LINK_NAME}.json`; `${IMAGE_NAME}.rootfs.json` before. An image has a manifest or test data beside it.
 */
function isCveReport(name: string, names: ReadonlySet<string>): boolean {
  if (!name.endsWith('.json')) return false;
  const image = name.slice(0, -'.json'.length);
  if (/\.rootfs(?:-\d{8,14})?$/.test(image)) return true;
  return names.has(`${image}.manifest`) || names.has(`${image}.testdata.json`);
}
