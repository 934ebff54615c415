import { chain } from '@pv-actions/testkit/git-servers/repository.ts';
import type { Site } from '../../../test/updates/site.ts';

/** A remote with some commits, and what stands where. */
export interface Remote {
  /** The first commit. */
  readonly old: string;
  readonly head: string;
  readonly digests: ReadonlyMap<string, string>;
}

/** Makes the remote `pantavisor/<name>` with `ahead` commits after the first one, on `branch`. Its commits are `c1`, `c2`, … */
export async function makeRemote(
  site: Site,
  name: string,
  ahead: number,
  branch = 'master',
): Promise<Remote> {
  const remote = await site.remote(`pantavisor/${name}`);
  const digests = await remote.grow({
    commits: chain('c', ahead + 1),
    refs: { [`refs/heads/${branch}`]: `c${ahead + 1}` },
  });
  return { old: digests.get('c1') ?? '', head: digests.get(`c${ahead + 1}`) ?? '', digests };
}

/** A recipe of a component as most of them are. */
export function recipe(name: string, revision: string, branch = 'master'): string {
  return `SUMMARY = "${name}"\nSRC_URI = "git://github.com/pantavisor/${name};protocol=https;branch=${branch}"\nSRCREV = "${revision}"\n`;
}

/** An entry of components.json. */
export function component(name: string, changes: Readonly<Record<string, string>> = {}) {
  return {
    name,
    recipe_glob: `recipes-pv/${name}/${name}*.bb`,
    branch: 'master',
    repo_org: 'pantavisor',
    ...changes,
  };
}

export function componentsJson(...entries: readonly Readonly<Record<string, unknown>>[]): string {
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** The recipe of lxc, of which `commitLxc` makes a layer. */
export const LXC = 'recipes-pv/lxc/lxc_git.bb';
export const LIST = '.github/components.json';

/** Commits a layer with the recipe of lxc, which pins its first commit, its list of components, and `files`. */
export function commitLxc(
  site: Site,
  lxc: Remote,
  files: Readonly<Record<string, string | Buffer>> = {},
): Promise<string> {
  return site.commit({
    [LXC]: recipe('lxc', lxc.old),
    [LIST]: componentsJson(component('lxc')),
    ...files,
  });
}
