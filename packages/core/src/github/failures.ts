import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { type Fault, faultOf, isCertificate, isRateLimit, isTransient } from './fault.ts';
import { ATTEMPTS, limitedUntil } from './retry.ts';
import type { GitHubSettings } from './settings.ts';

/** What a request is for, as messages word it. */
export interface Request {
  /** As in `GitHub did not let us <read the jobs of run 42>`: a verb and its object. */
  readonly doing: string;
  /** The permission that it takes, as `permissions:` of a workflow names it: `actions: read`. */
  readonly permission: string;
  /** What to do about a 404, where GitHub's usual reason is known. */
  readonly notFound?: string;
}

interface Explanation {
  readonly what: string;
  readonly advice: string;
}

/** A UserError for what GitHub, the network or the token caused; anything else comes back as it is. */
export function failureOf(thrown: unknown, request: Request, settings: GitHubSettings, now: Date): unknown {
  const fault = faultOf(thrown);
  if (fault === undefined || thrown instanceof UserError) return thrown;
  const { what, advice } = explain(fault, request, settings, now);
  const clean = (text: string): string => text.replaceAll(settings.token, '***');
  return new UserError(
    clean(`Could not ${request.doing} in ${settings.repository}: ${what}.`),
    clean(advice),
    {
      cause: thrown,
    },
  );
}

function explain(fault: Fault, request: Request, settings: GitHubSettings, now: Date): Explanation {
  const { status } = fault;
  if (status === undefined) return explainNetwork(fault, settings);
  if (isRateLimit(fault)) return explainLimit(fault, now);
  if (status === 401) {
    return {
      what: `the token is refused: ${answerOf(fault)}`,
      advice: `Check the input \`${settings.tokenInput}\`: the token may have expired, or belong to another server.`,
    };
  }
  if (status === 403) return explainForbidden(fault, request, settings);
  if (status === 404) {
    return {
      what: `GitHub does not find it: ${answerOf(fault)}`,
      advice:
        request.notFound ??
        `It does not exist, or the token may not see it. The token of \`${settings.tokenInput}\` needs \`${request.permission}\`.`,
    };
  }
  if (isTransient(fault)) {
    return {
      what: `${answerOf(fault)}, after ${ATTEMPTS} attempts`,
      advice: 'GitHub has a fault; https://www.githubstatus.com tells. Run the job again later.',
    };
  }
  return { what: answerOf(fault), advice: 'GitHub refused the request. Its message says why.' };
}

/** https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
function explainForbidden(fault: Fault, request: Request, settings: GitHubSettings): Explanation {
  const what = `access denied: ${answerOf(fault)}`;
  if (fault.headers['x-github-sso'] !== undefined) {
    return { what, advice: 'Authorise the token for the single sign-on of the organisation.' };
  }
  const asked = fault.headers['x-accepted-github-permissions']?.split(';')[0]?.split(',')[0];
  const permission = asked?.trim().replaceAll('_', '-').replace('=', ': ') ?? request.permission;
  return {
    what,
    advice:
      `The token of \`${settings.tokenInput}\` lacks a permission. For the token of the job, put \`${permission}\` under ` +
      '`permissions:` of the job; another token must have it itself.',
  };
}

function explainLimit(fault: Fault, now: Date): Explanation {
  const until = limitedUntil(fault, now);
  const when = until === undefined ? 'later' : `after ${until.toISOString().slice(0, 19)}Z`;
  return {
    what: `the rate limit of the token is used up: ${answerOf(fault)}`,
    advice: `Run the job again ${when}, or use a token of its own for this job.`,
  };
}

function explainNetwork(fault: Fault, { apiUrl }: GitHubSettings): Explanation {
  const code = fault.system === undefined ? fault.message : fault.system;
  if (isCertificate(fault)) {
    return {
      what: `the TLS certificate of ${apiUrl} is not accepted (${code})`,
      advice:
        "For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in the job's `env` to the file with the authority's certificate.",
    };
  }
  return {
    what: `${apiUrl} did not answer (${code}), after ${ATTEMPTS} attempts`,
    advice: 'Check that the runner may connect to it, and run the job again.',
  };
}

function answerOf({ status, message, details }: Fault): string {
  const words = [message, ...details].filter((text) => text !== '').join(': ');
  return `HTTP ${status}${words === '' ? '' : `, ${quote(words)}`}`;
}
