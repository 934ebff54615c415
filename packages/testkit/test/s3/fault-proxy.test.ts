import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemCode } from '@pv-actions/core/action/errors.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '@pv-actions/testkit/s3/fault-proxy.ts';

const ANSWER = 'The answer of the server.';

let server: Server;
let proxy: FaultProxy;
/** The bodies that the server got whole. */
let bodies: string[];

beforeEach(async () => {
  bodies = [];
  server = createServer(async (request, response) => {
    try {
      bodies.push(await text(request));
    } catch {
      return;
    }
    response.writeHead(201, { 'x-host': request.headers.host ?? '' }).end(ANSWER);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startFaultProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Got {
  readonly status?: number | undefined;
  readonly host?: string;
  readonly body: string;
  /** The system's code of the error that ended it. */
  readonly error?: string | undefined;
}

/** Sends a request until it is answered, or breaks off, or `patience` bytes of an answer have come. */
function send(body: string, patience = Number.POSITIVE_INFINITY): Promise<Got> {
  return new Promise((resolve) => {
    let got = '';
    const request = httpRequest(`${proxy.endpoint}/bucket/a%20b?partNumber=2`, {
      method: 'PUT',
      headers: { 'content-length': Buffer.byteLength(body) },
    });
    const failed = (error: unknown): void => resolve({ body: got, error: systemCode(error) });
    request.on('error', failed);
    request.on('response', (response) => {
      response.setEncoding('utf8').on('error', failed);
      response.on('data', (piece: string) => {
        got += piece;
        if (got.length < patience) return;
        resolve({ status: response.statusCode, body: got, error: 'patience' });
        request.destroy();
      });
      response.on('end', () => {
        resolve({ status: response.statusCode, host: String(response.headers['x-host']), body: got });
      });
    });
    request.end(body);
  });
}

function inject(fault: Fault): void {
  proxy.setRule(() => fault);
}

test('without a fault a request passes as it is, and is remembered with what the server answered', async () => {
  const host = new URL(proxy.endpoint).host;
  expect(await send('0123456789')).toEqual({ status: 201, host, body: ANSWER });
  expect(bodies).toEqual(['0123456789']);
  expect(proxy.seen).toEqual([
    expect.objectContaining({ number: 1, method: 'PUT', path: '/bucket/a b', fault: undefined, status: 201 }),
  ]);
  expect(proxy.seen[0]?.query.get('partNumber')).toBe('2');
});

test.each<[string, Fault, Got]>([
  [
    'a status with a code',
    { kind: 'status', status: 503, code: 'SlowDown' },
    {
      status: 503,
      host: 'undefined',
      body: '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>injected</Message></Error>',
    },
  ],
  ['a bare status', { kind: 'status', status: 500 }, { status: 500, host: 'undefined', body: '' }],
  [
    'another answer',
    { kind: 'answer', status: 200, type: 'text/html', body: '<p>' },
    { status: 200, host: 'undefined', body: '<p>' },
  ],
  ['a reset', { kind: 'reset' }, { body: '', error: 'ECONNRESET' }],
])('%s: the server sees nothing', async (_name, fault, expected) => {
  inject(fault);
  expect(await send('0123456789')).toEqual(expected);
  expect(bodies).toEqual([]);
  expect(proxy.seen).toEqual([expect.objectContaining({ fault, status: undefined })]);
});

test.each<[string, Fault, Got, string]>([
  ['a lost answer', { kind: 'lose-answer' }, { body: '', error: 'ECONNRESET' }, '0123456789'],
  [
    'an answer replaced by a status',
    { kind: 'lose-answer', status: 500 },
    { status: 500, host: 'undefined', body: '' },
    '0123456789',
  ],
  [
    'a truncated answer',
    { kind: 'truncate', bytes: 5 },
    { body: 'The a', error: 'ECONNRESET' },
    '0123456789',
  ],
  [
    'an answer truncated in its middle',
    { kind: 'truncate', bytes: { share: 0.5 } },
    { body: 'The answer o', error: 'ECONNRESET' },
    '0123456789',
  ],
])('%s: the server obeys', async (_name, fault, expected, obeyed) => {
  inject(fault);
  expect(await send('0123456789')).toEqual(expected);
  expect(bodies).toEqual([obeyed]);
  expect(proxy.seen).toEqual([expect.objectContaining({ fault, status: 201 })]);
});

test.each<[string, Fault, string, string]>([
  ['a byte of the request', { kind: 'corrupt-request', at: 3 }, '0122456789', ANSWER],
  ['the middle of the request', { kind: 'corrupt-request', at: { share: 0.5 } }, '0123446789', ANSWER],
  ['a byte of the answer', { kind: 'corrupt-answer', at: 0 }, '0123456789', 'Uhe answer of the server.'],
  [
    'the end of the answer',
    { kind: 'corrupt-answer', at: { share: 0.999 } },
    '0123456789',
    'The answer of the server/',
  ],
])('%s is corrupted, and nothing else', async (_name, fault, obeyed, answered) => {
  inject(fault);
  expect((await send('0123456789')).body).toBe(answered);
  expect(bodies).toEqual([obeyed]);
});

test.each([[4], [{ share: 0.4 }]])(
  'a request that is cut (%j) never reaches the server whole',
  async (bytes) => {
    const happened: string[] = [];
    inject({ kind: 'cut-request', bytes, whenDone: () => void happened.push('cut') });
    expect(await send('0123456789'.repeat(100_000))).toEqual({ body: '', error: 'ECONNRESET' });
    await proxy.idle();
    expect(happened).toEqual(['cut']);
    expect(bodies).toEqual([]);
    expect(proxy.seen).toEqual([expect.objectContaining({ method: 'PUT', status: undefined })]);
  },
);

test('what follows a lost answer is done when the server has obeyed and the client has seen nothing', async () => {
  const obeyed: string[] = [];
  inject({ kind: 'lose-answer', whenDone: () => void obeyed.push(...bodies) });
  expect(await send('0123456789')).toEqual({ body: '', error: 'ECONNRESET' });
  expect(obeyed).toEqual(['0123456789']);
});

test('an answer that stalls gives its beginning, and the connection stays open', async () => {
  inject({ kind: 'stall-answer', bytes: 3 });
  expect(await send('x', 3)).toEqual({ status: 201, body: 'The', error: 'patience' });
});

test('a stalled request is not answered until the client gives up', async () => {
  inject({ kind: 'stall' });
  const request = httpRequest(proxy.endpoint, { method: 'PUT' });
  const outcome = new Promise((resolve) => {
    request.on('error', (error) => resolve(systemCode(error))).on('response', () => resolve('answered'));
  });
  const sent = new Promise((resolve) => request.on('socket', (socket) => socket.on('connect', resolve)));
  request.end('x');
  await sent;
  while (proxy.seen.length === 0) await new Promise(setImmediate);
  // It does not count as on its way, or nobody could wait for the others.
  await proxy.idle();
  request.destroy(Object.assign(new Error('enough'), { code: 'ENOUGH' }));
  expect(await outcome).toBe('ENOUGH');
  expect(bodies).toEqual([]);
});

test('idle waits for a request that a rule holds', async () => {
  let release = (): void => undefined;
  const held = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  const seen = new Promise<void>((resolve) => {
    proxy.setRule(() => {
      resolve();
      return held;
    });
  });
  const answered = send('x');
  await seen;
  let idle = false;
  const waiting = proxy.idle().then(() => {
    idle = true;
  });
  await new Promise(setImmediate);
  expect(idle).toBe(false);
  release();
  await waiting;
  expect(bodies).toEqual(['x']);
  expect((await answered).status).toBe(201);
});

test('a server that is gone is a reset for the client, and ends the request', async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await send('x')).toEqual({ body: '', error: 'ECONNRESET' });
  await proxy.idle();
  expect(proxy.seen[0]?.status).toBeUndefined();
});
