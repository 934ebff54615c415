import { UserError } from '@pv-actions/core/action/errors.ts';
import type { Deps } from '@pv-actions/core/action/stage.ts';
import type { KasText } from '@pv-actions/core/kas/kas-document.ts';
import { kasRepos } from '@pv-actions/core/kas/kas-repos.ts';
import { askGit } from './local-git.ts';
import type { FormerBranch } from './switched.ts';
import type { Checkout, PlannedFile } from './types.ts';

/**
 * Reads from the history of the layer which branch the configuration named when a lock file got a revision. It is not known in a
 * checkout that does not have that commit, nor where the first commit of the layer has both as they are.
 */
export function formerBranches(
  files: readonly PlannedFile[],
  { repository }: Pick<Checkout, 'repository'>,
  deps: Pick<Deps, 'exec' | 'env'>,
): FormerBranch {
  const git = (...args: string[]): Promise<string | undefined> => askGit(repository, args, deps);
  const textAt = async (commit: string, path: string): Promise<KasText[]> => {
    const text = await git('cat-file', 'blob', `${commit}:${path}`);
    return text === undefined ? [] : [{ path, text }];
  };
  return async ({ name, branch: present, old, files: [lock = ''] }) => {
    const log = await git(
      ...['--literal-pathspecs', 'log', '-1', '--no-textconv', '--no-ext-diff'],
      ...['--format=%H %P', `-S${old}`, '--', lock],
    );
    const [commit, parent] = (log ?? '').trim().split(' ');
    if (!commit) return undefined;
    // At the end of a part of a history everything looks new.
    if (parent === undefined && (await git('rev-parse', '--is-shallow-repository'))?.trim() !== 'false')
      return undefined;
    const sources = files.find(({ path }) => path === lock)?.sources ?? [];
    const texts = await Promise.all(sources.map((path) => textAt(commit, path)));
    try {
      const former = kasRepos(texts.flat()).find(({ key }) => key === name)?.branch;
      // With the first commit of a layer comes what was made before it.
      return parent === undefined && former === present ? undefined : former;
    } catch (thrown) {
      if (thrown instanceof UserError) return undefined;
      throw thrown;
    }
  };
}
