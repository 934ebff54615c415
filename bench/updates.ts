import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chain, makeBareRepository } from '@pv-actions/testkit/git-servers/repository.ts';
import { type SmartHttpServer, startSmartHttp } from '@pv-actions/testkit/git-servers/smart-http.ts';
import { measuredGit } from './git-memory.ts';
import { baseEnvironment, timed, timedNode } from './processes.ts';
import { prepareStage } from './stage.ts';
import { megabytes, seconds, type Table, type Target, times } from './table.ts';

/** What the remotes of this bench belong to. */
const ORG = 'pantavisor';
/** Commits between what a recipe pins and the head. */
const AHEAD = 5;
const LITTLE_MEMORY: Target = { text: 'less than 200 MB', met: (value) => value < 200e6 };

export interface UpdatesSizes {
  readonly components: number;
  /** How long every answer of a remote is held back. */
  readonly delayMs: number;
  /** Commits of the long log. */
  readonly commits: number;
  readonly runs: number;
}

/**
 * Bumps the revisions of many components whose remotes answer late: the stage, against a loop of ls-remote and fetch in a
 * shell. Then one component with a long log. Both find the same heads: that is checked.
 */
export async function benchUpdates(sizes: UpdatesSizes, dist: string, folder: string): Promise<Table[]> {
  return [
    await benchMany(sizes, dist, join(folder, 'many')),
    await benchLong(sizes, dist, join(folder, 'long')),
  ];
}

async function benchMany(
  { components, delayMs, runs }: UpdatesSizes,
  dist: string,
  folder: string,
): Promise<Table> {
  const layer = await makeLayer(folder, components, AHEAD);
  const server = await startSmartHttp(join(folder, 'remotes'), { delayMs });
  try {
    const stage: number[] = [];
    const shell: number[] = [];
    for (let run = 0; run < runs; run++) {
      stage.push((await runStage(layer, server, dist, folder)).seconds);
      shell.push(await runShell(layer, server, folder));
    }
    return {
      title: `${components} components, each ${AHEAD} commits behind, whose remotes take ${delayMs} ms to answer`,
      rows: [
        {
          what: 'the stage',
          values: stage,
          show: seconds,
          target: { text: 'less than 2 s of waiting', met: (value) => value < 2 },
        },
        { what: 'the shell, one after the other', values: shell, show: seconds },
        {
          what: 'the shell takes',
          values: shell.map((each, at) => each / (stage[at] ?? Number.NaN)),
          show: times,
        },
      ],
      notes: ['The stage has no pull request to make here. Its time is that of the whole process.'],
    };
  } finally {
    await server.close();
  }
}

async function benchLong({ commits, runs }: UpdatesSizes, dist: string, folder: string): Promise<Table> {
  const layer = await makeLayer(folder, 1, commits);
  const server = await startSmartHttp(join(folder, 'remotes'));
  try {
    const taken: { seconds: number; peak: number }[] = [];
    for (let run = 0; run < runs; run++) taken.push(await runStage(layer, server, dist, folder));
    const peaks: number[] = [];
    for (let run = 0; run < runs; run++) {
      const git = await measuredGit(join(folder, 'measured-git'));
      if (git === undefined) break;
      await runStage(layer, server, dist, folder, { PATH: git.PATH });
      peaks.push(await git.peak());
    }
    return {
      title: `A log of ${commits.toLocaleString('en')} commits`,
      rows: [
        {
          what: 'the stage',
          values: taken.map((each) => each.seconds),
          show: seconds,
          target: { text: 'less than 10 s', met: (value) => value < 10 },
        },
        {
          what: 'memory of its process, at its peak',
          values: taken.map(({ peak }) => peak),
          show: megabytes,
          target: LITTLE_MEMORY,
        },
        ...(peaks.length === 0
          ? []
          : [
              {
                what: 'memory of the largest process of git, at its peak',
                values: peaks,
                show: megabytes,
                target: LITTLE_MEMORY,
              },
            ]),
      ],
      notes: peaks.length === 0 ? ['Without Python the memory of git is not measured.'] : [],
    };
  } finally {
    await server.close();
  }
}

