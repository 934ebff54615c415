import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as a rule sees it: its head only, the body is still to come. */
export interface ProxiedRequest {
  /** Counts the requests of this proxy from 1. */
  readonly number: number;
  readonly method: string;
  /** The decoded path: `/<bucket>/<key>`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** Where in a body: the offset of a byte, or the share of the body's bytes that come before it. */
export type Place = number | { readonly share: number };

export type Fault =
  /** Answered by the proxy; the server sees nothing. The body is S3's error XML where `code` is given, else empty. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly code?: string;
      readonly headers?: Record<string, string>;
    }
  /** Any answer by the proxy, whatever its form; the server sees nothing. */
  | { readonly kind: 'answer'; readonly status: number; readonly type: string; readonly body: string }
  /** An answer whose body is `begin` and then `piece` again and again, without a length, until the client closes the connection. */
  | {
      readonly kind: 'endless';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly begin?: string;
      readonly piece: string;
    }
  /** The connection is reset; the server sees nothing. */
  | { readonly kind: 'reset' }
  /**
   * The connection is reset when `bytes` of the request's body have passed: the server sees a request that breaks off.
   * `whenDone` is called before the client learns of it.
   */
  | { readonly kind: 'cut-request'; readonly bytes: Place; readonly whenDone?: () => void }
  /**
   * The server obeys, its answer is thrown away: the connection is reset, or `status` is answered instead. `whenDone` is called in
   * between.
   */
  | { readonly kind: 'lose-answer'; readonly status?: number; readonly whenDone?: () => void }
  /** Nothing is answered, and the server sees nothing, until the client gives up. */
  | { readonly kind: 'stall' }
  /** The connection is closed when `bytes` of the answer's body have passed. A reset could overtake them. */
  | { readonly kind: 'truncate'; readonly bytes: Place }
  /** The answer stops after `bytes` of its body, with the connection open. */
  | { readonly kind: 'stall-answer'; readonly bytes: Place }
  /** The body of the request, or of the answer, passes this slowly. */
  | { readonly kind: 'slow-request'; readonly bytesPerSecond: number }
  | { readonly kind: 'slow-answer'; readonly bytesPerSecond: number }
  /** The last bit of the byte at `at` of the body is changed, of the request or of the answer. */
  | { readonly kind: 'corrupt-request'; readonly at: Place }
  | { readonly kind: 'corrupt-answer'; readonly at: Place };

/** Says what happens to a request. Undefined passes it on. A promise holds it until then. */
export type FaultRule = (request: ProxiedRequest) => Fault | undefined | Promise<Fault | undefined>;

/** A request with what became of it. */
export interface SeenRequest extends ProxiedRequest {
  readonly fault: Fault | undefined;
  /** What the server answered, whether or not the client got it. Undefined where it did not, or not yet. */
  readonly status: number | undefined;
}

export interface FaultProxy {
  readonly endpoint: string;
  /** Every request so far. */
  readonly seen: readonly SeenRequest[];
  /** Another rule for the requests from now on. */
  setRule(rule: FaultRule): void;
  /** Resolves when no request is on its way: each was answered, or its connection is gone. A stalled one does not count. */
  idle(): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * An HTTP proxy on loopback between a client and the S3 server at `target`, which injects the faults of `rule`. Requests keep
 * their Host header, so their signatures hold.
 */
export async function startFaultProxy(
  target: string,
  rule: FaultRule = () => undefined,
): Promise<FaultProxy> {
  const seen: Seen[] = [];
  const running = new Set<Promise<void>>();
  let current = rule;
  let count = 0;
  const server = createServer((incoming, answer) => {
    count += 1;
    const { socket } = incoming;
    const work = handle(incoming, answer, count)
      .catch(() => void socket.destroy())
      .finally(() => running.delete(work));
    running.add(work);
  });

  async function handle(incoming: IncomingMessage, answer: ServerResponse, number: number): Promise<void> {
    const url = new URL(incoming.url ?? '/', target);
    const request: Seen = {
      number,
      method: incoming.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: incoming.headers,
      fault: undefined,
      status: undefined,
    };
    const fault = await current(request);
    request.fault = fault;
    seen.push(request);
    switch (fault?.kind) {
      case 'reset':
        reset(incoming.socket);
        return;
      case 'stall':
        incoming.resume();
        return;
      case 'status':
        await drain(incoming);
        answerStatus(answer, fault.status, fault.code, request, fault.headers);
        return;
      case 'answer':
        await drain(incoming);
        answer.writeHead(fault.status, { 'content-type': fault.type }).end(fault.body);
        return;
      case 'endless':
        await drain(incoming);
        answer.writeHead(fault.status, { 'content-type': 'application/xml', ...fault.headers });
        answer.write(fault.begin ?? '');
        await pipeline(repeat(fault.piece), answer).catch(() => undefined);
        return;
      default:
        await forward(url, incoming, answer, request, fault);
    }
  }

  server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    seen,
    setRule(next) {
      current = next;
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Seen = { -readonly [Key in keyof SeenRequest]: SeenRequest[Key] };

async function forward(
  url: URL,
  incoming: IncomingMessage,
  answer: ServerResponse,
  request: Seen,
  fault: Fault | undefined,
): Promise<void> {
  // A request that was destroyed has no socket any more.
  const { socket } = incoming;
  const upstream = httpRequest({
    host: url.hostname,
    port: url.port,
    method: request.method,
    path: incoming.url,
    headers: { ...incoming.headers, connection: 'close' },
  });
  // Without a listener an error of the server's side would end the process.
  upstream.on('error', () => socket.destroy());
  answer.on('close', () => upstream.destroy());
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    upstream.once('response', resolve).once('close', () => reject(new Error('The server did not answer.')));
  });
  response.catch(() => undefined);
  const length = Number(incoming.headers['content-length'] ?? 0);
  if (fault?.kind === 'cut-request') {
    await pipeline(incoming, limit(offsetOf(fault.bytes, length)), upstream).catch(() => undefined);
    fault.whenDone?.();
    upstream.destroy();
    reset(socket);
    return;
  }
  if (fault?.kind === 'corrupt-request') {
    await pipeline(incoming, flip(offsetOf(fault.at, length)), upstream);
  } else if (fault?.kind === 'slow-request') {
    await pipeline(incoming, pace(fault.bytesPerSecond), upstream);
  } else await pipeline(incoming, upstream);
  const received = await response;
  request.status = received.statusCode;
  if (fault?.kind === 'lose-answer') {
    await drain(received);
    fault.whenDone?.();
    if (fault.status === undefined) reset(socket);
    else answerStatus(answer, fault.status, undefined, request);
    return;
  }
  const { connection: _connection, ...headers } = received.headers;
  answer.writeHead(received.statusCode ?? 502, headers);
  switch (fault?.kind) {
    case 'truncate':
      await passSome(await collect(received), answer, fault.bytes);
      socket.destroy();
      return;
    case 'stall-answer':
      await passSome(await collect(received), answer, fault.bytes);
      return;
    case 'slow-answer':
      await pipeline(received, pace(fault.bytesPerSecond), answer);
      return;
    case 'corrupt-answer': {
      const body = await collect(received);
      await pipeline([body], flip(offsetOf(fault.at, body.length)), answer);
      return;
    }
    default:
      await pipeline(received, answer);
  }
}

function* repeat(piece: string): Generator<string> {
  for (;;) yield piece;
}

/** Writes what comes before `place`, at least a byte, until it has left the process. */
async function passSome(body: Buffer, to: ServerResponse, place: Place): Promise<void> {
  const bytes = Math.max(1, offsetOf(place, body.length));
  await new Promise((resolve) => to.write(body.subarray(0, bytes), resolve));
}

async function collect(from: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of from) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function offsetOf(place: Place, length: number): number {
  return typeof place === 'number' ? place : Math.floor(place.share * length);
}

/** Passes `bytes` bytes, then fails. */
function limit(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const head = chunk.subarray(0, left);
      left -= head.length;
      this.push(head);
      done(left > 0 ? null : new Error('cut'));
    },
  });
}

