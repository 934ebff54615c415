import { createHash } from 'node:crypto';
import type { Clock } from '@pv-actions/core/action/clock.ts';
import { messageOf, systemCode } from '@pv-actions/core/action/errors.ts';
import type { Content } from '../object-checks.ts';

const MAX_REDIRECTS = 5;
const ATTEMPTS = 4;
const WAIT_MS = 250;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Answers of servers that serve a file and do not know HEAD. */
const NO_HEAD = [405, 501];
/** Another attempt finds nothing either. */
const PERMANENT = ['ENOTFOUND', 'ERR_INVALID_URL'];

interface PublicFileDeps {
  readonly clock: Clock;
  /** How long a server may be silent. */
  readonly timeoutMs: number;
  /** A number from 0 to 1, for jitter. */
  readonly random: () => number;
}

interface Request {
  readonly method: 'GET' | 'HEAD';
  /** Whether to read and hash the body. */
  readonly deep: boolean;
}

/** What a URL gives to somebody without credentials; a text says why it gives nothing, as a full sentence. */
export type PublicFile = Content | { readonly problem: string };

/**
 * Asks for a file of the web, without credentials: HEAD, or GET of all its bytes with `deep`. It follows 5 redirects, only to http
 * and https, and tries again where the fault may pass.
 */
export async function publicFile(url: string, deep: boolean, deps: PublicFileDeps): Promise<PublicFile> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await ask(url, { method: deep ? 'GET' : 'HEAD', deep }, deps);
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
  const silence = silenceAfter(deps.timeoutMs);
  try {
    let url = start;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      silence.broken();
      const response = await fetch(url, {
        method: request.method,
        redirect: 'manual',
        headers: { 'accept-encoding': 'identity' },
        signal: silence.signal,
      });
      const location = REDIRECTS.includes(response.status) ? response.headers.get('location') : null;
      if (location === null) return await contentOf(response, start, request, silence, deps);
      await response.body?.cancel();
      const next = URL.parse(location, url);
      if (next === null || !['http:', 'https:'].includes(next.protocol)) {
        return { problem: 'The URL redirects to something other than http or https.' };
      }
      url = next.href;
    }
    return { problem: `The URL redirects more than ${MAX_REDIRECTS} times.` };
  } catch (thrown) {
    // The reason of fetch is in the cause.
    const reason = (thrown as { cause?: unknown }).cause ?? thrown;
    const code = systemCode(reason);
    if (silence.signal.aborted) return { again: `Its server was silent for ${deps.timeoutMs / 1000} s.` };
    const problem = `The URL cannot be read: ${code ?? messageOf(reason)}.`;
    return code === undefined || PERMANENT.includes(code) ? { problem } : { again: problem };
  } finally {
    silence.end();
  }
}

async function contentOf(
  response: Response,
  url: string,
  { method, deep }: Request,
  silence: Silence,
  deps: PublicFileDeps,
): Promise<PublicFile | { readonly again: string }> {
  const { status } = response;
  if (method === 'HEAD' && NO_HEAD.includes(status)) return ask(url, { method: 'GET', deep }, deps);
  if (status !== 200) {
    await response.body?.cancel();
    const problem = `The URL answers with HTTP ${status}.`;
    return status === 429 || status >= 500 ? { again: problem } : { problem };
  }
  if (!deep) {
    await response.body?.cancel();
    const length = response.headers.get('content-length');
    const plain = response.headers.get('content-encoding') === null;
    return { size: length !== null && plain ? Number(length) : undefined, sha256: undefined };
  }
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of response.body ?? []) {
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
