import type { Clock } from '../action/clock.ts';
import { type Fault, faultOf, isRateLimit, isTransient, noteAttempts, says } from './fault.ts';

/** Attempts of one request. */
export const ATTEMPTS = 6;

const FIRST_WAIT_MS = 1_000;
const MOST_BACKOFF_MS = 15_000;
/** What GitHub asks for where a rate limit names no time: this, and longer each time. */
const FIRST_UNNAMED_MS = 60_000;
/** A limit that lasts longer than this ends the stage with a message: a job that sleeps costs as one that works. */
const LONGEST_WAIT_MS = 10 * 60_000;

/**
 * How long to wait before a request is sent again, in milliseconds; undefined when it is not worth it. At least as long as
 * `Retry-After` or `X-RateLimit-Reset` say; otherwise capped exponential backoff with jitter, and minutes for a rate limit
 * (https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately).
 *
 * @param attempt the number of the attempt that failed, from 1
 * @param random from 0 to 1
 */
export function waitAfter(fault: Fault, attempt: number, now: Date, random: number): number | undefined {
  if (attempt >= ATTEMPTS || !isTransient(fault)) return undefined;
  const unnamed = isRateLimit(fault) ? FIRST_UNNAMED_MS * 2 ** (attempt - 1) : 0;
  const wait = Math.max(askedWait(fault, now) ?? unnamed, backoff(attempt, random));
  return wait > LONGEST_WAIT_MS ? undefined : wait;
}

/** When the limit is lifted that GitHub refused the request for; undefined where it does not say. */
export function limitedUntil(fault: Fault, now: Date): Date | undefined {
  if (!isRateLimit(fault)) return undefined;
  const wait = askedWait(fault, now);
  const until = new Date(now.getTime() + (wait ?? Number.NaN));
  return Number.isNaN(until.getTime()) ? undefined : until;
}

function askedWait(fault: Fault, now: Date): number | undefined {
  const after = retryAfter(fault.headers['retry-after'], now);
  if (after !== undefined) return after;
  if (!isRateLimit(fault)) return undefined;
  const reset = fault.headers['x-ratelimit-reset'];
  if (fault.headers['x-ratelimit-remaining'] === '0' && reset !== undefined && /^\d+$/.test(reset)) {
    return Math.max(0, Number(reset) * 1000 - now.getTime()) + 1000;
  }
  return undefined;
}

/** `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = /^[A-Za-z]/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

function backoff(attempt: number, random: number): number {
  return Math.min(MOST_BACKOFF_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)) * (0.5 + random / 2);
}

const ONCE_LIMIT_MS = 60_000;

/**
 * Sends a request that must not take effect twice: where its answer is lost, it is looked first whether it did.
 *
 * @param send sends it in one attempt, with this signal
 * @param look what `send` would have returned, where it took effect; undefined where it may be sent again
 * @throws what `send` throws last, and what `look` throws.
 */
export async function sendOnce<T>(
  github: { pause(thrown: unknown, attempt: number): Promise<boolean> },
  send: (request: { readonly signal: AbortSignal }) => Promise<T>,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send({ signal: AbortSignal.timeout(ONCE_LIMIT_MS) });
    } catch (thrown) {
      if (!(await github.pause(thrown, attempt))) {
        noteAttempts(thrown, attempt);
        throw thrown;
      }
      const found = await look();
      if (found !== undefined) return found;
    }
  }
}

const LATE_ATTEMPTS = 5;

/**
 * Does `work`, and tries it a few more times while GitHub answers with 422 as if what it has just made were not there: its servers
 * are eventually consistent, and a request may reach one that is late.
 *
 * @param isLate distinguishes such an answer from a mistake that stays
 * @throws what `work` throws last.
 */
export async function retryWhileLate<T>(
  clock: Clock,
  isLate: (fault: Fault) => boolean,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (fault?.status !== 422 || attempt === LATE_ATTEMPTS || !isLate(fault)) throw thrown;
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
