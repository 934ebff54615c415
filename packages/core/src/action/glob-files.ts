import { glob as walk } from 'node:fs/promises';
import { plainGlobs } from './glob.ts';

/**
 * The files and folders below a folder that a glob matches, sorted: paths as the glob has them, relative to `folder` or absolute.
 *
 * @throws UserError for a glob that `globProblem` finds wrong.
 */
export async function findByGlob(glob: string, folder: string): Promise<string[]> {
  const found = new Set<string>();
  for (const { wide, matches } of plainGlobs(glob)) {
    for await (const path of walk(wide, { cwd: folder })) if (matches(path)) found.add(path);
  }
  return [...found].sort();
}
