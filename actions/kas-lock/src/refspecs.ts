import { branchOfRefspec, type KasRepo } from '@pv-actions/core/kas/kas-repos.ts';
import type { LayerCopy } from './layer-copy.ts';

/** The repositories with their refspecs decided, and the commits of those that are no branch, by their keys. */
interface Decided {
  readonly repos: readonly KasRepo[];
  readonly commits: ReadonlyMap<string, string>;
}

/**
 * Looks into the clones what each `refspec` is, in kas's order: a branch, else a tag or the beginning of a digest. kas itself resolves a
 * branch only, and writes a tag down as it is. A layer with a refspec is always cloned with all commits and tags.
 */
export async function decideRefspecs(repos: readonly KasRepo[], copy: LayerCopy): Promise<Decided> {
  const commits = new Map<string, string>();
  const decided: KasRepo[] = [];
  for (const repo of repos) {
    const { key, path, refspec, type } = repo;
    if (refspec === undefined || type !== 'git') {
      decided.push(repo);
      continue;
    }
    const name = refspec.replace(/^refs\//, '');
    const find = async (ref: string): Promise<string | undefined> =>
      (
        await copy.ask(path, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
      )?.trim();
    // kas fetches `refs/tags/v1` to the place of a branch of that name.
    const branch = name.startsWith('tags/') ? undefined : branchOfRefspec(refspec);
    const head = branch === undefined ? undefined : await find(`refs/remotes/origin/${branch}`);
    if (head !== undefined) {
      if (branch !== refspec) commits.set(key, head);
      decided.push({ ...repo, branch });
      continue;
    }
    const commit = await find(name);
    if (commit === undefined) {
      decided.push(repo);
      continue;
    }
    commits.set(key, commit);
    const tag = name.replace(/^tags\//, '');
    const isTag = (await find(`refs/tags/${tag}`)) !== undefined;
    decided.push({ ...repo, branch: undefined, ...(isTag ? { tag } : { commit: refspec }) });
  }
  return { repos: decided, commits };
}
