import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A request that has arrived as a whole. */
export interface Received {
  readonly method: string;
  /** The absolute URL, on the origin that the server has given itself. */
  readonly url: URL;
  /** Names in lower case. Of a header that came twice, the values are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An answer before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** In place of `body`: sent as it comes, without a length, until it ends or the client closes the connection. */
  readonly stream?: AsyncIterable<Buffer>;
}

/** A body without an end. */
export async function* endless(bytes: Buffer): AsyncGenerator<Buffer> {
  for (;;) yield bytes;
}

/** Closes the connection with a TCP reset instead of answering. */
export const RESET = Symbol('reset');

export interface HttpServer {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  /** Drops all connections. Calling it again is harmless. */
  close(): Promise<void>;
}

/** An answer with `value` as its JSON body. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/**
 * Serves HTTP on a free port of the loopback interface. What `handle` throws is answered with 500 and its
 * message, so that a defect of a test service shows in the client's error. A request whose body breaks off goes to
 * `brokenOff`, with what came of it.
 */
export async function serveHttp(
  handle: (request: Received) => Promise<Answer | typeof RESET>,
  brokenOff: (request: Received) => Promise<void> = () => Promise.resolve(),
): Promise<HttpServer> {
  let origin = 'http://127.0.0.1';
  const server = createServer((incoming, outgoing) => {
    receive(incoming, origin)
      .then(async ({ request, whole }) => {
        if (!whole) return brokenOff(request);
        const answer = await handle(request);
        if (answer === RESET) incoming.socket.resetAndDestroy();
        else send(outgoing, answer, incoming.method === 'HEAD');
      })
      .catch((thrown: unknown) => {
        if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy();
        const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
        send(outgoing, jsonAnswer(500, { message }), false);
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  origin = `http://127.0.0.1:${address.port}`;
  return {
    url: origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(
  incoming: IncomingMessage,
  origin: string,
): Promise<{ request: Received; whole: boolean }> {
  const chunks: Buffer[] = [];
  let whole = true;
  try {
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
  } catch {
    whole = false;
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const url = new URL(`${origin}${incoming.url ?? '/'}`);
  const request = { method: incoming.method ?? 'GET', url, headers, body: Buffer.concat(chunks) };
  return { request, whole };
}

function send(outgoing: ServerResponse, answer: Answer, head: boolean): void {
  if (answer.stream !== undefined) {
    outgoing.writeHead(answer.status, answer.headers);
    pipeline(Readable.from(answer.stream), outgoing).catch(() => undefined);
    return;
  }
  const length = answer.body === undefined ? {} : { 'content-length': String(answer.body.length) };
  outgoing.writeHead(answer.status, { ...length, ...answer.headers });
  outgoing.end(head ? undefined : answer.body);
}
