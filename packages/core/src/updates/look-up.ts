import type { Log } from '../action/log.ts';
import { shortList } from '../action/wording.ts';
import type { Head, Remotes } from '../git/remote.ts';
import { pinnedCommit, rewindOf } from './rewind.ts';
import type { Failure, Pin, Update } from './update.ts';

/** What the remotes say of all pins. */
export interface LookupResult {
  /** What is to be taken, in the order of the pins. */
  readonly updates: readonly Update[];
  /** Heads that do not descend from what is pinned, and are not followed. */
  readonly refused: readonly Update[];
  readonly failures: readonly Failure[];
  /** How many pins are at the head of their branch. */
  readonly current: number;
  /** Sentences about pins that are at the head in another way than it looks. */
  readonly notes: readonly string[];
}

/**
 * Asks for the heads of all branches, and for what lies between them and what is pinned. A remote that fails is a failure of
 * its pins; the others go on.
 *
 * @param how `maxLogLines`: how many commits of a log are listed.
 */
export async function lookUp(
  pins: readonly Pin[],
  remotes: Remotes,
  how: { readonly allowRewind: boolean; readonly maxLogLines: number },
  { log }: { readonly log: Log },
): Promise<LookupResult> {
  const heads = await remotes.heads(pins);
  const failures: Failure[] = [];
  const moved: { readonly pin: Pin; readonly to: string }[] = [];
  for (const [at, pin] of pins.entries()) {
    const head = heads[at];
    if (head?.kind === 'head') {
      if (head.sha !== pin.old) moved.push({ pin, to: head.sha });
    } else failures.push(headFailure(pin, head));
  }
  let current = pins.length - moved.length - failures.length;
  const spans = moved.map(({ pin, to }) => ({ url: pin.url, branch: pin.branch, from: pin.old, to }));
  const histories = await remotes.histories(spans, how.maxLogLines);
  const updates: Update[] = [];
  const refused: Update[] = [];
  const notes: string[] = [];
  for (const [at, { pin, to }] of moved.entries()) {
    const found = histories[at];
    if (found?.kind !== 'history') {
      failures.push(unreachable(pin, found?.reason));
      continue;
    }
    const update = { ...pin, new: to, history: found.history };
    if (found.history.relation === 'ahead' && found.history.count === 0) {
      current += 1;
      notes.push(tagSentence(update));
      continue;
    }
    const taken = found.history.relation === 'ahead' || how.allowRewind;
    (taken ? updates : refused).push(update);
    if (!taken) log.warning(rewindSentence(update));
  }
  return { updates, refused, failures, current, notes };
}

/** Another digest of the head: only a tag has one. */
function tagSentence({ name, branch, old, new: head }: Update): string {
  return (
    `${name}: ${shortSha(old)}, which is pinned, is an annotated tag of ${shortSha(head)}, the head of the branch ${branch}: ` +
    'there is nothing to update.'
  );
}

/** Why a head does not descend from what is pinned, and that it is not taken. */
export function rewindSentence(update: Update): string {
  return `${update.name}: ${rewindReason(update)} It is not taken; \`allow-rewind: true\` takes it.`;
}

/** Why a head does not descend from what is pinned, as a sentence. */
export function rewindReason(update: Update): string {
  const { branch, url } = update;
  const [pinned, head] = [shortSha(pinnedCommit(update)), shortSha(update.new)];
  return {
    gone:
      `the revision ${pinned}, which is pinned, is gone: ${url} does not have it any more. Whether the head ${head} of the branch ${branch} ` +
      'has all of its commits cannot be told.',
    behind: `the branch ${branch} is behind ${pinned}, which is pinned: it was moved back to ${head}, a commit that comes before it.`,
    diverged:
      `the branch ${branch} was rewritten: its head ${head} does not descend from ${pinned}, which is pinned, and each has commits that ` +
      'the other does not.',
  }[rewindOf(update.history) ?? 'diverged'];
}

/** A digest as people read it. */
export function shortSha(sha: string): string {
  return sha.slice(0, 12);
}

/** Why a branch has no head. */
export function headFailure(pin: Pin, head: Exclude<Head, { kind: 'head' }> | undefined): Failure {
  return head?.kind === 'no-branch' ? missingBranch(pin, head.near) : unreachable(pin, head?.reason);
}

/** That a repository has no such branch. @param near names of branches that are like it */
export function missingBranch(
  { name, url, branch }: Pick<Pin, 'name' | 'url' | 'branch'>,
  near: readonly string[],
): Failure {
  return {
    name,
    unreachable: false,
    cause: `${name}: ${url} has no branch "${branch}".`,
    advice:
      near.length === 0
        ? 'It has no branch at all. Check the URL.'
        : `Correct the branch. Branches with a name like it: ${shortList(near, ', ')}.`,
  };
}

/** That a remote did not answer. @param reason what was said then, as sentences */
export function unreachable({ name, url }: Pick<Pin, 'name' | 'url'>, reason: string | undefined): Failure {
  return {
    name,
    unreachable: true,
    cause: `${name}: ${url} could not be asked.`,
    detail: reason,
    advice:
      'Check that the runner may connect to it. For a private repository, give `remote-token`. With `allow-unreachable: true` the ' +
      'stage goes on without it.',
  };
}
