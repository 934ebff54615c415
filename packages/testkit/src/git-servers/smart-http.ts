import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { serverEnvironment } from './environment.ts';

/** A request as it came, before it was answered. */
export interface GitRequest {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** How many requests of this method and target came until now, with this one. */
  readonly times: number;
}

/**
 * What is done instead of answering: an HTTP status, a redirect, a connection that is reset at once, or is left without an
 * answer, or breaks off after so many bytes of the real one.
 */
export type GitFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly redirectTo: string }
  | { readonly cutAfterBytes: number }
  | 'reset'
  | 'stall';

export interface SmartHttpOptions {
  /** How long every answer is held back. */
  readonly delayMs?: number;
  /** A token that is needed as the password of Basic authentication, for the paths that begin with `below` or for all. */
  readonly requireToken?: { readonly token: string; readonly below?: string };
  /** Says what to do instead of answering a request. */
  readonly fault?: (request: GitRequest) => GitFault | undefined;
}

export interface SmartHttpServer {
  /** `http://127.0.0.1:<port>`, without a slash at its end. A repository's name follows. */
  readonly url: string;
  /** Oldest first. */
  readonly requests: readonly GitRequest[];
  /** How many requests waited for their answers at the same time, at most. */
  readonly most: () => number;
  /** Resolves with the first request that `is` takes, also when it has come already. */
  requested(is: (request: GitRequest) => boolean): Promise<GitRequest>;
  /** Drops all connections, and resolves when the last child has ended. */
  close(): Promise<void>;
}

/** Serves the repositories of a folder over HTTP with git's own `http-backend`, for reading. */
export async function startSmartHttp(
  folder: string,
  options: SmartHttpOptions = {},
): Promise<SmartHttpServer> {
  const requests: GitRequest[] = [];
  const waiting = new Set<() => void>();
  const running = new Set<Promise<void>>();
  let [open, most] = [0, 0];

  function record(incoming: IncomingMessage): GitRequest {
    const { method = 'GET', url: target = '/' } = incoming;
    const earlier = requests.filter((other) => other.method === method && other.target === target);
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const request = { method, target, headers, times: earlier.length + 1 };
    requests.push(request);
    for (const look of waiting) look();
    return request;
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    open += 1;
    most = Math.max(most, open);
    outgoing.once('close', () => {
      open -= 1;
    });
    const request = record(incoming);
    if (options.delayMs !== undefined) await wait(options.delayMs);
    const fault = options.fault?.(request);
    if (fault === 'stall') return;
    if (fault === 'reset') return void incoming.socket.resetAndDestroy();
    if (fault !== undefined && 'redirectTo' in fault) {
      return void outgoing.writeHead(302, { location: fault.redirectTo }).end();
    }
    if (fault !== undefined && 'status' in fault) {
      return void outgoing.writeHead(fault.status, fault.headers).end(`HTTP ${fault.status}\n`);
    }
    if (!isAdmitted(request, options)) {
      return void outgoing.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    }
    const work = answer(folder, incoming, outgoing, fault?.cutAfterBytes);
    running.add(work);
    await work.finally(() => running.delete(work));
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    most: () => most,
    requested: (is) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = requests.find(is);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await Promise.allSettled(running);
    },
  };
}

function isAdmitted({ target, headers }: GitRequest, { requireToken }: SmartHttpOptions): boolean {
  if (requireToken === undefined || !target.startsWith(requireToken.below ?? '/')) return true;
  const [scheme = '', value = ''] = (headers['authorization'] ?? '').split(' ');
  const [, password] = Buffer.from(value, 'base64').toString().split(':');
  return scheme.toLowerCase() === 'basic' && password === requireToken.token;
}

/** Runs git-http-backend(1) as a CGI program (RFC 3875). */
async function answer(
  folder: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  cutAfterBytes: number | undefined,
): Promise<void> {
  const { pathname, search } = new URL(`http://localhost${incoming.url ?? '/'}`);
  const { headers } = incoming;
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...serverEnvironment(),
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: incoming.method,
      CONTENT_TYPE: headers['content-type'],
      CONTENT_LENGTH: headers['content-length'],
      HTTP_CONTENT_ENCODING: headers['content-encoding'],
      GIT_PROTOCOL: headers['git-protocol']?.toString(),
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  const ended = once(child, 'close');
  const gone = new Promise<void>((resolve) => outgoing.once('close', resolve));
  void gone.then(() => child.kill());
  // It closes its input when it has read enough.
  child.stdin.on('error', () => undefined);
  incoming.pipe(child.stdin);
  let head: Buffer | undefined = Buffer.alloc(0);
  let sent = 0;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    let body = chunk;
    if (head !== undefined) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) continue;
      writeHead(outgoing, head.toString('latin1', 0, end));
      body = head.subarray(end + 4);
      head = undefined;
    }
    if (cutAfterBytes !== undefined && sent + body.length >= cutAfterBytes) {
      outgoing.write(body.subarray(0, cutAfterBytes - sent), () => outgoing.destroy());
      break;
    }
    sent += body.length;
    if (outgoing.write(body)) continue;
    await Promise.race([new Promise<void>((resolve) => outgoing.once('drain', resolve)), gone]);
  }
  await ended;
  if (cutAfterBytes === undefined) outgoing.end();
}

/** The headers of a CGI program, of which `Status` is its own. */
function writeHead(outgoing: ServerResponse, text: string): void {
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (name.toLowerCase() === 'status') outgoing.statusCode = Number.parseInt(value, 10);
    else outgoing.setHeader(name, value);
  }
}
