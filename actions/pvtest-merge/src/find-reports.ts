import { glob, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, systemCode, UserError } from '@pv-actions/core/action/errors.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { shortList } from '@pv-actions/core/action/wording.ts';

const NAME = 'report.json';

/**
 * The reports that files, folders and globs name, relative to `workspace`: absolute paths, each file once. Folders are
 * searched for report.json.
 *
 * @throws UserError for a name that leads to no report.
 */
export async function findReports(names: readonly string[], workspace: string): Promise<string[]> {
  const files = new Map<string, string>();
  const empty: string[] = [];
  for (const name of names) {
    const found = await reportsOf(name, workspace);
    if (found.length === 0) empty.push(quote(name));
    for (const file of found) {
      const real = await realpath(file);
      if (!files.has(real)) files.set(real, file);
    }
  }
  if (empty.length === 0) return [...files.values()];
  throw new UserError(
    `There is no report in ${shortList(empty, ', ', 10)} (in ${workspace}).`,
    'Correct the input `reports`: files, folders that hold report.json, or globs of them. See also whether the jobs that make them came to their end.',
  );
}

/** The files below a folder that are called report.json, sorted. */
export function reportsBelow(folder: string): Promise<string[]> {
  return matches(`**/${NAME}`, folder);
}

async function reportsOf(name: string, workspace: string): Promise<string[]> {
  const literal = resolve(workspace, name);
  // A path that is there is taken as it is: names may hold brackets.
  const paths = (await kindOf(literal)) === undefined ? await matches(name, workspace) : [literal];
  const found: string[] = [];
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind === 'file') found.push(path);
    if (kind === 'folder') found.push(...(await reportsBelow(path)));
  }
  return found;
}

async function matches(pattern: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const path of glob(pattern, { cwd: folder })) found.push(resolve(folder, path));
  } catch (thrown) {
    throw new UserError(
      `The glob ${quote(pattern)} cannot be used: ${messageOf(thrown)}.`,
      'Correct the input `reports`.',
    );
  }
  return found.sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined;
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCode(thrown) ?? '')) return undefined;
    throw unreadable(path, thrown);
  }
}

/** The error for a file that is there and cannot be read. */
export function unreadable(path: string, thrown: unknown): UserError {
  return new UserError(
    `${path} cannot be read (${systemCode(thrown) ?? messageOf(thrown)}).`,
    'Check its permissions.',
  );
}
