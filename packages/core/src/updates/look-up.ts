import type { Log } from '../action/log.ts';
import { shortList } from '../action/wording.ts';
import type { Head, Remotes, SpanHistory } from '../git/remote.ts';
import type { Failure, Pin, Update } from './update.ts';

/** What the remotes say of all pins. */
export interface LookupResult {
  /** What is to be taken, in the order of the pins. */
  readonly updates: readonly Update[];
  /** Branches that were forced back or rewritten, and are not followed. */
  readonly refused: readonly Update[];
  readonly failures: readonly Failure[];
  /** How many pins are at the head of their branch. */
  readonly current: number;
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
  const current = pins.length - moved.length - failures.length;
  const spans = moved.map(({ pin, to }) => ({ url: pin.url, branch: pin.branch, from: pin.old, to }));
  const histories = await remotes.histories(spans, how.maxLogLines);
  const updates: Update[] = [];
  const refused: Update[] = [];
  for (const [at, { pin, to }] of moved.entries()) {
    const found = histories[at];
    if (found?.kind !== 'history') {
      failures.push(unreachable(pin, found));
      continue;
    }
    const update = { ...pin, new: to, history: found.history };
    const taken = found.history.relation === 'ahead' || how.allowRewind;
    (taken ? updates : refused).push(update);
    if (!taken) log.warning(rewindSentence(update));
  }
  return { updates, refused, failures, current };
}

/** What happened to a branch that was forced back, and that its head is not taken. */
export function rewindSentence(update: Update): string {
  return (
    `${update.name}: the branch ${update.branch} was forced back or rewritten: its head ${shortSha(update.new)} does not descend ` +
    `from ${shortSha(update.old)}, which is pinned. It is not taken; \`allow-rewind: true\` takes it.`
  );
}

/** A digest as people read it. */
export function shortSha(sha: string): string {
  return sha.slice(0, 12);
}

function headFailure(pin: Pin, head: Exclude<Head, { kind: 'head' }> | undefined): Failure {
  return head?.kind === 'no-branch' ? missingBranch(pin, head.near) : unreachable(pin, head);
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

function unreachable(
  pin: Pin,
  said: Extract<Head | SpanHistory, { kind: 'unreachable' }> | undefined,
): Failure {
  return {
    name: pin.name,
    unreachable: true,
    cause: `${pin.name}: ${pin.url} could not be asked.`,
    detail: said?.reason,
    advice:
      'Check that the runner may connect to it. For a private repository, give `remote-token`. With `allow-unreachable: true` the ' +
      'stage goes on without it.',
  };
}
