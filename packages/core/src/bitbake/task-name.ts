/** A task as bitbake's console names it: `mc:<name>:virtual:<class>:/layer/recipe_1.0.bb:do_compile`. */
export interface TaskName {
  /** The recipe file, with `mc:<name>:` and `virtual:<class>:` taken off. */
  readonly file: string;
  /** `do_compile` */
  readonly task: string;
  /** The multiconfig that it belongs to; none for the default one. */
  readonly mc?: string;
  /** The class extension: `native`, `nativesdk`, `multilib:lib32`. */
  readonly variant?: string;
}

/** A recipe's PF, `zlib-native-1.3-r0`, in its parts. */
export interface RecipeVersion {
  /** PN: `zlib-native` */
  readonly recipe: string;
  /** PV with PE before it, `1_2024.01`; empty where the text is not a PF. */
  readonly version: string;
}

/**
 * Reads `file:do_task`, and `ID: 5, file, do_task` and `file, do_task` as bitbake before 1.34 has them.
 * Undefined for any other text.
 */
export function parseTaskName(text: string): TaskName | undefined {
  const start = text.startsWith('ID: ') ? text.indexOf(', ') + 2 : 0;
  let end = text.lastIndexOf(':do_');
  let task = end + 1;
  if (end < 0) {
    end = text.lastIndexOf(', do_');
    task = end + 2;
  }
  if (end <= start || !isWord(text, task)) return undefined;
  return taskName(text.slice(start, end), text.slice(task));
}

/**
 * The recipe's PN as its file and class extension say it: `zlib-native` of `virtual:native:/l/zlib_1.3.bb`,
 * `lib32-zlib` of `virtual:multilib:lib32:/l/zlib_1.3.bb`. A recipe that sets PN itself is called otherwise.
 */
export function recipeOf(name: Pick<TaskName, 'file' | 'variant'>): string {
  const from = name.file.lastIndexOf('/') + 1;
  const underline = name.file.indexOf('_', from);
  const end = underline < 0 ? name.file.lastIndexOf('.bb') : underline;
  const base = name.file.slice(from, end < from ? undefined : end);
  return name.variant === undefined ? base : extended(base, name.variant.split(':'));
}

/**
 * Splits a PF, `<PN>-<PV>-<PR>`. PN and PV may both hold dashes: PV starts behind the last dash that a version
 * can follow.
 */
export function splitPf(pf: string): RecipeVersion {
  const revision = pf.lastIndexOf('-r');
  const end = revision > 0 && isRevision(pf, revision + 2) ? revision : pf.length;
  for (let dash = pf.lastIndexOf('-', end - 1); dash > 0; dash = pf.lastIndexOf('-', dash - 1)) {
    if (isVersion(pf, dash + 1)) return { recipe: pf.slice(0, dash), version: pf.slice(dash + 1, end) };
  }
  const dash = end < pf.length ? pf.lastIndexOf('-', end - 1) : -1;
  if (dash > 0) return { recipe: pf.slice(0, dash), version: pf.slice(dash + 1, end) };
  return { recipe: pf, version: '' };
}

/** Whether letters, digits and underlines only follow from `from` to `to`, and at least one. */
export function isWord(text: string, from: number, to = text.length): boolean {
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    if (!letter && !isDigit(code) && code !== 95) return false;
  }
  return to > from;
}

/** The name of a multiconfig; none for the default one, which bitbake before 2.12 calls `default`, and later ones do not name. */
export function mcOf(name: string | undefined): string | undefined {
  return name === '' || name === 'default' ? undefined : name;
}

/** A task of a file that bitbake's prefixes stand before. */
export function taskName(file: string, task: string): TaskName {
  if (file.charCodeAt(0) === 47) return { file, task };
  const colon = file.lastIndexOf(':');
  const parts = colon < 0 ? [] : file.slice(0, colon).split(':');
  const mc = mcOf(parts[0] === 'mc' || parts[0] === 'multiconfig' ? parts[1] : undefined);
  const variant = parts.slice(parts.indexOf('virtual') + 1).join(':');
  return {
    file: file.slice(colon + 1),
    task,
    ...(mc === undefined ? {} : { mc }),
    ...(parts.includes('virtual') && variant !== '' ? { variant } : {}),
  };
}

function extended(base: string, classes: readonly string[]): string {
  const multilib = classes.indexOf('multilib');
  const prefix = multilib < 0 ? undefined : classes[multilib + 1];
  if (prefix !== undefined) return `${prefix}-${base}`;
  if (classes.includes('nativesdk')) return base.startsWith('nativesdk-') ? base : `nativesdk-${base}`;
  if (classes.includes('native')) return base.endsWith('-native') ? base : `${base}-native`;
  return base;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isRevision(text: string, from: number): boolean {
  for (let index = from; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (!isDigit(code) && code !== 46) return false;
  }
  return text.length > from;
}

function isVersion(text: string, from: number): boolean {
  if (isDigit(text.charCodeAt(from))) return true;
  if (text[from] === 'v' && isDigit(text.charCodeAt(from + 1))) return true;
  return ['git', 'svn', 'hg', '+git'].some((word) => text.startsWith(word, from));
}
