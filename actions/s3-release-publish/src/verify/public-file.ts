import { createHash } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { boundedBody, type Excess } from '@pv-actions/core/action/bounded-body.ts';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import { messageOf, systemCode } from '@pv-actions/core/action/errors.ts';
import { NETWORK_LIMITS, type NetworkLimits } from '@pv-actions/core/action/limits.ts';
import { formatBytes, formatDuration } from '@pv-actions/core/action/progress.ts';
import { counted } from '@pv-actions/core/action/wording.ts';
import type { Content } from '../object-checks.ts';
import { namesPrivateAddress, PrivateAddress, publicLookup } from './public-address.ts';

const ATTEMPTS = 4;
const WAIT_MS = 250;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Answers of servers that serve a file and do not know HEAD. */
const NO_HEAD = [405, 501];
/** Another attempt finds nothing either. */
const PERMANENT = ['ENOTFOUND', 'ERR_INVALID_URL', 'ERR_INVALID_PROTOCOL'];
const PRIVATE =
  'The URL leads to a private address, which only the host of `public-url` or `endpoint` may have.';
const AGENTS = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

interface PublicFileDeps {
  readonly clock: Clock;
  /** How long a server may be silent. */
  readonly timeoutMs: number;
  /** A number from 0 to 1, for jitter. */
  readonly random: () => number;
  /** Host names that the user gave: they alone may have a private address. */
  readonly trusted: ReadonlySet<string>;
  /** `NETWORK_LIMITS` by default. */
  readonly limits?: NetworkLimits;
}

/** What is asked of a file. */
export interface Asked {
  /** Whether to read and hash the body. */
  readonly deep: boolean;
  /** Bytes that it must have: no more are read. */
  readonly size?: number | undefined;
}

interface Request extends Asked {
  readonly method: 'GET' | 'HEAD';
}

/** What a URL gives to somebody without credentials; a text says why it gives nothing, as a full sentence. */
export type PublicFile = Content | { readonly problem: string };

/**
 * Asks for a file of the web, without credentials: HEAD, or GET of all its bytes with `deep`. It follows 5 redirects, only to http and
 * https, never from https to http, and tries again where the fault may pass. Others write these URLs: none leads to a private address,
 * whatever its name resolves to, and no body is read that is larger than it must be, drips, or does not end.
 */
export async function publicFile(url: string, asked: Asked, deps: PublicFileDeps): Promise<PublicFile> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await ask(url, { method: asked.deep ? 'GET' : 'HEAD', ...asked }, deps);
    if (!('again' in found)) return found;
    if (attempt === ATTEMPTS) return { problem: found.again };
    await deps.clock.sleep(WAIT_MS * 2 ** attempt * deps.random());
  }
}

async function ask(
  start: string,
  request: Request,
  deps: PublicFileDeps,
): Promise<PublicFile | { readonly again: string }> {
  const { webRedirects } = deps.limits ?? NETWORK_LIMITS;
  const silence = silenceAfter(deps.timeoutMs);
  try {
    let url = new URL(start);
    for (let redirects = 0; redirects <= webRedirects; redirects += 1) {
      silence.broken();
      if (namesPrivateAddress(url, deps.trusted)) return { problem: PRIVATE };
      const response = await send(url, request.method, silence.signal, deps.trusted);
      const { location } = REDIRECTS.includes(response.statusCode ?? 0) ? response.headers : {};
      if (location === undefined) return await contentOf(response, start, request, silence, deps);
      response.destroy();
      const next = URL.parse(location, url.href);
      if (next === null || !['http:', 'https:'].includes(next.protocol)) {
        return { problem: 'The URL redirects to something other than http or https.' };
      }
      if (url.protocol === 'https:' && next.protocol === 'http:') {
        return { problem: 'The URL redirects from https to http.' };
      }
      url = next;
    }
    return { problem: `The URL redirects more than ${webRedirects} times.` };
  } catch (thrown) {
    if (thrown instanceof PrivateAddress) return { problem: PRIVATE };
    if (thrown instanceof OutOfBounds) return { problem: thrown.message };
    const code = systemCode(thrown);
    if (silence.signal.aborted) return { again: `Its server was silent for ${deps.timeoutMs / 1000} s.` };
    const problem = `The URL cannot be read: ${code ?? messageOf(thrown)}.`;
    return code === undefined || PERMANENT.includes(code) ? { problem } : { again: problem };
  } finally {
    silence.end();
  }
}

/** Sends a request, without following a redirect. */
function send(
  url: URL,
  method: Request['method'],
  signal: AbortSignal,
  trusted: ReadonlySet<string>,
): Promise<IncomingMessage> {
  const isTls = url.protocol === 'https:';
  const options = {
    method,
    signal,
    headers: { 'accept-encoding': 'identity', 'user-agent': 'pv-actions' },
    ...(trusted.has(url.hostname) ? {} : { lookup: publicLookup }),
  };
  return new Promise((resolve, reject) => {
    const request = isTls
      ? httpsRequest(url, { ...options, agent: AGENTS.https })
      : httpRequest(url, { ...options, agent: AGENTS.http });
    request.once('response', resolve).on('error', reject).end();
  });
}

async function contentOf(
  response: IncomingMessage,
  url: string,
  request: Request,
  silence: Silence,
  deps: PublicFileDeps,
): Promise<PublicFile | { readonly again: string }> {
  const { statusCode = 0, headers } = response;
  const { deep } = request;
  if (request.method === 'HEAD' && NO_HEAD.includes(statusCode)) {
    response.destroy();
    return ask(url, { ...request, method: 'GET' }, deps);
  }
  if (statusCode !== 200) {
    response.destroy();
    const problem = `The URL answers with HTTP ${statusCode}.`;
    return statusCode === 429 || statusCode >= 500 ? { again: problem } : { problem };
  }
  const length = headers['content-encoding'] === undefined ? headers['content-length'] : undefined;
  const size = length === undefined ? undefined : Number(length);
  if (!deep || (size !== undefined && request.size !== undefined && size !== request.size)) {
    if (request.method === 'HEAD') response.resume();
    else response.destroy();
    return { size, sha256: undefined };
  }
  return readContent(response, request.size, silence, deps.limits ?? NETWORK_LIMITS);
}

/** What ends the reading of a body that is no file. Its message is a sentence. */
class OutOfBounds extends Error {}

async function readContent(
  response: IncomingMessage,
  wanted: number | undefined,
  silence: Silence,
  limits: NetworkLimits,
): Promise<Content> {
  const most = wanted ?? limits.webFileBytes;
  const said: Record<Excess, string> = {
    size:
      wanted === undefined
        ? `It has more than ${formatBytes(most)}.`
        : `It has more than the ${counted(most, 'byte')} that its manifest.json says.`,
    rate: `It comes more slowly than ${formatBytes(limits.slowestBytesPerSecond)}/s.`,
    time: `It takes more than ${formatDuration(limits.webFileSeconds)} to read.`,
  };
  const error = (excess: Excess): Error => new OutOfBounds(said[excess]);
  const bounds = { bytes: most, seconds: limits.webFileSeconds, error, limits };
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of boundedBody<Buffer>(response, bounds)) {
    silence.broken();
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, sha256: hash.digest('hex') };
}

interface Silence {
  readonly signal: AbortSignal;
  /** Something came: the time begins again. */
  broken(): void;
  end(): void;
}

function silenceAfter(milliseconds: number): Silence {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  return {
    signal: controller.signal,
    broken: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}
