import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import { readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';
import { FILE_LIMITS } from '@pv-actions/core/action/limits.ts';
import {
  elapsedSeconds,
  type RecipeTime,
  slowestRecipes,
  type TaskTime,
} from '@pv-actions/core/bitbake/buildstats.ts';

const MOST_FILES = 20_000;
/** File systems keep times more coarsely than clocks tell them. */
const SLACK_MS = 2_000;

/**
 * Reads the recipes that took longest from `<tmpdir>/buildstats/<time>/<recipe>-<version>-<revision>/do_<task>`, as
 * bitbake's class buildstats writes them. Empty when the build left none.
 *
 * @param since When the build began. Statistics of earlier builds are not taken.
 * @param owner The uid that they must belong to; undefined for any.
 */
export async function readSlowest(
  tmpdir: string,
  since: Date,
  limit: number,
  owner?: number,
): Promise<RecipeTime[]> {
  const folder = await newestFolder(join(tmpdir, 'buildstats'), since);
  return folder === undefined ? [] : slowestRecipes(await readStats(tmpdir, folder, owner), limit);
}

async function newestFolder(parent: string, since: Date): Promise<string | undefined> {
  let newest: { path: string; time: number } | undefined;
  for (const { name } of await entries(parent)) {
    const path = join(parent, name);
    const time = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
    if (time > (newest?.time ?? since.getTime() - SLACK_MS)) newest = { path, time };
  }
  return newest?.path;
}

async function readStats(tmpdir: string, folder: string, owner: number | undefined): Promise<TaskTime[]> {
  const files: { recipe: string; task: string; path: string }[] = [];
  for (const { name: version } of await entries(folder)) {
    if (files.length >= MOST_FILES) break;
    for (const entry of await entries(join(folder, version))) {
      const task = entry.name;
      if (!task.startsWith('do_') || !entry.isFile()) continue;
      files.push({ recipe: recipeOf(version), task, path: join(folder, version, task) });
    }
  }
  const times = await inParallel(files.slice(0, MOST_FILES), async ({ recipe, task, path }) => {
    const text = await readForeign(tmpdir, path, FILE_LIMITS.statistics, { owner }).catch(() => '');
    const elapsed = elapsedSeconds(text.toString());
    return elapsed === undefined ? undefined : { recipe, task, elapsed };
  });
  return times.filter((time) => time !== undefined);
}

/** `linux-yocto` of `linux-yocto-6.6.1+git-r0` */
function recipeOf(version: string): string {
  return /^(.+)-[^-]+-r[^-]*$/.exec(version)?.[1] ?? version;
}

async function entries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(systemCode(error) ?? '')) return [];
    throw error;
  }
}
