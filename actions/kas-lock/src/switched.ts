import { shortList } from '@pv-actions/core/action/wording.ts';
import type { Finder, Remotes } from '@pv-actions/core/git/remote.ts';
import { shortSha } from '@pv-actions/core/updates/look-up.ts';
import type { Pin } from '@pv-actions/core/updates/update.ts';

/** A layer of which the configuration names another branch than the one that its lock file was made for. */
export interface Switch {
  readonly pin: Pin;
  /** The head of the branch that the configuration names. */
  readonly head: string;
  /** The branch that the lock file was made for, or those that have what is pinned. */
  readonly from: readonly string[];
}

/** What the configuration said of a layer when a file got a revision; undefined where that is not known. */
export type FormerBranch = (pin: Pin) => Promise<string | undefined>;

/**
 * Finds the pins of lock files, which name no branch, whose configuration names another branch than before: the head of its branch does
 * not descend from what is pinned, and the history of the layer says that the branch was another one. Where the history does not say it,
 * another branch has what is pinned. Such a head is no rewind.
 *
 * @param pins of lock files.
 */
export async function switches(
  pins: readonly Pin[],
  remotes: Remotes & Finder,
  formerBranch: FormerBranch,
  maxLogLines: number,
): Promise<Switch[]> {
  const heads = await remotes.heads(pins);
  const moved = pins.flatMap((pin, at) => {
    const head = heads[at];
    return head?.kind === 'head' && head.sha !== pin.old ? [{ pin, head: head.sha }] : [];
  });
  const spans = moved.map(({ pin: { url, branch, old }, head }) => ({ url, branch, from: old, to: head }));
  const histories = await remotes.histories(spans, maxLogLines);
  const switched: Switch[] = [];
  const unclear: Omit<Switch, 'from'>[] = [];
  for (const [at, { pin, head }] of moved.entries()) {
    const found = histories[at];
    if (found?.kind !== 'history' || found.history.relation !== 'rewind') continue;
    const former = await formerBranch(pin);
    if (former === undefined) unclear.push({ pin, head });
    else if (former !== pin.branch) switched.push({ pin, head, from: [former] });
  }
  const queries = unclear.map(({ pin: { url, branch, old } }) => ({
    ...{ url, branch, revision: old, wantsBranches: true },
  }));
  const answers = queries.length === 0 ? [] : await remotes.commits(queries);
  for (const [at, { pin, head }] of unclear.entries()) {
    const answer = answers[at];
    const from = answer?.kind === 'commit' ? answer.branches.filter((name) => name !== pin.branch) : [];
    if (from.length > 0) switched.push({ pin, head, from });
  }
  return switched;
}

/** That the branch changed, and where the layer goes. */
export function switchSentence({ pin: { name, branch, old, files }, head, from }: Switch): string {
  return (
    `The branch of the configuration changed for the layer ${name}: ${shortSha(old)}, which is pinned, is of ` +
    `${shortList(from, ' and ', 3)}, and the configuration names ${branch}. It goes to ${shortSha(head)}, the head of ${branch}: ${shortList(files, ', ', 5)}.`
  );
}
