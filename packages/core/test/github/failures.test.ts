import { describe, expect, test } from '@jest/globals';
import { UserError } from '@pv-actions/core/action/errors.ts';
import { failureOf } from '@pv-actions/core/github/failures.ts';
import { startGitHub } from '@pv-actions/testkit/github/server.ts';
import { failureText, NOW, openedOn } from './opened.ts';

const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';
const SETTINGS = {
  apiUrl: 'https://api.github.com',
  token: TOKEN,
  tokenInput: 'github-token',
  repository: 'pantacor/meta-sample',
};
const REQUEST = { doing: 'create the release 030', permission: 'contents: write' };
const COULD_NOT = 'Could not create the release 030 in pantacor/meta-sample:';
const FORK = 'In a run for a pull request from a fork, the token of the job can only read.';

interface Answered {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Record<string, string>;
  readonly errors?: unknown;
  readonly attempts?: number;
}

/** What octokit throws for an answer. */
function answered({ status, message, headers = {}, errors, attempts }: Answered): Error {
  const data = message === undefined ? '<html></html>' : { message, errors };
  return Object.assign(new Error(message), {
    name: 'HttpError',
    status,
    response: { status, headers, data },
    ...(attempts === undefined ? {} : { attempts }),
  });
}

/** What octokit throws where no answer came. */
function unanswered(message: string, cause: unknown, attempts = 1): Error {
  return Object.assign(new Error(message, { cause }), { name: 'HttpError', status: 500, attempts });
}

function textOf(thrown: unknown, settings = SETTINGS, request: Parameters<typeof failureOf>[1] = REQUEST) {
  const failure = failureOf(thrown, request, settings, NOW);
  if (failure instanceof UserError) return failure.text;
  throw failure;
}

