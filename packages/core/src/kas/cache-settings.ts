import { UserError } from '../action/errors.ts';

export interface CacheSettings {
  /** The shared folders are mirrors, and the build writes to the private ones. */
  readonly readOnly: boolean;
  readonly privateSstateDir?: string | undefined;
  readonly privateDlDir?: string | undefined;
  readonly sharedSstateDir?: string | undefined;
  readonly sharedDlDir?: string | undefined;
  /** The private sstate folder holds a copy of the shared database of the hash equivalence server. */
  readonly hasEquivalences?: boolean | undefined;
  /** Pairs of a regular expression and a URL, as in SSTATE_MIRRORS. */
  readonly sstateMirrors?: string | undefined;
}

/**
 * The kinds of source that oe-core's own-mirrors.bbclass serves from a folder, those of older and newer releases included, as one pattern:
 * sanity.bbclass warns of a pattern that none of the protocols of its release matches, and each release has others.
 */
const SOURCES = [
  `(${['https?', 'ftp', 'git', 'gitsm', 'svn', 'hg', 'p4', 's3', 'gs', 'az', 'crate', 'cvs', 'bzr', 'osc'].join('|')})://.*/.*`,
  'npm://.*/?.*',
];

/**
 * A bitbake configuration file for `bitbake -R`, which reads it after all others: what it sets wins over local.conf and
 * the distro. Paths are absolute, and those that bitbake sees.
 *
 * Read-only, SSTATE_DIR and DL_DIR become the private folders, and the shared ones serve them as `file://` mirrors: an
 * object is linked, not copied. Files in the top of a downloads folder are served so, and the archives of repositories
 * (`git2_*.tar.gz`), which are there when a build that may write sets BB_GENERATE_MIRROR_TARBALLS. Of git repositories
 * without an archive, the clone in `git2/` is cloned; git refuses one that belongs to somebody else, unless it is a
 * safe.directory, and then the fetch goes to the source. Submodules (`gitsm`), and what other fetchers keep in folders
 * of their own (`npm2/`, `svn/`, `hg/`), come from the source.
 *
 * The database of bitbake's hash equivalence server goes with sstate: to the private folder where the configuration has one for all builds
 * (BB_HASHSERVE_DB_DIR), or where its copy lies there; otherwise it stays where it is, in the build folder.
 *
 * Otherwise it holds the mirrors alone, for a kas that does not pass SSTATE_MIRRORS on.
 *
 * @returns undefined where there is nothing to set.
 * @throws UserError for a value that bitbake would not take as it is, and for mirrors that are not pairs.
 */
export function cacheSettings(settings: CacheSettings): string | undefined {
  const { readOnly, sharedSstateDir, sharedDlDir } = settings;
  const sstate = [
    ...(readOnly && sharedSstateDir !== undefined
      ? [`file://.* file://${mirrorFolder(sharedSstateDir)}/PATH`]
      : []),
    ...mirrorPairs(settings.sstateMirrors ?? ''),
  ];
  const sources = readOnly && sharedDlDir !== undefined ? sourceMirrors(mirrorFolder(sharedDlDir)) : [];
  const lines = [
    ...(readOnly ? assignment('SSTATE_DIR', settings.privateSstateDir) : []),
    ...(readOnly ? assignment('DL_DIR', settings.privateDlDir) : []),
    ...(readOnly && settings.privateSstateDir !== undefined
      ? [equivalences(settings.hasEquivalences === true)]
      : []),
    ...prepend('SSTATE_MIRRORS', sstate),
    ...prepend('PREMIRRORS', sources),
  ];
  return lines.length === 0 ? undefined : `${lines.join('\n')}\n`;
}

function equivalences(hasEquivalences: boolean): string {
  if (hasEquivalences) return `BB_HASHSERVE_DB_DIR = "\${SSTATE_DIR}"`;
  const isNamed = "d.getVar('BB_HASHSERVE_DB_DIR')";
  return `BB_HASHSERVE_DB_DIR := "\${@d.getVar('SSTATE_DIR') if ${isNamed} else ''}"`;
}

function sourceMirrors(folder: string): string[] {
  return [
    ...SOURCES.map((source) => `${source} file://${folder}/`),
    `git://.*/.* git://${folder}/git2/MIRRORNAME;protocol=file`,
  ];
}

function assignment(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name} = "${checkQuotable(value)}"`];
}

function prepend(name: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [];
  return [`${name}:prepend = " \\`, ...entries.map((entry) => `    ${entry} \\`), '"'];
}

/** bitbake's separators are blanks, newlines, and a backslash with an `n`. */
function mirrorPairs(mirrors: string): string[] {
  const words = mirrors.split(/(?:\s|\\n|\\$)+/m).filter((word) => word !== '');
  if (words.length % 2 !== 0) {
    throw new UserError(
      `The sstate mirrors are not pairs: "${mirrors}".`,
      'Give a regular expression and a URL for each, as in: file://.* https://example.com/sstate/PATH;downloadfilename=PATH',
    );
  }
  for (const word of words) checkQuotable(word);
  return words.flatMap((word, index) => (index % 2 === 0 ? [`${word} ${words[index + 1] ?? ''}`] : []));
}

/** A folder for the right side of a mirror, where some words and characters have a meaning. */
function mirrorFolder(folder: string): string {
  const path = checkQuotable(folder).replace(/\/+$/, '');
  const special = /[\s;%]|TYPE|HOST|PATH|BASENAME|MIRRORNAME/.exec(path)?.[0];
  if (special === undefined) return path;
  throw new UserError(
    `The folder "${folder}" cannot be a mirror: "${special}" has a meaning of its own in bitbake's mirrors.`,
    'Move the shared folder to a path without it, or set the input cache-mode to read-write.',
  );
}

/** bitbake knows no escapes inside of quotes, and expands `${…}`, also to Python. */
function checkQuotable(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they end a line, or are none that a path should have
  const special = /["\\$\u0000-\u001f\u007f]/.exec(value)?.[0];
  if (special === undefined) return value;
  throw new UserError(
    `The value ${JSON.stringify(value)} cannot be written to a bitbake configuration: it holds ${JSON.stringify(special)}.`,
    'Use a folder or a mirror without quotes, backslashes, dollar signs and control characters.',
  );
}
