import { systemCode } from '../action/errors.ts';

/** What octokit threw, reduced to what decisions need. */
export interface Fault {
  /** HTTP status, or undefined where no answer came. */
  readonly status: number | undefined;
  /** GitHub's own words, or those of the network's error. */
  readonly message: string;
  /** The `message` or the `code` and `field` of each of a 422's errors. */
  readonly details: readonly string[];
  /** In lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Code of Node's system, TLS or HTTP client error, where no answer came. */
  readonly system: string | undefined;
  /** How often the request was sent. */
  readonly attempts: number;
}

/** An answer whose JSON is not whole. Octokit hands it on as a text, and pages of it as empty. */
export class BrokenAnswer extends Error {
  constructor() {
    super('the answer broke off');
    this.name = 'BrokenAnswer';
  }
}

const RATE_LIMITED = /rate limit/i;
const NETWORK_ERRORS: ReadonlySet<string> = new Set([
  'HttpError',
  'TimeoutError',
  'AbortError',
  'BrokenAnswer',
]);

/** Reads an error of octokit. Undefined for anything that neither GitHub nor the network caused. */
export function faultOf(thrown: unknown): Fault | undefined {
  const error = recordOf(thrown);
  if (error === undefined) return undefined;
  const response = recordOf(error['response']);
  if (response === undefined) return networkFault(error);
  const data = recordOf(response['data']);
  const errors = [data?.['errors'] ?? []].flat();
  return {
    status: typeof response['status'] === 'number' ? response['status'] : undefined,
    message: textOf(data?.['message']) ?? '',
    details: errors.map(detailOf).filter((detail) => detail !== ''),
    headers: Object.fromEntries(
      Object.entries(recordOf(response['headers']) ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    ),
    system: undefined,
    attempts: attemptsOf(error),
  };
}

/** Notes on an error how often its request was sent, for `faultOf`. */
export function noteAttempts(thrown: unknown, attempts: number): void {
  if (recordOf(thrown) !== undefined) Object.assign(thrown as object, { attempts });
}

/** Whether GitHub refused the request because there were too many of them: 429, or 403 that says so. */
export function isRateLimit({ status, headers, message }: Fault): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    RATE_LIMITED.test(message)
  );
}

/** Whether the same request may well succeed a little later. */
export function isTransient(fault: Fault): boolean {
  if (isRateLimit(fault)) return true;
  if (fault.status === undefined) return !isCertificate(fault);
  return fault.status >= 500 && fault.status !== 501;
}

/** Whether the server's TLS certificate was not accepted, which waiting does not mend. */
export function isCertificate({ system = '' }: Fault): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(system);
}

/** Whether a message or a detail of `fault` matches `pattern`. */
export function says({ message, details }: Fault, pattern: RegExp): boolean {
  return [message, ...details].some((text) => pattern.test(text));
}

/** An error of the HTTP client. Octokit gives it the status 500, and the client's own error as its cause. */
function networkFault(error: Readonly<Record<string, unknown>>): Fault | undefined {
  const causes = [error, recordOf(error['cause']), recordOf(recordOf(error['cause'])?.['cause'])];
  if (!NETWORK_ERRORS.has(String(error['name']))) return undefined;
  const system = causes.map((cause) => systemCode(cause)).find((code) => code !== undefined);
  // Octokit does not repeat the reason of a signal.
  const timeout = causes.find((cause) => cause?.['name'] === 'TimeoutError');
  return {
    status: undefined,
    message: textOf((timeout ?? error)['message']) ?? '',
    details: [],
    headers: {},
    system,
    attempts: attemptsOf(error),
  };
}

function attemptsOf(error: Readonly<Record<string, unknown>>): number {
  return typeof error['attempts'] === 'number' ? error['attempts'] : 1;
}

function detailOf(error: unknown): string {
  if (typeof error === 'string') return error;
  const record = recordOf(error);
  const parts = [record?.['field'], record?.['code']].filter((part) => typeof part === 'string');
  return textOf(record?.['message']) ?? parts.join(' ');
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
