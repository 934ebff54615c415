import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@pv-actions/core/action/clock.ts';
import { NETWORK_LIMITS } from '@pv-actions/core/action/limits.ts';
import { isPrivateAddress } from '../src/verify/public-address.ts';
import { publicFile } from '../src/verify/public-file.ts';

const PRIVATE = {
  problem: 'The URL leads to a private address, which only the host of `public-url` or `endpoint` may have.',
};

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

/** Serves on an address of this machine, and gives the port. */
async function serve(host: string, listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return (server.address() as AddressInfo).port;
}

const deps = {
  clock: { ...systemClock, sleep: async () => undefined },
  timeoutMs: 60_000,
  random: () => 1,
  trusted: new Set(['127.0.0.1']),
};
const deep = { deep: true };

describe('an address', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::10.0.0.1',
    '64:ff9b::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::1',
    '2002:7f00:1::1',
    'fd00::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'no address',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true));

  test.each([
    '1.1.1.1',
    '11.0.0.1',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.169.0.1',
    '223.255.255.255',
    '::ffff:1.1.1.1',
    '64:ff9b::1.1.1.1',
    '2606:4700:4700::1111',
  ])('%s is not', (address) => expect(isPrivateAddress(address)).toBe(false));
});

describe('a private address', () => {
  test.each([
    'http://127.0.0.2:PORT/x',
    'http://127.2:PORT/x',
    'http://0x7f000002:PORT/x',
    'http://[::ffff:127.0.0.2]:PORT/x',
    'http://localhost:PORT/x',
    'http://169.254.169.254/latest/meta-data',
  ])('is not asked, neither in the index nor after a redirect: %s', async (pattern) => {
    let asked = 0;
    const port = await serve('127.0.0.2', (_, answer) => {
      asked += 1;
      answer.end('internal');
    });
    const url = pattern.replace('PORT', String(port));
    const from = await serve('127.0.0.1', (_, answer) => answer.writeHead(302, { location: url }).end());
    expect(await publicFile(url, deep, deps)).toEqual(PRIVATE);
    expect(await publicFile(`http://127.0.0.1:${from}/`, deep, deps)).toEqual(PRIVATE);
    expect(asked).toBe(0);
  });

  test('that the user gave is asked', async () => {
    const port = await serve('127.0.0.1', (_, answer) => answer.end('own'));
    expect(await publicFile(`http://127.0.0.1:${port}/x`, deep, deps)).toMatchObject({ size: 3 });
  });
});

describe('a body', () => {
  /** Written until the client closes. Then `closed` resolves. */
  async function endless(piece: Buffer, headers = {}): Promise<{ url: string; closed: Promise<void> }> {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const port = await serve('127.0.0.1', (_, answer) => {
      answer.writeHead(200, headers).once('close', resolve);
      const write = (): unknown => answer.destroyed || answer.write(piece, () => setImmediate(write));
      write();
    });
    return { url: `http://127.0.0.1:${port}/x`, closed };
  }

  test('without an end is read no further than its size', async () => {
    const { url, closed } = await endless(Buffer.alloc(1_000));
    expect(await publicFile(url, { deep: true, size: 2_500 }, deps)).toEqual({
      problem: 'It has more than the 2500 bytes that its manifest.json says.',
    });
    await closed;
  });

  test('without an end and without a known size is read as far as the limit', async () => {
    const { url, closed } = await endless(Buffer.alloc(2 ** 16));
    const limits = { ...NETWORK_LIMITS, webFileBytes: 2 ** 20 };
    expect(await publicFile(url, deep, { ...deps, limits })).toEqual({ problem: 'It has more than 1 MiB.' });
    await closed;
  });

  test('of another size than it must have is not read', async () => {
    const { url, closed } = await endless(Buffer.alloc(1), { 'content-length': 1e12 });
    expect(await publicFile(url, { deep: true, size: 2_500 }, deps)).toEqual({
      size: 1e12,
      sha256: undefined,
    });
    await closed;
  });

  test('that drips is given up', async () => {
    const { url, closed } = await endless(Buffer.alloc(1));
    const limits = { ...NETWORK_LIMITS, slowAfterSeconds: 0.05, slowestBytesPerSecond: 2 ** 30 };
    expect(await publicFile(url, deep, { ...deps, limits })).toEqual({
      problem: 'It comes more slowly than 1 GiB/s.',
    });
    await closed;
  });

  test('that takes too long is given up', async () => {
    const { url, closed } = await endless(Buffer.alloc(1));
    const limits = { ...NETWORK_LIMITS, webFileSeconds: 0.05 };
    expect(await publicFile(url, deep, { ...deps, limits })).toEqual({
      problem: 'It takes more than 0 s to read.',
    });
    await closed;
  });
});
