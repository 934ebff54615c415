import type { History } from '../git/remote.ts';
import type { Update } from './update.ts';

/**
 * Why a head does not descend from the pinned revision. `gone`: the remote does not have that revision. `behind`: the head is a commit
 * that comes before it. `diverged`: each has commits that the other does not.
 */
type Rewind = 'gone' | 'behind' | 'diverged';

/** Undefined where the head does descend from it. */
export function rewindOf({ relation, count }: History): Rewind | undefined {
  if (relation === 'ahead') return undefined;
  if (count === undefined) return 'gone';
  return count === 0 ? 'behind' : 'diverged';
}

/** The same in a few words, for a table; empty where nothing is lost. */
export function rewindWords(history: History): string {
  const rewind = rewindOf(history);
  if (rewind === undefined) return '';
  return { gone: 'pin gone', behind: 'branch moved back', diverged: 'branch rewritten' }[rewind];
}

/** The commit that is pinned: where the pin is an annotated tag, the commit that it points at. */
export function pinnedCommit({ old, history }: Pick<Update, 'old' | 'history'>): string {
  return history.peeled ?? old;
}
