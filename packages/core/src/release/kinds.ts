/** The kinds of files that a build leaves. A file may hold others, which its readers pass over. */
export const KINDS = [
  'image',
  'pvrexport',
  'bsp',
  'sdk',
  'pvtest-distro',
  'flash-bundle',
  'tezi',
  'manifest',
  'sbom',
  'cve',
  'docs',
  'license',
  'provenance',
  'testdata',
  'debug',
] as const;

export type Kind = (typeof KINDS)[number];
