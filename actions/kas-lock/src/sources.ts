import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { isBelow, readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS, overLimit, READER_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { KasText } from '@pv-actions/core/kas/kas-document.ts';
import { hasForeignIncludes, localIncludes, sourceDirOf } from '@pv-actions/core/kas/kas-file.ts';
import type { Checkout } from './types.ts';

/** The files of a configuration that lie in its own repository. */
export interface Sources {
  /** In the order in which kas merges them: includes, depth first, before the file that names them. */
  readonly texts: readonly KasText[];
  /** Whether a file of another repository is included, which is not there to be read. */
  readonly hasForeign: boolean;
  /** The files whose `_source_dir` is a folder of this machine, with that folder. Relative to the repository. */
  readonly bound: readonly { readonly path: string; readonly folder: string }[];
}

/**
 * Reads a configuration with its local includes. kas takes an include from the top of the repository, or from the folder that
 * `_source_dir` names, and where there is none, from beside the file that names it
 * (https://kas.readthedocs.io/en/latest/userguide/project-configuration.html#including-in-tree-configuration-files).
 *
 * @param config kas files joined by `:`, relative to the working directory.
 * @throws UserError for a file that does not exist or leaves the repository, for includes that go round in a circle, and for more
 * files than READER_LIMITS allows.
 */
export async function readSources(config: string, checkout: Checkout): Promise<Sources> {
  const texts: KasText[] = [];
  const bound: { path: string; folder: string }[] = [];
  let hasForeign = false;
  let files = 0;
  let top = checkout.repository;
  const collect = async (file: string, from: string, trail: readonly string[]): Promise<void> => {
    const path = inRepository(file, checkout);
    if (trail.includes(path)) {
      throw new UserError(
        `kas files include each other in a circle: ${[...trail, path].join(', ')}.`,
        'Remove one of the includes.',
      );
    }
    const text = await textOf(file, path, trail.at(-1), checkout);
    if (++files > READER_LIMITS.kasFiles.most) {
      throw overLimit(
        `The kas configuration ${config} includes ${files} files and more, each time that one is named`,
        READER_LIMITS.kasFiles,
        'Include fewer, and each of them once.',
      );
    }
    hasForeign ||= hasForeignIncludes(text);
    const given = sourceDirOf(text);
    if (given !== undefined) top = await sourceFolder(path, given, checkout);
    if (given !== undefined && isAbsolute(given)) bound.push({ path, folder: top });
    const folder = given === undefined ? from : top;
    for (const include of localIncludes(text)) {
      const fromTop = resolve(folder, include);
      await collect((await isFile(fromTop)) ? fromTop : await besideOr(fromTop, file, include), folder, [
        ...trail,
        path,
      ]);
    }
    texts.push({ path, text });
  };
  for (const file of config.split(':')) await collect(resolve(checkout.cwd, file), top, []);
  return { texts, hasForeign, bound };
}

/** @throws UserError for a folder outside of the repository. */
async function sourceFolder(path: string, given: string, checkout: Checkout): Promise<string> {
  const named = resolve(checkout.cwd, given);
  const folder = await realpath(named).catch(() => named);
  if (folder === checkout.repository || isBelow(folder, checkout.repository)) return folder;
  throw new UserError(
    `The kas file ${path} sets \`_source_dir\` to ${quote(given)}, which is outside of the repository.`,
    'Write a folder of the repository, relative to the working directory, such as `.`.',
  );
}

/** The kas files of a configuration, relative to the working directory; where it cannot be read, those that it names. */
export async function kasFiles(
  { config }: { readonly config: string },
  checkout: Checkout,
): Promise<string[]> {
  try {
    const { texts } = await readSources(config, checkout);
    return texts.map(({ path }) => relative(checkout.cwd, join(checkout.repository, path)));
  } catch (thrown) {
    if (thrown instanceof UserError) return config.split(':');
    throw thrown;
  }
}

/** The lock file that kas keeps beside a kas file: `a/b.lock.yml` for `a/b.yml`. */
export function lockFileOf(path: string): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}.lock${ext}`);
}

/** A file relative to the repository, with `/`. */
export function repositoryPath(file: string, checkout: Checkout): string {
  return relative(checkout.repository, file).split(sep).join('/');
}

/**
 * The bytes of a file of the repository; undefined where there is none. Links are followed where they stay in it.
 *
 * @throws UserError for a link that leaves it, and for what is no file, or too long.
 */
export async function readIfThere(
  file: string,
  { repository }: Pick<Checkout, 'repository'>,
): Promise<Buffer | undefined> {
  try {
    return await readForeign(repository, file, FILE_LIMITS.kasFile, { links: 'within' });
  } catch (thrown) {
    if (systemCode(thrown) === 'ENOENT' || systemCode(thrown) === 'ENOTDIR') return undefined;
    throw thrown;
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

async function besideOr(fromTop: string, file: string, include: string): Promise<string> {
  const beside = resolve(dirname(file), include);
  return (await isFile(beside)) ? beside : fromTop;
}

async function textOf(
  file: string,
  path: string,
  includedBy: string | undefined,
  checkout: Checkout,
): Promise<string> {
  const bytes = await readIfThere(file, checkout);
  if (bytes !== undefined) return bytes.toString('utf8');
  const by = includedBy === undefined ? '' : `, which ${includedBy} includes,`;
  throw new UserError(`The kas file ${path}${by} does not exist.`, 'Correct its name, or add the file.');
}

function inRepository(file: string, checkout: Checkout): string {
  const path = repositoryPath(file, checkout);
  if (path !== '..' && !path.startsWith('../')) return path;
  throw new UserError(`The kas file ${path} lies outside of the repository.`, 'Use files of the repository.');
}
