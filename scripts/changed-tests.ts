import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** The text of each TypeScript file of the repository, by its path. */
export type Sources = ReadonlyMap<string, string>;

const IS_TEST = /\.test\.ts$/;
/** Every change can break what is held for all files. */
const ALWAYS = 'test/house.test.ts';

/** The files that `file` names in quotes: its imports, and the programs that it starts. */
function namedIn(file: string, text: string): string[] {
  return [...text.matchAll(/['"]([^'"\n]+\.ts)['"]/g)].map(([, name = '']) => {
    const own = /^@pv-actions\/(\w+)\/(.+)$/.exec(name);
    return own === null ? posix.join(dirname(file), name) : `packages/${own[1]}/src/${own[2]}`;
  });
}

/** `changed`, and every file that names one of them, or a file that does, and so on. */
function reachedFrom(changed: readonly string[], sources: Sources): ReadonlyMap<string, boolean> {
  const namedBy = new Map<string, string[]>();
  for (const [file, text] of sources) {
    for (const name of namedIn(file, text)) namedBy.set(name, [...(namedBy.get(name) ?? []), file]);
  }
  const reached = new Map<string, boolean>();
  const open = [...changed];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    const by = namedBy.get(file) ?? [];
    reached.set(file, by.length > 0);
    open.push(...by);
  }
  return reached;
}

/**
 * The test files that a change of the files `changed` can reach, sorted, or undefined where that cannot be told, so that all
 * are to run.
 *
 * The tests of a stage and those of `test/` run the bundles in `dist/`, which holds the sources of the stage and what these
 * import. All others reach what they import.
 */
export function testsOfChange(changed: readonly string[], sources: Sources): readonly string[] | undefined {
  const all = [...sources.keys()].filter((file) => IS_TEST.test(file));
  const folders = new Set<string>();
  const modules: string[] = [];
  for (const file of changed) {
    const stage = /^actions\/[^/]+\//.exec(file)?.[0];
    if (/^(packages|actions\/[^/]+|test|scripts|bench)\/.+\.ts$/.test(file)) modules.push(file);
    else if (stage !== undefined) folders.add(stage);
    else if (/^(dist|bench)\/|\.md$/.test(file)) folders.add('test/');
    else return undefined;
  }
  const reached = reachedFrom(modules, sources);
  for (const [file, named] of reached) {
    const stage = /^(actions\/[^/]+\/)src\//.exec(file)?.[1];
    if (stage !== undefined) folders.add(stage);
    else if (/^(scripts|bench)\//.test(file)) folders.add('test/');
    else if (!named && !IS_TEST.test(file) && file !== 'actions/index.ts') return undefined;
  }
  if ([...folders].some((folder) => folder.startsWith('actions/'))) folders.add('test/');
  return all.filter(
    (file) =>
      (file === ALWAYS && changed.length > 0) ||
      reached.has(file) ||
      [...folders].some((folder) => file.startsWith(folder)),
  );
}

/**
 * As `testsOfChange`, for what the work tree of `root` holds beside the commit where it left `revision`. Files that git ignores
 * do not count. Throws with what git says when it does not know the revision.
 */
export function changedTests(root: string, revision: string): readonly string[] | undefined {
  const git = (...args: readonly string[]): string[] => {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr.trim());
    return stdout.split('\0').filter((name) => name !== '');
  };
  const untracked = git('ls-files', '-z', '--others', '--exclude-standard');
  const deleted = new Set(git('ls-files', '-z', '--deleted'));
  const sources = [...git('ls-files', '-z', '*.ts'), ...untracked.filter((file) => file.endsWith('.ts'))]
    .filter((file) => !deleted.has(file))
    .sort()
    .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
  const changed = git('diff', '-z', '--name-only', '--no-renames', '--merge-base', revision);
  return testsOfChange([...changed, ...untracked], new Map(sources));
}
