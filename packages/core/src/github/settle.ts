import type { Clock } from '../action/clock.ts';
import { type Fault, faultOf } from './fault.ts';

const TRIES = 5;
const FIRST_WAIT_MS = 1_000;

/**
 * Does `work`, and tries it a few more times while GitHub answers with 422 as if what it has just made were not there. Its servers
 * copy objects from one to the other, and a request may reach one that is late.
 *
 * @param isLate tells such an answer from a mistake that stays
 * @throws what `work` throws last.
 */
export async function settled<T>(
  clock: Clock,
  isLate: (fault: Fault) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (fault?.status !== 422 || attempt === TRIES || !isLate(fault)) throw thrown;
      await clock.sleep(FIRST_WAIT_MS * 2 ** (attempt - 1));
    }
  }
}

/**
 * An object of git that GitHub has made, and does not find yet: `Tree SHA does not exist`, `Object does not exist`, `Parent SHA does
 * not exist or is not a commit object`, `tree.sha … is not a valid blob`, `base_tree is not a valid tree oid`.
 */
export function isLateObject(fault: Fault): boolean {
  return says(fault, /\b(?:SHA|object) does not exist|is not a valid (?:blob|tree)/i);
}

/**
 * A commit that GitHub has made and does not find yet, or a branch that it does not see where it is: beside `Object does not exist`
 * it says `Reference update failed` (https://github.com/github/rest-api-description/issues/4887), `Reference cannot be updated`
 * (https://github.com/googleapis/repo-automation-bots/issues/4537) or, though the update is forced, `Update is not a fast forward`.
 */
export function isLateReference(fault: Fault): boolean {
  return (
    isLateObject(fault) ||
    says(fault, /reference update failed|reference cannot be updated|not a fast.forward/i)
  );
}

/**
 * A pull request that GitHub has made, and does not find yet when it is given labels or reviewers
 * (https://github.com/peter-evans/create-pull-request/issues/4321).
 */
export function isLateRequest(fault: Fault): boolean {
  return says(fault, /could not resolve to a node/i);
}

/** A branch that GitHub has moved, and still sees as it was when it is to make a pull request of it. */
export function isLateBranch(fault: Fault): boolean {
  return says(fault, /no commits between|^head invalid$/i);
}

/** Whether a message or a detail of `fault` matches `pattern`. */
export function says({ message, details }: Fault, pattern: RegExp): boolean {
  return [message, ...details].some((text) => pattern.test(text));
}
