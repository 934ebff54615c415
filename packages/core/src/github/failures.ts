import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { redact, redactFields, secretForms } from '../action/secrets.ts';
import { BrokenAnswer, type Fault, faultOf, isCertificate, isRateLimit, isTransient } from './fault.ts';
import { limitedUntil } from './retry.ts';
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

const TIMED_OUT = /due to timeout/;

/** A UserError for what GitHub, the network or the token caused; anything else comes back as it is. */
export function failureOf(thrown: unknown, request: Request, settings: GitHubSettings, now: Date): unknown {
  const fault = faultOf(thrown);
  if (fault === undefined) return thrown;
  const forms = secretForms([settings.token]);
  const clean = (text: string): string => redact(text, forms);
  // Before anything is cut to length: half a token is a leak too.
  const { what, advice } = explain(redactFields(fault, forms), request, settings, now);
  const tried = fault.attempts > 1 ? `, after ${fault.attempts} attempts` : '';
  return new UserError(
    clean(`Could not ${request.doing} in ${settings.repository}: ${what}${tried}.`),
    clean(advice),
    { cause: thrown },
  );
}

function explain(fault: Fault, request: Request, settings: GitHubSettings, now: Date): Explanation {
  const { status } = fault;
  if (status === undefined) return explainNetwork(fault, settings);
  if (isRateLimit(fault)) return explainLimit(fault, settings, now);
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
  if (status === 409) return explainConflict(fault);
  if (isTransient(fault)) {
    const page = settings.apiUrl === 'https://api.github.com' ? '; see https://www.githubstatus.com' : '';
    return { what: answerOf(fault), advice: `GitHub has a fault${page}. Run the job again later.` };
  }
  return { what: answerOf(fault), advice: 'GitHub refused the request. Its message says why.' };
}

/** https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
function explainForbidden(
  fault: Fault,
  { permission }: Request,
  { tokenInput }: GitHubSettings,
): Explanation {
  const what = `access denied: ${answerOf(fault)}`;
  if (fault.headers['x-github-sso']?.startsWith('required') === true) {
    return {
      what,
      advice: `Authorise the token of \`${tokenInput}\` for the single sign-on of the organisation.`,
    };
  }
  if (/not permitted to create or approve pull requests/.test(fault.message)) {
    return {
      what,
      advice:
        'Tick "Allow GitHub Actions to create and approve pull requests" in the settings of the repository, under Actions, General; ' +
        `or give \`${tokenInput}\` a token of an app.`,
    };
  }
  if (!/not accessible/i.test(fault.message)) {
    return {
      what,
      advice: `GitHub's message says why. The token of \`${tokenInput}\` needs \`${permission}\`.`,
    };
  }
  const needed = acceptedPermissions(fault.headers['x-accepted-github-permissions']) ?? `\`${permission}\``;
  const fork = needed.includes('read')
    ? ''
    : ' In a run for a pull request from a fork, the token of the job can only read.';
  return {
    what,
    advice:
      `The token of \`${tokenInput}\` needs ${needed}. For the token of the job, put that under \`permissions:\` of the job; ` +
      `another token must have it itself.${fork}`,
  };
}

/**
 * What `X-Accepted-GitHub-Permissions` asks for, as `permissions:` of a workflow names it. Semicolons separate sets of which one
 * is enough; commas separate the permissions of a set, which are all needed
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible).
 */
function acceptedPermissions(header: string | undefined): string | undefined {
  const sets = (header ?? '').split(';').map((set) =>
    set.split(',').map((permission) => {
      const [, name, level] = /^\s*([a-z_]+)=(read|write|admin)\s*$/.exec(permission) ?? [];
      return name === undefined ? undefined : `\`${name.replaceAll('_', '-')}: ${level}\``;
    }),
  );
  const known = sets.filter((set) => !set.includes(undefined)).map((set) => set.join(' and '));
  return known.length === 0 ? undefined : known.join(', or ');
}

function explainConflict(fault: Fault): Explanation {
  const advice = /repository is empty/i.test(fault.message)
    ? 'The repository has no commit yet. Push one first.'
    : 'Something else changed the same at that time, or a rule of the repository forbids it. Run the job again.';
  return { what: answerOf(fault), advice };
}

function explainLimit(fault: Fault, { tokenInput }: GitHubSettings, now: Date): Explanation {
  const until = limitedUntil(fault, now);
  const when = until === undefined ? 'later' : `after ${until.toISOString().slice(0, 19)}Z`;
  const used = fault.headers['x-ratelimit-remaining'] === '0';
  return {
    what: `${used ? 'the rate limit of the token is used up' : 'GitHub limits the requests of the token'}: ${answerOf(fault)}`,
    advice: `Run the job again ${when}, or give \`${tokenInput}\` a token that nothing else uses.`,
  };
}

function explainNetwork(fault: Fault, { apiUrl }: GitHubSettings): Explanation {
  const code = fault.system ?? fault.message;
  if (isCertificate(fault)) {
    return {
      what: `the TLS certificate of ${apiUrl} is not accepted (${code})`,
      advice:
        "For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in the job's `env` to the file with the authority's certificate.",
    };
  }
  if (code === new BrokenAnswer().message) {
    return { what: `the answer of ${apiUrl} broke off`, advice: 'Run the job again later.' };
  }
  return {
    what: TIMED_OUT.test(code) ? `${apiUrl} did not answer in time` : `${apiUrl} did not answer (${code})`,
    advice: 'Check that the runner may connect to it, and run the job again.',
  };
}

function answerOf({ status, message, details }: Fault): string {
  const words = [message, ...details].filter((text) => text !== '').join(': ');
  return `HTTP ${status}${words === '' ? '' : `, ${quote(words)}`}`;
}
