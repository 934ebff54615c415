import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { readForeign } from '@pv-actions/core/action/foreign-file.ts';
import { quote } from '@pv-actions/core/action/inputs.ts';
import { FILE_LIMITS, READER_LIMITS } from '@pv-actions/core/action/limits.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { BuildDirs } from './job.ts';
import { gitFolder } from './user/safe-directory.ts';

/** A line of the layer that asks git for its history. */
export interface HistoryUse {
  /** Relative to the top of the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What it asks for: `git describe`, or `git rev-list --count`. */
  readonly asks: string;
}

/**
 * Says that the checkout is shallow where the layer's own files ask git for its history: `git describe` finds no tag then, and a version
 * that is made of it is another one. actions/checkout fetches one commit unless `fetch-depth` says otherwise.
 */
export async function noticeOfShallow(
  dirs: Pick<BuildDirs, 'repoDir' | 'buildDir'>,
  { log, env }: Pick<Deps, 'log' | 'env'>,
): Promise<void> {
  if (!(await isShallow(dirs.repoDir))) return;
  const use = await historyUse(dirs);
  if (use === undefined) return;
  const workspace = env['GITHUB_WORKSPACE'] ?? dirs.repoDir;
  const where = { file: relative(workspace, join(dirs.repoDir, use.file)), startLine: use.line };
  log.notice(
    `This checkout has only a part of its history, and ${quote(use.file)} asks for it in line ${use.line} (${use.asks}): a version that is made of it may be wrong. ` +
      'Where it is about this repository, set `fetch-depth: 0` in the `with:` of actions/checkout.',
    where.file.startsWith('..') ? undefined : where,
  );
}

/** Whether git has only a part of the history: it lists where that ends in a file (gitrepository-layout(5)), of all worktrees. */
async function isShallow(repoDir: string): Promise<boolean> {
  const folder = await gitFolder(repoDir);
  const common = (await readForeign(folder, 'commondir', FILE_LIMITS.gitConfig).catch(() => '')).toString();
  const found = [folder, resolve(folder, common.trim())].map((at) => stat(join(at, 'shallow')));
  return (await Promise.allSettled(found)).some(({ status }) => status === 'fulfilled');
}

/** Recipes, classes and configurations, with the Python of the layer; of YAML only kas files. */
const READ = /\.(?:bb|bbappend|inc|bbclass|conf|ya?ml)$|\/lib\/.*\.py$/;

/** The first such line, by the names of the files. Other repositories, hidden folders and the build folder are left out. */
async function historyUse({
  repoDir,
  buildDir,
}: Pick<BuildDirs, 'repoDir' | 'buildDir'>): Promise<HistoryUse | undefined> {
  const waiting = [repoDir];
  let read = 0;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await entriesOf(folder);
    if (folder !== repoDir && entries.some(({ name }) => name === '.git')) continue;
    const seen = entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of seen) {
      const path = join(folder, entry.name);
      if (!entry.isFile() || !READ.test(path.slice(repoDir.length))) continue;
      read += 1;
      if (read > READER_LIMITS.layerFiles.most) return undefined;
      const text = (await readForeign(repoDir, path, FILE_LIMITS.recipe).catch(() => '')).toString();
      const found = /\.ya?ml$/.test(entry.name) && !/^header:/m.test(text) ? undefined : historyLine(text);
      if (found !== undefined) return { file: relative(repoDir, path), ...found };
    }
    const folders = seen.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
    waiting.push(...folders.filter((path) => path !== buildDir).reverse());
  }
  return undefined;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

/** What a recipe says of itself. */
const IS_TEXT = /^\s*(?:SUMMARY|DESCRIPTION)\b/;
/** A folder of the sources that a recipe builds, which are another repository. */
const OF_SOURCES =
  /\$\{(?:S|B|WORKDIR|UNPACKDIR|STAGING_KERNEL_DIR|DL_DIR)\}|getVar\(\s*['"](?:S|B|WORKDIR|UNPACKDIR|STAGING_KERNEL_DIR)['"]/;

/** A shell function of a task, which runs in the sources unless it goes elsewhere. */
const SHELL_TASK = /^(?:fakeroot[ \t]+)?do_[^\s()]+[ \t]*\(\)[ \t]*\{/;
const GOES = /\bcd\s|\s-C\s|--git-dir|--work-tree/;

/** The first line of a text that asks git for the history of the repository itself. Comments are passed over. */
export function historyLine(text: string): Pick<HistoryUse, 'line' | 'asks'> | undefined {
  let isInSources = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (SHELL_TASK.test(line)) isInSources = true;
    else if (line.startsWith('}')) isInSources = false;
    if (/^\s*#/.test(line) || IS_TEXT.test(line) || OF_SOURCES.test(line)) continue;
    if (GOES.test(line)) isInSources = false;
    const asks = isInSources ? undefined : asksIn(line);
    if (asks !== undefined) return { line: index + 1, asks };
  }
  return undefined;
}

/** `git -C x describe`, `repo.git.describe(`, ['git', 'describe'], run_git(d, 'describe --dirty'), and the same of `rev-list --count`. */
function asksIn(line: string): string | undefined {
  const afterGit = line.slice(/\bgit\b(?!:)/.exec(line)?.index ?? line.length);
  if (DESCRIBE.test(afterGit) || QUOTED_DESCRIBE.test(line)) return 'git describe';
  return /\brev-list\b/.test(line) && /--count\b/.test(line) ? 'git rev-list --count' : undefined;
}

const DESCRIBE = /[\s'"]describe(?=\s*(?:$|['"`)|\\;&>%$]|2>|-|HEAD))|\bgit\.describe\(/;
const QUOTED_DESCRIBE = /['"]describe(?:\s+-|['"])/;
