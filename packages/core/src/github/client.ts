import { getOctokit } from '@actions/github';
import type { Clock } from '../action/clock.ts';
import { UserError } from '../action/errors.ts';
import { NETWORK_LIMITS, type NetworkLimits } from '../action/limits.ts';
import type { Log } from '../action/log.ts';
import { formatDuration, withProgress } from '../action/progress.ts';
import { failureOf, type Request } from './failures.ts';
import { BrokenAnswer, type Fault, faultOf, isRateLimit, noteAttempts } from './fault.ts';
import { type Fetch, guardedFetch } from './guarded-fetch.ts';
import { waitAfter } from './retry.ts';
import type { GitHubSettings } from './settings.ts';

export type Octokit = ReturnType<typeof getOctokit>;

export interface GitHubDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** A number from 0 to 1, for jitter. */
  readonly random?: () => number;
  /** How long one request may take in all. A minute by default. */
  readonly requestLimitMs?: number;
  /** `NETWORK_LIMITS` by default. */
  readonly limits?: Pick<NetworkLimits, 'githubAnswerBytes' | 'githubPages'>;
}

/** One repository at GitHub, asked with one token. */
export interface GitHub {
  /** `owner/name`. */
  readonly repository: string;
  /** The parameters by which octokit names the repository. */
  readonly repo: { readonly owner: string; readonly repo: string };
  /** The URL of the API, without a final slash. */
  readonly apiUrl: string;
  /** The input that the token is from, as messages name it. */
  readonly tokenInput: string;
  /**
   * Sends transient faults again, and gives every request a time limit unless it has a signal of its own. The token goes to the
   * API's origin alone. It throws a UserError where something leads elsewhere, and where an answer or a list is larger than any of GitHub.
   */
  readonly octokit: Octokit;
  /** Runs requests, and throws a UserError for what GitHub, the network or the token caused. */
  explained<T>(request: Request, work: () => Promise<T>): Promise<T>;
  /** As `explained`, but undefined where GitHub answers 404. */
  found<T>(request: Request, work: () => Promise<T>): Promise<T | undefined>;
  /**
   * Waits before something is tried again that failed for a transient reason, as every request is.
   *
   * @param attempt the number of the attempt that failed, from 1
   * @returns false, at once, when another attempt is not worth it.
   */
  pause(thrown: unknown, attempt: number): Promise<boolean>;
}

const REQUEST_LIMIT_MS = 60_000;
/** Waits that a person would wonder about. */
const LONG_WAIT_MS = 5_000;

/** Opens the repository of `settings`. Nothing is sent before the first request. */
export function openGitHub(settings: GitHubSettings, deps: GitHubDeps): GitHub {
  const [owner = '', repo = ''] = settings.repository.split('/');
  const octokit = getOctokit(settings.token, { baseUrl: settings.apiUrl });
  sendAgain(octokit, settings, deps);

  async function explained<T>(request: Request, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw failureOf(thrown, request, settings, deps.clock.now());
    }
  }

  // It would write to the console, where the runner looks for commands, what the headers of an answer say.
  const [foreign, nothing] = [(text: string): void => deps.log.foreign(text), (): void => {}];
  octokit.hook.before('request', (options) => {
    options.request = {
      ...options.request,
      log: { debug: nothing, info: nothing, warn: foreign, error: foreign },
    };
  });

  return {
    repository: settings.repository,
    repo: { owner, repo },
    apiUrl: settings.apiUrl,
    tokenInput: settings.tokenInput,
    octokit,
    pause: (thrown, attempt) => pause(thrown, attempt, deps),
    explained,
    found: (request, work) =>
      explained(request, async () => {
        try {
          return await work();
        } catch (thrown) {
          if (faultOf(thrown)?.status === 404) return undefined;
          throw thrown;
        }
      }),
  };
}

function sendAgain(octokit: Octokit, { apiUrl }: GitHubSettings, deps: GitHubDeps): void {
  const { requestLimitMs = REQUEST_LIMIT_MS, limits = NETWORK_LIMITS } = deps;
  let pages = 0;
  octokit.hook.wrap('request', async (request, options) => {
    const own = options.request?.signal;
    const streams = options.request?.['parseSuccessResponseBody'] === false;
    const mostBytes = limits.githubAnswerBytes;
    const fetch = guardedFetch((options.request?.fetch ?? globalThis.fetch) as Fetch, {
      apiUrl,
      mostBytes,
      streams,
    });
    // Pages of lists are asked for by their URLs.
    if (/^https?:/.test(options.url)) pages += 1;
    if (pages > limits.githubPages) throw endlessList(apiUrl, limits.githubPages);
    for (let attempt = 1; ; attempt += 1) {
      const signal = own ?? AbortSignal.timeout(requestLimitMs);
      // The hook for the token, which is inside of this one, gets this very object whatever is passed to `request`.
      options.request = { ...options.request, signal, fetch };
      try {
        const answer = await request(options);
        if (isBroken(answer)) throw new BrokenAnswer();
        return answer;
      } catch (thrown) {
        // Octokit takes whatever its fetch throws for a fault of the network.
        if (Object(thrown).cause instanceof UserError) throw Object(thrown).cause;
        // A body that is a stream is spent, and a signal of the caller's own is the caller's word.
        if (own === undefined && (await pause(thrown, attempt, deps))) continue;
        noteAttempts(thrown, attempt);
        throw thrown;
      }
    }
  });
}

function endlessList(apiUrl: string, most: number): UserError {
  return new UserError(
    `The lists of ${apiUrl} go on after ${most.toLocaleString('en-US')} pages, which no list of GitHub does.`,
    'Check GITHUB_API_URL of the runner, and what is between the runner and GitHub.',
  );
}

/** Octokit gives JSON that it could not read to the end as a text. */
function isBroken({ data, headers }: { data: unknown; headers: { 'content-type'?: string } }): boolean {
  return typeof data === 'string' && headers['content-type']?.startsWith('application/json') === true;
}

async function pause(thrown: unknown, attempt: number, deps: GitHubDeps): Promise<boolean> {
  const { clock, random = Math.random } = deps;
  const fault = faultOf(thrown) ?? faultOf((thrown as { cause?: unknown } | undefined)?.cause);
  const wait = fault === undefined ? undefined : waitAfter(fault, attempt, clock.now(), random());
  if (fault === undefined || wait === undefined) return false;
  await waitFor(wait, hindranceOf(fault), deps);
  return true;
}

function hindranceOf(fault: Fault): string {
  if (isRateLimit(fault)) return "GitHub's rate limit";
  return fault.status === undefined
    ? 'GitHub, which did not answer'
    : `GitHub, which answered with HTTP ${fault.status}`;
}

async function waitFor(milliseconds: number, what: string, deps: GitHubDeps): Promise<void> {
  const seconds = milliseconds / 1000;
  if (milliseconds >= LONG_WAIT_MS) deps.log.info(`Waiting ${formatDuration(seconds)} for ${what}.`);
  await withProgress(
    deps,
    (elapsed) => `Waiting for ${what}, another ${formatDuration(Math.max(0, seconds - elapsed))}.`,
    () => deps.clock.sleep(milliseconds),
  );
}
