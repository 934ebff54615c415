import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HttpClient } from '@actions/http-client';
import { boundedBody } from '../action/bounded-body.ts';
import { messageOf, UserError } from '../action/errors.ts';
import { NETWORK_LIMITS } from '../action/limits.ts';
import type { GitHub } from './client.ts';
import { BrokenAnswer } from './fault.ts';
import { tooLarge } from './guarded-fetch.ts';

const CREATED = 201;

/**
 * Posts a stream, in one attempt, and returns the JSON of the answer. Octokit's fetch would keep all of it in memory, because it clones
 * every request in case of a redirect.
 *
 * @param size Bytes of `body`.
 * @param idleSeconds The request is given up when nothing moves for so long.
 * @throws what `faultOf` reads, and what `body` failed with.
 */
export async function postStream(
  { octokit }: GitHub,
  url: string,
  body: Readable,
  { size, mediaType }: { readonly size: number; readonly mediaType: string },
  idleSeconds: number,
): Promise<unknown> {
  const { token } = (await octokit.auth()) as { readonly token: string };
  const idle = idleSignal(idleSeconds);
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  const request = send(url, {
    method: 'POST',
    // It goes through the proxy that the environment names.
    agent: new HttpClient().getAgent(url),
    signal: idle.signal,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `token ${token}`,
      'content-length': size,
      'content-type': mediaType,
      'user-agent': 'pv-actions',
      'x-github-api-version': '2022-11-28',
    },
  });
  let broken: unknown;
  body.on('error', (error) => {
    broken = error;
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
  answered.catch(() => undefined);
  // A server that refuses the request may answer before all of it is sent: its answer is what counts.
  pipeline(idle.watch(body), request).catch(() => undefined);
  try {
    const answer = await answered;
    const bytes = NETWORK_LIMITS.githubAnswerBytes;
    const bounds = { bytes, error: () => tooLarge(url, bytes) };
    const data = jsonOf(await textOf(boundedBody(idle.watch(answer), bounds)));
    if (answer.statusCode === CREATED) {
      if (typeof data === 'string') throw new BrokenAnswer();
      return data;
    }
    const response = { status: answer.statusCode, headers: answer.headers, data };
    throw Object.assign(new Error('GitHub refused the upload.'), { name: 'HttpError', response });
  } catch (thrown) {
    if (broken !== undefined) throw broken;
    if (idle.signal.aborted) throw idle.signal.reason;
    if (thrown instanceof UserError || thrown instanceof BrokenAnswer) throw thrown;
    throw 'response' in Object(thrown) ? thrown : networkError(thrown);
  } finally {
    idle.end();
    body.destroy();
    request.destroy();
  }
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The page of a gateway is no JSON either; then the status says enough.
    return text;
  }
}

function networkError(cause: unknown): Error {
  return Object.assign(new Error(messageOf(cause), { cause }), { name: 'HttpError' });
}

/** A signal that aborts when nothing has passed `watch` for so many seconds. `end` stops its clock. */
export function idleSignal(seconds: number) {
  const controller = new AbortController();
  const giveUp = (): void => controller.abort(new DOMException('nothing moved in time', 'TimeoutError'));
  let timer = setTimeout(giveUp, seconds * 1000);
  return {
    signal: controller.signal,
    end: (): void => clearTimeout(timer),
    async *watch<T>(chunks: AsyncIterable<T>): AsyncGenerator<T> {
      for await (const chunk of chunks) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, seconds * 1000);
        yield chunk;
      }
    },
  };
}
