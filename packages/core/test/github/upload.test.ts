import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { openGitHub } from '@pv-actions/core/github/client.ts';
import { faultOf } from '@pv-actions/core/github/fault.ts';
import { postStream } from '@pv-actions/core/github/upload.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';

const TOKEN = 'ghs_secretSecretSecret';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
});

/** Posts `body`, of `size` bytes, to a server that answers so. */
async function post(
  answer: RequestListener,
  body: Readable,
  size: number,
  idleSeconds = 30,
): Promise<unknown> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server?.once('listening', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github = openGitHub(
    { apiUrl, token: TOKEN, tokenInput: 'github-token', repository: 'a/b' },
    { clock: systemClock, log: quietLog },
  );
  const about = { size, mediaType: 'application/gzip' };
  return postStream(github, `${apiUrl}/upload?name=a%2Bb`, body, about, idleSeconds);
}

const ofBytes = (size: number): Readable => Readable.from([Buffer.alloc(size, 1)]);

test('sends the bytes with their length and type, and the token', async () => {
  let received = 0;
  const seen: Record<string, unknown> = {};
  const answer: RequestListener = (request, response) => {
    Object.assign(seen, { url: request.url, ...request.headers });
    request.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    request.on('end', () => response.writeHead(201).end('{"id": 7}'));
  };
  expect(await post(answer, ofBytes(1_000_000), 1_000_000)).toEqual({ id: 7 });
  expect(received).toBe(1_000_000);
  expect(seen).toMatchObject({
    url: '/upload?name=a%2Bb',
    authorization: `token ${TOKEN}`,
    'content-length': '1000000',
    'content-type': 'application/gzip',
  });
});

describe('what goes wrong', () => {
  test('a refusal that comes before all of it is sent', async () => {
    const answer: RequestListener = (_, response) =>
      response.writeHead(422, { 'x-github-request-id': 'X' }).end('{"message": "Validation Failed"}');
    const endless = Readable.from(
      (async function* () {
        for (;;) yield Buffer.alloc(65_536);
      })(),
    );
    const thrown = await post(answer, endless, 2 ** 31).catch((error: unknown) => error);
    expect(faultOf(thrown)).toMatchObject({ status: 422, message: 'Validation Failed' });
    expect(endless.destroyed).toBe(true);
  });

  test('a server that takes all and does not answer: given up', async () => {
    const thrown = await post((request) => void request.resume(), ofBytes(10), 10, 0.05).catch(
      (error: unknown) => error,
    );
    expect(thrown).toMatchObject({ name: 'TimeoutError' });
    expect(faultOf(thrown)).toMatchObject({ status: undefined, message: 'nothing moved in time' });
  });

  test('a connection that is reset', async () => {
    const thrown = await post((request) => void request.socket.resetAndDestroy(), ofBytes(10), 10).catch(
      (error: unknown) => error,
    );
    expect(faultOf(thrown)).toMatchObject({ status: undefined, system: 'ECONNRESET' });
  });

  test('a success that cannot be read', async () => {
    const answer: RequestListener = (request, response) => {
      request.resume().on('end', () => response.writeHead(201).end('{"id":'));
    };
    const thrown = await post(answer, ofBytes(10), 10).catch((error: unknown) => error);
    expect(faultOf(thrown)).toMatchObject({ status: undefined, message: 'the answer broke off' });
  });

  test('the page of a gateway', async () => {
    const answer: RequestListener = (request, response) => {
      request.resume().on('end', () => response.writeHead(502).end('<html>'));
    };
    const thrown = await post(answer, ofBytes(10), 10).catch((error: unknown) => error);
    expect(faultOf(thrown)).toMatchObject({ status: 502, message: '' });
  });

  test('a source that fails: its own error, and the server sees a request that breaks off', async () => {
    const begun = Promise.withResolvers<void>();
    const seen = Promise.withResolvers<boolean>();
    const answer: RequestListener = (request) => {
      request.on('data', () => begun.resolve()).on('close', () => seen.resolve(request.complete));
    };
    const failing = Readable.from(
      (async function* () {
        yield Buffer.alloc(10);
        await begun.promise;
        throw new Error('other content');
      })(),
    );
    await expect(post(answer, failing, 20)).rejects.toThrow('other content');
    expect(await seen.promise).toBe(false);
  });

  test('a source that fails before anything is sent', async () => {
    const failing = new Readable({
      read() {
        this.destroy(new Error('cannot be read'));
      },
    });
    await expect(post(() => {}, failing, 20)).rejects.toThrow('cannot be read');
  });
});
