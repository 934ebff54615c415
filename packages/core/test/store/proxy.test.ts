import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server as HttpServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { inputVariable, parseInputs } from '@pv-actions/core/action/inputs.ts';
import { storeInputs } from '@pv-actions/core/store/inputs.ts';
import { storeSettings } from '@pv-actions/core/store/settings.ts';
import { openStore } from '@pv-actions/core/store/store.ts';
import type { Store } from '@pv-actions/core/store/types.ts';
import { quietLog } from '@pv-actions/testkit/quiet-log.ts';
import { BUCKET, failureText, type Server, startEmbedded } from './servers.ts';

const SECRET = 'pa$sword-of-the-proxy';
let server: Server;
let proxy: HttpServer;
/** What was asked of the proxy. */
let asked: string[];
/** The port where tunnels end. */
let tunnelTo = 0;

beforeEach(async () => {
  server = await startEmbedded();
  asked = [];
  const isLetIn = (header: unknown): boolean =>
    header === `Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`;
  proxy = createServer((incoming, answer) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (!isLetIn(incoming.headers['proxy-authorization'])) return void answer.writeHead(407).end();
    // The store is known to the proxy alone.
    const url = new URL(incoming.url ?? '');
    const to = url.hostname === 'store.internal' ? new URL(server.endpoint) : url;
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    const options = {
      host: to.hostname,
      port: to.port,
      method: incoming.method,
      path: `${url.pathname}${url.search}`,
      headers,
    };
    const onward = request(options, (back) => {
      answer.writeHead(back.statusCode ?? 500, back.headers);
      pipeline(back, answer, () => undefined);
    });
    pipeline(incoming, onward, () => undefined);
  });
  proxy.on('connect', (incoming, socket, head) => {
    asked.push(`CONNECT ${incoming.url}`);
    socket.on('error', () => undefined);
    if (!isLetIn(incoming.headers['proxy-authorization'])) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const onward = connect(tunnelTo, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      pipeline(socket, onward, socket, () => undefined);
    });
    onward.on('error', () => socket.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
});
afterEach(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await server.close();
});

const address = (): string => `127.0.0.1:${(proxy.address() as AddressInfo).port}`;

function open(endpoint: string, env: Readonly<Record<string, string>>): Store {
  const { accessKeyId, secretAccessKey } = server;
  const given = {
    ...{ bucket: BUCKET, prefix: 'meta', endpoint, region: server.region },
    ...{ 'access-key-id': accessKeyId, 'secret-access-key': secretAccessKey },
  };
  const inputs = Object.entries(given).map(([name, value]) => [inputVariable(name), value]);
  const settings = storeSettings(parseInputs(storeInputs, Object.fromEntries(inputs)), env);
  return openStore(settings, { clock: systemClock, log: quietLog, maxAttempts: 1 });
}

test.each(['HTTP_PROXY', 'http_proxy'])('a store is reached through the proxy of %s', async (variable) => {
  const store = open('http://store.internal', {
    [variable]: `http://me:${encodeURIComponent(SECRET)}@${address()}`,
  });
  await store.put('meta/a', 'content');
  expect(await store.text('meta/a')).toBe('content');
  expect(asked[0]).toMatch(/^PUT http:\/\/store\.internal\/contract\/meta\/a/);
});

test('a host of NO_PROXY is asked itself', async () => {
  const env = { HTTP_PROXY: `http://${address()}`, NO_PROXY: new URL(server.endpoint).host };
  await open(server.endpoint, env).put('meta/a', 'content');
  expect(asked).toEqual([]);
});

test('https goes through a tunnel', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pv-proxy-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=store.internal', '-addext', 'subjectAltName=DNS:store.internal'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  await promisify(execFile)('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...subject]);
  const pem = await readFile(cert, 'utf8');
  const plain = new URL(server.endpoint);
  const secure = createTlsServer({ key: await readFile(key), cert: pem }, (socket) => {
    pipeline(socket, connect(Number(plain.port), plain.hostname), socket, () => undefined);
  });
  secure.listen(0, '127.0.0.1');
  await once(secure, 'listening');
  tunnelTo = (secure.address() as AddressInfo).port;
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, pem]);
  try {
    const HTTPS_PROXY = `http://me:${encodeURIComponent(SECRET)}@${address()}`;
    const store = open('https://store.internal', { HTTPS_PROXY });
    await store.put('meta/a', 'content');
    expect(await store.text('meta/a')).toBe('content');
    expect(new Set(asked)).toEqual(new Set(['CONNECT store.internal:443']));
  } finally {
    setDefaultCACertificates(before);
    secure.close();
    await rm(folder, { recursive: true });
  }
});

test.each(['http', 'https'])(
  'a proxy that lets nobody in is told, without its password (%s)',
  async (scheme) => {
    const env = {
      HTTP_PROXY: `http://me:wrong-${SECRET}@${address()}`,
      HTTPS_PROXY: `http://me:wrong-${SECRET}@${address()}`,
    };
    const text = await failureText(open(`${scheme}://store.internal`, env).put('meta/a', 'content'));
    expect(text).toContain(
      `the proxy http://store of ${scheme.toUpperCase()}_PROXY does not let the request through`,
    );
    expect(text).toContain('407');
    expect(text).toContain(`Check the user and the password in ${scheme.toUpperCase()}_PROXY`);
    expect(text).not.toContain(SECRET);
  },
);

test('a page of a proxy in the place of an answer is told as the proxy', async () => {
  const env = { HTTP_PROXY: `http://${address()}` };
  for (const status of [403, 511]) {
    proxy.removeAllListeners('request');
    proxy.on(
      'request',
      (_, answer) => void answer.writeHead(status, { 'content-type': 'text/html' }).end('<h1>No</h1>'),
    );
    const text = await failureText(open('http://store.internal', env).put('meta/a', 'content'));
    expect(text).toContain(
      `the proxy http://store of HTTP_PROXY does not let the request through (HTTP ${status})`,
    );
  }
});

test('a proxy that is not there is told as the proxy', async () => {
  const env = { HTTP_PROXY: `http://me:${encodeURIComponent(SECRET)}@127.0.0.1:1` };
  const text = await failureText(open('http://store.internal', env).put('meta/a', 'content'));
  expect(text).toContain('it cannot be reached through the proxy http://store (ECONNREFUSED).');
  expect(text).toContain('Check `endpoint`, and HTTP_PROXY, or add the host of the store to NO_PROXY.');
});
