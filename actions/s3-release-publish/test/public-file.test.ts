import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { publicFile } from '../src/verify/public-file.ts';

const CONTENT = 'content of a file';
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server === undefined ? closed(undefined) : server.close(closed)));
  server = undefined;
});

/** Serves, and gives the URL. */
async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((listening) => made.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/file`;
}

const waits: number[] = [];
const deps = {
  clock: { ...systemClock, sleep: async (milliseconds: number) => void waits.push(milliseconds) },
  timeoutMs: 60_000,
  random: () => 1,
  trusted: new Set(['127.0.0.1']),
};

describe('a file of the web', () => {
  test('has a size, and with deep its content', async () => {
    const url = await serve((request, answer) => {
      answer.setHeader('content-length', CONTENT.length);
      answer.end(request.method === 'HEAD' ? undefined : CONTENT);
    });
    expect(await publicFile(url, { deep: false }, deps)).toEqual({ size: 17, sha256: undefined });
    expect(await publicFile(url, { deep: true }, deps)).toEqual({ size: 17, sha256: SHA256 });
  });

  test('of a server that does not know HEAD is asked for with GET, and not read', async () => {
    const { promise: cut, resolve } = Promise.withResolvers<void>();
    const url = await serve((request, answer) => {
      if (request.method === 'HEAD') return void answer.writeHead(405).end();
      answer.once('close', resolve);
      answer.writeHead(200, { 'content-length': 1_000_000 });
      answer.write('begin');
    });
    expect(await publicFile(url, { deep: false }, deps)).toEqual({ size: 1_000_000, sha256: undefined });
    await cut;
  });

  test('that is packed on its way has no known size', async () => {
    const url = await serve((_, answer) =>
      answer.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 5 }).end(),
    );
    expect(await publicFile(url, { deep: false }, deps)).toEqual({ size: undefined, sha256: undefined });
  });

  test('is read again when it breaks off, 4 times at most', async () => {
    let tries = 0;
    let whole = 3;
    const url = await serve((_, answer) => {
      tries += 1;
      answer.writeHead(200, { 'content-length': CONTENT.length });
      if (tries === whole) return void answer.end(CONTENT);
      answer.write('con', () => answer.destroy());
    });
    waits.length = 0;
    expect(await publicFile(url, { deep: true }, deps)).toEqual({ size: 17, sha256: SHA256 });
    expect(waits).toEqual([500, 1000]);
    whole = 0;
    tries = 0;
    expect(await publicFile(url, { deep: true }, deps)).toEqual({
      problem: expect.stringContaining('cannot be read'),
    });
    expect(tries).toBe(4);
  });

  test('of a server that is silent is given up, also in the middle', async () => {
    const url = await serve((request, answer) => {
      if (request.method === 'HEAD') return;
      answer.writeHead(200, { 'content-length': CONTENT.length });
      answer.write('con');
    });
    const silent = { problem: 'Its server was silent for 0.05 s.' };
    expect(await publicFile(url, { deep: false }, { ...deps, timeoutMs: 50 })).toEqual(silent);
    expect(await publicFile(url, { deep: true }, { ...deps, timeoutMs: 50 })).toEqual(silent);
  });

  test.each([
    [403, 1],
    [404, 1],
    [206, 1],
    [429, 4],
    [500, 4],
  ])('that answers with %d is asked for %d times', async (status, times) => {
    let tries = 0;
    const url = await serve((_, answer) => {
      tries += 1;
      answer.writeHead(status).end();
    });
    expect(await publicFile(url, { deep: false }, deps)).toEqual({
      problem: `The URL answers with HTTP ${status}.`,
    });
    expect(tries).toBe(times);
  });
});
