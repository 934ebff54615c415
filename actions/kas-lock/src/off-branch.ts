import { FULL_DIGEST } from '@pv-actions/core/git/digest.ts';
import type { Remotes } from '@pv-actions/core/git/remote.ts';
import { shortSha } from '@pv-actions/core/updates/look-up.ts';
import type { FixedLayer } from './types.ts';

/**
 * Layers that configurations fix to a commit which the branch that they name does not have. kas does not notice that in a shallow clone,
 * as long as the remote gives the commit to who knows its digest.
 *
 * @returns sentences. Nothing is said of a remote that does not answer.
 */
export async function offBranchSentences(
  fixed: readonly FixedLayer[],
  remotes: Remotes,
): Promise<readonly string[]> {
  const named = fixed.flatMap(({ key, url, branch, revision }) => {
    const from = revision.toLowerCase();
    return branch === undefined || !FULL_DIGEST.test(from) ? [] : [{ key, url, branch, from }];
  });
  const heads = await remotes.heads(named);
  const spans = named.flatMap((layer, at) => {
    const head = heads[at];
    return head?.kind === 'head' && head.sha !== layer.from ? [{ ...layer, to: head.sha }] : [];
  });
  const histories = await remotes.histories(spans, 0);
  return spans.flatMap(({ key, url, branch, from }, at) => {
    const found = histories[at];
    if (found?.kind !== 'history' || found.history.relation === 'ahead') return [];
    const commit = `The layer ${key} is fixed to ${shortSha(from)}`;
    return found.history.count === undefined
      ? [`${commit}, which ${url} does not have any more.`]
      : [
          `${commit}, which is not on the branch ${branch} of ${url}: the branch was rewritten, or the commit was never on it. A remote may ` +
            'remove what is on no branch at any time.',
        ];
  });
}
