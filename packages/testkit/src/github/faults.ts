import { errorAnswer, validationFailed } from './access.ts';
import type { Leftover } from './exchange.ts';
import { type Answer, jsonAnswer, RESET } from './http.ts';

/** What happens to a request that is hit. */
export interface Fault {
  /** An answer in place of the real one, which is given where this is left out. `RESET` drops the connection. */
  readonly answer?: Answer | typeof RESET;
  /** Whether the request takes effect all the same, so that only its answer is lost. False by default. */
  readonly afterwards?: boolean;
  /** What an upload of an asset leaves in place of what was sent. Only `POST /repos/…/releases/<id>/assets` obeys. */
  readonly leaves?: Leftover;
}

/** Which requests are hit, and how. */
export interface FaultRule {
  readonly method?: string;
  /** The whole decoded path, or a pattern for it. Without it every path is hit. */
  readonly path?: string | RegExp;
  /** How many requests are hit. One by default. */
  readonly times?: number;
  /** How many matching requests pass before the first is hit. None by default. */
  readonly after?: number;
  readonly fault: Fault;
}

/** A rule at work. */
export interface Injected {
  /** How many requests it has hit so far. */
  readonly hits: number;
  /** Ends the rule. */
  remove(): void;
}

export interface Faults {
  inject(rule: FaultRule): Injected;
  /** The fault for this request, counted as a hit, or undefined. */
  next(method: string, path: string): Fault | undefined;
}

/** An ordered list of rules; the first that matches and still has hits left counts. */
export function createFaults(): Faults {
  const rules: { rule: FaultRule; seen: number; hits: number }[] = [];
  return {
    inject(rule) {
      const entry = { rule, seen: 0, hits: 0 };
      rules.push(entry);
      return {
        get hits() {
          return entry.hits;
        },
        remove: () => void rules.splice(rules.indexOf(entry), rules.includes(entry) ? 1 : 0),
      };
    },
    next(method, path) {
      for (const entry of rules) {
        const { rule } = entry;
        if (rule.method !== undefined && rule.method !== method) continue;
        if (typeof rule.path === 'string' && rule.path !== path) continue;
        if (rule.path instanceof RegExp && path.search(rule.path) === -1) continue;
        if (entry.hits >= (rule.times ?? 1)) continue;
        entry.seen += 1;
        if (entry.seen <= (rule.after ?? 0)) continue;
        entry.hits += 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}

const RATE_LIMITS = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';

/** Any status with GitHub's error body. `errors` are the details of a 422. */
export function failure(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  errors: readonly Readonly<Record<string, string>>[] = [],
): Fault {
  return { answer: errorAnswer(status, message, errors, headers) };
}

/** 422 as for an asset whose name is taken. GitHub gives it for a while after the other asset was deleted. */
export function nameTaken(): Fault {
  return { answer: validationFailed({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }) };
}

/** An upload that GitHub takes in part: it leaves an empty asset in the state `starter`, and `fault` answers. */
export function brokenUpload(fault: Fault = badGateway()): Fault {
  return { ...fault, leaves: 'starter' };
}

/** An upload that succeeds, but the asset has other bytes than were sent: as many, and with their own digest. */
export function corruptUpload(): Fault {
  return { leaves: 'corrupt' };
}

/** 429 with `Retry-After` in seconds. */
export function tooManyRequests(retryAfter: number): Fault {
  return failure(429, 'Too many requests', { 'retry-after': String(retryAfter) });
}

/** 403 as GitHub's secondary rate limit, with `Retry-After` in seconds. */
export function secondaryRateLimit(retryAfter: number): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  const body = { message, documentation_url: `${RATE_LIMITS}#about-secondary-rate-limits`, status: '403' };
  return { answer: jsonAnswer(403, body, { 'retry-after': String(retryAfter) }) };
}

/** 502 with the page that GitHub's edge sends, which is not JSON. */
export function badGateway(): Fault {
  return {
    answer: {
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: Buffer.from('<html><head><title>502 Bad Gateway</title></head></html>'),
    },
  };
}

/** The connection is dropped before anything happens. */
export function reset(): Fault {
  return { answer: RESET };
}

/** The request takes effect, but the client never learns: the connection is dropped, or `fault` answers. */
export function lostAnswer(fault: Fault = reset()): Fault {
  return { ...fault, afterwards: true };
}
