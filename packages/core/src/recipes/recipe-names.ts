import { basename } from 'node:path';

/** The suffixes that `BPN` does not have, in the order of bitbake.conf's SPECIAL_PKGSUFFIX. */
const SUFFIXES = ['-native', '-cross', '-initial', '-intermediate', '-crosssdk', '-cross-canadian'];
/** What MLPREFIX is in the variants of a recipe. */
const PREFIX = /^(?:nativesdk-|lib(?:32|64|x32)-)/;

/**
 * `PN` and `PV` as bitbake takes them from the name of a recipe or of a file that is appended to one, and `PR`, which is
 * `r0` where that name does not say it. An include file has none, a wildcard is no version.
 */
export function namedVariables(path: string): Readonly<Record<string, string>> {
  const [, stem] = /^(.+)\.(?:bb|bbappend)$/.exec(basename(path)) ?? [];
  if (stem === undefined) return {};
  const [PN = stem, version = '1.0', PR = 'r0'] = stem.split('_');
  return { PN, ...(version.includes('%') ? {} : { PV: version }), PR };
}

/** What `BPN` is: the name of a recipe without what its variants add (`prune_suffix` of OE-core's lib/oe/utils.py). */
export function baseName(recipe: string): string {
  let name = recipe;
  for (const suffix of SUFFIXES) if (name.endsWith(suffix)) name = name.slice(0, -suffix.length);
  return name.replace(PREFIX, '');
}

/** The class override of a recipe: of the class that it inherits, or of its name. */
export function classOverride(recipe: string | undefined, inherited: Iterable<string>): string {
  const classes = new Set(inherited);
  const variant = ['native', 'nativesdk', 'crosssdk', 'cross-canadian', 'cross'].find((each) =>
    classes.has(each),
  );
  if (variant !== undefined) return `class-${variant}`;
  if (recipe?.endsWith('-native')) return 'class-native';
  return recipe?.startsWith('nativesdk-') ? 'class-nativesdk' : 'class-target';
}
