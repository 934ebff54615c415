import { boundedBody } from '../action/bounded-body.ts';
import { UserError } from '../action/errors.ts';
import { quote } from '../action/inputs.ts';
import { formatBytes } from '../action/progress.ts';

export type Fetch = (url: string, options: RequestInit) => Promise<Response>;

const CHECK = 'Check GITHUB_API_URL of the runner, and what is between the runner and GitHub.';
/** Their answers have no body. */
const EMPTY = [204, 205, 304];

/**
 * A fetch that sends the token to the API's own origin alone, wherever a `Link` or a URL of an answer leads, and reads no endless answer.
 * A redirect to another origin is followed without the token, as fetch does (https://fetch.spec.whatwg.org/#http-redirect-fetch).
 *
 * @param streams whether the body is handed on as it comes: whoever reads it bounds it
 * @throws UserError for another origin, and for an answer of more than `mostBytes`.
 */
export function guardedFetch(
  fetch: Fetch,
  {
    apiUrl,
    mostBytes,
    streams,
  }: { readonly apiUrl: string; readonly mostBytes: number; readonly streams: boolean },
): Fetch {
  const own = new URL(apiUrl).origin;
  return async (url, options) => {
    const { origin } = new URL(url);
    if (origin !== own) {
      throw new UserError(
        `GitHub at ${apiUrl} leads to ${quote(origin)}, which is another server.`,
        `The token was not sent there. ${CHECK}`,
      );
    }
    const response = await fetch(url, options);
    if (streams && response.ok) return response;
    return wholeResponse(response, url, mostBytes);
  };
}

/** The error for an answer that has more bytes than any of GitHub. */
export function tooLarge(url: string, mostBytes: number): UserError {
  return new UserError(
    `The answer of ${quote(url)} has more than ${formatBytes(mostBytes)}, which no answer of GitHub has.`,
    CHECK,
  );
}

/** With a body that broke off as far as it came: octokit's reader of JSON tells that. */
async function wholeResponse(response: Response, url: string, mostBytes: number): Promise<Response> {
  const { status, statusText, headers, body } = response;
  const chunks: Uint8Array[] = [];
  const error = (): Error => tooLarge(url, mostBytes);
  try {
    for await (const chunk of boundedBody(body ?? noChunks(), { bytes: mostBytes, error }))
      chunks.push(chunk);
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
  }
  const whole = EMPTY.includes(status) ? null : Buffer.concat(chunks);
  const made = new Response(whole, { status, statusText, headers });
  return Object.defineProperty(made, 'url', { value: response.url });
}

async function* noChunks(): AsyncGenerator<Uint8Array<ArrayBuffer>> {}
