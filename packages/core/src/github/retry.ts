import { type Fault, isRateLimit, isTransient } from './fault.ts';

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