describe('The text of a failure', () => {
  const DENIED = 'Resource not accessible by integration';
  const denied = (permissions: string): Answered => ({
    status: 403,
    message: DENIED,
    headers: { 'X-Accepted-GitHub-Permissions': permissions },
  });
  const deniedText = (needed: string) =>
    `${COULD_NOT} access denied: HTTP 403, "${DENIED}".\n` +
    `The token of \`github-token\` needs ${needed}. For the token of the job, put that under \`permissions:\` of the job; ` +
    'another token must have it itself.';

  test.each<[string, Answered, string]>([
    [
      '401',
      { status: 401, message: 'Bad credentials' },
      `${COULD_NOT} the token is refused: HTTP 401, "Bad credentials".\n` +
        'Check the input `github-token`: the token may have expired, or belong to another server.',
    ],
    [
      '403 without the header',
      { status: 403, message: DENIED },
      `${deniedText('`contents: write`')} ${FORK}`,
    ],
    ['403, one permission', denied('issues=write'), `${deniedText('`issues: write`')} ${FORK}`],
    ['403, reading', denied('actions=read'), deniedText('`actions: read`')],
    [
      '403, one of two sets',
      denied('contents=write; pull_requests=write,issues=write'),
      `${deniedText('`contents: write`, or `pull-requests: write` and `issues: write`')} ${FORK}`,
    ],
    [
      '403, all of a set',
      denied('contents=write,workflows=write'),
      `${deniedText('`contents: write` and `workflows: write`')} ${FORK}`,
    ],
    [
      '403, a set that is no list of permissions',
      denied('allows_permissionless_access=true; metadata=read'),
      deniedText('`metadata: read`'),
    ],
    ['403, nothing of use', denied('`x`; <b>'), `${deniedText('`contents: write`')} ${FORK}`],
    [
      '403 for another reason',
      { status: 403, message: 'Repository was archived so is read-only.' },
      `${COULD_NOT} access denied: HTTP 403, "Repository was archived so is read-only.".\n` +
        "GitHub's message says why. The token of `github-token` needs `contents: write`.",
    ],
    [
      '403 for the setting of pull requests',
      { status: 403, message: 'GitHub Actions is not permitted to create or approve pull requests.' },
      `${COULD_NOT} access denied: HTTP 403, "GitHub Actions is not permitted to create or approve pull requests.".\n` +
        'Tick "Allow GitHub Actions to create and approve pull requests" in the settings of the repository, under Actions, ' +
        'General; or give `github-token` a token of an app.',
    ],
    [
      '403 for single sign-on',
      {
        status: 403,
        message: 'Resource protected by organization SAML enforcement.',
        headers: {
          'x-github-sso': 'required; url=https://github.com/orgs/pantacor/sso?authorization_request=A',
        },
      },
      `${COULD_NOT} access denied: HTTP 403, "Resource protected by organization SAML enforcement.".\n` +
        'Authorise the token of `github-token` for the single sign-on of the organisation.',
    ],
    [
      '404',
      { status: 404, message: 'Not Found' },
      `${COULD_NOT} GitHub does not find it: HTTP 404, "Not Found".\n` +
        'It does not exist, or the token may not see it. The token of `github-token` needs `contents: write`.',
    ],
    [
      '422 with codes',
      {
        status: 422,
        message: 'Validation Failed',
        errors: [
          { resource: 'Release', code: 'already_exists', field: 'tag_name' },
          { resource: 'Release', code: 'custom', message: 'tag_name is not well-formed' },
          'Another',
          null,
          {},
        ],
      },
      `${COULD_NOT} HTTP 422, "Validation Failed: tag_name already_exists: tag_name is not well-formed: Another".\n` +
        'GitHub refused the request. Its message says why.',
    ],
    [
      '422 with one text',
      { status: 422, message: 'Validation Failed', errors: 'body is too long' },
      `${COULD_NOT} HTTP 422, "Validation Failed: body is too long".\nGitHub refused the request. Its message says why.`,
    ],
    [
      '429 for ever',
      { status: 429, message: 'Too many requests', headers: { 'retry-after': '3' }, attempts: 6 },
      `${COULD_NOT} GitHub limits the requests of the token: HTTP 429, "Too many requests", after 6 attempts.\n` +
        'Run the job again after 2026-03-01T12:00:03Z, or give `github-token` a token that nothing else uses.',
    ],
    [
      'a secondary rate limit that names no time',
      { status: 403, message: 'You have exceeded a secondary rate limit.', attempts: 5 },
      `${COULD_NOT} GitHub limits the requests of the token: HTTP 403, "You have exceeded a secondary rate limit.", after 5 attempts.\n` +
        'Run the job again later, or give `github-token` a token that nothing else uses.',
    ],
    [
      '502 for ever',
      { status: 502, attempts: 6 },
      `${COULD_NOT} HTTP 502, after 6 attempts.\nGitHub has a fault; see https://www.githubstatus.com. Run the job again later.`,
    ],
    [
      'a length beyond all reading',
      { status: 400, message: 'x'.repeat(5000) },
      `${COULD_NOT} HTTP 400, "${'x'.repeat(117)}...".\nGitHub refused the request. Its message says why.`,
    ],
  ])('%s', (_title, answer, text) => expect(textOf(answered(answer))).toBe(text));

  test('is the one of the request for a 404 of known cause', () => {
    const thrown = answered({ status: 404, message: 'Not Found' });
    expect(textOf(thrown, SETTINGS, { ...REQUEST, notFound: 'Check the tag.' })).toBe(
      `${COULD_NOT} GitHub does not find it: HTTP 404, "Not Found".\nCheck the tag.`,
    );
  });

  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
  ])('names a certificate: %s', (code, message) => {
    const thrown = unanswered(
      message,
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) }),
    );
    expect(textOf(thrown)).toBe(
      `${COULD_NOT} the TLS certificate of https://api.github.com is not accepted (${code}).\n` +
        "For a certificate of your own authority, set NODE_EXTRA_CA_CERTS in the job's `env` to the file with the authority's certificate.",
    );
  });

  test('names a server that is not there', async () => {
    const server = await startGitHub({ repositories: ['pantacor/meta-sample'] });
    await server.close();
    const { github } = openedOn(server);
    const work = github.explained(REQUEST, () => github.octokit.rest.repos.get(github.repo));
    expect(await failureText(work)).toBe(
      `${COULD_NOT} http://github did not answer (ECONNREFUSED), after 6 attempts.\n` +
        'Check that the runner may connect to it, and run the job again.',
    );
  });

  test('leaves alone what GitHub did not cause', () => {
    for (const thrown of [new TypeError('a defect'), new UserError('a', 'b'), 'a text', null, undefined]) {
      expect(failureOf(thrown, REQUEST, SETTINGS, NOW)).toBe(thrown);
    }
  });
});

describe('The token is in no text', () => {
  test.each<[string, Error]>([
    ['a message', answered({ status: 422, message: `Bad header: token ${TOKEN}` })],
    // As far as 120 characters reach, half of it would be left.
    ['a message that is cut', answered({ status: 422, message: `${'x'.repeat(95)}${TOKEN}` })],
    ['a detail', answered({ status: 422, message: 'No', errors: [{ message: `${TOKEN} is not it` }] })],
    ['an error of the network', unanswered(`invalid header: token ${TOKEN}`, undefined)],
  ])('where GitHub repeats it in %s', (_title, thrown) => {
    const text = textOf(thrown);
    expect(text).not.toContain(TOKEN.slice(0, 8));
    expect(text).toContain('***');
  });
});