/** Passes everything in small pieces, each when its time has come. */
function pace(bytesPerSecond: number): Transform {
  const piece = Math.max(1, Math.round(bytesPerSecond / 50));
  const start = performance.now();
  let passed = 0;
  return new Transform({
    highWaterMark: piece,
    async transform(chunk: Buffer, _encoding, done) {
      for (let at = 0; at < chunk.length; at += piece) {
        const some = chunk.subarray(at, at + piece);
        passed += some.length;
        await sleep(Math.max(1, start + (1000 * passed) / bytesPerSecond - performance.now()));
        this.push(some);
      }
      done();
    },
  });
}

function flip(at: number): Transform {
  let offset = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const copy = Buffer.from(chunk);
      const index = at - offset;
      offset += chunk.length;
      if (index >= 0 && index < copy.length) copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
      done(null, copy);
    },
  });
}

/**
 * Resets a connection. One that is shutting down is only destroyed: libuv refuses to reset it, and Node then waits for it for
 * ever when the process ends.
 */
function reset(socket: Socket): void {
  if (socket.writableEnded || socket.readableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

async function drain(stream: IncomingMessage): Promise<void> {
  stream.resume();
  if (!stream.readableEnded)
    await new Promise((resolve) => stream.once('end', resolve).once('close', resolve));
}

function answerStatus(
  answer: ServerResponse,
  status: number,
  code: string | undefined,
  { method, path }: ProxiedRequest,
  headers: Record<string, string> = {},
): void {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>injected</Message></Error>`;
  const body = method === 'HEAD' || code === undefined ? '' : xml;
  answer
    .writeHead(status, { 'content-type': 'application/xml', 'x-injected': encodeURI(path), ...headers })
    .end(body);
}
