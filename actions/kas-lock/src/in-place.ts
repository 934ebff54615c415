import { join } from 'node:path';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { FULL_DIGEST } from '@pv-actions/core/git/digest.ts';
import type { KasProgram } from '@pv-actions/core/kas/kas-program.ts';
import { type KasRepo, kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { eachTarget, followedBy, layersIn, readOwn, textOf } from './files.ts';
import { isElsewhere } from './layer-changes.ts';
import { existingLocks } from './lock.ts';
import { lockFileOf, readSources, repositoryPath, type Sources } from './sources.ts';
import type {
  Checkout,
  Layer,
  PlannedFile,
  PlannedFiles,
  PlannedLayer,
  ResolveTarget,
  Target,
} from './types.ts';

/**
 * Takes the resolved configurations as they stand, for a kas that has no `dump`: only their revisions will change. What else would
 * change is a warning for each target.
 *
 * @throws UserError for what is no failure of a single target.
 */
export async function keepResolved(
  targets: readonly ResolveTarget[],
  checkout: Checkout,
  program: KasProgram,
): Promise<PlannedFiles> {
  const files: PlannedFile[] = [];
  const warnings: string[] = [];
  const found = await eachTarget(
    targets,
    checkout,
    ({ file }) => [file],
    async ({ name, config, file }) => {
      const sources = await readSources(config, checkout);
      const full = join(checkout.cwd, file);
      const path = repositoryPath(full, checkout);
      const before = await readOwn(full, checkout);
      if (before === undefined) throw notThere(path, program, 'dump');
      const repos = kasRepos(sources.texts);
      const layers = layersIn(path, textOf(path, before), repos);
      warnings.push(...outdated(name, layers, repos, sources, program));
      files.push(plannedInPlace([name], path, before, layers, repos));
      return repos;
    },
  );
  return { files, ...found, warnings };
}

/**
 * Takes the lock files as they stand, for a kas that has no `lock`.
 *
 * @throws UserError for what is no failure of a single target.
 */
export async function keepLocks(
  targets: readonly Target[],
  checkout: Checkout,
  program: KasProgram,
): Promise<PlannedFiles> {
  const locks = new Map<string, { names: readonly string[]; before: Buffer; repos: readonly KasRepo[] }>();
  const warnings: string[] = [];
  const found = await eachTarget(
    targets,
    checkout,
    (target) => existingLocks(target, checkout),
    async ({ name, config }) => {
      const sources = await readSources(config, checkout);
      const repos = kasRepos(sources.texts);
      const pinned = new Set<string>();
      const paths = [...new Set(sources.texts.map((source) => lockFileOf(source.path)))];
      let count = 0;
      for (const path of paths) {
        const before = await readOwn(join(checkout.repository, path), checkout);
        if (before === undefined) continue;
        count += 1;
        for (const { key } of layersIn(path, textOf(path, before))) pinned.add(key);
        const other = locks.get(path);
        const names = [...new Set([...(other?.names ?? []), name])];
        locks.set(path, { names, before, repos: [...(other?.repos ?? []), ...repos] });
      }
      if (count === 0) throw notThere(paths.at(-1) ?? config, program, 'lock');
      const missing = repos.filter((repo) => followedBy(repo) !== 'fixed' && !pinned.has(repo.key));
      if (missing.length > 0) {
        warnings.push(
          cannotFollow(
            name,
            missing.map(({ key }) => `${key} is in no lock file`),
            program,
            'lock',
          ),
        );
      }
      return repos;
    },
  );
  const files = [...locks].map(([path, { names, before, repos }]) =>
    plannedInPlace(names, path, before, layersIn(path, textOf(path, before), repos), repos),
  );
  return { files, ...found, warnings };
}

/** What the configuration has that the file has not, as a warning. */
function outdated(
  name: string,
  layers: readonly Layer[],
  repos: readonly KasRepo[],
  { hasForeign }: Sources,
  program: KasProgram,
): string[] {
  const inFile = new Map(layers.map((layer) => [layer.key, layer]));
  const inConfig = new Set(repos.map(({ key }) => key));
  const differences = [
    ...repos.flatMap((repo) => {
      const layer = inFile.get(repo.key);
      if (layer === undefined) return [`${repo.key} came`];
      return isElsewhere(layer, repo)
        ? [`${repo.key} moved to ${repo.url} (${repo.branch ?? 'no branch'})`]
        : [];
    }),
    // A layer may come from an include that cannot be read here.
    ...layers.filter(({ key }) => !hasForeign && !inConfig.has(key)).map(({ key }) => `${key} went`),
  ];
  return differences.length === 0 ? [] : [cannotFollow(name, differences, program, 'dump')];
}

function plannedInPlace(
  names: readonly string[],
  path: string,
  before: Buffer,
  layers: readonly Layer[],
  repos: readonly KasRepo[],
): PlannedFile {
  const text = textOf(path, before);
  const tagged = new Set(
    kasRepos([{ path, text }]).flatMap(({ key, tag }) => (tag === undefined ? [] : key)),
  );
  const made = layers.map((layer): PlannedLayer => {
    const repo = repos.find(
      ({ key, url, branch }) => key === layer.key && !isElsewhere(layer, { url, branch }),
    );
    const old = layer.revision;
    if (repo !== undefined) {
      const { commit, refspec } = repo;
      const revision = commit !== undefined && FULL_DIGEST.test(commit) ? commit : old;
      return { ...layer, old, revision, follows: followedBy(repo), mayBeTag: refspec !== undefined };
    }
    const isFollowed = layer.url !== undefined && layer.branch !== undefined;
    return { ...layer, old, follows: tagged.has(layer.key) ? 'tag' : isFollowed ? 'branch' : 'fixed' };
  });
  return { names, path, before, oldLayers: layers, text, layers: made };
}

/** The first release of kas that can do what is missing. */
const SINCE = { dump: '3.2', lock: '4.6' } as const;

function notThere(path: string, program: KasProgram, command: keyof typeof SINCE): UserError {
  return new UserError(
    `${path} does not exist yet, and kas ${program.version} cannot make it: it has no ${command}.`,
    `Install kas ${SINCE[command]} or later (\`pipx install kas\`), or add the file once by hand.`,
  );
}

function cannotFollow(
  name: string,
  differences: readonly string[],
  program: KasProgram,
  command: keyof typeof SINCE,
): string {
  return `${name}: kas ${program.version} has no ${command}, so that only revisions are changed. Not followed: ${differences.join(', ')}. Install kas ${SINCE[command]} or later for the rest.`;
}