interface Layer {
  readonly folder: string;
  readonly recipes: readonly Recipe[];
}

interface Recipe {
  readonly repo: string;
  readonly path: string;
  readonly text: string;
  readonly old: string;
  readonly head: string;
}

/** A layer with recipes that pin a commit `ahead` commits behind the head of their remote, and the remotes. */
async function makeLayer(folder: string, count: number, ahead: number): Promise<Layer> {
  const layer = join(folder, 'layer');
  await mkdir(join(layer, 'recipes'), { recursive: true });
  const recipes: Recipe[] = [];
  for (let at = 1; at <= count; at++) {
    const repo = `component-${at}`;
    const remote = await makeBareRepository(join(folder, 'remotes', ORG, repo));
    const digests = await remote.grow({
      commits: chain('c', ahead + 1),
      refs: { 'refs/heads/main': `c${ahead + 1}` },
    });
    const [old = '', head = ''] = [digests.get('c1'), digests.get(`c${ahead + 1}`)];
    const text = `SRC_URI = "git://github.com/${ORG}/${repo};protocol=https;branch=main"\nSRCREV = "${old}"\n`;
    recipes.push({ repo, path: `recipes/${repo}.bb`, text, old, head });
  }
  const components = recipes.map(({ repo, path }) => ({
    name: repo,
    recipe_glob: path,
    branch: 'main',
    repo_org: ORG,
  }));
  await mkdir(join(layer, '.github'));
  await writeFile(join(layer, '.github/components.json'), JSON.stringify(components));
  return { folder: layer, recipes };
}

async function runStage(
  layer: Layer,
  server: SmartHttpServer,
  dist: string,
  folder: string,
  variables: Readonly<Record<string, string>> = {},
) {
  await reset(layer);
  const inputs = { 'pull-request': 'false', 'git-base-url': server.url, 'working-directory': layer.folder };
  const temp = join(folder, 'temp');
  const { script, env } = await prepareStage('srcrev-bump', inputs, { dist, folder: temp });
  const options = { cwd: layer.folder, env: { ...env, ...variables }, output: join(folder, 'console') };
  const taken = await timedNode([script], options);
  await check(layer);
  return taken;
}

/** What a scheduled shell script does today: a head, a repository and two fetches for each component, one after the other. */
async function runShell(layer: Layer, server: SmartHttpServer, folder: string): Promise<number> {
  await reset(layer);
  const script = `set -e
while read -r repo recipe old; do
  url="${server.url}/${ORG}/$repo"
  head=$(git ls-remote "$url" refs/heads/main | cut -f1)
  [ "$head" = "$old" ] && continue
  rm -rf "$1"
  git init -q "$1"
  git -C "$1" fetch -q --depth=50 "$url" "$head"
  git -C "$1" fetch -q --depth=50 "$url" "$old"
  git -C "$1" log --oneline "$old..$head"
  sed -i "s/$old/$head/" "$recipe"
done < "$2"
`;
  const list = join(folder, 'list');
  await writeFile(list, layer.recipes.map(({ repo, path, old }) => `${repo} ${path} ${old}\n`).join(''));
  const clone = join(folder, 'clone');
  const command = ['bash', '-c', script, 'bash', clone, list] as const;
  const env = { ...baseEnvironment(), GIT_CONFIG_GLOBAL: '/dev/null' };
  const taken = await timed(command, { cwd: layer.folder, env, output: join(folder, 'console') });
  await rm(clone, { recursive: true, force: true });
  await check(layer);
  return taken;
}

async function reset({ folder, recipes }: Layer): Promise<void> {
  for (const { path, text } of recipes) await writeFile(join(folder, path), text);
}

async function check({ folder, recipes }: Layer): Promise<void> {
  for (const { path, text, old, head } of recipes) {
    if ((await readFile(join(folder, path), 'utf8')) !== text.replace(old, head)) {
      throw new Error(`${path} does not have the head of its branch.`);
    }
  }
}
