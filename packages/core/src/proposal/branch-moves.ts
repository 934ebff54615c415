import type { Clock } from '../action/clock.ts';
import type { GitHub } from '../github/client.ts';
import { faultOf } from '../github/fault.ts';
import { sendOnce } from '../github/once.ts';
import { isLateReference, says, settled } from '../github/settle.ts';
import { headOf } from './branch.ts';

/** Whether a branch is as it should be, or somebody else moved, made or removed it in between. */
export type Move = 'done' | 'moved';

/** Makes a branch. */
export function createBranch(github: GitHub, clock: Clock, branch: string, to: string): Promise<Move> {
  const { octokit, repo } = github;
  const request = { doing: `create the branch ${branch}`, permission: 'contents: write' };
  return github.explained(request, async () => {
    try {
      await settled(clock, isLateReference, () =>
        octokit.rest.git.createRef({ ...repo, ref: `refs/heads/${branch}`, sha: to }),
      );
      return 'done';
    } catch (thrown) {
      if (!answers(thrown, /reference already exists/i)) throw thrown;
      // The first answer may have been lost: then it is ours.
      return (await headOf(github, branch)) === to ? 'done' : 'moved';
    }
  });
}

/** Moves a branch to a commit that need not descend from where it is, if it still is at `from`. */
export function moveBranch(
  github: GitHub,
  clock: Clock,
  branch: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Move> {
  const { octokit, repo } = github;
  const look = async (): Promise<Move | undefined> => {
    const head = await headOf(github, branch);
    if (head === to) return 'done';
    return head === from ? undefined : 'moved';
  };
  const send = async (request: { readonly signal: AbortSignal }): Promise<Move> => {
    await octokit.rest.git.updateRef({ ...repo, ref: `heads/${branch}`, sha: to, force: true, request });
    return 'done';
  };
  return changed(github, clock, `move the branch ${branch}`, look, send);
}

/** Deletes a branch, if it still is at `from`. GitHub closes its pull requests. */
export function deleteBranch(github: GitHub, clock: Clock, branch: string, from: string): Promise<Move> {
  const { octokit, repo } = github;
  const look = async (): Promise<Move | undefined> => {
    const head = await headOf(github, branch);
    if (head === undefined) return 'done';
    return head === from ? undefined : 'moved';
  };
  const send = async (request: { readonly signal: AbortSignal }): Promise<Move> => {
    await octokit.rest.git.deleteRef({ ...repo, ref: `heads/${branch}`, request });
    return 'done';
  };
  return changed(github, clock, `delete the branch ${branch}`, look, send);
}

/** GitHub changes a branch wherever it is, so it is looked at right before each attempt. */
function changed(
  github: GitHub,
  clock: Clock,
  doing: string,
  look: () => Promise<Move | undefined>,
  send: (request: { readonly signal: AbortSignal }) => Promise<Move>,
): Promise<Move> {
  return github.explained({ doing, permission: 'contents: write' }, async () => {
    try {
      return await settled(
        clock,
        isLateReference,
        async () => (await look()) ?? (await sendOnce(github, send, look)),
      );
    } catch (thrown) {
      // With 422, or for a deletion with 404 (https://github.com/eclipse-csi/otterdog/pull/713).
      if (!answers(thrown, /reference does not exist/i)) throw thrown;
      return (await look()) ?? 'moved';
    }
  });
}

function answers(thrown: unknown, pattern: RegExp): boolean {
  const fault = faultOf(thrown);
  return fault !== undefined && says(fault, pattern);
}
